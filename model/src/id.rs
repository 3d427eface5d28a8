//! Shape ids: `namespace#Name` and `namespace#Name$member`.

use crate::quoted::quoted;
use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer};

/// The absolute id of a shape or member, for example `smithy.api#String`.
///
/// Clones share the string. Ids order and hash as their strings do.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(Arc<str>);

impl ShapeId {
    /// Checks `text` against the grammar of absolute shape ids (Smithy 2.0, "Shape ID").
    ///
    /// # Errors
    /// Returns [`InvalidShapeId`] if there is no namespace, or a part is not an identifier.
    pub fn new(text: &str) -> Result<Self, InvalidShapeId> {
        let valid = text.split_once('#').is_some_and(|(namespace, rest)| {
            let (name, member) = rest
                .split_once('$')
                .map_or((rest, None), |(name, member)| (name, Some(member)));
            namespace.split('.').all(is_identifier)
                && is_identifier(name)
                && member.is_none_or(is_identifier)
        });
        if valid {
            Ok(Self(text.into()))
        } else {
            Err(InvalidShapeId(text.to_owned()))
        }
    }

    /// Creates an id in the prelude's namespace, from a name known to be valid.
    pub(crate) fn in_prelude(name: &str) -> Self {
        Self(format!("smithy.api#{name}").into())
    }

    /// The id of a member of this shape.
    pub(crate) fn with_member(&self, name: &str) -> Self {
        Self(format!("{}${name}", self.0).into())
    }

    /// The whole id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The namespace: the part before the `#`.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.0
            .split_once('#')
            .map_or("", |(namespace, _)| namespace)
    }

    /// The shape's name, without namespace and member.
    #[must_use]
    pub fn name(&self) -> &str {
        let rest = self.0.split_once('#').map_or(&*self.0, |(_, rest)| rest);
        rest.split_once('$').map_or(rest, |(name, _)| name)
    }

    /// The member's name, if this is the id of a member.
    #[must_use]
    pub fn member(&self) -> Option<&str> {
        self.0.split_once('$').map(|(_, member)| member)
    }

    /// The id of the shape: the id itself, without the member's name if it has one.
    #[must_use]
    pub fn shape(&self) -> Self {
        match self.0.split_once('$') {
            Some((shape, _)) => Self(shape.into()),
            None => self.clone(),
        }
    }

    /// Returns true if the namespace is the prelude's (`smithy.api`).
    #[must_use]
    pub fn is_prelude(&self) -> bool {
        self.0.starts_with("smithy.api#")
    }
}

/// Returns true if `text` is an identifier: ASCII letters, digits and underscores, not starting
/// with a digit, and not underscores alone.
pub(crate) fn is_identifier(text: &str) -> bool {
    let rest = text.trim_start_matches('_');
    let starts_well = match rest.bytes().next() {
        Some(first) if rest.len() == text.len() => first.is_ascii_alphabetic(),
        Some(first) => first.is_ascii_alphanumeric(),
        None => false,
    };
    starts_well
        && rest
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

impl fmt::Display for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for ShapeId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for ShapeId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for ShapeId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::new(&text).map_err(serde::de::Error::custom)
    }
}

/// A string that is not an absolute shape id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidShapeId(String);

impl fmt::Display for InvalidShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a shape id such as `example.weather#City`",
            quoted(&self.0)
        )
    }
}

impl std::error::Error for InvalidShapeId {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_an_id() {
        let id = ShapeId::new("com.example#City$name").unwrap();
        assert_eq!(
            (id.namespace(), id.name(), id.member()),
            ("com.example", "City", Some("name"))
        );
        assert_eq!(id.shape().as_str(), "com.example#City");
        assert_eq!(id.shape().member(), None);
        assert!(!id.is_prelude());
    }

    #[test]
    fn the_grammar_is_checked() {
        for good in ["a#B", "a.b_c.d1#B", "a#_B", "a#__1", "a#B$c_1", "_a#B"] {
            assert!(ShapeId::new(good).is_ok(), "{good}");
        }
        for bad in [
            "", "#", "B", "a#", "#B", "a..b#C", "a#1", "a#_", "a#B$", "a#B$c$d", "a#B#C", "a b#C",
            "ä#B", "a#B-c",
        ] {
            assert!(ShapeId::new(bad).is_err(), "{bad}");
        }
    }
}
