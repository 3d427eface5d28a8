//! HTTP bindings, checksums and host prefixes.

use super::typed::{Endpoint, Http, HttpChecksum, RequestCompression};
use super::{Traits, known};

impl Traits {
    /// The method, URI and success status of an operation (`smithy.api#http`).
    #[must_use]
    pub fn http(&self) -> Option<Http<'_>> {
        self.read(known::HTTP)
    }

    /// Returns true if the member is a label of the URI (`smithy.api#httpLabel`).
    #[must_use]
    pub fn http_label(&self) -> bool {
        self.has(known::HTTP_LABEL)
    }

    /// The query parameter that the member is bound to (`smithy.api#httpQuery`).
    #[must_use]
    pub fn http_query(&self) -> Option<&str> {
        self.read(known::HTTP_QUERY)
    }

    /// Returns true if the member is a map of query parameters (`smithy.api#httpQueryParams`).
    #[must_use]
    pub fn http_query_params(&self) -> bool {
        self.has(known::HTTP_QUERY_PARAMS)
    }

    /// The header that the member is bound to (`smithy.api#httpHeader`).
    #[must_use]
    pub fn http_header(&self) -> Option<&str> {
        self.read(known::HTTP_HEADER)
    }

    /// The prefix of the headers that the member, a map, is bound to
    /// (`smithy.api#httpPrefixHeaders`).
    #[must_use]
    pub fn http_prefix_headers(&self) -> Option<&str> {
        self.read(known::HTTP_PREFIX_HEADERS)
    }

    /// Returns true if the member is the payload of the message (`smithy.api#httpPayload`).
    #[must_use]
    pub fn http_payload(&self) -> bool {
        self.has(known::HTTP_PAYLOAD)
    }

    /// Returns true if the member is the status code of the response
    /// (`smithy.api#httpResponseCode`).
    #[must_use]
    pub fn http_response_code(&self) -> bool {
        self.has(known::HTTP_RESPONSE_CODE)
    }

    /// Returns true if requests must carry a checksum of the body
    /// (`smithy.api#httpChecksumRequired`).
    #[must_use]
    pub fn http_checksum_required(&self) -> bool {
        self.has(known::HTTP_CHECKSUM_REQUIRED)
    }

    /// The checksum behavior of requests and responses (`aws.protocols#httpChecksum`).
    #[must_use]
    pub fn http_checksum(&self) -> Option<HttpChecksum<'_>> {
        self.read(known::HTTP_CHECKSUM)
    }

    /// The encodings for request compression, in order of preference
    /// (`smithy.api#requestCompression`).
    #[must_use]
    pub fn request_compression(&self) -> Option<Vec<&str>> {
        let compression: RequestCompression<'_> = self.read(known::REQUEST_COMPRESSION)?;
        Some(compression.encodings)
    }

    /// The prefix of the host name (`smithy.api#endpoint`).
    #[must_use]
    pub fn endpoint(&self) -> Option<Endpoint<'_>> {
        self.read(known::ENDPOINT)
    }

    /// Returns true if the member is a label of the host prefix (`smithy.api#hostLabel`).
    #[must_use]
    pub fn host_label(&self) -> bool {
        self.has(known::HOST_LABEL)
    }
}
