//! The IR of a crate: shapes with their Rust names and types, ready to be emitted.
//!
//! Everything is decided here; the emitters only print. Wire names and Rust names are side by
//! side.

use std::collections::BTreeSet;

use crate::endpoint::{Binding, Standard, Table};
use tinsmith_model::{Place, ShapeId, TimestampFormat};

/// A client crate.
#[derive(Debug)]
pub(crate) struct Crate {
    pub(crate) service: Service,
    /// Sorted by name.
    pub(crate) operations: Vec<Operation>,
    /// Sorted by name.
    pub(crate) types: Vec<Type>,
    /// Lists and maps, sorted by name.
    pub(crate) collections: Vec<Collection>,
    /// The test cases of the crate, sorted by name; empty unless requested.
    pub(crate) cases: Vec<Case>,
    /// The parts of the runtime that the crate needs.
    pub(crate) features: BTreeSet<Feature>,
    /// The recursion limit that rustc needs for the nested types, if it exceeds the default.
    pub(crate) recursion_limit: Option<usize>,
}

/// The service and what is common to its operations.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) id: ShapeId,
    /// The name for people.
    pub(crate) title: String,
    pub(crate) docs: Vec<String>,
    pub(crate) version: String,
    pub(crate) sdk_id: String,
    pub(crate) endpoint_prefix: String,
    pub(crate) signing_name: Option<String>,
    /// The authentication schemes in order of preference; `None` for the one that follows from the
    /// signing name.
    pub(crate) auth: Option<Vec<AuthScheme>>,
    pub(crate) protocol: Protocol,
    pub(crate) query_compatible: bool,
    /// The headers that every request has.
    pub(crate) headers: Vec<(&'static str, HeaderValue)>,
    /// The prefix and the URI of the XML namespace.
    pub(crate) xml_namespace: Option<(Option<String>, String)>,
    /// The rules by which endpoints are found; `None` for one endpoint in each region.
    pub(crate) endpoint: Option<EndpointRules>,
    /// The parameters of the rules that are settings of the client.
    pub(crate) client_params: Vec<ClientParam>,
}

/// The endpoint rules of a service.
#[derive(Debug, PartialEq)]
pub(crate) enum EndpointRules {
    Standard(Standard),
    Table(Table),
}

/// A parameter of endpoint rules that is a setting of the client.
#[derive(Debug)]
pub(crate) struct ClientParam {
    /// The name in the rules.
    pub(crate) name: String,
    /// The name of the function that sets it.
    pub(crate) function: String,
    /// True for a boolean, and false for a string.
    pub(crate) boolean: bool,
    pub(crate) docs: Vec<String>,
}

impl Service {
    /// Returns the authentication schemes of operations that have none of their own.
    pub(crate) fn auth_schemes(&self) -> &[AuthScheme] {
        match (&self.auth, &self.signing_name) {
            (Some(schemes), _) => schemes,
            (None, Some(_)) => &[AuthScheme::SigV4],
            (None, None) => &[AuthScheme::NoAuth],
        }
    }
}

/// The protocols that can be generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    RestJson1,
    AwsJson1_1,
    AwsJson1_0,
    RpcV2Cbor,
    RpcV2Json,
    RestXml,
    AwsQuery,
    Ec2Query,
}

impl Protocol {
    /// The absolute id of the protocol's trait.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::RestJson1 => "aws.protocols#restJson1",
            Self::AwsJson1_1 => "aws.protocols#awsJson1_1",
            Self::AwsJson1_0 => "aws.protocols#awsJson1_0",
            Self::RpcV2Cbor => "smithy.protocols#rpcv2Cbor",
            Self::RpcV2Json => "smithy.protocols#rpcv2Json",
            Self::RestXml => "aws.protocols#restXml",
            Self::AwsQuery => "aws.protocols#awsQuery",
            Self::Ec2Query => "aws.protocols#ec2Query",
        }
    }

    /// Returns whether the traits of XML matter.
    pub(crate) fn has_xml(self) -> bool {
        matches!(self, Self::RestXml | Self::AwsQuery | Self::Ec2Query)
    }

    /// Returns whether operations need `smithy.api#http`.
    pub(crate) fn has_http_bindings(self) -> bool {
        matches!(self, Self::RestJson1 | Self::RestXml)
    }
}

/// A part of the runtime that only some crates need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Feature {
    Cbor,
    Gzip,
    Json,
    Md5,
    Query,
    Xml,
}

/// An operation with its input, output and errors.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: ShapeId,
    /// The marker type, `ListSyncJobs`.
    pub(crate) name: String,
    /// The function, `list_sync_jobs`.
    pub(crate) function: String,
    /// The module, and the name of the file.
    pub(crate) module: String,
    /// The enum of its errors, `ListSyncJobsError`.
    pub(crate) error: String,
    pub(crate) docs: Vec<String>,
    pub(crate) deprecated: Option<String>,
    pub(crate) http: Option<Http>,
    pub(crate) host_prefix: Option<String>,
    /// The authentication schemes in order of preference; `None` for those of the service.
    pub(crate) auth: Option<Vec<AuthScheme>>,
    pub(crate) settings: Vec<OperationSetting>,
    /// The parameters of the endpoint rules that the operation gives.
    pub(crate) endpoint_params: Vec<(String, Binding)>,
    pub(crate) input: Structure,
    pub(crate) output: Structure,
    pub(crate) errors: Vec<ErrorCase>,
    pub(crate) pages: Option<Pages>,
    /// The values in the example of a call.
    pub(crate) example: Vec<Argument>,
    pub(crate) place: Place,
}

/// A value in the example of a call.
#[derive(Debug)]
pub(crate) struct Argument {
    /// The setter; `None` for an argument of the constructor.
    pub(crate) setter: Option<String>,
    pub(crate) sample: Sample,
}

/// An example value.
#[derive(Debug)]
pub(crate) enum Sample {
    Text(String),
    Boolean,
    Integer,
    Float,
    Timestamp,
    /// A variant of the enum.
    Variant(String, String),
    /// A number of the int enum.
    Number(String),
}

/// An authentication scheme of a service or operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AuthScheme {
    SigV2,
    SigV4,
    ApiKeyHeader { name: String, prefix: String },
    ApiKeyQuery { name: String },
    Basic,
    Bearer,
    NoAuth,
}

/// The value of a header that every request has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeaderValue {
    Text(&'static str),
    /// The version of the service's interface.
    ServiceVersion,
}

/// A flag of an operation's schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OperationSetting {
    StreamingOutput,
    ChecksumRequired,
    Compression,
    UnsignedPayload,
    /// Bodies have a SHA-256 tree hash.
    TreeHash,
    /// An error of this status without a body stands for this code.
    EmptyError(u16, &'static str),
}

/// The HTTP binding of an operation.
#[derive(Debug)]
pub(crate) struct Http {
    pub(crate) method: String,
    pub(crate) uri: String,
    /// The status of success.
    pub(crate) code: u16,
}

/// A modeled error of an operation.
#[derive(Debug)]
pub(crate) struct ErrorCase {
    pub(crate) variant: String,
    pub(crate) type_name: String,
}

/// The pagination of an operation.
#[derive(Debug)]
pub(crate) struct Pages {
    /// The field of the input for the token.
    pub(crate) resume: Member,
    /// The path to the token in the output.
    pub(crate) token: Vec<Member>,
    /// The path to the items in the output, if the model names them.
    pub(crate) items: Option<Vec<Member>>,
    /// True if a repeated token ends the pages; otherwise it is an error.
    pub(crate) repeated_token_ends: bool,
    /// True if errors must not show a token.
    pub(crate) sensitive_token: bool,
}

/// A type of its own.
#[derive(Debug)]
pub(crate) struct Type {
    pub(crate) id: ShapeId,
    pub(crate) name: String,
    /// The module, and the name of the file.
    pub(crate) module: String,
    pub(crate) docs: Vec<String>,
    pub(crate) deprecated: Option<String>,
    pub(crate) body: TypeBody,
    /// True if a member boxes it.
    pub(crate) boxed: bool,
}

/// The type of a shape.
#[derive(Debug)]
pub(crate) enum TypeBody {
    Structure(Structure),
    Union(Union),
    Enum(Enum<String>),
    IntEnum(Enum<i32>),
}

/// The members of a structure.
#[derive(Debug)]
pub(crate) struct Structure {
    /// The absolute shape id.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) docs: Vec<String>,
    pub(crate) members: Vec<Member>,
    /// The labels of the URI in order, if it is an input.
    pub(crate) labels: Vec<String>,
    /// True if callers build it, so that it has a constructor and setters.
    pub(crate) built: bool,
    /// The type of the constructor's argument, if there are too many for separate ones.
    pub(crate) required_name: Option<String>,
    pub(crate) derives: Derives,
    pub(crate) zero: Zero,
    pub(crate) fault: Option<Fault>,
    pub(crate) formats: Vec<FormatTrait>,
    /// True if it is sensitive as a whole.
    pub(crate) sensitive: bool,
}

/// The source of the value that decoding starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zero {
    /// By deriving `Default`.
    Derived,
    /// By an implementation of `Default`.
    Default,
    /// By the runtime's trait only: callers must set required members.
    Private,
}

/// The traits of the standard library that can be derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Derives {
    /// `Clone` and `PartialEq`: no byte stream is reached.
    pub(crate) value: bool,
    /// `Eq`, if it is asked for: no floating point number, document or stream is reached.
    pub(crate) eq: bool,
    /// `Hash`, if it is asked for.
    pub(crate) hash: bool,
}

impl Derives {
    /// The names of the derived traits; `debug` and `default` say whether these two are among
    /// them.
    pub(crate) fn names(self, debug: bool, default: bool) -> Vec<&'static str> {
        let all = [
            (self.value, "Clone"),
            (debug, "Debug"),
            (default, "Default"),
            (self.value, "PartialEq"),
            (self.eq, "Eq"),
            (self.hash, "Hash"),
        ];
        let all = all.into_iter();
        all.filter_map(|(on, name)| on.then_some(name)).collect()
    }
}

impl Structure {
    /// Returns true if `Debug` must redact the values of a member.
    pub(crate) fn is_redacted(&self) -> bool {
        self.sensitive || self.members.iter().any(|member| member.redacted)
    }

    /// The members that the constructor takes: labels in the order of the URI, or else in the
    /// order of the model.
    pub(crate) fn required_members(&self) -> Vec<&Member> {
        let members = self.members.iter();
        let required = members.filter(|member| member.presence == Presence::Required);
        let mut required: Vec<_> = required.collect();
        required.sort_by_key(|member| {
            let mut labels = self.labels.iter();
            let label = labels.position(|label| *label == member.name);
            label.unwrap_or(usize::MAX)
        });
        required
    }

    /// The traits of the standard library that the type has, derived or not.
    pub(crate) fn implemented(&self) -> Vec<&'static str> {
        self.derives.names(true, self.zero != Zero::Private)
    }

    /// The traits of the standard library that the constructor's argument has.
    pub(crate) fn required_implemented(&self) -> Vec<&'static str> {
        self.required_derives().names(true, false)
    }

    /// The derivable traits of the constructor's argument, which callers only pass on.
    pub(crate) fn required_derives(&self) -> Derives {
        Derives {
            eq: false,
            hash: false,
            ..self.derives
        }
    }
}

impl Union {
    /// Returns true if `Debug` must redact the values of a member.
    pub(crate) fn is_redacted(&self) -> bool {
        self.sensitive || self.members.iter().any(|member| member.redacted)
    }

    /// The traits of the standard library that the type has, derived or not.
    pub(crate) fn implemented(&self) -> Vec<&'static str> {
        self.derives.names(true, false)
    }
}

impl<V> Enum<V> {
    /// The traits of the standard library that the type derives.
    pub(crate) fn derived(&self) -> Vec<&'static str> {
        let all = ENUM_DERIVES.into_iter();
        all.filter(|name| !(self.sensitive && *name == "Debug"))
            .collect()
    }
}

/// The traits of the standard library that enums derive.
pub(crate) const ENUM_DERIVES: [&str; 7] = [
    "Clone",
    "Debug",
    "PartialEq",
    "Eq",
    "PartialOrd",
    "Ord",
    "Hash",
];

/// The `error`, `httpError` and `retryable` traits of an error shape.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    /// The field with a human-readable message.
    pub(crate) message: Option<String>,
    pub(crate) server: bool,
    pub(crate) status: u16,
    pub(crate) retryable: bool,
    pub(crate) throttling: bool,
}

/// The members of a union.
#[derive(Debug)]
pub(crate) struct Union {
    pub(crate) members: Vec<Member>,
    pub(crate) formats: Vec<FormatTrait>,
    pub(crate) derives: Derives,
    pub(crate) sensitive: bool,
}

/// The values of an enum.
#[derive(Debug)]
pub(crate) struct Enum<V> {
    pub(crate) values: Vec<EnumValue<V>>,
    pub(crate) sensitive: bool,
    /// True if the documentation of the variants is complete. Otherwise their values are appended.
    pub(crate) verbatim: bool,
}

/// A value of an enum.
#[derive(Debug)]
pub(crate) struct EnumValue<V> {
    pub(crate) name: String,
    pub(crate) variant: String,
    pub(crate) value: V,
    pub(crate) docs: Vec<String>,
    pub(crate) deprecated: Option<String>,
}

/// A member of a structure or union.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    /// The name in the model.
    pub(crate) name: String,
    /// The field, or the variant.
    pub(crate) rust_name: String,
    pub(crate) value: Value,
    /// True if the value is boxed.
    pub(crate) boxed: bool,
    pub(crate) presence: Presence,
    pub(crate) settings: Vec<Setting>,
    pub(crate) formats: Vec<FormatTrait>,
    pub(crate) docs: Vec<String>,
    pub(crate) deprecated: Option<String>,
    /// True if the container's `Debug` must redact values.
    pub(crate) redacted: bool,
    pub(crate) target: ShapeId,
}

/// The presence of a field's value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Presence {
    /// An `Option`.
    Optional,
    /// A plain value that callers must set.
    Required,
    /// A plain value with this default.
    Default(DefaultValue),
}

/// The value of the trait `smithy.api#default`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum DefaultValue {
    /// The zero value of the Rust type: `false`, `0`, an empty string or list.
    Zero,
    Boolean(bool),
    /// An integer, as it is written in Rust.
    Integer(i64),
    Float(f64),
    Text(String),
    Blob(Vec<u8>),
    /// A variant of the enum.
    Variant(String),
    /// Seconds since 1970, and nanoseconds that have the same sign.
    Timestamp(i64, i32),
    /// Digits of a number of any size.
    Digits(String),
    Document(DocumentDefault),
}

/// The possible document defaults, except for `null`, which means none.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum DocumentDefault {
    Boolean(bool),
    Digits(String),
    Text(String),
    EmptyArray,
    EmptyObject,
}

/// The type of values of a member or element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Boolean,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    BigInteger,
    BigDecimal,
    String,
    Blob,
    /// A byte stream.
    Stream,
    Timestamp,
    Document,
    /// `smithy.api#Unit`
    Unit,
    List(Box<Element>),
    Map(Box<Element>),
    Enum(String),
    IntEnum(String),
    Structure(String),
    Union(String),
}

/// The elements of a list or the values of a map, and the static that describes the collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) value: Value,
    /// True if `null` is an element.
    pub(crate) sparse: bool,
    pub(crate) static_name: String,
}

/// A list or map.
#[derive(Debug)]
pub(crate) struct Collection {
    pub(crate) id: ShapeId,
    pub(crate) static_name: String,
    pub(crate) element: Part,
    /// The key, in a map.
    pub(crate) key: Option<Part>,
}

/// A member of a list or map.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) value: Value,
    pub(crate) settings: Vec<Setting>,
    pub(crate) formats: Vec<FormatTrait>,
}

/// A trait of a member with an effect on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Setting {
    Label,
    HostLabel,
    Query(String),
    QueryParams,
    Header(String),
    PrefixHeaders(String),
    Payload,
    ResponseCode,
    MediaType(String),
    Timestamp(TimestampFormat),
    IdempotencyToken,
    RequiresLength,
    /// The keys of a map are sensitive.
    Sensitive,
    /// The caller must set a value before the input is sent.
    Required,
    /// The text of a label that the caller leaves empty.
    EmptyLabel(&'static str),
    /// Only the text after the last slash is sent.
    LastSegment,
    /// A timestamp in a header is taken for absent if it cannot be read.
    Lenient,
    /// The value is the endpoint of the request.
    Endpoint,
}

/// A format-specific trait of a member or structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FormatTrait {
    JsonName(String),
    XmlName(String),
    XmlAttribute,
    XmlFlattened,
    /// The prefix and the URI.
    XmlNamespace(Option<String>, String),
    XmlUnwrapped,
    Ec2Name(String),
    QueryCode(String),
    SensitiveMessage,
}

/// A case of a protocol's conformance suite.
#[derive(Debug)]
pub(crate) struct Case {
    /// The id in the model.
    pub(crate) id: String,
    /// The name of the test function.
    pub(crate) name: String,
    /// The marker type of the operation.
    pub(crate) operation: String,
    /// The shape whose trait the case is from.
    pub(crate) shape: ShapeId,
    pub(crate) kind: CaseKind,
    pub(crate) settings: Vec<CaseSetting>,
}

/// The subject of a case.
#[derive(Clone, Debug)]
pub(crate) enum CaseKind {
    Request,
    Response,
    /// An error response, with the error's type.
    Error(String),
}

/// The parameters of a case.
#[derive(Clone, Debug)]
pub(crate) enum CaseSetting {
    Code(u64),
    Method(String),
    Uri(String),
    Host(String),
    ResolvedHost(String),
    Query(Vec<String>),
    RequireQuery(Vec<String>),
    ForbidQuery(Vec<String>),
    Headers(Vec<(String, String)>),
    RequireHeaders(Vec<String>),
    ForbidHeaders(Vec<String>),
    Body(String),
    BodyMediaType(String),
    Params(String),
}
