//! AWS JSON 1.0 and 1.1 (Smithy 2.0, "AWS JSON protocols"): all members travel in the body, and a header names the operation.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response};

use super::json_body::JsonBody;
use super::request::RequestEncoder;
use super::{Draft, ErrorInfo, Protocol, Token, json_error};
use crate::codec::json::{JsonDecoder, Names};
use crate::operation::{OperationSchema, ServiceSchema};
use crate::schema::Schema;
use crate::serde::{Contents, Decoded, EncodeError, Named};
use crate::types::ByteStream;

const TARGET: HeaderName = HeaderName::from_static("x-amz-target");
const QUERY_MODE: HeaderName = HeaderName::from_static("x-amzn-query-mode");

/// The protocol `aws.protocols#awsJson1_0`.
#[derive(Clone, Copy, Debug)]
pub struct AwsJson1_0;

/// The protocol `aws.protocols#awsJson1_1`.
#[derive(Clone, Copy, Debug)]
pub struct AwsJson1_1;

/// Both versions differ in the content type alone.
macro_rules! protocols {
    ($($version:ident $media_type:literal)*) => {$(
        impl Protocol for $version {
            fn request(
                &self,
                operation: &OperationSchema,
                input: Contents<'_>,
                token: Token<'_>,
            ) -> Result<Draft, EncodeError> {
                let mut body = JsonBody::new(Names::Model, $media_type);
                let mut encoder = RequestEncoder::unbound(operation, token, &mut body);
                input(&mut encoder)?;
                let mut draft = encoder.finish()?;
                add_headers(operation, &mut draft)?;
                Ok(draft)
            }

            fn output(
                &self,
                _: &OperationSchema,
                response: &Response<Bytes>,
                _: Option<ByteStream>,
                visit: Named<'_>,
            ) -> Decoded {
                read(response, visit)
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
                read(response, &mut |name, decoder| {
                    visit(json_error::member_name(schema, name), decoder)
                })
            }
        }
    )*};
}

protocols! {
    AwsJson1_0 "application/x-amz-json-1.0"
    AwsJson1_1 "application/x-amz-json-1.1"
}

fn add_headers(operation: &OperationSchema, draft: &mut Draft) -> Result<(), EncodeError> {
    let service = operation.service;
    let headers = draft.request.headers_mut();
    let target = format!("{}.{}", service.name(), operation.name);
    let target = HeaderValue::try_from(target)
        .map_err(|_| EncodeError::new("the names of service and operation are malformed"))?;
    headers.insert(TARGET, target);
    if service.query_compatible {
        headers.insert(QUERY_MODE, HeaderValue::from_static("true"));
    }
    Ok(())
}

fn read(response: &Response<Bytes>, visit: Named<'_>) -> Decoded {
    if response.body().is_empty() {
        return Ok(());
    }
    JsonDecoder::new(response.body(), Names::Model)?.document(None, visit)
}
