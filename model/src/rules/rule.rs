//! Rules and their outcomes.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::expression::{self, Condition, Expression};
use super::json::{At, Reading, kind};
use super::template::Template;
use super::{Body, RuleSet, diagram, parameter};
use crate::quoted::quoted;

/// A rule: if all its conditions hold, its outcome is the result.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The conditions, in order.
    pub conditions: Vec<Condition>,
    /// The outcome.
    pub outcome: RuleOutcome,
}

/// The outcome of a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum RuleOutcome {
    /// An endpoint.
    Endpoint(Endpoint),
    /// An error with this message.
    Error(Expression),
    /// More rules, one of which must apply.
    Rules(Vec<Rule>),
}

/// An endpoint before references are resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Endpoint {
    /// The URL.
    pub url: Expression,
    /// Headers to send, each with its values.
    pub headers: IndexMap<String, Vec<Expression>>,
    /// Properties, `authSchemes` among them.
    pub properties: IndexMap<String, Property>,
}

/// The value of an endpoint's property.
#[derive(Clone, Debug, PartialEq)]
pub enum Property {
    /// A string template.
    Text(Template),
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A list.
    List(Vec<Property>),
    /// An object.
    Object(IndexMap<String, Property>),
}

/// Reads the value of a trait with rules.
pub(super) fn rule_set(reading: &mut Reading, value: &Value, is_diagram: bool) -> Option<RuleSet> {
    let at = At::ROOT;
    let object = reading.object(value, at)?;
    version(reading, object, is_diagram);
    let parameters = reading.entry(object, "parameters", at, "the rule set");
    let parameters =
        parameters.and_then(|value| parameter::parameters(reading, value, at.key("parameters")));
    let body = if is_diagram {
        diagram::read(reading, object).map(Body::Diagram)
    } else {
        let rules_value = reading.entry(object, "rules", at, "the rule set")?;
        rules(reading, rules_value, at.key("rules")).map(Body::Tree)
    };
    Some(RuleSet {
        parameters: parameters?,
        body: body?,
    })
}

fn version(reading: &mut Reading, object: &Map<String, Value>, is_diagram: bool) {
    let at = At::ROOT;
    let Some(value) = reading.entry(object, "version", at, "the rule set") else {
        return;
    };
    let Some(text) = reading.text(value, at.key("version")) else {
        return;
    };
    let minor = text
        .strip_prefix("1.")
        .and_then(|minor| minor.parse::<u32>().ok());
    let least = u32::from(is_diagram);
    if minor.is_none_or(|minor| minor < least) {
        let message = format!(
            "version `{}` of the rules engine is not known",
            quoted(text)
        );
        let help = format!("versions 1.{least} and later of version 1 are read");
        reading.report(at.key("version"), message, &help);
    }
}

fn rules(reading: &mut Reading, value: &Value, at: At<'_>) -> Option<Vec<Rule>> {
    let items = reading.array(value, at)?;
    if items.is_empty() {
        let help = "give it a rule that leads to an endpoint or an error";
        reading.report(at, "there is no rule, so that nothing results", help);
    }
    let read: Vec<_> = items
        .iter()
        .enumerate()
        .map(|(index, one)| rule(reading, one, at.index(index)))
        .collect();
    read.into_iter().collect()
}

fn rule(reading: &mut Reading, value: &Value, at: At<'_>) -> Option<Rule> {
    let object = reading.object(value, at)?;
    let kind = reading.entry(object, "type", at, "the rule")?;
    let kind = reading.text(kind, at.key("type"))?;
    let conditions = match object.get("conditions") {
        Some(value) => expression::conditions(reading, value, at.key("conditions")),
        None => Some(Vec::new()),
    };
    let outcome = if kind == "tree" {
        let value = reading.entry(object, "rules", at, "the rule")?;
        rules(reading, value, at.key("rules")).map(RuleOutcome::Rules)
    } else {
        result(reading, object, kind, at)
    };
    Some(Rule {
        conditions: conditions?,
        outcome: outcome?,
    })
}

/// Reads the outcome of a rule that ends in an endpoint or an error.
pub(super) fn result(
    reading: &mut Reading,
    object: &Map<String, Value>,
    kind: &str,
    at: At<'_>,
) -> Option<RuleOutcome> {
    match kind {
        "endpoint" => {
            let value = reading.entry(object, "endpoint", at, "the rule")?;
            endpoint(reading, value, at.key("endpoint")).map(RuleOutcome::Endpoint)
        }
        "error" => {
            let value = reading.entry(object, "error", at, "the rule")?;
            expression::expression(reading, value, at.key("error")).map(RuleOutcome::Error)
        }
        other => {
            let message = format!("`{}` is no type of a rule", quoted(other));
            reading.report(
                at.key("type"),
                message,
                "rules are `endpoint`, `error` or `tree`",
            );
            None
        }
    }
}

fn endpoint(reading: &mut Reading, value: &Value, at: At<'_>) -> Option<Endpoint> {
    let object = reading.object(value, at)?;
    let url = reading.entry(object, "url", at, "the endpoint")?;
    let url = expression::expression(reading, url, at.key("url"));
    let mut headers = IndexMap::new();
    if let Some(value) = object.get("headers") {
        let at = at.key("headers");
        for (name, values) in reading.object(value, at)? {
            headers.insert(name.clone(), header(reading, name, values, at.key(name))?);
        }
    }
    let mut properties = IndexMap::new();
    if let Some(value) = object.get("properties") {
        let at = at.key("properties");
        for (name, value) in reading.object(value, at)? {
            properties.insert(name.clone(), property(reading, value, at.key(name))?);
        }
    }
    Some(Endpoint {
        url: url?,
        headers,
        properties,
    })
}

fn header(
    reading: &mut Reading,
    name: &str,
    values: &Value,
    at: At<'_>,
) -> Option<Vec<Expression>> {
    let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    if name.is_empty() || !name.bytes().all(token) {
        let message = format!("`{}` is no name of a header", quoted(name));
        reading.report(
            at,
            message,
            "RFC 9110, section 5.1, says what can be in one",
        );
    }
    let items = reading.array(values, at)?;
    let read: Vec<_> = items
        .iter()
        .enumerate()
        .map(|(index, one)| expression::expression(reading, one, at.index(index)))
        .collect();
    read.into_iter().collect()
}

fn property(reading: &mut Reading, value: &Value, at: At<'_>) -> Option<Property> {
    match value {
        Value::String(text) => expression::template(reading, text, at).map(Property::Text),
        Value::Bool(value) => Some(Property::Boolean(*value)),
        Value::Number(_) => reading.integer(value, at).map(Property::Integer),
        Value::Array(items) => {
            let read: Vec<_> = items
                .iter()
                .enumerate()
                .map(|(index, one)| property(reading, one, at.index(index)))
                .collect();
            Some(Property::List(read.into_iter().collect::<Option<_>>()?))
        }
        Value::Object(entries) => {
            let mut read = IndexMap::new();
            for (name, value) in entries {
                read.insert(name.clone(), property(reading, value, at.key(name))?);
            }
            Some(Property::Object(read))
        }
        Value::Null => {
            let message = format!("{} is no value of a property", kind(value));
            reading.report(at, message, "leave the property out");
            None
        }
    }
}
