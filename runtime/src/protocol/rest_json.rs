//! AWS restJson1 (Smithy 2.0, "AWS restJson1 protocol").

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method, Request, Response};

use super::bindings::{BindingEncoder, Layout};
use super::json_error;
use super::{ErrorInfo, Protocol};
use crate::codec::json::{JsonDecoder, JsonEncoder, Names};
use crate::codec::{Contents, Decoded, EncodeError, Named};
use crate::operation::OperationSchema;
use crate::schema::Schema;

/// The protocol `aws.protocols#restJson1`.
#[derive(Clone, Copy, Debug)]
pub struct RestJson1;

impl Protocol for RestJson1 {
    fn request(
        &self,
        operation: &OperationSchema,
        input: Contents<'_>,
    ) -> Result<Request<Bytes>, EncodeError> {
        let mut json = JsonEncoder::new(Names::Json);
        json.begin();
        let mut bindings = BindingEncoder::new(operation.http.uri, &mut json);
        input(&mut bindings)?;
        let (uri, has_body) = (bindings.target.finish()?, bindings.has_body);
        let mut request = Request::new(Bytes::new());
        *request.headers_mut() = bindings.headers;
        *request.method_mut() = Method::from_bytes(operation.http.method.as_bytes())
            .map_err(|_| EncodeError::new("the operation's method is malformed"))?;
        *request.uri_mut() = uri
            .try_into()
            .map_err(|_| EncodeError::new("the path is malformed or too long"))?;
        if has_body {
            json.end();
            request
                .headers_mut()
                .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
            *request.body_mut() = json.into_text().into();
        }
        Ok(request)
    }

    fn output(
        &self,
        operation: &OperationSchema,
        response: &Response<Bytes>,
        visit: Named<'_>,
    ) -> Decoded {
        read(operation.output, response, visit)
    }

    fn error(&self, response: &Response<Bytes>) -> ErrorInfo {
        json_error::info(response)
    }

    fn error_members(
        &self,
        schema: &'static Schema,
        response: &Response<Bytes>,
        visit: Named<'_>,
    ) -> Decoded {
        read(schema, response, &mut |name, decoder| {
            visit(json_error::member_name(schema, name), decoder)
        })
    }
}

/// Reads a structure out of headers and body.
fn read(schema: &'static Schema, response: &Response<Bytes>, visit: Named<'_>) -> Decoded {
    let layout = Layout::of(schema);
    layout.read_headers(response, visit)?;
    if !layout.body || response.body().is_empty() {
        return Ok(());
    }
    let mut json = JsonDecoder::new(response.body(), Names::Json)?;
    json.document(layout.renamed.then_some(schema), &mut |name, decoder| {
        if layout.in_header(name) {
            decoder.skip()
        } else {
            visit(name, decoder)
        }
    })
}
