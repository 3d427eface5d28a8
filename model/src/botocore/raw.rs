//! The objects of a file in the botocore form, as serde types.
//!
//! Fields that start with an underscore have no counterpart in Smithy, or repeat what is stated
//! elsewhere. Unknown fields are refused, since they might change the wire format.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Number;
use serde_json::value::RawValue;

use crate::TraitValue;
use crate::json::Fields;

/// The object `metadata`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "an object")]
pub(super) struct RawMetadata {
    pub(super) api_version: String,
    pub(super) service_id: String,
    pub(super) service_full_name: Option<String>,
    pub(super) endpoint_prefix: String,
    pub(super) uid: Option<String>,
    pub(super) protocol: String,
    /// The protocols in order of preference; `protocol` is one of them.
    #[serde(default)]
    pub(super) protocols: Vec<String>,
    pub(super) protocol_settings: Option<RawProtocolSettings>,
    pub(super) json_version: Option<String>,
    pub(super) target_prefix: Option<String>,
    pub(super) aws_query_compatible: Option<IgnoredAny>,
    pub(super) xml_namespace: Option<String>,
    pub(super) signature_version: Option<String>,
    pub(super) signing_name: Option<String>,
    #[serde(default)]
    pub(super) auth: Vec<String>,
    #[serde(rename = "serviceAbbreviation")]
    _service_abbreviation: Option<IgnoredAny>,
    #[serde(rename = "globalEndpoint")]
    _global_endpoint: Option<IgnoredAny>,
    #[serde(rename = "checksumFormat")]
    _checksum_format: Option<IgnoredAny>,
    #[serde(rename = "ripServiceName")]
    _rip_service_name: Option<IgnoredAny>,
}

/// The object `protocolSettings`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct RawProtocolSettings {
    pub(super) h2: Option<RawHttp2>,
}

/// The support of a service for HTTP/2.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RawHttp2 {
    /// HTTP/2 is optional.
    Optional,
    /// HTTP/2 is required for event streams.
    Eventstream,
}

/// An entry of `operations`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "an object")]
pub(super) struct RawOperation {
    pub(super) http: RawHttp,
    pub(super) input: Option<RawReference>,
    pub(super) output: Option<RawReference>,
    #[serde(default)]
    pub(super) errors: Vec<RawReference>,
    pub(super) documentation: Option<String>,
    #[serde(default)]
    pub(super) deprecated: bool,
    pub(super) deprecated_message: Option<String>,
    pub(super) deprecated_since: Option<String>,
    #[serde(default)]
    pub(super) idempotent: bool,
    #[serde(default)]
    pub(super) readonly: bool,
    pub(super) endpoint: Option<TraitValue>,
    pub(super) endpointdiscovery: Option<RawDiscovery>,
    #[serde(default)]
    pub(super) endpointoperation: bool,
    pub(super) static_context_params: Option<TraitValue>,
    pub(super) operation_context_params: Option<TraitValue>,
    pub(super) authtype: Option<String>,
    pub(super) auth: Option<Vec<String>>,
    #[serde(default)]
    pub(super) unsigned_payload: bool,
    #[serde(default)]
    pub(super) http_checksum_required: bool,
    pub(super) http_checksum: Option<TraitValue>,
    pub(super) requestcompression: Option<TraitValue>,
    /// The name, in some services with a version as its suffix; requests carry the key of the
    /// operation.
    #[serde(rename = "name")]
    _name: Option<IgnoredAny>,
    /// A page of the reference, in older files.
    #[serde(rename = "documentationUrl")]
    _documentation_url: Option<IgnoredAny>,
    /// The former name of the operation, in older files.
    #[serde(rename = "alias")]
    _alias: Option<IgnoredAny>,
}

/// The object `http` of an operation.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "an object")]
pub(super) struct RawHttp {
    pub(super) method: String,
    pub(super) request_uri: String,
    pub(super) response_code: Option<u16>,
}

/// The object `endpointdiscovery` of an operation.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct RawDiscovery {
    #[serde(default)]
    pub(super) required: bool,
}

/// The input, output or an error of an operation. Old files describe errors here as well as in
/// their shapes.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "an object")]
pub(super) struct RawReference {
    pub(super) shape: String,
    pub(super) documentation: Option<String>,
    pub(super) location_name: Option<String>,
    pub(super) xml_namespace: Option<RawXmlNamespace>,
    pub(super) result_wrapper: Option<String>,
    #[serde(rename = "fault")]
    _fault: Option<IgnoredAny>,
    #[serde(rename = "error")]
    _error: Option<IgnoredAny>,
    #[serde(rename = "exception")]
    _exception: Option<IgnoredAny>,
    #[serde(rename = "wrapper")]
    _wrapper: Option<IgnoredAny>,
}

/// An entry of `shapes`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "an object")]
pub(super) struct RawShape<'a> {
    #[serde(rename = "type")]
    pub(super) kind: RawKind,
    #[serde(borrow, default)]
    pub(super) members: Fields<'a>,
    #[serde(borrow)]
    pub(super) member: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) key: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) value: Option<&'a RawValue>,
    #[serde(default)]
    pub(super) required: Vec<String>,
    pub(super) payload: Option<String>,
    pub(super) documentation: Option<String>,
    #[serde(default)]
    pub(super) deprecated: bool,
    pub(super) deprecated_message: Option<String>,
    pub(super) deprecated_since: Option<String>,
    #[serde(default)]
    pub(super) sensitive: bool,
    #[serde(default)]
    pub(super) union: bool,
    #[serde(default)]
    pub(super) document: bool,
    #[serde(default)]
    pub(super) eventstream: bool,
    #[serde(default)]
    pub(super) sparse: bool,
    #[serde(default)]
    pub(super) flattened: bool,
    #[serde(default)]
    pub(super) streaming: bool,
    #[serde(default)]
    pub(super) requires_length: bool,
    #[serde(rename = "enum")]
    pub(super) values: Option<Vec<String>>,
    pub(super) min: Option<Number>,
    pub(super) max: Option<Number>,
    pub(super) pattern: Option<String>,
    pub(super) timestamp_format: Option<RawTimestampFormat>,
    pub(super) location_name: Option<String>,
    pub(super) xml_namespace: Option<RawXmlNamespace>,
    #[serde(default)]
    pub(super) exception: bool,
    #[serde(default)]
    pub(super) fault: bool,
    pub(super) error: Option<RawError>,
    pub(super) retryable: Option<RawRetryable>,
    #[serde(rename = "event")]
    _event: Option<IgnoredAny>,
    #[serde(rename = "box")]
    _box: Option<IgnoredAny>,
    #[serde(rename = "synthetic")]
    _synthetic: Option<IgnoredAny>,
    #[serde(rename = "wrapper")]
    _wrapper: Option<IgnoredAny>,
    #[serde(rename = "xmlOrder")]
    _xml_order: Option<IgnoredAny>,
}

/// The types of shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RawKind {
    Structure,
    List,
    Map,
    #[serde(alias = "character")]
    String,
    Blob,
    Boolean,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    #[serde(alias = "bigInteger")]
    BigInteger,
    #[serde(alias = "bigDecimal")]
    BigDecimal,
    Timestamp,
}

/// A member, list element, map key or map value.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "an object")]
pub(super) struct RawMember {
    pub(super) shape: String,
    pub(super) documentation: Option<String>,
    #[serde(default)]
    pub(super) deprecated: bool,
    pub(super) deprecated_message: Option<String>,
    pub(super) deprecated_since: Option<String>,
    pub(super) location: Option<RawLocation>,
    pub(super) location_name: Option<String>,
    pub(super) query_name: Option<String>,
    pub(super) xml_namespace: Option<RawXmlNamespace>,
    #[serde(default)]
    pub(super) xml_attribute: bool,
    #[serde(default)]
    pub(super) flattened: bool,
    #[serde(default)]
    pub(super) streaming: bool,
    #[serde(default)]
    pub(super) jsonvalue: bool,
    #[serde(rename = "enum")]
    pub(super) values: Option<Vec<String>>,
    #[serde(default)]
    pub(super) eventpayload: bool,
    #[serde(default)]
    pub(super) eventheader: bool,
    #[serde(default)]
    pub(super) host_label: bool,
    #[serde(default)]
    pub(super) idempotency_token: bool,
    pub(super) timestamp_format: Option<RawTimestampFormat>,
    pub(super) context_param: Option<TraitValue>,
    #[serde(rename = "box")]
    _box: Option<IgnoredAny>,
}

/// The part of a message that a member is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) enum RawLocation {
    #[serde(rename = "uri")]
    Uri,
    #[serde(rename = "querystring")]
    QueryString,
    #[serde(rename = "header")]
    Header,
    #[serde(rename = "headers")]
    Headers,
    #[serde(rename = "statusCode")]
    StatusCode,
}

/// The format of a timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) enum RawTimestampFormat {
    #[serde(rename = "iso8601")]
    Iso8601,
    #[serde(rename = "rfc822")]
    Rfc822,
    #[serde(rename = "unixTimestamp")]
    UnixTimestamp,
}

/// The object `xmlNamespace`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct RawXmlNamespace {
    pub(super) uri: String,
    pub(super) prefix: Option<String>,
}

/// The object `error` of an exception.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "an object")]
pub(super) struct RawError {
    pub(super) code: Option<String>,
    pub(super) http_status_code: Option<u16>,
    #[serde(default)]
    pub(super) sender_fault: bool,
    #[serde(default)]
    pub(super) fault: bool,
}

/// The object `retryable` of an exception.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct RawRetryable {
    #[serde(default)]
    pub(super) throttling: bool,
}

/// An entry of `pagination`; tokens and results are strings or lists of strings.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
pub(super) struct RawPaginator {
    pub(super) input_token: Option<RawPaths>,
    pub(super) output_token: Option<RawPaths>,
    pub(super) result_key: Option<RawPaths>,
    pub(super) limit_key: Option<String>,
    #[serde(rename = "more_results")]
    _more_results: Option<IgnoredAny>,
    #[serde(rename = "non_aggregate_keys")]
    _non_aggregate_keys: Option<IgnoredAny>,
}

/// A JMESPath expression, or several.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum RawPaths {
    Single(String),
    Multiple(Vec<String>),
}

impl RawPaths {
    /// All expressions.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        let (one, several) = match self {
            Self::Single(one) => (Some(one), [].as_slice()),
            Self::Multiple(all) => (None, all.as_slice()),
        };
        one.into_iter().chain(several).map(String::as_str)
    }

    /// The only expression.
    pub(super) fn only(&self) -> Option<&str> {
        let mut all = self.all();
        all.next().filter(|_| all.next().is_none())
    }
}
