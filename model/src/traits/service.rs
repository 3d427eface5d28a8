//! Traits of services, operations and errors.

use super::typed::{
    EnumDefinition, ErrorKind, HttpApiKeyAuth, Paginated, QueryError, Retryable, ServiceNames,
    SigV4,
};
use super::{Trait, Traits, known};
use crate::{ShapeId, TraitValue};

impl Traits {
    /// The pagination of an operation, or the defaults of a service (`smithy.api#paginated`).
    /// [`Paginated::merged`] combines both.
    #[must_use]
    pub fn paginated(&self) -> Option<Paginated<'_>> {
        self.read(known::PAGINATED)
    }

    /// Returns true if the operation changes nothing (`smithy.api#readonly`).
    #[must_use]
    pub fn readonly(&self) -> bool {
        self.has(known::READONLY)
    }

    /// Returns true if repeating the operation has no further effect (`smithy.api#idempotent`).
    #[must_use]
    pub fn idempotent(&self) -> bool {
        self.has(known::IDEMPOTENT)
    }

    /// The side that caused the error (`smithy.api#error`).
    #[must_use]
    pub fn error(&self) -> Option<ErrorKind> {
        self.read(known::ERROR)
    }

    /// The status code of the error (`smithy.api#httpError`).
    #[must_use]
    pub fn http_error(&self) -> Option<u16> {
        self.read(known::HTTP_ERROR)
    }

    /// The code and status of the error in the query protocol (`aws.protocols#awsQueryError`).
    /// Services that moved from it to another protocol still use the code.
    #[must_use]
    pub fn query_error(&self) -> Option<QueryError<'_>> {
        self.read(known::AWS_QUERY_ERROR)
    }

    /// Returns true if the service sends the codes of the query protocol in the header
    /// `x-amzn-query-error` (`aws.protocols#awsQueryCompatible`).
    #[must_use]
    pub fn query_compatible(&self) -> bool {
        self.has(known::AWS_QUERY_COMPATIBLE)
    }

    /// The retryability of the error (`smithy.api#retryable`).
    #[must_use]
    pub fn retryable(&self) -> Option<Retryable> {
        self.read(known::RETRYABLE)
    }

    /// The authentication schemes, in order of preference (`smithy.api#auth`).
    #[must_use]
    pub fn auth(&self) -> Option<Vec<ShapeId>> {
        self.read(known::AUTH)
    }

    /// Returns true if the operation may be called without authentication
    /// (`smithy.api#optionalAuth`).
    #[must_use]
    pub fn optional_auth(&self) -> bool {
        self.has(known::OPTIONAL_AUTH)
    }

    /// The names of the service in AWS (`aws.api#service`).
    #[must_use]
    pub fn service_names(&self) -> Option<ServiceNames<'_>> {
        self.read(known::AWS_SERVICE)
    }

    /// The signing name (`aws.auth#sigv4`).
    #[must_use]
    pub fn sigv4_name(&self) -> Option<&str> {
        let sigv4: SigV4<'_> = self.read(known::SIGV4)?;
        Some(sigv4.name)
    }

    /// Returns true if calls may carry a bearer token (`smithy.api#httpBearerAuth`).
    #[must_use]
    pub fn http_bearer_auth(&self) -> bool {
        self.has(known::HTTP_BEARER_AUTH)
    }

    /// The place of the API key that calls may carry (`smithy.api#httpApiKeyAuth`).
    #[must_use]
    pub fn http_api_key_auth(&self) -> Option<HttpApiKeyAuth<'_>> {
        self.read(known::HTTP_API_KEY_AUTH)
    }

    /// Returns true if calls may carry a user name and password (`smithy.api#httpBasicAuth`).
    #[must_use]
    pub fn http_basic_auth(&self) -> bool {
        self.has(known::HTTP_BASIC_AUTH)
    }

    /// Returns true if signatures do not cover the body (`aws.auth#unsignedPayload`).
    #[must_use]
    pub fn unsigned_payload(&self) -> bool {
        self.has(known::UNSIGNED_PAYLOAD)
    }

    /// The protocols of the service, sorted by id, with their settings.
    pub fn protocols(&self) -> impl Iterator<Item = (&ShapeId, &TraitValue)> {
        let protocol = |one: &&Trait| known::PROTOCOLS.contains(&one.id.as_str());
        self.iter()
            .filter(protocol)
            .map(|one| (&one.id, &*one.value))
    }

    /// The names and values of a string with the `enum` trait of Smithy 1.0.
    pub(crate) fn enum_definitions(&self) -> Option<Vec<EnumDefinition<'_>>> {
        self.read(known::ENUM)
    }
}
