//! HTTP bindings, checksums and host prefixes.

use super::typed::{Endpoint, Http, HttpChecksum, RequestCompression};
use super::{Traits, known};

impl Traits {
    /// Method, URI and success code of the operation.
    #[must_use]
    pub fn http(&self) -> Option<Http<'_>> {
        self.read(known::HTTP)
    }

    /// Whether the member is a part of the path.
    #[must_use]
    pub fn http_label(&self) -> bool {
        self.has(known::HTTP_LABEL)
    }

    /// The query parameter that carries the member.
    #[must_use]
    pub fn http_query(&self) -> Option<&str> {
        self.read(known::HTTP_QUERY)
    }

    /// Whether the member is a map of query parameters.
    #[must_use]
    pub fn http_query_params(&self) -> bool {
        self.has(known::HTTP_QUERY_PARAMS)
    }

    /// The header that carries the member.
    #[must_use]
    pub fn http_header(&self) -> Option<&str> {
        self.read(known::HTTP_HEADER)
    }

    /// What all headers of the member, a map, start with.
    #[must_use]
    pub fn http_prefix_headers(&self) -> Option<&str> {
        self.read(known::HTTP_PREFIX_HEADERS)
    }

    /// Whether the member is the whole body.
    #[must_use]
    pub fn http_payload(&self) -> bool {
        self.has(known::HTTP_PAYLOAD)
    }

    /// Whether the member is the response's status code.
    #[must_use]
    pub fn http_response_code(&self) -> bool {
        self.has(known::HTTP_RESPONSE_CODE)
    }

    /// Whether a checksum of the body must be sent.
    #[must_use]
    pub fn http_checksum_required(&self) -> bool {
        self.has(known::HTTP_CHECKSUM_REQUIRED)
    }

    /// How checksums of bodies are chosen and checked.
    #[must_use]
    pub fn http_checksum(&self) -> Option<HttpChecksum<'_>> {
        self.read(known::HTTP_CHECKSUM)
    }

    /// The encodings a client may compress the request with, the best first.
    #[must_use]
    pub fn request_compression(&self) -> Option<Vec<&str>> {
        let compression: RequestCompression<'_> = self.read(known::REQUEST_COMPRESSION)?;
        Some(compression.encodings)
    }

    /// What the host name starts with.
    #[must_use]
    pub fn endpoint(&self) -> Option<Endpoint<'_>> {
        self.read(known::ENDPOINT)
    }

    /// Whether the member is a part of the host prefix.
    #[must_use]
    pub fn host_label(&self) -> bool {
        self.has(known::HOST_LABEL)
    }
}
