//! The metadata of a response.

use http::{HeaderMap, StatusCode};

/// The output of a call, with the metadata of the response that it was read from.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct WithMetadata<T> {
    /// The output.
    pub output: T,
    /// The metadata of the response.
    pub metadata: ResponseMetadata,
}

/// The metadata of a response: its head, and the number of requests that led to it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ResponseMetadata {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The number of requests that the call has sent.
    pub attempts: u32,
}

impl ResponseMetadata {
    /// Returns the id by which the service knows the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)?.to_str().ok()
    }
}

/// The id by which the service knows the request; the name of the header depends on the service.
pub(super) fn request_id(headers: &HeaderMap) -> Option<&http::HeaderValue> {
    const NAMES: [&str; 3] = ["x-amzn-requestid", "x-amz-request-id", "x-amzn-request-id"];
    NAMES.iter().find_map(|name| headers.get(*name))
}
