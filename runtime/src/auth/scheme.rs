//! Authentication schemes.

/// An authentication scheme of a service or operation (Smithy 2.0, "Authentication traits").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthScheme {
    /// `aws.auth#sigv2`: a signature of version 2 by AWS credentials, in the parameters of a form.
    /// Smithy has no trait for it; the id is made as those of versions 4 and 4a are.
    SigV2,
    /// `aws.auth#sigv4`: a signature by AWS credentials.
    SigV4,
    /// `smithy.api#httpApiKeyAuth`: a key in a header.
    ApiKeyHeader {
        /// The name of the header.
        name: &'static str,
        /// The word that stands before the key (the trait's `scheme`); empty for none.
        prefix: &'static str,
    },
    /// `smithy.api#httpApiKeyAuth`: a key in the query.
    ApiKeyQuery {
        /// The name of the query parameter.
        name: &'static str,
    },
    /// `smithy.api#httpBasicAuth`: a user name and password in the header `authorization`.
    Basic,
    /// `smithy.api#httpBearerAuth`: a token in the header `authorization`.
    Bearer,
    /// `smithy.api#noAuth`: nothing.
    NoAuth,
}

impl AuthScheme {
    /// Returns the shape id of the trait that defines the scheme.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::SigV2 => "aws.auth#sigv2",
            Self::SigV4 => "aws.auth#sigv4",
            Self::ApiKeyHeader { .. } | Self::ApiKeyQuery { .. } => "smithy.api#httpApiKeyAuth",
            Self::Basic => "smithy.api#httpBasicAuth",
            Self::Bearer => "smithy.api#httpBearerAuth",
            Self::NoAuth => "smithy.api#noAuth",
        }
    }

    /// Returns true if requests are signed by credentials.
    pub(crate) const fn signs(&self) -> bool {
        matches!(self, Self::SigV2 | Self::SigV4)
    }

    /// Returns true if `name` is the scheme's shape id, or that without its namespace.
    pub(crate) fn is_named(&self, name: &str) -> bool {
        self.id() == name || self.id().rsplit('#').next() == Some(name)
    }

    /// The function of `Config` that sets the identity.
    pub(super) fn setting(&self) -> &'static str {
        match self {
            Self::SigV2 | Self::SigV4 => "Config::credentials",
            Self::ApiKeyHeader { .. } | Self::ApiKeyQuery { .. } => "Config::api_key",
            Self::Basic => "Config::basic_auth",
            Self::Bearer => "Config::bearer_token",
            Self::NoAuth => "nothing",
        }
    }
}
