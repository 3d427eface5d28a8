//! The common properties of all operations of a service.

use super::Protocol;
use crate::auth::AuthScheme;
use crate::endpoint::EndpointRules;
use crate::schema::XmlNamespace;

/// The common properties of all operations of a service.
#[derive(Clone, Copy, Debug)]
pub struct ServiceSchema {
    /// The absolute shape id of the service.
    pub id: &'static str,
    /// The version of the service's interface, a date in most models.
    pub version: &'static str,
    /// The name by which configuration files and user agents know the service (`aws.api#service`,
    /// `sdkId`).
    pub sdk_id: &'static str,
    /// The first label of the service's regional host names (`aws.api#service`, `endpointPrefix`).
    pub endpoint_prefix: &'static str,
    /// The service's name in signatures (`aws.auth#sigv4`).
    pub signing_name: &'static str,
    /// The authentication schemes of its operations, in order of preference; `None` for
    /// [`AuthScheme::SigV4`] if there is a signing name, and else none.
    pub auth: Option<&'static [AuthScheme]>,
    /// True if error codes come in the form of the AWS query protocol too
    /// (`aws.protocols#awsQueryCompatible`).
    pub query_compatible: bool,
    /// The headers of every request that has none of the same name.
    pub headers: &'static [(&'static str, &'static str)],
    /// The XML namespace of the service's documents (`smithy.api#xmlNamespace`).
    pub xml_namespace: Option<XmlNamespace>,
    /// The rules by which the service's endpoints are found; `None` for one endpoint in each
    /// region.
    pub endpoint: Option<EndpointRules>,
    /// The protocol of all messages. The one line by which a service changes protocol.
    pub protocol: &'static dyn Protocol,
}

impl ServiceSchema {
    /// A service that is known by its id alone.
    #[must_use]
    pub const fn new(id: &'static str, protocol: &'static dyn Protocol) -> Self {
        Self {
            id,
            version: "",
            sdk_id: "",
            endpoint_prefix: "",
            signing_name: "",
            auth: None,
            query_compatible: false,
            headers: &[],
            xml_namespace: None,
            endpoint: None,
            protocol,
        }
    }

    /// The service's name in the model: its id without the namespace.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.id.rsplit('#').next().unwrap_or(self.id)
    }

    /// Sets headers of every request that has none of the same name.
    #[must_use]
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Sets the version of the service's interface.
    #[must_use]
    pub const fn version(mut self, version: &'static str) -> Self {
        self.version = version;
        self
    }

    /// Sets the name by which configuration files know the service.
    #[must_use]
    pub const fn sdk_id(mut self, name: &'static str) -> Self {
        self.sdk_id = name;
        self
    }

    /// Sets the first label of the service's regional host names.
    #[must_use]
    pub const fn endpoint_prefix(mut self, prefix: &'static str) -> Self {
        self.endpoint_prefix = prefix;
        self
    }

    /// Sets the service's name in signatures.
    #[must_use]
    pub const fn signing_name(mut self, name: &'static str) -> Self {
        self.signing_name = name;
        self
    }

    /// Sets the authentication schemes of the operations that have none of their own, in order of
    /// preference.
    #[must_use]
    pub const fn auth(mut self, schemes: &'static [AuthScheme]) -> Self {
        self.auth = Some(schemes);
        self
    }

    /// Returns the authentication schemes, in order of preference.
    #[must_use]
    pub const fn auth_schemes(&self) -> &'static [AuthScheme] {
        match self.auth {
            Some(schemes) => schemes,
            None if self.signing_name.is_empty() => &[AuthScheme::NoAuth],
            None => &[AuthScheme::SigV4],
        }
    }

    /// Sets the default XML namespace of the service's documents.
    #[must_use]
    pub const fn xml_namespace(mut self, uri: &'static str) -> Self {
        self.xml_namespace = Some(XmlNamespace { prefix: None, uri });
        self
    }

    /// Sets the XML namespace of the service's documents, and its prefix.
    #[must_use]
    pub const fn xml_prefix(mut self, prefix: &'static str, uri: &'static str) -> Self {
        self.xml_namespace = Some(XmlNamespace {
            prefix: Some(prefix),
            uri,
        });
        self
    }

    /// Sets the rules by which the service's endpoints are found.
    #[must_use]
    pub const fn endpoint(mut self, rules: EndpointRules) -> Self {
        self.endpoint = Some(rules);
        self
    }

    /// Says that error codes come in the form of the AWS query protocol too.
    #[must_use]
    pub const fn query_compatible(mut self) -> Self {
        self.query_compatible = true;
        self
    }
}
