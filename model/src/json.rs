//! JSON objects with unparsed values, so that each value keeps its position in the text.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// An entry of an object.
pub(crate) struct Entry<'a> {
    /// The key, unescaped.
    pub(crate) key: Cow<'a, str>,
    /// The value, a slice of the file's text.
    pub(crate) value: &'a RawValue,
}

/// The entries of an object in the order of the text, including duplicates.
#[derive(Default)]
pub(crate) struct Fields<'a>(pub(crate) Vec<Entry<'a>>);

impl<'a> Fields<'a> {
    /// Removes the first entry with this key and returns its value. The order of the others is
    /// kept.
    pub(crate) fn remove(&mut self, key: &str) -> Option<&'a RawValue> {
        let at = self.0.iter().position(|entry| entry.key == key)?;
        Some(self.0.remove(at).value)
    }
}

/// A key that borrows from the text unless it contains escapes.
#[derive(serde::Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some((Key(key), value)) = map.next_entry::<Key<'de>, &'de RawValue>()? {
            entries.push(Entry { key, value });
        }
        Ok(Fields(entries))
    }
}
