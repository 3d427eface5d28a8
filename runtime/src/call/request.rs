//! Encoding of an input into a request with an absolute URI.

use super::address::address_at;
use super::body::Prepared;
use crate::config::ClientContext;
use crate::error::{ErrorKind, Failure};
use crate::operation::OperationSchema;
use crate::serde::Contents;

impl ClientContext {
    /// The request for an input, with its body as the input has it. Nothing is read.
    pub(crate) fn request(
        &self,
        operation: &'static OperationSchema,
        input: Contents<'_>,
    ) -> Result<Prepared, Failure> {
        let resolution = self.resolve(operation, input)?;
        let refused = |error| Failure::request(operation.name, error);
        let protocol = operation.service.protocol;
        let draft = protocol.request(operation, input, &|| self.tokens.next());
        let draft = draft.map_err(refused)?;
        let (mut parts, body) = draft.request.into_parts();
        let address = match &draft.endpoint {
            Some(url) => address_at(url, parts.uri),
            None => {
                let endpoint = &resolution.endpoint.endpoint;
                self.address(operation, endpoint, &draft.host_labels, parts.uri)
            }
        };
        parts.uri = address
            .map_err(|error| Failure::new(operation.name, ErrorKind::Request).because(error))?;
        parts.headers.extend(resolution.endpoint.headers.clone());
        Ok(Prepared::new(parts, body, resolution))
    }
}
