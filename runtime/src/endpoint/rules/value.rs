//! Values of rules during evaluation.

use std::borrow::Cow;
use std::rc::Rc;

use super::arn::Arn;
use super::url::Url;
use crate::endpoint::Partition;

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParamValue<'a> {
    /// A string.
    Text(Cow<'a, str>),
    /// A boolean.
    Boolean(bool),
    /// A list of strings.
    Texts(Vec<Cow<'a, str>>),
}

impl<'a> From<&'a str> for ParamValue<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<bool> for ParamValue<'_> {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

/// An optional value.
#[derive(Clone, Debug)]
pub(super) enum Value<'a> {
    Missing,
    Boolean(bool),
    Text(Cow<'a, str>),
    /// A component of a parsed URL, which may contain separators of components.
    UrlPart(Cow<'a, str>),
    Texts(Vec<Cow<'a, str>>),
    /// Shared, as values are small and copied often.
    Url(Rc<Url<'a>>),
    Arn(Rc<Arn<'a>>),
    Partition(&'static Partition),
}

impl<'a> Value<'a> {
    /// Returns true if a condition with this value holds.
    pub(super) fn holds(&self) -> bool {
        !matches!(self, Self::Missing | Self::Boolean(false))
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::UrlPart(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn into_text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) | Self::UrlPart(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn equals(&self, other: &Value<'_>) -> bool {
        match (self, other) {
            (Self::Boolean(one), Value::Boolean(other)) => one == other,
            _ => self
                .as_text()
                .is_some_and(|text| other.as_text() == Some(text)),
        }
    }

    /// The attribute at a path such as `resourceId[0]`.
    pub(super) fn attribute(&self, path: &str) -> Self {
        match (self, path) {
            (Self::Partition(partition), _) => partition_attribute(partition, path),
            (Self::Url(url), _) => url.attribute(path),
            (Self::Arn(arn), _) => arn.attribute(path),
            (Self::Texts(texts), _) => {
                let index = path
                    .strip_prefix('[')
                    .and_then(|path| path.strip_suffix(']'));
                let found = index.and_then(|index| element(texts, index));
                found.map_or(Self::Missing, |text| Self::Text(text.clone()))
            }
            _ => Self::Missing,
        }
    }
}

/// The element of an index, which counts from the end if it is negative.
pub(super) fn element<'t, T>(all: &'t [T], index: &str) -> Option<&'t T> {
    let index: isize = index.parse().ok()?;
    let length = isize::try_from(all.len()).ok()?;
    let index = if index < 0 {
        length.checked_add(index)?
    } else {
        index
    };
    all.get(usize::try_from(index).ok()?)
}

fn partition_attribute<'a>(partition: &'static Partition, path: &str) -> Value<'a> {
    let text = |text: &'static str| Value::Text(Cow::Borrowed(text));
    match path {
        "name" => text(partition.name),
        "dnsSuffix" => text(partition.dns_suffix),
        "dualStackDnsSuffix" => text(partition.dual_stack_dns_suffix),
        "implicitGlobalRegion" => text(partition.implicit_global_region),
        "supportsFIPS" => Value::Boolean(partition.supports_fips),
        "supportsDualStack" => Value::Boolean(partition.supports_dual_stack),
        _ => Value::Missing,
    }
}

impl<'a> From<ParamValue<'a>> for Value<'a> {
    fn from(value: ParamValue<'a>) -> Self {
        match value {
            ParamValue::Text(text) => Self::Text(text),
            ParamValue::Boolean(value) => Self::Boolean(value),
            ParamValue::Texts(texts) => Self::Texts(texts),
        }
    }
}

/// A part of a text, borrowed if the text is.
pub(super) fn part<'a>(text: &Cow<'a, str>, range: std::ops::Range<usize>) -> Cow<'a, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(range).unwrap_or_default()),
        Cow::Owned(text) => Cow::Owned(text.get(range).unwrap_or_default().to_owned()),
    }
}
