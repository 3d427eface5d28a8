//! The values of traits that are structures.

use serde::Deserialize;
use serde_json::Number;

use super::Traits;

/// `smithy.api#deprecated`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Deprecated<'a> {
    /// The reason and the replacement.
    pub message: Option<&'a str>,
    /// The version or date of the deprecation.
    pub since: Option<&'a str>,
}

/// `smithy.api#http`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Http<'a> {
    /// The method, for example `POST`.
    pub method: &'a str,
    /// The pattern of path and query, for example `/cities/{name}?units`.
    pub uri: &'a str,
    /// The status code of success.
    #[serde(default = "ok")]
    pub code: u16,
}

fn ok() -> u16 {
    200
}

/// `smithy.api#endpoint`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Endpoint<'a> {
    /// The prefix of the host, with labels such as `{name}.`.
    pub host_prefix: &'a str,
}

/// `smithy.api#length`, with inclusive bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Length {
    /// The minimum.
    pub min: Option<u64>,
    /// The maximum.
    pub max: Option<u64>,
}

/// `smithy.api#range`, with inclusive bounds.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Range {
    /// The minimum; its `Display` is the decimal string.
    pub min: Option<Number>,
    /// The maximum; its `Display` is the decimal string.
    pub max: Option<Number>,
}

/// `smithy.api#paginated`; each field is a path such as `page.nextToken`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Paginated<'a> {
    /// The input member that takes the token.
    pub input_token: Option<&'a str>,
    /// The output member with the token of the next page.
    pub output_token: Option<&'a str>,
    /// The input member that limits a page.
    pub page_size: Option<&'a str>,
    /// The output member with the page's items.
    pub items: Option<&'a str>,
}

impl<'a> Paginated<'a> {
    /// Merges the pagination of an operation with the defaults of its service (Smithy 2.0,
    /// "paginated trait"). `None` if the operation is not paginated.
    #[must_use]
    pub fn merged(operation: &'a Traits, service: &'a Traits) -> Option<Self> {
        let own = operation.paginated()?;
        let shared = service.paginated().unwrap_or_default();
        Some(Self {
            input_token: own.input_token.or(shared.input_token),
            output_token: own.output_token.or(shared.output_token),
            page_size: own.page_size.or(shared.page_size),
            items: own.items.or(shared.items),
        })
    }
}

/// `smithy.api#error`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ErrorKind {
    /// The request must change.
    Client,
    /// The service failed.
    Server,
}

/// `smithy.api#retryable`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Retryable {
    /// True if the error is due to throttling.
    #[serde(default)]
    pub throttling: bool,
}

/// `smithy.api#timestampFormat`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimestampFormat {
    /// RFC 3339, in UTC.
    DateTime,
    /// The preferred format of RFC 7231 (IMF-fixdate).
    HttpDate,
    /// Seconds since 1970, with fractions.
    EpochSeconds,
}

/// `smithy.api#xmlNamespace`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct XmlNamespace<'a> {
    /// The URI.
    pub uri: &'a str,
    /// The prefix, if names have one.
    pub prefix: Option<&'a str>,
}

/// `aws.protocols#httpChecksum`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpChecksum<'a> {
    /// True if requests must carry a checksum.
    #[serde(default)]
    pub request_checksum_required: bool,
    /// The input member that names the algorithm.
    pub request_algorithm_member: Option<&'a str>,
    /// The input member that enables validation of the response.
    pub request_validation_mode_member: Option<&'a str>,
    /// The algorithms to validate responses with.
    #[serde(borrow, default)]
    pub response_algorithms: Vec<&'a str>,
}

/// `aws.protocols#awsQueryError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QueryError<'a> {
    /// The code of the error on the wire.
    pub code: &'a str,
    /// The status code of the error in the query protocol.
    pub http_response_code: u16,
}

/// `aws.api#service`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceNames<'a> {
    /// The name of the service in SDKs.
    pub sdk_id: &'a str,
    /// The service segment of ARNs.
    pub arn_namespace: Option<&'a str>,
    /// The first label of the host name.
    pub endpoint_prefix: Option<&'a str>,
    /// The name of the service in the URLs of the reference.
    pub doc_id: Option<&'a str>,
    /// The name in CloudFormation.
    pub cloud_formation_name: Option<&'a str>,
}

impl<'a> ServiceNames<'a> {
    /// The first label of the host name, if known: the endpoint prefix, or else the service
    /// segment of ARNs.
    #[must_use]
    pub fn host(&self) -> Option<&'a str> {
        self.endpoint_prefix.or(self.arn_namespace)
    }
}

/// `smithy.api#httpApiKeyAuth`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct HttpApiKeyAuth<'a> {
    /// The name of the header or query parameter that holds the key.
    pub name: &'a str,
    /// The part of the request that holds the key.
    #[serde(rename = "in")]
    pub location: ApiKeyLocation,
    /// The word that stands before the key in the header.
    pub scheme: Option<&'a str>,
}

/// The part of a request that holds an API key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ApiKeyLocation {
    /// A header.
    Header,
    /// A parameter of the query.
    Query,
}

/// `smithy.api#requestCompression`.
#[derive(Deserialize)]
pub(super) struct RequestCompression<'a> {
    #[serde(borrow)]
    pub(super) encodings: Vec<&'a str>,
}

/// `aws.auth#sigv4`.
#[derive(Deserialize)]
pub(super) struct SigV4<'a> {
    pub(super) name: &'a str,
}

/// An entry of `smithy.api#enum`.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct EnumDefinition<'a> {
    /// The value on the wire.
    pub(crate) value: &'a str,
    /// The name, if there is one.
    pub(crate) name: Option<&'a str>,
    /// The documentation.
    pub(crate) documentation: Option<&'a str>,
    /// Free tags; `internal` among them has a meaning.
    #[serde(borrow, default)]
    pub(crate) tags: Vec<&'a str>,
    /// True if the value is deprecated.
    #[serde(default)]
    pub(crate) deprecated: bool,
}
