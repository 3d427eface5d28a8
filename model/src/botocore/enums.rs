//! Names of enum values, which the botocore form lacks.

use indexmap::map::Entry;
use indexmap::{IndexMap, IndexSet};

use super::traits::TraitCollector;
use crate::id::is_identifier;
use crate::prelude::UNIT;
use crate::quoted::quoted;
use crate::reader::Reader;
use crate::traits::known;
use crate::{Member, Place, ShapeId};

/// Creates the members of an enum with these values.
pub(super) fn members(
    reader: &mut Reader<'_>,
    id: &ShapeId,
    place: Place,
    values: Vec<String>,
) -> IndexMap<String, Member> {
    let mut members: IndexMap<String, Member> = IndexMap::with_capacity(values.len());
    let Some(unit) = reader.id(UNIT, place, None) else {
        return members;
    };
    for value in values {
        let name = unused_name(&value, |name| members.contains_key(name));
        let mut traits = TraitCollector::new(id, place);
        traits.value(reader, known::ENUM_VALUE, value.as_str());
        match members.entry(name.clone()) {
            Entry::Vacant(vacant) => drop(vacant.insert(Member {
                name,
                target: unit.clone(),
                traits: traits.into_traits(),
                place,
            })),
            Entry::Occupied(_) => {
                let message = format!("duplicate enum value `{}`", quoted(&value));
                reader.report(place, Some(id), message, "keep one of them");
            }
        }
    }
    members
}

/// Returns the names of all values of an enum, in order; `None` if a value is duplicated.
pub(crate) fn names<'v>(values: impl Iterator<Item = &'v str>) -> Option<Vec<String>> {
    let mut names = IndexSet::new();
    for value in values {
        let name = unused_name(value, |name| names.contains(name));
        if !names.insert(name) {
            return None;
        }
    }
    Some(names.into_iter().collect())
}

/// The name of a value that is not yet in use.
fn unused_name(value: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let name = name(value);
    if is_taken(&name) {
        escaped(value)
    } else {
        name
    }
}

/// The value, with one underscore for each run of characters that a name cannot contain.
fn name(value: &str) -> String {
    let parts = value.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let name = parts.join("_");
    let after_digit = format!("_{name}");
    if is_identifier(&name) {
        name
    } else if is_identifier(&after_digit) {
        after_digit
    } else {
        escaped(value)
    }
}

/// The value, with its code point in place of each character that a name cannot contain.
fn escaped(value: &str) -> String {
    let mut name = "_".to_owned();
    for letter in value.chars() {
        if letter.is_ascii_alphanumeric() || letter == '_' {
            name.push(letter);
        } else {
            name.push_str(&format!("x{:X}", u32::from(letter)));
        }
    }
    if is_identifier(&name) {
        name
    } else {
        // The value is empty or consists of underscores.
        format!("{name}x")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_becomes_an_identifier() {
        for (value, expected) in [
            ("ACTIVE", "ACTIVE"),
            ("t2.micro", "t2_micro"),
            (
                "application/json; charset=UTF-8",
                "application_json_charset_UTF_8",
            ),
            ("Linux/UNIX (Amazon VPC)", "Linux_UNIX_Amazon_VPC"),
            ("0.5", "_0_5"),
            ("*", "_x2A"),
            ("ä", "_xE4"),
            ("", "_x"),
            ("__", "___x"),
        ] {
            assert_eq!(name(value), expected, "{value}");
            assert!(is_identifier(&name(value)), "{value}");
        }
    }

    #[test]
    fn values_that_differ_in_punctuation_only_have_two_names() {
        assert_eq!(escaped("a-b"), "_ax2Db");
        assert_eq!(escaped("a.b"), "_ax2Eb");
    }
}
