//! Expressions and conditions.

use serde_json::Value;

use super::function::Function;
use super::json::{At, Reading, kind};
use super::template::{Template, is_name};
use crate::nearest;
use crate::quoted::quoted;

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// A string template.
    Text(Template),
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// The value of a parameter or variable.
    Reference(String),
    /// The result of a function.
    Call(Function, Vec<Expression>),
}

/// A condition of a rule: it holds if the value of its expression is neither missing nor false.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The expression, always a call.
    pub test: Expression,
    /// The variable that the value is assigned to.
    pub assign: Option<String>,
}

/// Reads an expression.
pub(super) fn expression(reading: &mut Reading, value: &Value, at: At<'_>) -> Option<Expression> {
    match value {
        Value::String(text) => template(reading, text, at).map(Expression::Text),
        Value::Bool(value) => Some(Expression::Boolean(*value)),
        Value::Number(_) => reading.integer(value, at).map(Expression::Integer),
        Value::Object(object) if object.contains_key("ref") => {
            let name = reading.text(object.get("ref")?, at.key("ref"))?;
            Some(Expression::Reference(name.to_owned()))
        }
        Value::Object(object) if object.contains_key("fn") => call(reading, value, at),
        _ => {
            let message = format!("expected an expression, found {}", kind(value));
            let help = "expressions are strings, booleans, integers, `{\"ref\": …}` and `{\"fn\": \
                …, \"argv\": […]}`";
            reading.report(at, message, help);
            None
        }
    }
}

/// Reads a template.
pub(super) fn template(reading: &mut Reading, text: &str, at: At<'_>) -> Option<Template> {
    let help = "references in a template look like `{name}` or `{name#attribute}`";
    Template::parse(text)
        .map_err(|error| reading.report(at, error, help))
        .ok()
}

fn call(reading: &mut Reading, value: &Value, at: At<'_>) -> Option<Expression> {
    let object = reading.object(value, at)?;
    let name = reading.entry(object, "fn", at, "the function")?;
    let name = reading.text(name, at.key("fn"))?;
    let function = Function::named(name);
    if function.is_none() {
        let message = format!("there is no function `{}`", quoted(name));
        let near = nearest::nearest(name, Function::ALL.iter().map(|one| one.name()));
        reading.report(
            at.key("fn"),
            message,
            &format!("there are `{}`", near.join("`, `")),
        );
    }
    let arguments = reading.entry(object, "argv", at, "the function")?;
    let at = at.key("argv");
    let arguments = reading.array(arguments, at)?;
    let read: Vec<_> = arguments
        .iter()
        .enumerate()
        .map(|(index, one)| expression(reading, one, at.index(index)))
        .collect();
    Some(Expression::Call(
        function?,
        read.into_iter().collect::<Option<_>>()?,
    ))
}

/// Reads an array of conditions.
pub(super) fn conditions(
    reading: &mut Reading,
    value: &Value,
    at: At<'_>,
) -> Option<Vec<Condition>> {
    let items = reading.array(value, at)?;
    let read: Vec<_> = items
        .iter()
        .enumerate()
        .map(|(index, one)| condition(reading, one, at.index(index)))
        .collect();
    read.into_iter().collect()
}

fn condition(reading: &mut Reading, value: &Value, at: At<'_>) -> Option<Condition> {
    let object = reading.object(value, at)?;
    let test = call(reading, value, at);
    let assign = match object.get("assign") {
        Some(name) => Some(reading.text(name, at.key("assign"))?.to_owned()),
        None => None,
    };
    if let Some(name) = assign.as_ref().filter(|name| !is_name(name)) {
        let message = format!("`{}` is no name of a variable", quoted(name));
        reading.report(
            at.key("assign"),
            message,
            "use letters, digits and underscores",
        );
    }
    Some(Condition {
        test: test?,
        assign,
    })
}
