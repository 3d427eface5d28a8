//! The parameters of rules, and the traits that bind values to them (Smithy 2.0, "Rules engine
//! parameters").

use indexmap::IndexMap;
use serde_json::Value;

use super::Problem;
use super::json::{At, Reading, kind};
use super::locate;
use super::types::Type;
use crate::quoted::quoted;
use crate::traits::known;
use crate::{Diagnostic, Member, Model, Shape, Trait, Traits};

/// A parameter of endpoint rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The type of its values.
    pub kind: ParameterType,
    /// The built-in value it is bound to, such as `AWS::Region`.
    pub built_in: Option<String>,
    /// True if it is required.
    pub required: bool,
    /// The default.
    pub default: Option<ParameterValue>,
}

/// The types of parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterType {
    /// A string.
    String,
    /// A boolean.
    Boolean,
    /// A list of strings.
    StringArray,
}

impl ParameterType {
    fn named(name: &str) -> Option<Self> {
        // Rule sets from before 2023 capitalize types.
        match name {
            "string" | "String" => Some(Self::String),
            "boolean" | "Boolean" => Some(Self::Boolean),
            "stringArray" | "StringArray" => Some(Self::StringArray),
            _ => None,
        }
    }

    /// The type in expressions.
    #[must_use]
    pub fn as_type(self) -> Type {
        match self {
            Self::String => Type::String,
            Self::Boolean => Type::Boolean,
            Self::StringArray => Type::StringArray,
        }
    }
}

/// A value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ParameterValue {
    /// A string.
    String(String),
    /// A boolean.
    Boolean(bool),
    /// A list of strings.
    StringArray(Vec<String>),
}

impl ParameterValue {
    /// Reads a value; `None` if parameters cannot have it.
    #[must_use]
    pub fn from_json(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(Self::String(text.clone())),
            Value::Bool(value) => Some(Self::Boolean(*value)),
            Value::Array(items) => {
                let texts = items.iter().map(|item| item.as_str().map(str::to_owned));
                texts.collect::<Option<_>>().map(Self::StringArray)
            }
            _ => None,
        }
    }

    /// The type of the value.
    #[must_use]
    pub fn kind(&self) -> ParameterType {
        match self {
            Self::String(_) => ParameterType::String,
            Self::Boolean(_) => ParameterType::Boolean,
            Self::StringArray(_) => ParameterType::StringArray,
        }
    }
}

/// A parameter that is a setting of the client (`smithy.rules#clientContextParams`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientParam {
    /// The name.
    pub name: String,
    /// The type: string or boolean.
    pub kind: ParameterType,
    /// The documentation.
    pub documentation: Option<String>,
}

/// The parameters that are settings of the client.
#[must_use]
pub fn client_params(service: &Traits) -> Vec<ClientParam> {
    let entries = entries(service, known::CLIENT_CONTEXT_PARAMS);
    let param = |(name, value): (&String, &Value)| {
        Some(ClientParam {
            name: name.clone(),
            kind: ParameterType::named(value.get("type")?.as_str()?)?,
            documentation: value
                .get("documentation")
                .and_then(Value::as_str)
                .map(str::to_owned),
        })
    };
    entries.filter_map(param).collect()
}

/// The parameters that have a fixed value in an operation (`smithy.rules#staticContextParams`).
#[must_use]
pub fn static_params(operation: &Traits) -> Vec<(String, ParameterValue)> {
    let entries = entries(operation, known::STATIC_CONTEXT_PARAMS);
    let param = |(name, value): (&String, &Value)| {
        Some((
            name.clone(),
            ParameterValue::from_json(value.get("value")?)?,
        ))
    };
    entries.filter_map(param).collect()
}

/// The parameters that an operation takes from its input by a JMESPath expression
/// (`smithy.rules#operationContextParams`).
#[must_use]
pub fn operation_params(operation: &Traits) -> Vec<(String, String)> {
    let entries = entries(operation, known::OPERATION_CONTEXT_PARAMS);
    let param = |(name, value): (&String, &Value)| {
        Some((name.clone(), value.get("path")?.as_str()?.to_owned()))
    };
    entries.filter_map(param).collect()
}

/// The parameter that takes a member's value (`smithy.rules#contextParam`).
#[must_use]
pub fn context_param(member: &Member) -> Option<&str> {
    member
        .traits
        .get(known::CONTEXT_PARAM)?
        .get("name")?
        .as_str()
}

fn entries<'t>(traits: &'t Traits, id: &str) -> impl Iterator<Item = (&'t String, &'t Value)> {
    traits
        .get(id)
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}

/// Reads the parameters of a rule set.
pub(super) fn parameters(
    reading: &mut Reading,
    value: &Value,
    at: At<'_>,
) -> Option<IndexMap<String, Parameter>> {
    let object = reading.object(value, at)?;
    let mut read = IndexMap::new();
    let mut whole = true;
    for (name, value) in object {
        check_name(reading, name, &read, at.key(name));
        match parameter(reading, value, at.key(name)) {
            Some(parameter) => drop(read.insert(name.clone(), parameter)),
            None => whole = false,
        }
    }
    whole.then_some(read)
}

fn check_name(reading: &mut Reading, name: &str, before: &IndexMap<String, Parameter>, at: At<'_>) {
    let letters = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric());
    if !letters {
        let message = format!("`{}` is no name of a parameter", quoted(name));
        reading.report(at, message, "a letter is followed by letters and digits");
    }
    if before.keys().any(|other| other.eq_ignore_ascii_case(name)) {
        let message = format!("there is another parameter `{}` but for case", quoted(name));
        reading.report(at, message, "rename one of the two");
    }
}

fn parameter(reading: &mut Reading, value: &Value, at: At<'_>) -> Option<Parameter> {
    let object = reading.object(value, at)?;
    let word = reading.entry(object, "type", at, "the parameter")?;
    let word = reading.text(word, at.key("type"))?;
    let kind = ParameterType::named(word);
    if kind.is_none() {
        let message = format!("`{}` is no type of a parameter", quoted(word));
        reading.report(
            at.key("type"),
            message,
            "types are `string`, `boolean` and `stringArray`",
        );
    }
    let built_in = match object.get("builtIn") {
        Some(value) => Some(reading.text(value, at.key("builtIn"))?.to_owned()),
        None => None,
    };
    let required = match object.get("required") {
        Some(value) => reading.boolean(value, at.key("required"))?,
        None => false,
    };
    let default = match object.get("default") {
        Some(value) => Some(default(reading, value, kind?, at.key("default"))?),
        None => None,
    };
    Some(Parameter {
        kind: kind?,
        built_in,
        required,
        default,
    })
}

fn default(
    reading: &mut Reading,
    value: &Value,
    wanted: ParameterType,
    at: At<'_>,
) -> Option<ParameterValue> {
    let read = ParameterValue::from_json(value).filter(|read| read.kind() == wanted);
    if read.is_none() {
        let (wanted, found) = (wanted.as_type(), kind(value));
        let message = format!("the parameter is of type {wanted}, its default is {found}");
        reading.report(at, message, "give a default of the parameter's type");
    }
    read
}

/// Checks that the parameters that a service and its operations bind exist and have the right
/// type.
pub(super) fn check_bindings(
    model: &Model,
    service: &Shape,
    operations: &[&Shape],
    parameters: &IndexMap<String, Parameter>,
    found: &mut Vec<Diagnostic>,
) {
    let ids = [
        known::CLIENT_CONTEXT_PARAMS,
        known::STATIC_CONTEXT_PARAMS,
        known::OPERATION_CONTEXT_PARAMS,
    ];
    for shape in operations.iter().chain([&service]) {
        for one in ids.iter().filter_map(|id| shape.traits.find(id)) {
            let problems = binding_problems(one, parameters);
            found.extend(super::placed(model, shape, one, problems));
        }
    }
    for operation in operations {
        let input = operation.as_operation().and_then(|one| one.input.as_ref());
        if let Some(input) = input.and_then(|id| model.shape(id)) {
            check_members(model, input, parameters, found);
        }
    }
}

fn check_members(
    model: &Model,
    input: &Shape,
    parameters: &IndexMap<String, Parameter>,
    found: &mut Vec<Diagnostic>,
) {
    for member in input.members() {
        let (Some(name), Some(one)) = (
            context_param(member),
            member.traits.find(known::CONTEXT_PARAM),
        ) else {
            continue;
        };
        if parameters.contains_key(name) {
            continue;
        }
        let place = locate::within_trait(&model.source().text, one.place, "/name");
        found.push(Diagnostic {
            place: Some(place),
            shape: Some(input.id.clone()),
            message: format!(
                "`{}` is bound to `{}`, which is no parameter of the endpoint rules",
                member.name,
                quoted(name)
            ),
            help: format!("parameters are `{}`", names(parameters)),
        });
    }
}

fn names(parameters: &IndexMap<String, Parameter>) -> String {
    let names: Vec<&str> = parameters.keys().map(String::as_str).collect();
    names.join("`, `")
}

fn binding_problems(one: &Trait, parameters: &IndexMap<String, Parameter>) -> Vec<Problem> {
    let mut reading = Reading::default();
    let at = At::ROOT;
    for (name, value) in reading.object(&one.value, at).into_iter().flatten() {
        let Some(parameter) = parameters.get(name) else {
            let message = format!("`{}` is no parameter of the endpoint rules", quoted(name));
            let help = format!("parameters are `{}`", names(parameters));
            reading.report(at.key(name), message, &help);
            continue;
        };
        let given = match one.id.as_str() {
            known::CLIENT_CONTEXT_PARAMS => value
                .get("type")
                .and_then(Value::as_str)
                .map(ParameterType::named),
            known::STATIC_CONTEXT_PARAMS => value
                .get("value")
                .map(|value| ParameterValue::from_json(value).map(|value| value.kind())),
            _ => value
                .get("path")
                .and_then(Value::as_str)
                .map(|_| Some(parameter.kind)),
        };
        if given != Some(Some(parameter.kind)) {
            let message = format!("the parameter is of type {}", parameter.kind.as_type());
            reading.report(at.key(name), message, "bind a value of that type");
        }
    }
    reading.into_problems()
}
