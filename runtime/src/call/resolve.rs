//! The resolution of a call: the endpoint of its requests, and what they are signed for.

use std::sync::Arc;

use super::endpoint_params::{self, Values};
use crate::auth::sigv4::SigningOptions;
use crate::auth::{AuthScheme, CredentialsError};
use crate::config::ClientContext;
use crate::endpoint::{
    EndpointAuthScheme, EndpointError, EndpointParams, InvalidRegion, Region, ResolvedEndpoint,
};
use crate::error::{ErrorKind, Failure};
use crate::operation::OperationSchema;
use crate::types::Document;

/// The name of Signature Version 4a among the schemes of an endpoint.
const SIGV4A: &str = "sigv4a";

/// The scope of a call's signatures.
#[derive(Clone, Debug, Default)]
pub(super) struct Signing {
    /// The service's name; `None` for that of the schema.
    name: Option<Box<str>>,
    /// `None` if there is none to sign for.
    pub(super) region: Option<Region>,
    pub(super) options: SigningOptions,
    /// The regions that a signature of version 4a is good for; `None` for a signature of version
    /// 4.
    pub(super) region_set: Option<Box<str>>,
}

impl Signing {
    /// Returns the service's name in signatures.
    pub(super) fn name<'a>(&'a self, operation: &OperationSchema) -> &'a str {
        self.name
            .as_deref()
            .unwrap_or(operation.service.signing_name)
    }
}

impl ClientContext {
    /// Resolves the endpoint of a call that gives these values. `account` is that of the
    /// credentials, where the client did not know it.
    pub(super) fn resolve(
        &self,
        operation: &'static OperationSchema,
        values: &Values,
        account: Option<&str>,
    ) -> Result<Arc<ResolvedEndpoint>, Failure> {
        let texts: Vec<Vec<&str>> = values.iter().map(|(_, value)| texts(value)).collect();
        let context = values
            .iter()
            .zip(&texts)
            .filter_map(|((name, value), texts)| {
                Some((*name, endpoint_params::as_context(value, texts)?))
            });
        let context: Vec<_> = context.collect();
        let params = EndpointParams {
            context: &context,
            operation: operation.name,
            region: self.region.as_ref(),
            endpoint_url: self.endpoint_url.as_ref(),
            use_fips: self.use_fips,
            use_dual_stack: self.use_dual_stack,
            account_id: account,
        };
        let endpoint = self.endpoint.resolve(&params);
        endpoint.map_err(|error: EndpointError| {
            Failure::new(operation.name, ErrorKind::Request).because(error)
        })
    }

    /// The first scheme of an endpoint that this runtime can sign by: of those that the caller
    /// prefers, or else in the order of the endpoint.
    fn signer<'e>(&self, offered: &'e [EndpointAuthScheme]) -> Option<&'e EndpointAuthScheme> {
        let supported = |scheme: &&EndpointAuthScheme| match &*scheme.name {
            SIGV4A => cfg!(feature = "sigv4a"),
            name => AuthScheme::SigV4.is_named(name),
        };
        let is = |scheme: &EndpointAuthScheme, name: &str| {
            name.rsplit('#').next() == Some(&*scheme.name)
        };
        let mut preferred = self.identities.preference.iter().filter_map(|name| {
            let mut supported = offered.iter().filter(supported);
            supported.find(|scheme| is(scheme, name))
        });
        preferred.next().or_else(|| offered.iter().find(supported))
    }

    /// The scope of signatures: that of the endpoint's scheme, as far as it names one, and else
    /// that of service and client.
    pub(super) fn signing(
        &self,
        operation: &'static OperationSchema,
        auth: AuthScheme,
        offered: &[EndpointAuthScheme],
    ) -> Result<Signing, Failure> {
        let mut signing = Signing {
            region: self.region.clone(),
            ..Signing::default()
        };
        if auth != AuthScheme::SigV4 || offered.is_empty() {
            return Ok(signing);
        }
        let Some(scheme) = self.signer(offered) else {
            let error = unsupported(offered);
            return Err(Failure::credentials(operation.name, error));
        };
        if &*scheme.name == SIGV4A {
            let regions = match self.region_set.as_slice() {
                [] => &scheme.signing_region_set,
                regions => regions,
            };
            signing.region_set = Some(regions.join(",").into());
        }
        signing.name.clone_from(&scheme.signing_name);
        if let Some(region) = &scheme.signing_region {
            let region = Region::new(region).map_err(|error: InvalidRegion| {
                Failure::new(operation.name, ErrorKind::Request).because(error)
            })?;
            signing.region = Some(region);
        }
        signing.options.double_encode_path = !scheme.disable_double_encoding;
        // An endpoint that wants the path as it is sent, as S3's do, wants nothing of it resolved
        // either, and reads the sum of the body from a header.
        let as_sent = scheme.disable_double_encoding;
        signing.options.normalize_path = !scheme.disable_normalize_path && !as_sent;
        signing.options.content_sha256_header = as_sent;
        Ok(signing)
    }
}

/// The texts of a list.
fn texts(value: &Document) -> Vec<&str> {
    let items = value.as_array().unwrap_or_default();
    items.iter().filter_map(Document::as_str).collect()
}

fn unsupported(offered: &[EndpointAuthScheme]) -> CredentialsError {
    let names: Vec<&str> = offered.iter().map(|scheme| &*scheme.name).collect();
    CredentialsError::provider(format!(
        "the endpoint accepts only {}, which is not supported; choose another endpoint",
        names.join(" or ")
    ))
}
