//! AWS restJson1 (Smithy 2.0, "AWS restJson1 protocol").

use bytes::Bytes;
use http::Response;

use super::json_body::JsonBody;
use super::request::RequestEncoder;
use super::response::{Layout, raw_payload};
use super::text::TextDecoder;
use super::{Draft, ErrorInfo, Protocol, Token, json_error};
use crate::codec::json::{JsonDecoder, Names};
use crate::operation::{OperationSchema, ServiceSchema};
use crate::schema::{Member, Schema};
use crate::serde::{Contents, Decoded, EncodeError, Named};
use crate::types::ByteStream;

/// The protocol `aws.protocols#restJson1`.
#[derive(Clone, Copy, Debug)]
pub struct RestJson1;

impl Protocol for RestJson1 {
    fn request(
        &self,
        operation: &OperationSchema,
        input: Contents<'_>,
        token: Token<'_>,
    ) -> Result<Draft, EncodeError> {
        let mut body = JsonBody::new(Names::Json, "application/json");
        let mut encoder = RequestEncoder::bound(operation, token, &mut body);
        input(&mut encoder)?;
        encoder.finish()
    }

    fn output(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
        stream: Option<ByteStream>,
        visit: Named<'_>,
    ) -> Decoded {
        read(operation.output, response, stream, visit)
    }

    fn error(&self, service: &ServiceSchema, response: &Response<Bytes>) -> ErrorInfo {
        json_error::info(service, response)
    }

    fn error_members(
        &self,
        schema: &'static Schema,
        response: &Response<Bytes>,
        visit: Named<'_>,
    ) -> Decoded {
        read(schema, response, None, &mut |name, decoder| {
            visit(json_error::member_name(schema, name), decoder)
        })
    }
}

/// Reads a structure out of status, headers and body.
fn read(
    schema: &'static Schema,
    response: &Response<Bytes>,
    stream: Option<ByteStream>,
    visit: Named<'_>,
) -> Decoded {
    let layout = Layout::of(schema);
    layout.read_head(response, visit)?;
    let body = response.body();
    if let (Some(member), Some(stream)) = (layout.payload, stream) {
        return visit(member.name, &mut TextDecoder::Stream(Some(stream)));
    }
    if let Some(member) = layout.payload {
        return read_payload(member, body, visit).map_err(|error| error.within(member.name));
    }
    if !layout.body || body.is_empty() {
        return Ok(());
    }
    let mut json = JsonDecoder::new(body, Names::Json)?;
    json.document(layout.renamed.then_some(schema), &mut |name, decoder| {
        if layout.in_head(name) {
            decoder.skip()
        } else {
            visit(name, decoder)
        }
    })
}

/// Reads the member that is the whole body; an empty body is no value.
fn read_payload(member: &'static Member, body: &Bytes, visit: Named<'_>) -> Decoded {
    if body.is_empty() {
        return Ok(());
    }
    if let Some(mut raw) = raw_payload(member, body) {
        return visit(member.name, &mut raw);
    }
    let mut json = JsonDecoder::new(body, Names::Json)?;
    visit(member.name, &mut json)?;
    json.end()
}
