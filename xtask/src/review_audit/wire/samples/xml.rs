//! Responses in XML, from samples in JSON that have the names of the model.

use serde_json::{Map, Value};
use tinsmith_model::{Member, Model, Shape, ShapeKind};

use super::Wire;

/// Writes XML for shapes of a model.
pub(super) struct Xml<'m> {
    pub(super) model: &'m Model,
    pub(super) wire: Wire,
}

impl<'m> Xml<'m> {
    /// The body of a success of an operation with these members.
    pub(super) fn output(&self, operation: &str, shape: &'m Shape, members: &Value) -> String {
        let inner = self.structure(shape, members).1;
        let inner = match self.wire {
            Wire::Query => enclosed(&format!("{operation}Result"), "", &inner),
            _ => inner,
        };
        enclosed(&format!("{operation}Response"), "", &inner)
    }

    /// The body of an error with these members.
    pub(super) fn error(&self, code: &str, shape: &'m Shape, members: &Value) -> String {
        let code = enclosed("Code", "", code);
        let inner = enclosed("Error", "", &(code + &self.structure(shape, members).1));
        match self.wire {
            Wire::RestXml { wrapped: false } => inner,
            Wire::Ec2 => enclosed("Response", "", &enclosed("Errors", "", &inner)),
            _ => enclosed("ErrorResponse", "", &inner),
        }
    }

    /// A structure or union that is the whole document.
    pub(super) fn payload(&self, target: &'m Shape, value: &Value) -> String {
        let name = target.traits.xml_name().unwrap_or(target.id.name());
        self.element(name, target, value)
    }

    /// The attributes and the content of a structure or union.
    fn structure(&self, shape: &'m Shape, value: &Value) -> (String, String) {
        let none = Map::new();
        let values = value.as_object().unwrap_or(&none);
        let (mut attributes, mut content) = (String::new(), String::new());
        for member in shape.members() {
            let (Some(value), Some(target)) = (values.get(&member.name), self.target(member))
            else {
                continue;
            };
            let name = member.traits.xml_name().unwrap_or(&member.name);
            if member.traits.xml_attribute() {
                attributes.push_str(&format!(" {name}=\"{}\"", scalar(value)));
            } else if member.traits.xml_flattened() {
                content.push_str(&self.flattened(name, target, value));
            } else {
                content.push_str(&self.element(name, target, value));
            }
        }
        (attributes, content)
    }

    fn element(&self, name: &str, shape: &'m Shape, value: &Value) -> String {
        match &shape.kind {
            ShapeKind::Structure { .. } | ShapeKind::Union { .. } => {
                let (attributes, content) = self.structure(shape, value);
                enclosed(name, &attributes, &content)
            }
            ShapeKind::List { member } => {
                let element = member.traits.xml_name().unwrap_or("member");
                enclosed(name, "", &self.flattened(element, shape, value))
            }
            ShapeKind::Map { .. } => enclosed(name, "", &self.flattened("entry", shape, value)),
            _ => enclosed(name, "", &scalar(value)),
        }
    }

    /// The elements of a list, or the entries of a map, each of this name.
    fn flattened(&self, name: &str, shape: &'m Shape, value: &Value) -> String {
        match (&shape.kind, value) {
            (ShapeKind::List { member }, Value::Array(values)) => {
                let elements = values.iter().map(|value| self.part(name, member, value));
                elements.collect()
            }
            (ShapeKind::Map { key, value: of }, Value::Object(entries)) => {
                let entries = entries.iter().map(|(text, value)| {
                    let key_name = key.traits.xml_name().unwrap_or("key");
                    let value_name = of.traits.xml_name().unwrap_or("value");
                    let entry = enclosed(key_name, "", text) + &self.part(value_name, of, value);
                    enclosed(name, "", &entry)
                });
                entries.collect()
            }
            _ => String::new(),
        }
    }

    fn part(&self, name: &str, member: &'m Member, value: &Value) -> String {
        self.target(member)
            .map_or_else(String::new, |target| self.element(name, target, value))
    }

    fn target(&self, member: &'m Member) -> Option<&'m Shape> {
        self.model.shape(&member.target)
    }
}

fn enclosed(name: &str, attributes: &str, content: &str) -> String {
    // A namespace of a name is declared nowhere else.
    let declared = match name
        .split_once(':')
        .or_else(|| attributes.trim().split_once(':'))
    {
        Some((prefix, _)) => format!(" xmlns:{prefix}=\"https://audited.example/\""),
        None => String::new(),
    };
    format!("<{name}{declared}{attributes}>{content}</{name}>")
}

/// The text of a value; a null is an empty element.
fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.replace('&', "&amp;").replace('<', "&lt;"),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
