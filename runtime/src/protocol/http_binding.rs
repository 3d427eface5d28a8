//! The binding to HTTP: members in path, query, headers, status and body (Smithy 2.0, "HTTP
//! bindings").

use bytes::Bytes;
use http::Response;

use super::encoding::name_encoding;
use super::format::Format;
use super::request::RequestEncoder;
use super::response::{Layout, raw_payload};
use super::text::TextDecoder;
use super::{Draft, ErrorInfo, Protocol, Token};
use crate::operation::{OperationSchema, ServiceSchema};
use crate::schema::{Member, Schema};
use crate::serde::{Contents, Decoded, EncodeError, Row, Visit};
use crate::types::ByteStream;

/// A protocol whose members travel as the traits of HTTP bindings say, those of the body in the
/// format `F`.
#[derive(Clone, Copy, Debug)]
pub struct HttpBinding<F> {
    pub(super) format: F,
}

impl<F: Format> Protocol for HttpBinding<F> {
    fn request(
        &self,
        operation: &OperationSchema,
        input: Contents<'_>,
        token: Token<'_>,
    ) -> Result<Draft, EncodeError> {
        let mut body = self.format.body(operation);
        let mut encoder = RequestEncoder::bound(operation, token, &mut body);
        input(&mut encoder)?;
        encoder.finish()
    }

    fn is_error(&self, operation: &OperationSchema, response: &Response<Bytes>) -> bool {
        !response.status().is_success()
            || self.format.is_disguised_error(operation, response.body())
    }

    fn output(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
        stream: Option<ByteStream>,
        visit: Visit<'_>,
    ) -> Decoded {
        let layout = Layout::new(operation.output);
        layout.read_head(response, visit)?;
        if let (Some((row, member)), Some(stream)) = (layout.payload, stream) {
            let mut stream = TextDecoder::Stream(Some(stream));
            return visit(Row::Known(row, member), &mut stream);
        }
        let body = response.body();
        let read = self.read_body(&layout, body, visit, |visit| {
            self.format.read_output(operation, body, visit)
        });
        name_encoding(read, response)
    }

    fn error(&self, service: &ServiceSchema, response: &Response<Bytes>) -> ErrorInfo {
        self.format.error(service, response)
    }

    fn is_code_of(&self, code: &str, schema: &Schema) -> bool {
        self.format.is_code_of(code, schema)
    }

    fn error_members(
        &self,
        schema: &'static Schema,
        response: &Response<Bytes>,
        visit: Visit<'_>,
    ) -> Decoded {
        let layout = Layout::new(schema);
        layout.read_head(response, visit)?;
        let body = response.body();
        let read = self.read_body(&layout, body, visit, |visit| {
            self.format.read_error(schema, body, visit)
        });
        name_encoding(read, response)
    }
}

impl<F: Format> HttpBinding<F> {
    /// Reads the member that is the whole body or else, by `read`, the members in the body.
    fn read_body(
        &self,
        layout: &Layout,
        body: &Bytes,
        visit: Visit<'_>,
        read: impl FnOnce(Visit<'_>) -> Decoded,
    ) -> Decoded {
        if let Some((row, member)) = layout.payload {
            return self
                .read_payload(row, member, body, visit)
                .map_err(|error| error.within(member.name));
        }
        if !layout.body || body.is_empty() {
            return Ok(());
        }
        read(&mut in_body(visit))
    }

    /// Reads the member that is the whole body; an empty body is no value.
    fn read_payload(
        &self,
        row: usize,
        member: &'static Member,
        body: &Bytes,
        visit: Visit<'_>,
    ) -> Decoded {
        if body.is_empty() {
            return Ok(());
        }
        if let Some(mut raw) = raw_payload(member, body) {
            return visit(Row::Known(row, member), &mut raw);
        }
        self.format.read_payload(member, body, &mut |value| {
            visit(Row::Known(row, member), value)
        })
    }
}

/// Skips members that travel in the head of a message, and so cannot come in its body.
fn in_body<'v>(
    visit: Visit<'v>,
) -> impl FnMut(Row<'_>, &mut dyn crate::serde::Decoder) -> Decoded + 'v {
    |row, value| match row {
        Row::Known(_, member) if Layout::in_head(member) => value.skip(),
        row => visit(row, value),
    }
}
