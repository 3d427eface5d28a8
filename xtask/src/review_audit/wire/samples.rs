//! Sample inputs of the old model and sample responses of the new one.

mod cbor;
mod xml;

use serde_json::{Map, Value};
use tinsmith_model::{Member, Model, Shape, ShapeId, ShapeKind};

use self::cbor::Cbor;
use self::xml::Xml;
use super::values::{Form, Sampler};

/// The largest number of samples with all members.
const MOST: usize = 12;

/// A response as a service sends it.
pub(super) struct Sample {
    pub(super) code: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

/// The form of responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wire {
    RestJson,
    Json,
    RpcJson,
    RpcCbor,
    /// With an element around errors, or without it.
    RestXml {
        wrapped: bool,
    },
    Query,
    Ec2,
}

impl Wire {
    /// The protocol that the generator prefers.
    pub(super) fn of_model(model: &Model) -> Option<Self> {
        let service = model.services().next()?;
        let wrapped = |value: &Value| value.get("noErrorWrapping") != Some(&Value::Bool(true));
        let protocols: Vec<(&str, &Value)> = service
            .traits
            .protocols()
            .map(|(id, value)| (id.name(), value))
            .collect();
        let value = |name: &str| {
            let mut all = protocols.iter();
            all.find(|(id, _)| *id == name).map(|(_, value)| *value)
        };
        let json = ["awsJson1_0", "awsJson1_1"];
        let json = json.iter().find_map(|name| value(name)).map(|_| Self::Json);
        let rest = value("restJson1").map(|_| Self::RestJson);
        let rest_xml = || {
            value("restXml").map(|value| Self::RestXml {
                wrapped: wrapped(value),
            })
        };
        let rpc = || value("rpcv2Json").map(|_| Self::RpcJson);
        let rpc = || rpc().or_else(|| value("rpcv2Cbor").map(|_| Self::RpcCbor));
        let query = || value("awsQuery").map(|_| Self::Query);
        let ec2 = || value("ec2Query").map(|_| Self::Ec2);
        let rest_or_rpc = rest.or(json).or_else(rpc).or_else(rest_xml);
        rest_or_rpc.or_else(query).or_else(ec2)
    }

    fn binds_http(self) -> bool {
        matches!(self, Self::RestJson | Self::RestXml { .. })
    }

    fn is_xml(self) -> bool {
        matches!(self, Self::RestXml { .. } | Self::Query | Self::Ec2)
    }

    /// The protocol's name in headers if it is a version of RPC v2, which has the code of an error
    /// in its body alone.
    fn rpc_v2(self) -> Option<&'static str> {
        match self {
            Self::RpcCbor => Some("rpc-v2-cbor"),
            Self::RpcJson => Some("rpc-v2-json"),
            _ => None,
        }
    }

    /// The form of samples.
    fn form(self) -> Form {
        match self {
            _ if self.is_xml() => Form::Xml,
            _ => Form::Wire {
                json_names: self == Self::RestJson,
            },
        }
    }

    /// The headers of each response.
    fn headers(self) -> Vec<(String, String)> {
        let content_type = match self {
            Self::RpcCbor => "application/cbor",
            _ if self.is_xml() => "text/xml",
            _ => "application/json",
        };
        let protocol = self.rpc_v2().map(|name| ("smithy-protocol", name));
        let headers = [("content-type", content_type)].into_iter().chain(protocol);
        let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
        headers.collect()
    }
}

/// The inputs of an operation: with all members, and with those alone that must be there.
///
/// Each member of the unions is in one of them. Tokens that the new model has are given, so that
/// none is made up.
pub(super) fn inputs(model: &Model, operation: &Shape, tokens: &[&str]) -> Vec<String> {
    let input = operation.as_operation();
    let input = input.and_then(|operation| model.shape(operation.input.as_ref()?));
    let params = |full: bool, turn: usize| {
        let sampler = Sampler {
            model,
            before: model,
            form: Form::Params,
            full: true,
            turn,
        };
        let members = input.into_iter().flat_map(|shape| sampler.members(shape));
        let members = members.filter(|member| {
            let traits = &member.traits;
            let token = tokens.contains(&member.name.as_str());
            full || token || traits.required() || traits.idempotency_token()
        });
        let members = members.filter_map(|member| {
            let nested = Sampler { full, ..sampler };
            Some((member.name.clone(), nested.member(member, None)?))
        });
        Value::Object(members.collect::<Map<String, Value>>()).to_string()
    };
    let full = (0..turns(model)).map(|turn| params(true, turn));
    full.chain([params(false, 0)]).collect()
}

/// The number of samples that show each member of the largest union.
fn turns(model: &Model) -> usize {
    let unions = model.shapes().filter_map(|shape| match &shape.kind {
        ShapeKind::Union { members } => Some(members.len()),
        _ => None,
    });
    unions.max().unwrap_or_default().clamp(1, MOST)
}

/// The members of an operation's input that clients fill in.
pub(super) fn tokens<'m>(model: &'m Model, operation: &Shape) -> Vec<&'m str> {
    let input = operation.as_operation();
    let input = input.and_then(|operation| model.shape(operation.input.as_ref()?));
    let members = input.into_iter().flat_map(Shape::members);
    let tokens = members.filter(|member| member.traits.idempotency_token());
    tokens.map(|member| member.name.as_str()).collect()
}

/// The successes of an operation, and the errors that the other model has too.
pub(super) fn responses(
    (model, before): (&Model, &Model),
    operation: &Shape,
    errors: &[&str],
) -> Vec<Sample> {
    let Some(parts) = operation.as_operation() else {
        return Vec::new();
    };
    let Some(wire) = Wire::of_model(model) else {
        return Vec::new();
    };
    let http = operation.traits.http().filter(|_| wire.binds_http());
    let code = http.map_or(200, |http| http.code);
    let output = parts.output.as_ref().and_then(|id| model.shape(id));
    let success = |full: bool, turn: usize| {
        let root = Root::Output(operation.id.name());
        message((model, before, wire), output, root, code, (full, turn))
    };
    let mut samples = vec![success(false, 0)];
    samples.extend((0..turns(model)).map(|turn| success(true, turn)));
    let known = parts.errors.iter().filter(|id| errors.contains(&id.name()));
    samples.extend(known.filter_map(|id| error((model, before, wire), id)));
    samples
}

fn error((model, before, wire): (&Model, &Model, Wire), id: &ShapeId) -> Option<Sample> {
    let shape = model.shape(id)?;
    let traits = &shape.traits;
    let status = traits.http_error().unwrap_or(400);
    let code = traits.query_error().map(|error| error.code.to_owned());
    let code = code.filter(|_| matches!(wire, Wire::Query));
    let code = code.unwrap_or_else(|| id.name().to_owned());
    let root = Root::Error(&code);
    let mut sample = message((model, before, wire), Some(shape), root, status, (true, 0));
    if wire.rpc_v2().is_none() {
        let name = id.name().to_owned();
        sample.headers.push(("x-amzn-errortype".to_owned(), name));
    }
    Some(sample)
}

/// The kind of a message.
enum Root<'a> {
    /// The output of the operation of this name.
    Output(&'a str),
    /// The error of this code.
    Error(&'a str),
}

/// The members of a structure at the places that their bindings name.
fn message(
    (model, before, wire): (&Model, &Model, Wire),
    shape: Option<&Shape>,
    root: Root<'_>,
    code: u16,
    (full, turn): (bool, usize),
) -> Sample {
    let binds = wire.binds_http();
    let sampler = Sampler {
        model,
        before,
        form: wire.form(),
        full,
        turn,
    };
    let xml = Xml { model, wire };
    let mut sample = Sample {
        code,
        headers: wire.headers(),
        body: Vec::new(),
    };
    let mut body = Map::new();
    for member in shape.into_iter().flat_map(|shape| sampler.members(shape)) {
        let Some(value) = sampler.member(member, None) else {
            continue;
        };
        let target = model.shape(&member.target);
        match place(member).filter(|_| binds) {
            Some(Place::Header(name)) => {
                sample.headers.push((name, header(member, target, &value)));
            }
            Some(Place::Prefix(prefix)) => {
                sample
                    .headers
                    .push((format!("{prefix}key"), "text".to_owned()));
            }
            Some(Place::Payload) => {
                let is_document = |shape: &&Shape| {
                    let kind = &shape.kind;
                    matches!(kind, ShapeKind::Structure { .. } | ShapeKind::Union { .. })
                };
                let text = match target.filter(is_document) {
                    Some(target) if wire.is_xml() => xml.payload(target, &value),
                    _ => payload(target, &value),
                };
                sample.body = text.into();
            }
            Some(Place::Status) => {}
            None => drop(body.insert(sampler.name(member), value)),
        }
    }
    let mut members = shape.into_iter().flat_map(Shape::members);
    let payload_alone = binds && members.any(|member| member.traits.http_payload());
    if !payload_alone {
        sample.body = whole((model, wire), shape, root, body);
    }
    sample
}

/// The body that holds these members.
fn whole(
    (model, wire): (&Model, Wire),
    shape: Option<&Shape>,
    root: Root<'_>,
    mut members: Map<String, Value>,
) -> Vec<u8> {
    if let (true, Root::Error(_), Some(shape)) = (wire.rpc_v2().is_some(), &root, shape) {
        members.insert("__type".to_owned(), shape.id.to_string().into());
    }
    match (wire, shape) {
        (Wire::RpcCbor, shape) => {
            shape.map_or_else(Vec::new, |shape| Cbor { model }.structure(shape, &members))
        }
        (_, Some(shape)) if wire.is_xml() => {
            let (xml, members) = (Xml { model, wire }, members.into());
            let text = match root {
                Root::Output(operation) => xml.output(operation, shape, &members),
                Root::Error(code) => xml.error(code, shape, &members),
            };
            text.into()
        }
        _ => Value::Object(members).to_string().into(),
    }
}

enum Place {
    Header(String),
    Prefix(String),
    Payload,
    Status,
}

fn place(member: &Member) -> Option<Place> {
    let traits = &member.traits;
    let header = traits
        .http_header()
        .map(|name| Place::Header(name.to_lowercase()));
    let prefix = || Some(Place::Prefix(traits.http_prefix_headers()?.to_lowercase()));
    let payload = || traits.http_payload().then_some(Place::Payload);
    let status = || traits.http_response_code().then_some(Place::Status);
    header.or_else(prefix).or_else(payload).or_else(status)
}

/// A value as the text of a header.
fn header(member: &Member, target: Option<&Shape>, value: &Value) -> String {
    let format = member.traits.timestamp_format();
    let format = format.or_else(|| target.and_then(|target| target.traits.timestamp_format()));
    let timestamp = target.is_some_and(|target| matches!(target.kind, ShapeKind::Timestamp));
    let media_type = member.traits.media_type();
    let media_type = media_type.or_else(|| target.and_then(|target| target.traits.media_type()));
    let text =
        target.is_some_and(|target| matches!(target.kind, ShapeKind::String | ShapeKind::Enum(_)));
    match value {
        _ if timestamp && format.is_none() => "Thu, 06 May 2021 07:08:09 GMT".to_owned(),
        Value::String(value) if text && media_type.is_some() && value == "text" => {
            "dGV4dA==".to_owned()
        }
        Value::String(value) => value.clone(),
        Value::Array(values) => {
            let texts = values.iter().filter_map(|value| match value {
                Value::String(text) => Some(text.clone()),
                Value::Null => None,
                other => Some(other.to_string()),
            });
            texts.collect::<Vec<String>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// A value that is the whole body.
fn payload(target: Option<&Shape>, value: &Value) -> String {
    match (target.map(|target| &target.kind), value) {
        (Some(ShapeKind::Blob), _) => "bytes".to_owned(),
        (Some(ShapeKind::String | ShapeKind::Enum(_)), Value::String(text)) => text.clone(),
        _ => value.to_string(),
    }
}
