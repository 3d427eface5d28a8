//! The facts that the runtime reads from a schema. Everything that the intermediate form has is
//! named here, so that a new field of it does not compile before it is a fact or is known to be
//! none.

use tinsmith_model::TimestampFormat;

use crate::endpoint::{Outcome, Property, Table};
use crate::ir::{
    self, AuthScheme, EndpointRules, Enum, EnumValue, Fault, FormatTrait, Http, Member, Operation,
    OperationSetting, Presence, Protocol, Service, Setting, Value,
};

/// A fact of one schema.
pub(super) struct Fact {
    pub(super) name: &'static str,
    pub(super) value: String,
    pub(super) effect: Effect,
}

/// The effect of a fact that differs on clients of the old model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// It breaks if requests have it.
    Sent,
    /// It breaks if responses have it.
    Received,
    /// It breaks if requests or responses have it.
    Exchanged,
    /// It breaks if requests must have it now.
    Demanded,
    /// It breaks if it does not hold any more.
    Offered,
    /// The rules of the model decide, as they know the direction in which values may grow.
    Structural,
    /// It breaks nobody.
    Harmless,
}

/// The part of a message that a structure is: its members travel by their bindings, or all in one
/// place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Top-level members of a request or response.
    Message(Protocol),
    /// Members within the body.
    Inner(Protocol),
}

impl Part {
    pub(super) fn protocol(self) -> Protocol {
        match self {
            Self::Message(protocol) | Self::Inner(protocol) => protocol,
        }
    }

    fn has_bindings(self) -> bool {
        matches!(self, Self::Message(protocol) if protocol.has_http_bindings())
    }
}

/// The fact of the name of a member, element, key or value.
const NAME: &str = "name";

fn fact(name: &'static str, value: impl Into<String>, effect: Effect) -> Fact {
    Fact {
        name,
        value: value.into(),
        effect,
    }
}

/// The facts that each request of a service shares.
pub(super) fn of_service(service: &Service) -> Vec<Fact> {
    let Service {
        id: _,
        title: _,
        docs: _,
        version: _,
        sdk_id: _,
        endpoint_prefix,
        signing_name,
        // A part of the facts of each operation.
        auth: _,
        protocol,
        query_compatible,
        headers,
        xml_namespace,
        endpoint,
        // Settings that callers may make.
        client_params: _,
    } = service;
    // Rules lead to a host without it.
    let of_prefix = match endpoint {
        Some(_) => Effect::Harmless,
        None => Effect::Sent,
    };
    let mut facts = vec![
        fact("protocol", protocol.id(), Effect::Sent),
        fact("endpoint prefix", endpoint_prefix, of_prefix),
    ];
    facts.extend(headers.iter().map(|header| {
        let header = format!("{header:?}");
        fact("header of every request", header, Effect::Sent)
    }));
    let of_name = match endpoint {
        Some(EndpointRules::Table(table)) if name_all_signers(table) => Effect::Harmless,
        _ => Effect::Sent,
    };
    let name = signing_name.as_ref();
    facts.extend(name.map(|name| fact("signing name", name, of_name)));
    if *protocol == Protocol::RestXml {
        let uri = xml_namespace.as_ref().map(|(_, uri)| uri);
        facts.extend(uri.map(|uri| fact("XML namespace", uri, Effect::Sent)));
    }
    facts.extend(query_compatible.then(|| fact("query error codes", "true", Effect::Offered)));
    facts
}

/// The facts of an operation's requests, without those of its members.
pub(super) fn of_operation(operation: &Operation, service: &Service) -> Vec<Fact> {
    let Operation {
        id,
        name: _,
        function: _,
        module: _,
        error: _,
        docs: _,
        deprecated: _,
        http,
        host_prefix,
        auth,
        settings,
        // Told by what they lead to, with the endpoint rules.
        endpoint_params: _,
        input,
        output: _,
        errors: _,
        pages: _,
        example: _,
        place: _,
    } = operation;
    let mut facts: Vec<Fact> = settings.iter().map(of_setting).collect();
    if let Some(Http { method, uri, code }) = http {
        facts.push(fact("method", method, Effect::Sent));
        facts.push(fact("path", without_label_names(uri), Effect::Sent));
        facts.push(fact("status", code.to_string(), Effect::Harmless));
    }
    if let Some(prefix) = host_prefix {
        let prefix = without_label_names(prefix);
        facts.push(fact("host prefix", prefix, Effect::Sent));
    }
    let content_type = content_type(service.protocol, &input.members);
    facts.extend(content_type.map(|name| fact("content type", name, Effect::Sent)));
    facts.extend(target(service, id.name()));
    let schemes = auth.as_deref().unwrap_or_else(|| service.auth_schemes());
    facts.extend(schemes.iter().flat_map(of_auth));
    facts
}

/// Returns true if every endpoint says by which name to sign.
fn name_all_signers(table: &Table) -> bool {
    let named = |scheme: &Property| match scheme {
        Property::Object(fields) => fields.iter().any(|(name, _)| name == "signingName"),
        _ => false,
    };
    table.results.iter().all(|result| match result {
        Outcome::Endpoint { properties, .. } => properties.iter().any(|(name, value)| {
            let schemes = match value {
                Property::List(schemes) if name == "authSchemes" => schemes.as_slice(),
                _ => &[],
            };
            !schemes.is_empty() && schemes.iter().all(named)
        }),
        Outcome::Error(_) => true,
    })
}

fn of_setting(setting: &OperationSetting) -> Fact {
    match setting {
        OperationSetting::StreamingOutput => fact("streamed response", "true", Effect::Harmless),
        OperationSetting::ChecksumRequired => fact("checksum", "required", Effect::Demanded),
        OperationSetting::Compression => fact("compression", "gzip", Effect::Harmless),
        OperationSetting::TreeHash => fact("tree hash", "required", Effect::Demanded),
        OperationSetting::UnsignedPayload => fact("unsigned payload", "true", Effect::Offered),
        OperationSetting::EmptyError(status, code) => fact(
            "error without a body",
            format!("{status}: {code}"),
            Effect::Exchanged,
        ),
    }
}

/// A scheme that was enough must stay enough, and an API key must stay in its place.
fn of_auth(scheme: &AuthScheme) -> Vec<Fact> {
    let offered = |name| fact(name, "offered", Effect::Offered);
    let key = |place| {
        let place = fact("place of the API key", place, Effect::Sent);
        vec![offered("authentication by httpApiKeyAuth"), place]
    };
    match scheme {
        AuthScheme::SigV2 => vec![offered("authentication by sigv2")],
        AuthScheme::SigV4 => vec![offered("authentication by sigv4")],
        AuthScheme::ApiKeyHeader { name, prefix } => key(format!("header {name} {prefix}")),
        AuthScheme::ApiKeyQuery { name } => key(format!("query {name}")),
        AuthScheme::Basic => vec![offered("authentication by httpBasicAuth")],
        AuthScheme::Bearer => vec![offered("authentication by httpBearerAuth")],
        AuthScheme::NoAuth => vec![offered("authentication by noAuth")],
    }
}

/// The header that names the operation.
fn target(service: &Service, operation: &str) -> Option<Fact> {
    match service.protocol {
        Protocol::RestJson1 | Protocol::RestXml => None,
        Protocol::AwsJson1_0 | Protocol::AwsJson1_1 => {
            let target = format!("{}.{operation}", service.id.name());
            Some(fact("X-Amz-Target", target, Effect::Sent))
        }
        Protocol::RpcV2Cbor | Protocol::RpcV2Json => {
            let path = format!("/service/{}/operation/{operation}", service.id.name());
            Some(fact("path", path, Effect::Sent))
        }
        Protocol::AwsQuery | Protocol::Ec2Query => {
            let action = format!("{operation} of {}", service.version);
            Some(fact("action", action, Effect::Sent))
        }
    }
}

/// The header `Content-Type` of requests with a body.
fn content_type(protocol: Protocol, members: &[Member]) -> Option<String> {
    let own = match protocol {
        Protocol::RestJson1 => "application/json",
        Protocol::AwsJson1_0 => "application/x-amz-json-1.0",
        Protocol::AwsJson1_1 => "application/x-amz-json-1.1",
        Protocol::RpcV2Cbor => "application/cbor",
        Protocol::RpcV2Json => "application/json",
        Protocol::RestXml => "application/xml",
        Protocol::AwsQuery | Protocol::Ec2Query => "application/x-www-form-urlencoded",
    };
    if !protocol.has_http_bindings() {
        return Some(own.to_owned());
    }
    let mut all = members.iter();
    let payload = all.find(|member| member.settings.contains(&Setting::Payload));
    let Some(payload) = payload else {
        return members.iter().any(is_in_body).then(|| own.to_owned());
    };
    let media_type = payload.settings.iter().find_map(|setting| match setting {
        Setting::MediaType(media_type) => Some(media_type.clone()),
        _ => None,
    });
    Some(media_type.unwrap_or_else(|| match payload.value {
        Value::Blob | Value::Stream => "application/octet-stream".to_owned(),
        Value::String | Value::Enum(_) => "text/plain".to_owned(),
        _ => own.to_owned(),
    }))
}

fn is_in_body(member: &Member) -> bool {
    binding(&member.settings) == "body"
}

/// The URI without the names of its labels, which no request shows.
fn without_label_names(uri: &str) -> String {
    let mut shown = String::with_capacity(uri.len());
    let mut inside = false;
    for letter in uri.chars() {
        inside &= letter != '}';
        if !inside || letter == '+' {
            shown.push(letter);
        }
        inside |= letter == '{';
    }
    shown
}

/// The facts of a member, without those of its target.
pub(super) fn of_member(member: &Member, part: Part) -> Vec<Fact> {
    let Member {
        name,
        rust_name: _,
        value,
        boxed: _,
        presence,
        settings,
        formats,
        docs: _,
        deprecated: _,
        redacted: _,
        target: _,
    } = member;
    let mut facts = of_value(value, settings, part);
    if part.has_bindings() {
        facts.push(fact("binding", binding(settings), Effect::Exchanged));
    }
    if !part.has_bindings() || is_in_body(member) {
        facts.extend(of_name(name, formats, part.protocol()));
        facts.extend(of_formats(formats, part.protocol()));
    }
    facts.push(fact("presence", of_presence(presence), Effect::Structural));
    facts
}

/// The facts of a list's element; one of a flattened list has the name that the list would have.
pub(super) fn of_element(element: &ir::Part, flattened: bool, part: Part) -> Vec<Fact> {
    let mut facts = of_part(element, "member", part);
    if flattened {
        facts.retain(|fact| fact.name != NAME);
    }
    if part.protocol() == Protocol::Ec2Query {
        // Forms have numbers in place of names.
        let names = facts.iter_mut().filter(|fact| fact.name == NAME);
        names.for_each(|fact| fact.effect = Effect::Received);
    }
    facts
}

/// The facts of a map's key or value, or of a list's element, whose name is `usual` unless a trait
/// names it.
pub(super) fn of_part(element: &ir::Part, usual: &str, part: Part) -> Vec<Fact> {
    let mut facts = of_value(&element.value, &element.settings, part);
    if part.protocol().has_xml() {
        let name = wire_name(usual, &element.formats, part.protocol());
        facts.push(fact(NAME, name, Effect::Exchanged));
        facts.extend(of_formats(&element.formats, part.protocol()));
    }
    facts
}

/// The facts of an input, output or error. Without members in the body it has no element.
pub(super) fn of_message(message: &ir::Structure, protocol: Protocol) -> Vec<Fact> {
    let mut facts = of_document(&message.id, &message.formats, protocol);
    if !message.members.iter().any(is_in_body) {
        facts.retain(|fact| fact.effect != Effect::Sent);
    }
    facts
}

/// The facts of a shape that is the whole document: its element in XML.
pub(super) fn of_document(id: &str, formats: &[FormatTrait], protocol: Protocol) -> Vec<Fact> {
    let mut facts = of_formats(formats, protocol);
    if protocol == Protocol::RestXml {
        let usual = id.rsplit('#').next().unwrap_or(id);
        let name = wire_name(usual, formats, protocol);
        facts.push(fact("XML element", name, Effect::Sent));
    }
    facts
}

fn of_presence(presence: &Presence) -> String {
    match presence {
        Presence::Optional => "optional".to_owned(),
        Presence::Required => "required".to_owned(),
        Presence::Default(value) => format!("{value:?} by default"),
    }
}

/// The facts of values with these settings: of a member, or of the elements of a list or map.
pub(super) fn of_value(value: &Value, settings: &[Setting], part: Part) -> Vec<Fact> {
    let mut facts = vec![fact("kind", kind(value), Effect::Structural)];
    if *value == Value::Timestamp {
        let format = format_name(timestamp_format(settings, part));
        facts.push(fact("timestamp format", format, Effect::Sent));
    }
    facts.extend(settings.iter().filter_map(|setting| match setting {
        Setting::HostLabel => Some(fact("host label", "true", Effect::Sent)),
        Setting::IdempotencyToken => Some(fact("idempotency token", "filled in", Effect::Harmless)),
        Setting::LastSegment => Some(fact("path", "dropped", Effect::Sent)),
        Setting::RequiresLength => Some(fact("length", "required", Effect::Demanded)),
        Setting::MediaType(_) if is_text_header(value, settings, part) => {
            Some(fact("header encoding", "base64", Effect::Exchanged))
        }
        // These are read as a whole: the binding, the name, the content type and the timestamp
        // format.
        Setting::Label
        | Setting::Query(_)
        | Setting::QueryParams
        | Setting::Header(_)
        | Setting::PrefixHeaders(_)
        | Setting::Payload
        | Setting::ResponseCode
        | Setting::MediaType(_)
        | Setting::Required
        | Setting::EmptyLabel(_)
        | Setting::Lenient
        | Setting::Sensitive
        | Setting::Endpoint
        | Setting::Timestamp(_) => None,
    }));
    facts
}

fn is_text_header(value: &Value, settings: &[Setting], part: Part) -> bool {
    let text = matches!(value, Value::String | Value::Enum(_));
    text && part.has_bindings() && binding(settings).starts_with("header ")
}

/// The place of a top-level member in a message (Smithy 2.0, "HTTP bindings").
fn binding(settings: &[Setting]) -> String {
    let bound = settings.iter().find_map(|setting| match setting {
        Setting::Label => Some("label".to_owned()),
        Setting::Query(name) => Some(format!("query {name}")),
        Setting::QueryParams => Some("query".to_owned()),
        Setting::Header(name) => Some(format!("header {}", name.to_lowercase())),
        Setting::PrefixHeaders(prefix) => Some(format!("headers {}*", prefix.to_lowercase())),
        Setting::Payload => Some("whole body".to_owned()),
        Setting::ResponseCode => Some("status".to_owned()),
        _ => None,
    });
    bound.unwrap_or_else(|| "body".to_owned())
}

/// The facts of traits that matter in XML. Requests are XML in restXml, and forms in awsQuery and
/// ec2Query; responses are XML in all three.
fn of_formats(formats: &[FormatTrait], protocol: Protocol) -> Vec<Fact> {
    let in_responses = match protocol {
        Protocol::RestXml => Effect::Exchanged,
        _ => Effect::Received,
    };
    let formats = formats.iter().filter(|_| protocol.has_xml());
    let facts = formats.filter_map(|one| match one {
        FormatTrait::XmlAttribute => Some(fact("XML attribute", "true", in_responses)),
        // Forms of ec2Query flatten every list.
        FormatTrait::XmlFlattened if protocol == Protocol::Ec2Query => {
            Some(fact("XML list", "flattened", Effect::Received))
        }
        FormatTrait::XmlFlattened => Some(fact("XML list", "flattened", Effect::Exchanged)),
        FormatTrait::XmlNamespace(_, uri) if protocol == Protocol::RestXml => {
            Some(fact("XML namespace", uri, Effect::Sent))
        }
        FormatTrait::XmlUnwrapped => Some(fact("XML document", "unwrapped", Effect::Exchanged)),
        FormatTrait::QueryCode(code) if protocol == Protocol::AwsQuery => {
            Some(fact("code", code, Effect::Exchanged))
        }
        FormatTrait::XmlNamespace(..) | FormatTrait::QueryCode(_) => None,
        FormatTrait::SensitiveMessage => None,
        // These are the member's name.
        FormatTrait::JsonName(_) | FormatTrait::XmlName(_) | FormatTrait::Ec2Name(_) => None,
    });
    facts.collect()
}

/// The facts of a member's name: that of ec2Query is another one in forms (Smithy 2.0, "AWS EC2
/// query protocol").
fn of_name(name: &str, formats: &[FormatTrait], protocol: Protocol) -> Vec<Fact> {
    let read = wire_name(name, formats, protocol);
    if protocol != Protocol::Ec2Query {
        return vec![fact(NAME, read, Effect::Exchanged)];
    }
    let own = formats.iter().find_map(|one| match one {
        FormatTrait::Ec2Name(name) => Some(name.clone()),
        _ => None,
    });
    let in_forms = own.unwrap_or_else(|| {
        let mut letters = read.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect()
    });
    vec![
        fact(NAME, read, Effect::Received),
        fact("name in forms", in_forms, Effect::Sent),
    ]
}

fn wire_name(name: &str, formats: &[FormatTrait], protocol: Protocol) -> String {
    let own = formats.iter().find_map(|one| match one {
        FormatTrait::JsonName(name) if reads_json_names(protocol) => Some(name.clone()),
        FormatTrait::XmlName(name) if protocol.has_xml() => Some(name.clone()),
        _ => None,
    });
    own.unwrap_or_else(|| name.to_owned())
}

fn reads_json_names(protocol: Protocol) -> bool {
    protocol == Protocol::RestJson1
}

/// The format in effect: that of the member, or that of its place.
fn timestamp_format(settings: &[Setting], part: Part) -> TimestampFormat {
    // The only one of these protocols, whatever a trait says.
    if matches!(part.protocol(), Protocol::RpcV2Cbor | Protocol::RpcV2Json) {
        return TimestampFormat::EpochSeconds;
    }
    let own = settings.iter().find_map(|setting| match setting {
        Setting::Timestamp(format) => Some(*format),
        _ => None,
    });
    let place = binding(settings);
    own.unwrap_or(match part {
        part if part.has_bindings() && place.starts_with("header") => TimestampFormat::HttpDate,
        part if part.has_bindings() && (place == "label" || place.starts_with("query")) => {
            TimestampFormat::DateTime
        }
        Part::Message(protocol) | Part::Inner(protocol) => match protocol {
            Protocol::RestXml | Protocol::AwsQuery | Protocol::Ec2Query => {
                TimestampFormat::DateTime
            }
            _ => TimestampFormat::EpochSeconds,
        },
    })
}

fn format_name(format: TimestampFormat) -> &'static str {
    match format {
        TimestampFormat::DateTime => "date-time",
        TimestampFormat::HttpDate => "http-date",
        TimestampFormat::EpochSeconds => "epoch-seconds",
    }
}

/// The kind of values, without the names of types.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Boolean => "boolean",
        Value::Byte => "byte",
        Value::Short => "short",
        Value::Integer => "integer",
        Value::Long => "long",
        Value::Float => "float",
        Value::Double => "double",
        Value::BigInteger => "bigInteger",
        Value::BigDecimal => "bigDecimal",
        Value::String => "string",
        // A stream of bytes looks on the wire as the bytes do.
        Value::Blob | Value::Stream => "blob",
        Value::Timestamp => "timestamp",
        Value::Document => "document",
        Value::Unit => "unit",
        Value::List(_) => "list",
        Value::Map(_) => "map",
        Value::Enum(_) => "enum",
        Value::IntEnum(_) => "intEnum",
        Value::Structure(_) => "structure",
        Value::Union(_) => "union",
    }
}

/// The facts of an error, besides those of its members.
pub(super) fn of_fault(fault: &Fault) -> Vec<Fact> {
    let Fault {
        message: _,
        server,
        status,
        retryable,
        throttling,
    } = fault;
    let retry = match (retryable, throttling) {
        (_, true) => "throttling",
        (true, false) => "retryable",
        (false, false) => "none",
    };
    let kind = if *server { "server" } else { "client" };
    vec![
        fact("fault", kind, Effect::Harmless),
        fact("status", status.to_string(), Effect::Harmless),
        fact("retry", retry, Effect::Harmless),
    ]
}

/// The fact that an enum has a value.
pub(super) fn of_enum_value(value: &str) -> Fact {
    fact("value", value, Effect::Structural)
}

/// The names of an enum's values, each with what it is on the wire.
pub(super) type Values<'c> = Vec<(&'c str, String)>;

/// The values of an enum.
pub(super) fn values<V: ToString>(values: &Enum<V>) -> Values<'_> {
    let Enum {
        values,
        sensitive: _,
        verbatim: _,
    } = values;
    let values = values.iter().map(|one| {
        let EnumValue {
            name,
            variant: _,
            value,
            docs: _,
            deprecated: _,
        } = one;
        (name.as_str(), value.to_string())
    });
    values.collect()
}
