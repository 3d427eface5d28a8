//! Sample inputs of the old model and sample responses of the new one.

use serde_json::{Map, Value};
use tinsmith_model::{Member, Model, Shape, ShapeId, ShapeKind};

use super::values::{Form, Sampler};

/// A response as a service sends it.
pub(super) struct Sample {
    pub(super) code: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

/// The inputs of an operation: with all members, and with those alone that must be there. Tokens
/// that the new model has are given, so that none is made up.
pub(super) fn inputs(model: &Model, operation: &Shape, tokens: &[&str]) -> Vec<String> {
    let input = operation.as_operation();
    let input = input.and_then(|operation| model.shape(operation.input.as_ref()?));
    let params = |full: bool| {
        let sampler = Sampler {
            model,
            form: Form::Params,
            full: true,
        };
        let members = input.into_iter().flat_map(|shape| sampler.members(shape));
        let members = members.filter(|member| {
            let traits = &member.traits;
            let token = tokens.contains(&member.name.as_str());
            full || token || traits.required() || traits.idempotency_token()
        });
        let members = members.filter_map(|member| {
            let nested = Sampler { full, ..sampler };
            Some((member.name.clone(), nested.member(member, 0)?))
        });
        Value::Object(members.collect::<Map<String, Value>>()).to_string()
    };
    vec![params(true), params(false)]
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
pub(super) fn responses(model: &Model, operation: &Shape, errors: &[&str]) -> Vec<Sample> {
    let Some(parts) = operation.as_operation() else {
        return Vec::new();
    };
    let binds = binds_http(model);
    let code = operation
        .traits
        .http()
        .filter(|_| binds)
        .map_or(200, |http| http.code);
    let output = parts.output.as_ref().and_then(|id| model.shape(id));
    let success = |full: bool| message(model, output, code, full);
    let mut samples = vec![success(true), success(false)];
    let known = parts.errors.iter().filter(|id| errors.contains(&id.name()));
    samples.extend(known.filter_map(|id| error(model, id)));
    samples
}

fn error(model: &Model, id: &ShapeId) -> Option<Sample> {
    let shape = model.shape(id)?;
    let status = shape.traits.http_error().unwrap_or(400);
    let mut sample = message(model, Some(shape), status, true);
    sample
        .headers
        .push(("x-amzn-errortype".to_owned(), id.name().to_owned()));
    Some(sample)
}

fn binds_http(model: &Model) -> bool {
    let service = model.services().next();
    let mut protocols = service.into_iter().flat_map(|one| one.traits.protocols());
    protocols.any(|(id, _)| id.name() == "restJson1")
}

/// The members of a structure at the places that their bindings name.
fn message(model: &Model, shape: Option<&Shape>, code: u16, full: bool) -> Sample {
    let binds = binds_http(model);
    let sampler = Sampler {
        model,
        form: Form::Wire { json_names: binds },
        full,
    };
    let mut sample = Sample {
        code,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: String::new(),
    };
    let mut body = Map::new();
    for member in shape.into_iter().flat_map(|shape| sampler.members(shape)) {
        let Some(value) = sampler.member(member, 0) else {
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
            Some(Place::Payload) => sample.body = payload(target, &value),
            Some(Place::Status) => {}
            None => drop(body.insert(sampler.name(member), value)),
        }
    }
    if sample.body.is_empty() {
        sample.body = Value::Object(body).to_string();
    }
    sample
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
