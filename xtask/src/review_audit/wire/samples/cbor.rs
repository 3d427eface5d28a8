//! Responses in CBOR, from samples in JSON that have the names of the model.

use serde_json::{Map, Value};
use tinsmith_model::{Member, Model, Shape, ShapeKind};

/// The major types of items (RFC 8949, section 3.1).
mod major {
    pub(super) const UNSIGNED: u8 = 0;
    pub(super) const NEGATIVE: u8 = 1;
    pub(super) const BYTES: u8 = 2;
    pub(super) const TEXT: u8 = 3;
    pub(super) const ARRAY: u8 = 4;
    pub(super) const MAP: u8 = 5;
    pub(super) const TAG: u8 = 6;
}

/// The simple values (RFC 8949, section 3.3), and the head of a double.
const FALSE: u8 = 0xf4;
const TRUE: u8 = 0xf5;
const NULL: u8 = 0xf6;
const DOUBLE: u8 = 0xfb;

/// Writes CBOR for shapes of a model.
pub(super) struct Cbor<'m> {
    pub(super) model: &'m Model,
}

impl<'m> Cbor<'m> {
    /// A map of these values. Those that are no members are written as they are.
    pub(super) fn structure(&self, shape: &'m Shape, values: &Map<String, Value>) -> Vec<u8> {
        let entries = values.iter().map(|(name, value)| {
            let mut members = shape.members();
            let value = match members.find(|member| member.name == *name) {
                Some(member) => self.part(member, value),
                None => untyped(value),
            };
            [text(name), value].concat()
        });
        map(&entries.collect::<Vec<_>>())
    }

    fn part(&self, member: &'m Member, value: &Value) -> Vec<u8> {
        let target = self.model.shape(&member.target);
        target.map_or_else(|| untyped(value), |target| self.item(target, value))
    }

    fn item(&self, shape: &'m Shape, value: &Value) -> Vec<u8> {
        match (&shape.kind, value) {
            (_, Value::Null) => vec![NULL],
            (ShapeKind::Structure { .. } | ShapeKind::Union { .. }, Value::Object(values)) => {
                self.structure(shape, values)
            }
            (ShapeKind::List { member }, Value::Array(values)) => {
                let elements = values.iter().map(|value| self.part(member, value));
                array(&elements.collect::<Vec<_>>())
            }
            (ShapeKind::Map { value: of, .. }, Value::Object(entries)) => {
                let entries = entries
                    .iter()
                    .map(|(key, value)| [text(key), self.part(of, value)].concat());
                map(&entries.collect::<Vec<_>>())
            }
            (ShapeKind::Blob, _) => bytes(b"bytes"),
            (ShapeKind::Timestamp, _) => [head(major::TAG, 1), unsigned(1_620_284_889)].concat(),
            (ShapeKind::BigDecimal, _) => {
                let parts = [negative(2), unsigned(125)];
                [head(major::TAG, 4), array(&parts)].concat()
            }
            _ => untyped(value),
        }
    }
}

/// A value as CBOR has it by itself.
fn untyped(value: &Value) -> Vec<u8> {
    match value {
        Value::Null => vec![NULL],
        Value::Bool(value) => vec![if *value { TRUE } else { FALSE }],
        Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
            (Some(number), _, _) => unsigned(number),
            (None, Some(number), _) => negative(number.unsigned_abs()),
            (None, None, number) => {
                let number = number.unwrap_or(f64::NAN);
                [[DOUBLE].as_slice(), &number.to_be_bytes()].concat()
            }
        },
        Value::String(value) => text(value),
        Value::Array(values) => array(&values.iter().map(untyped).collect::<Vec<_>>()),
        Value::Object(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| [text(key), untyped(value)].concat());
            map(&entries.collect::<Vec<_>>())
        }
    }
}

/// The head of an item: its major type, and the argument in eight bytes.
fn head(major: u8, argument: u64) -> Vec<u8> {
    const EIGHT_BYTES: u8 = 27;
    let first = [major << 5 | EIGHT_BYTES];
    [first.as_slice(), &argument.to_be_bytes()].concat()
}

fn unsigned(value: u64) -> Vec<u8> {
    head(major::UNSIGNED, value)
}

/// The number below zero with this distance from it.
fn negative(distance: u64) -> Vec<u8> {
    head(major::NEGATIVE, distance - 1)
}

fn text(text: &str) -> Vec<u8> {
    [head(major::TEXT, text.len() as u64), text.into()].concat()
}

fn bytes(bytes: &[u8]) -> Vec<u8> {
    [head(major::BYTES, bytes.len() as u64), bytes.into()].concat()
}

fn array(elements: &[Vec<u8>]) -> Vec<u8> {
    [head(major::ARRAY, elements.len() as u64), elements.concat()].concat()
}

fn map(entries: &[Vec<u8>]) -> Vec<u8> {
    [head(major::MAP, entries.len() as u64), entries.concat()].concat()
}
