//! The codes of the AWS query protocol in responses of services that have left it
//! (`aws.protocols#awsQueryCompatible`).

use bytes::Bytes;
use http::Response;

use crate::operation::ServiceSchema;

/// The code that users of the query protocol know: the header holds it before who is to blame,
/// `Code;Sender`.
pub(super) fn query_code(service: &ServiceSchema, response: &Response<Bytes>) -> Option<String> {
    if !service.query_compatible {
        return None;
    }
    let header = response.headers().get("x-amzn-query-error")?;
    let code = header.to_str().ok()?.split(';').next()?.trim();
    (!code.is_empty()).then(|| code.to_owned())
}
