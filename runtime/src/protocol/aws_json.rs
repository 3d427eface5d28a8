//! AWS JSON 1.0 and 1.1 (Smithy 2.0, "AWS JSON protocols"): all members travel in the body, and a header names the operation.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Method, Request, Response};

use super::json_error;
use super::{ErrorInfo, Protocol};
use crate::codec::json::{JsonDecoder, JsonEncoder, Names};
use crate::codec::{Contents, Decoded, EncodeError, Named};
use crate::operation::OperationSchema;
use crate::schema::Schema;

const TARGET: HeaderName = HeaderName::from_static("x-amz-target");

/// The protocol `aws.protocols#awsJson1_0`.
#[derive(Clone, Copy, Debug)]
pub struct AwsJson1_0;

/// The protocol `aws.protocols#awsJson1_1`.
#[derive(Clone, Copy, Debug)]
pub struct AwsJson1_1;

/// Both versions differ in the content type alone.
macro_rules! protocols {
    ($($version:ident $content_type:literal)*) => {$(
        impl Protocol for $version {
            fn request(
                &self,
                operation: &OperationSchema,
                input: Contents<'_>,
            ) -> Result<Request<Bytes>, EncodeError> {
                request(operation, input, HeaderValue::from_static($content_type))
            }

            fn output(
                &self,
                _: &OperationSchema,
                response: &Response<Bytes>,
                visit: Named<'_>,
            ) -> Decoded {
                read(response, visit)
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

fn request(
    operation: &OperationSchema,
    input: Contents<'_>,
    content_type: HeaderValue,
) -> Result<Request<Bytes>, EncodeError> {
    let mut json = JsonEncoder::new(Names::Model);
    json.document(input)?;
    let mut request = Request::new(json.into_text().into());
    *request.method_mut() = Method::POST;
    let target = format!("{}.{}", operation.service.name(), operation.name);
    let target = HeaderValue::try_from(target)
        .map_err(|_| EncodeError::new("the names of service and operation are malformed"))?;
    request.headers_mut().insert(TARGET, target);
    request.headers_mut().insert(CONTENT_TYPE, content_type);
    Ok(request)
}

fn read(response: &Response<Bytes>, visit: Named<'_>) -> Decoded {
    if response.body().is_empty() {
        return Ok(());
    }
    JsonDecoder::new(response.body(), Names::Model)?.document(None, visit)
}
