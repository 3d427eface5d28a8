//! Documents: values of any shape.

use std::collections::BTreeMap;
use std::ops::Index;

use super::{BigDecimal, BigInteger};

/// A value of any shape that JSON can represent (`smithy.api#Document`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Document {
    /// No value.
    #[default]
    Null,
    /// True or false.
    Boolean(bool),
    /// A number, with all its digits.
    Number(BigDecimal),
    /// A string.
    String(String),
    /// An array of documents.
    Array(Vec<Document>),
    /// An object of documents.
    Object(BTreeMap<String, Document>),
}

impl Document {
    /// Returns true if this is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        *self == Self::Null
    }

    /// The boolean, if it is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// The number, if it is one, with all its digits.
    #[must_use]
    pub fn as_number(&self) -> Option<&BigDecimal> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The number, if it is an integer of at most 64 bits; `5.0` is one.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        let integer = BigInteger::read(self.as_number()?.as_str()).ok()?;
        integer.as_str().parse().ok()
    }

    /// The number as the nearest double; infinite if it is too large.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number()?.as_str().parse().ok()
    }

    /// The string, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The elements, if it is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Document]> {
        match self {
            Self::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The members, if it is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&BTreeMap<String, Document>> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The member of this name, if this is an object that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Document> {
        self.as_object()?.get(name)
    }

    /// The element at this index, if this is an array that has it.
    #[must_use]
    pub fn at(&self, position: usize) -> Option<&Document> {
        self.as_array()?.get(position)
    }
}

/// A missing element is [`Document::Null`], so that indexing through several levels needs no
/// checks.
static NOTHING: Document = Document::Null;

impl Index<&str> for Document {
    type Output = Document;

    fn index(&self, name: &str) -> &Document {
        self.get(name).unwrap_or(&NOTHING)
    }
}

impl Index<usize> for Document {
    type Output = Document;

    fn index(&self, position: usize) -> &Document {
        self.at(position).unwrap_or(&NOTHING)
    }
}

impl From<bool> for Document {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<i32> for Document {
    fn from(value: i32) -> Self {
        Self::Number(value.into())
    }
}

impl From<i64> for Document {
    fn from(value: i64) -> Self {
        Self::Number(value.into())
    }
}

impl From<u64> for Document {
    fn from(value: u64) -> Self {
        Self::Number(value.into())
    }
}

/// Numbers that JSON lacks become the strings of Smithy's protocols.
impl From<f64> for Document {
    fn from(value: f64) -> Self {
        match format!("{value:?}").parse() {
            Ok(number) => Self::Number(number),
            Err(_) if value.is_nan() => Self::from("NaN"),
            Err(_) if value > 0.0 => Self::from("Infinity"),
            Err(_) => Self::from("-Infinity"),
        }
    }
}

impl From<BigInteger> for Document {
    fn from(value: BigInteger) -> Self {
        Self::Number(value.into())
    }
}

impl From<BigDecimal> for Document {
    fn from(value: BigDecimal) -> Self {
        Self::Number(value)
    }
}

impl From<&str> for Document {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Document {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl<T: Into<Document>> From<Option<T>> for Document {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Document>> From<Vec<T>> for Document {
    fn from(elements: Vec<T>) -> Self {
        elements.into_iter().collect()
    }
}

impl<K: Into<String>, T: Into<Document>> From<BTreeMap<K, T>> for Document {
    fn from(members: BTreeMap<K, T>) -> Self {
        members.into_iter().collect()
    }
}

impl<T: Into<Document>> FromIterator<T> for Document {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        Self::Array(elements.into_iter().map(Into::into).collect())
    }
}

impl<K: Into<String>, T: Into<Document>> FromIterator<(K, T)> for Document {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(members: I) -> Self {
        let members = members.into_iter();
        Self::Object(members.map(|(k, v)| (k.into(), v.into())).collect())
    }
}
