//! Encoding of an input into a request, and its direction to the endpoint.

use super::address::address_at;
use super::body::Prepared;
use super::endpoint_params::{self, Values};
use crate::auth::AuthScheme;
use crate::config::ClientContext;
use crate::error::{ErrorKind, Failure};
use crate::operation::OperationSchema;
use crate::serde::Contents;

/// All that an input says about the host of its request.
pub(crate) struct Target {
    /// The parameters of endpoint rules.
    values: Values,
    /// The endpoint that the input names, in place of the resolved one.
    endpoint: Option<String>,
    host_labels: Vec<(&'static str, String)>,
}

impl ClientContext {
    /// The request for an input, with its body as the input has it. Nothing is read. Its URI is
    /// absolute, unless the endpoint depends on the account of the call's credentials.
    pub(crate) fn request(
        &self,
        operation: &'static OperationSchema,
        input: Contents<'_>,
    ) -> Result<Box<Prepared>, Failure> {
        let refused = |error| Failure::request(operation.name, error);
        let values = endpoint_params::gather(operation, input).map_err(refused)?;
        let auth = self.identities.choose(operation.auth_schemes());
        let auth = auth.map_err(|error| Failure::credentials(operation.name, error))?;
        let protocol = operation.service.protocol;
        let draft = protocol.request(operation, input, &|| self.tokens.next());
        let draft = draft.map_err(refused)?;
        let (parts, body) = draft.request.into_parts();
        let target = Target {
            values,
            endpoint: draft.endpoint,
            host_labels: draft.host_labels,
        };
        // Boxed, for it is large and handed on.
        let mut request = Box::new(Prepared::new(parts, body, auth, target));
        if !(self.by_account && auth == AuthScheme::SigV4) {
            self.direct(operation, &mut request, None)?;
        }
        Ok(request)
    }

    /// Directs a request to its endpoint; the first time only. `account` is that of the
    /// credentials, if the endpoint depends on it.
    pub(super) fn direct(
        &self,
        operation: &'static OperationSchema,
        request: &mut Prepared,
        account: Option<&str>,
    ) -> Result<(), Failure> {
        let Some(target) = request.target.take() else {
            return Ok(());
        };
        let resolved = self.resolve(operation, &target.values, account)?;
        request.signing = self.signing(operation, request.auth, &resolved.auth_schemes)?;
        let parts = &mut request.parts;
        let path = std::mem::take(&mut parts.uri);
        let address = match &target.endpoint {
            Some(url) => address_at(url, path),
            None => self.address(operation, &resolved.endpoint, &target.host_labels, path),
        };
        parts.uri = address
            .map_err(|error| Failure::new(operation.name, ErrorKind::Request).because(error))?;
        parts.headers.extend(resolved.headers.clone());
        Ok(())
    }
}
