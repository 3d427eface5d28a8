//! Traits of services, operations and errors.

use super::typed::{
    EnumDefinition, ErrorKind, HttpApiKeyAuth, Paginated, QueryError, Retryable, ServiceNames,
    SigV4,
};
use super::{Trait, Traits, known};
use crate::{ShapeId, TraitValue};

impl Traits {
    /// The pagination of an operation, or what it is by default, at a service.
    /// [`Paginated::merged`] brings both together.
    #[must_use]
    pub fn paginated(&self) -> Option<Paginated<'_>> {
        self.read(known::PAGINATED)
    }

    /// Whether the operation changes nothing.
    #[must_use]
    pub fn readonly(&self) -> bool {
        self.has(known::READONLY)
    }

    /// Whether doing the operation twice is as good as once.
    #[must_use]
    pub fn idempotent(&self) -> bool {
        self.has(known::IDEMPOTENT)
    }

    /// Whose fault the error is.
    #[must_use]
    pub fn error(&self) -> Option<ErrorKind> {
        self.read(known::ERROR)
    }

    /// The status code of the error.
    #[must_use]
    pub fn http_error(&self) -> Option<u16> {
        self.read(known::HTTP_ERROR)
    }

    /// The code and status that the query protocol has for the error (`aws.protocols#awsQueryError`); services that
    /// moved from it to another protocol still use the code.
    #[must_use]
    pub fn query_error(&self) -> Option<QueryError<'_>> {
        self.read(known::AWS_QUERY_ERROR)
    }

    /// Whether the service tells the codes of the query protocol in the header `x-amzn-query-error`.
    #[must_use]
    pub fn query_compatible(&self) -> bool {
        self.has(known::AWS_QUERY_COMPATIBLE)
    }

    /// Whether, and how, a call that ended in this error may be tried again.
    #[must_use]
    pub fn retryable(&self) -> Option<Retryable> {
        self.read(known::RETRYABLE)
    }

    /// The authentication schemes, in order of preference.
    #[must_use]
    pub fn auth(&self) -> Option<Vec<ShapeId>> {
        self.read(known::AUTH)
    }

    /// Whether the operation may be called without authentication.
    #[must_use]
    pub fn optional_auth(&self) -> bool {
        self.has(known::OPTIONAL_AUTH)
    }

    /// The names the service goes by within AWS (`aws.api#service`).
    #[must_use]
    pub fn service_names(&self) -> Option<ServiceNames<'_>> {
        self.read(known::AWS_SERVICE)
    }

    /// The name signatures are made for (`aws.auth#sigv4`).
    #[must_use]
    pub fn sigv4_name(&self) -> Option<&str> {
        let sigv4: SigV4<'_> = self.read(known::SIGV4)?;
        Some(sigv4.name)
    }

    /// Whether calls may carry a bearer token (`smithy.api#httpBearerAuth`).
    #[must_use]
    pub fn http_bearer_auth(&self) -> bool {
        self.has(known::HTTP_BEARER_AUTH)
    }

    /// The place of the API key that calls may carry (`smithy.api#httpApiKeyAuth`).
    #[must_use]
    pub fn http_api_key_auth(&self) -> Option<HttpApiKeyAuth<'_>> {
        self.read(known::HTTP_API_KEY_AUTH)
    }

    /// Returns if calls may carry a user name and password (`smithy.api#httpBasicAuth`).
    #[must_use]
    pub fn http_basic_auth(&self) -> bool {
        self.has(known::HTTP_BASIC_AUTH)
    }

    /// Whether signatures leave the body out (`aws.auth#unsignedPayload`).
    #[must_use]
    pub fn unsigned_payload(&self) -> bool {
        self.has(known::UNSIGNED_PAYLOAD)
    }

    /// The protocols the service speaks, sorted by id, with their settings.
    pub fn protocols(&self) -> impl Iterator<Item = (&ShapeId, &TraitValue)> {
        let protocol = |one: &&Trait| known::PROTOCOLS.contains(&one.id.as_str());
        self.iter()
            .filter(protocol)
            .map(|one| (&one.id, &*one.value))
    }

    /// The names and values of a text with an `enum` trait, as Smithy 1.0 has them.
    pub(crate) fn enum_definitions(&self) -> Option<Vec<EnumDefinition<'_>>> {
        self.read(known::ENUM)
    }
}
