//! The table of traits whose values are checked when a model is read.
//!
//! Each trait with an accessor in [`Traits`](super::Traits) has a row here; the accessor
//! deserializes the same type as the row.

use serde::Deserialize;

use super::typed::{
    Deprecated, Endpoint, EnumDefinition, ErrorKind, Http, HttpApiKeyAuth, HttpChecksum, Length,
    Paginated, QueryError, Range, RequestCompression, Retryable, ServiceNames, SigV4,
    TimestampFormat, XmlNamespace,
};
use crate::{ShapeId, TraitValue};

pub(crate) const ADDED_DEFAULT: &str = "smithy.api#addedDefault";
pub(crate) const AUTH: &str = "smithy.api#auth";
pub(crate) const AWS_QUERY_COMPATIBLE: &str = "aws.protocols#awsQueryCompatible";
pub(crate) const AWS_QUERY_ERROR: &str = "aws.protocols#awsQueryError";
pub(crate) const AWS_SERVICE: &str = "aws.api#service";
pub(crate) const BOX: &str = "smithy.api#box";
pub(crate) const CLIENT_CONTEXT_PARAMS: &str = "smithy.rules#clientContextParams";
pub(crate) const CLIENT_DISCOVERED_ENDPOINT: &str = "aws.api#clientDiscoveredEndpoint";
pub(crate) const CLIENT_ENDPOINT_DISCOVERY: &str = "aws.api#clientEndpointDiscovery";
pub(crate) const CLIENT_OPTIONAL: &str = "smithy.api#clientOptional";
pub(crate) const CONTEXT_PARAM: &str = "smithy.rules#contextParam";
pub(crate) const DEFAULT: &str = "smithy.api#default";
pub(crate) const DEPRECATED: &str = "smithy.api#deprecated";
pub(crate) const DOCUMENTATION: &str = "smithy.api#documentation";
pub(crate) const EC2_QUERY_NAME: &str = "aws.protocols#ec2QueryName";
pub(crate) const ENDPOINT: &str = "smithy.api#endpoint";
pub(crate) const ENUM: &str = "smithy.api#enum";
pub(crate) const ENUM_VALUE: &str = "smithy.api#enumValue";
pub(crate) const ERROR: &str = "smithy.api#error";
pub(crate) const EVENT_HEADER: &str = "smithy.api#eventHeader";
pub(crate) const EVENT_PAYLOAD: &str = "smithy.api#eventPayload";
pub(crate) const HOST_LABEL: &str = "smithy.api#hostLabel";
pub(crate) const HTTP: &str = "smithy.api#http";
pub(crate) const HTTP_API_KEY_AUTH: &str = "smithy.api#httpApiKeyAuth";
pub(crate) const HTTP_BASIC_AUTH: &str = "smithy.api#httpBasicAuth";
pub(crate) const HTTP_BEARER_AUTH: &str = "smithy.api#httpBearerAuth";
pub(crate) const HTTP_CHECKSUM: &str = "aws.protocols#httpChecksum";
pub(crate) const HTTP_CHECKSUM_REQUIRED: &str = "smithy.api#httpChecksumRequired";
pub(crate) const HTTP_ERROR: &str = "smithy.api#httpError";
pub(crate) const HTTP_HEADER: &str = "smithy.api#httpHeader";
pub(crate) const HTTP_LABEL: &str = "smithy.api#httpLabel";
pub(crate) const HTTP_PAYLOAD: &str = "smithy.api#httpPayload";
pub(crate) const HTTP_PREFIX_HEADERS: &str = "smithy.api#httpPrefixHeaders";
pub(crate) const HTTP_QUERY: &str = "smithy.api#httpQuery";
pub(crate) const HTTP_QUERY_PARAMS: &str = "smithy.api#httpQueryParams";
pub(crate) const HTTP_RESPONSE_CODE: &str = "smithy.api#httpResponseCode";
pub(crate) const IDEMPOTENCY_TOKEN: &str = "smithy.api#idempotencyToken";
pub(crate) const IDEMPOTENT: &str = "smithy.api#idempotent";
pub(crate) const INPUT: &str = "smithy.api#input";
pub(crate) const INTERNAL: &str = "smithy.api#internal";
pub(crate) const JSON_NAME: &str = "smithy.api#jsonName";
pub(crate) const LENGTH: &str = "smithy.api#length";
pub(crate) const MEDIA_TYPE: &str = "smithy.api#mediaType";
pub(crate) const MIXIN: &str = "smithy.api#mixin";
pub(crate) const NO_AUTH: &str = "smithy.api#noAuth";
pub(crate) const OPERATION_CONTEXT_PARAMS: &str = "smithy.rules#operationContextParams";
pub(crate) const OPTIONAL_AUTH: &str = "smithy.api#optionalAuth";
pub(crate) const OUTPUT: &str = "smithy.api#output";
pub(crate) const PAGINATED: &str = "smithy.api#paginated";
pub(crate) const PATTERN: &str = "smithy.api#pattern";
pub(crate) const RANGE: &str = "smithy.api#range";
pub(crate) const READONLY: &str = "smithy.api#readonly";
pub(crate) const REQUEST_COMPRESSION: &str = "smithy.api#requestCompression";
pub(crate) const REQUIRED: &str = "smithy.api#required";
pub(crate) const REQUIRES_LENGTH: &str = "smithy.api#requiresLength";
pub(crate) const RETRYABLE: &str = "smithy.api#retryable";
pub(crate) const SENSITIVE: &str = "smithy.api#sensitive";
/// Not a trait of Smithy's: signature version 2, which models of botocore's form may ask for.
pub(crate) const SIGV2: &str = "aws.auth#sigv2";
pub(crate) const SIGV4: &str = "aws.auth#sigv4";
pub(crate) const SIGV4A: &str = "aws.auth#sigv4a";
pub(crate) const SPARSE: &str = "smithy.api#sparse";
pub(crate) const STATIC_CONTEXT_PARAMS: &str = "smithy.rules#staticContextParams";
pub(crate) const STREAMING: &str = "smithy.api#streaming";
pub(crate) const TAGS: &str = "smithy.api#tags";
pub(crate) const TIMESTAMP_FORMAT: &str = "smithy.api#timestampFormat";
pub(crate) const TITLE: &str = "smithy.api#title";
pub(crate) const UNIQUE_ITEMS: &str = "smithy.api#uniqueItems";
pub(crate) const UNSIGNED_PAYLOAD: &str = "aws.auth#unsignedPayload";
pub(crate) const UNSTABLE: &str = "smithy.api#unstable";
pub(crate) const XML_ATTRIBUTE: &str = "smithy.api#xmlAttribute";
pub(crate) const XML_FLATTENED: &str = "smithy.api#xmlFlattened";
pub(crate) const XML_NAME: &str = "smithy.api#xmlName";
pub(crate) const XML_NAMESPACE: &str = "smithy.api#xmlNamespace";

/// The protocol traits.
pub(crate) const PROTOCOLS: [&str; 8] = [
    "aws.protocols#awsJson1_0",
    "aws.protocols#awsJson1_1",
    "aws.protocols#awsQuery",
    "aws.protocols#ec2Query",
    "aws.protocols#restJson1",
    "aws.protocols#restXml",
    "smithy.protocols#rpcv2Cbor",
    "smithy.protocols#rpcv2Json",
];

/// `smithy.api#mixin`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Mixin {
    /// The traits that are not inherited.
    #[serde(default)]
    pub(crate) local_traits: Vec<ShapeId>,
}

/// The value of an annotation trait.
pub(crate) fn annotation() -> TraitValue {
    TraitValue::Object(serde_json::Map::new())
}

/// Checks the value of a trait. Unknown traits may have any value.
///
/// # Errors
/// Returns the expected and the actual form if the value is invalid.
pub(crate) fn check(id: &str, value: &TraitValue) -> Result<(), String> {
    match id {
        DOCUMENTATION | EC2_QUERY_NAME | HTTP_HEADER | HTTP_PREFIX_HEADERS | HTTP_QUERY
        | JSON_NAME | MEDIA_TYPE | PATTERN | TITLE | XML_NAME => fits::<&str>(value),

        ADDED_DEFAULT
        | AWS_QUERY_COMPATIBLE
        | BOX
        | CLIENT_OPTIONAL
        | EVENT_HEADER
        | EVENT_PAYLOAD
        | HOST_LABEL
        | HTTP_BASIC_AUTH
        | HTTP_BEARER_AUTH
        | HTTP_CHECKSUM_REQUIRED
        | HTTP_LABEL
        | HTTP_PAYLOAD
        | HTTP_QUERY_PARAMS
        | HTTP_RESPONSE_CODE
        | IDEMPOTENCY_TOKEN
        | IDEMPOTENT
        | INPUT
        | INTERNAL
        | OPTIONAL_AUTH
        | OUTPUT
        | READONLY
        | REQUIRED
        | REQUIRES_LENGTH
        | SENSITIVE
        | SPARSE
        | STREAMING
        | UNIQUE_ITEMS
        | UNSIGNED_PAYLOAD
        | UNSTABLE
        | XML_ATTRIBUTE
        | XML_FLATTENED => object(value),

        TAGS => fits::<Vec<&str>>(value),
        AUTH => fits::<Vec<ShapeId>>(value),
        ENUM => fits::<Vec<EnumDefinition<'_>>>(value),
        ERROR => fits::<ErrorKind>(value),
        HTTP_ERROR => fits::<u16>(value),
        TIMESTAMP_FORMAT => fits::<TimestampFormat>(value),

        AWS_QUERY_ERROR => structure::<QueryError<'_>>(value),
        AWS_SERVICE => structure::<ServiceNames<'_>>(value),
        DEPRECATED => structure::<Deprecated<'_>>(value),
        ENDPOINT => structure::<Endpoint<'_>>(value),
        HTTP => structure::<Http<'_>>(value),
        HTTP_API_KEY_AUTH => structure::<HttpApiKeyAuth<'_>>(value),
        HTTP_CHECKSUM => structure::<HttpChecksum<'_>>(value),
        LENGTH => structure::<Length>(value),
        MIXIN => structure::<Mixin>(value),
        PAGINATED => structure::<Paginated<'_>>(value),
        RANGE => structure::<Range>(value),
        REQUEST_COMPRESSION => structure::<RequestCompression<'_>>(value),
        RETRYABLE => structure::<Retryable>(value),
        SIGV4 | SIGV4A => structure::<SigV4<'_>>(value),
        XML_NAMESPACE => structure::<XmlNamespace<'_>>(value),
        _ => Ok(()),
    }
}

fn fits<'a, T: Deserialize<'a>>(value: &'a TraitValue) -> Result<(), String> {
    T::deserialize(value).map(drop).map_err(|error| {
        // The model does not care if a string is borrowed, and all numbers of traits count.
        let text = error.to_string().replace("a borrowed string", "a string");
        text.replace(
            "invalid number",
            "a number is negative, too large or no integer",
        )
    })
}

/// Checks a structure: serde accepts arrays too, Smithy does not.
fn structure<'a, T: Deserialize<'a>>(value: &'a TraitValue) -> Result<(), String> {
    object(value).and_then(|()| fits::<T>(value))
}

fn object(value: &TraitValue) -> Result<(), String> {
    match value {
        TraitValue::Object(_) => Ok(()),
        _ => Err(format!("expected an object, found {}", word(value))),
    }
}

fn word(value: &TraitValue) -> &'static str {
    match value {
        TraitValue::Null => "null",
        TraitValue::Bool(_) => "a boolean",
        TraitValue::Number(_) => "a number",
        TraitValue::String(_) => "a string",
        TraitValue::Array(_) => "an array",
        TraitValue::Object(_) => "an object",
    }
}

/// The traits that bind members to a part of an HTTP message (Smithy 2.0, "HTTP bindings").
pub(crate) const HTTP_BINDINGS: [&str; 7] = [
    HTTP_LABEL,
    HTTP_QUERY,
    HTTP_QUERY_PARAMS,
    HTTP_HEADER,
    HTTP_PREFIX_HEADERS,
    HTTP_PAYLOAD,
    HTTP_RESPONSE_CODE,
];
