//! The names of Rust items, decided in one place.
//!
//! A name is derived from the model's by case conversion, and adjusted by the lists in [`words`].
//! Two equal names in one scope are an error for the caller to report; nothing is numbered.

mod case;
mod crates;
mod words;

use proc_macro2::{Ident, Span};

pub(crate) use self::case::{pascal, screaming, snake};
pub use self::crates::check_crate_name;
use self::words::{
    KEYWORDS, NEVER_RAW, NO_FILES, OPERATION_ENDINGS, TAKEN_FUNCTIONS, TAKEN_STATICS, TAKEN_TYPES,
    TAKEN_VARIANTS,
};

/// The name of the type of the shape `name`.
pub(crate) fn type_name(name: &str) -> String {
    suffixed(starting_with_letter(pascal(name)), TAKEN_TYPES, "Shape")
}

/// The name of the marker type of an operation. A name that ends like the types of an operation
/// could be that of another operation's type.
pub(crate) fn operation_name(name: &str) -> String {
    let name = suffixed(starting_with_letter(pascal(name)), TAKEN_TYPES, "Operation");
    if OPERATION_ENDINGS
        .iter()
        .any(|ending| name.ends_with(ending))
    {
        return format!("{name}Operation");
    }
    name
}

/// The prefix of the names of an operation's input, output and error.
pub(crate) fn operation_stem(name: &str) -> String {
    starting_with_letter(pascal(name))
}

/// The name of the variant of the enum value or union member `name`.
pub(crate) fn variant_name(name: &str) -> String {
    suffixed(starting_with_letter(pascal(name)), TAKEN_VARIANTS, "Value")
}

/// The name of the variant of an enum value whose converted name is ambiguous: punctuation is
/// spelled out.
pub(crate) fn spelled_variant_name(value: &str) -> String {
    let mut spelled = String::new();
    for character in value.chars() {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' => spelled.push(character),
            other => spelled.push_str(&format!("_{}_", words::spelling(other))),
        }
    }
    variant_name(&spelled)
}

/// The name of the variant of an enum value that differs from others only in case: the case
/// becomes a suffix.
pub(crate) fn cased_variant_name(value: &str) -> String {
    let has = |is: fn(&char) -> bool| value.chars().any(|character| is(&character));
    let case = match (has(char::is_ascii_lowercase), has(char::is_ascii_uppercase)) {
        (true, true) => "Mixed",
        (true, false) => "Lower",
        (false, _) => "Upper",
    };
    starting_with_letter(pascal(value)) + case
}

/// The name of the variant of an enum value that differs from others in case and punctuation: both
/// are spelled out.
pub(crate) fn spelled_cased_variant_name(value: &str) -> String {
    let (mut spelled, mut upper) = (String::new(), None);
    for character in value.chars() {
        if character.is_ascii_alphabetic() {
            let is_upper = character.is_ascii_uppercase();
            if upper.replace(is_upper) != Some(is_upper) {
                spelled.push_str(if is_upper { "_Upper_" } else { "_Lower_" });
            }
        }
        if character.is_ascii_alphanumeric() {
            spelled.push(character);
        } else {
            spelled.push_str(&format!("_{}_", words::spelling(character)));
        }
    }
    variant_name(&spelled)
}

/// The name of the field `name`, without `r#`.
pub(crate) fn value_name(name: &str) -> String {
    let name = starting_with_letter(snake(name));
    if NEVER_RAW.contains(&name.as_str()) {
        return format!("{name}_");
    }
    name
}

/// The name of a function that does not clash with those of every generated type.
pub(crate) fn function_name(name: &str) -> String {
    let name = value_name(name);
    if TAKEN_FUNCTIONS.contains(&name.as_str()) {
        return format!("{name}_");
    }
    name
}

/// The name of a module and its file, distinct from the name of a type that starts with a digit.
pub(crate) fn module_name(name: &str) -> String {
    let name = value_name(name);
    if name.starts_with('_') || NO_FILES.contains(&name.as_str()) {
        return format!("{name}_");
    }
    name
}

/// The name of the static of the union member `name`.
pub(crate) fn static_name(name: &str) -> String {
    starting_with_letter(screaming(name))
}

/// The name of the static of the list or map `name`. Some models have two lists whose names differ
/// only in the case of their first letter.
pub(crate) fn collection_name(name: &str) -> String {
    let small = name.starts_with(|first: char| first.is_ascii_lowercase());
    let name = suffixed(static_name(name), TAKEN_STATICS, "_SHAPE");
    if small { name + "__SMALL" } else { name }
}

/// Creates an identifier, raw if necessary.
///
/// `name` is the result of a function above, which consists of ASCII letters, digits and
/// underscores.
pub(crate) fn ident(name: &str) -> Ident {
    debug_assert!(is_identifier(name), "{name}");
    if KEYWORDS.contains(&name) && !NEVER_RAW.contains(&name) {
        Ident::new_raw(name, Span::call_site())
    } else if is_identifier(name) {
        Ident::new(name, Span::call_site())
    } else {
        // Unreachable; an underscore is a compiler error instead of a panic of the generator.
        Ident::new("_", Span::call_site())
    }
}

/// Returns true if the word is a keyword of Rust.
pub(crate) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

fn is_identifier(name: &str) -> bool {
    let first = name.bytes().next();
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    first.is_some_and(|byte| !byte.is_ascii_digit()) && name.bytes().all(word)
}

fn suffixed(name: String, taken: &[&str], suffix: &str) -> String {
    if taken.contains(&name.as_str()) {
        format!("{name}{suffix}")
    } else {
        name
    }
}

/// A name cannot start with a digit, nor be nothing.
fn starting_with_letter(name: String) -> String {
    match name.bytes().next() {
        None => "Empty".to_owned(),
        Some(digit) if digit.is_ascii_digit() => format!("_{name}"),
        Some(_) => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clashes_with_rust_and_with_us_are_repaired() {
        let types = ["Option", "Self", "Error", "SyncJobSummary", "type", "2fast"].map(type_name);
        let expected = [
            "OptionShape",
            "SelfShape",
            "Error",
            "SyncJobSummary",
            "Type",
            "_2fast",
        ];
        assert_eq!(types, expected);
        let fields = ["type", "self", "crate", "Match", "gen", "new"].map(value_name);
        assert_eq!(fields, ["type", "self_", "crate_", "match", "gen", "new"]);
        assert_eq!(ident("type").to_string(), "r#type");
        assert_eq!(ident("gen").to_string(), "r#gen");
        let functions = ["New", "FromEnv", "clone", "Default", "type"].map(function_name);
        assert_eq!(
            functions,
            ["new_", "from_env_", "clone_", "default_", "type"]
        );
        let modules = ["Mod", "Aux", "Com1", "Type", "Super", "_1st"].map(module_name);
        assert_eq!(
            modules,
            ["mod_", "aux_", "com1_", "type", "super_", "_1st_"]
        );
        let statics = ["Service", "Services", "services", "_1"].map(collection_name);
        assert_eq!(
            statics,
            ["SERVICE_SHAPE", "SERVICES", "SERVICES__SMALL", "_1"]
        );
        assert_eq!(["_1st", "self"].map(operation_stem), ["_1st", "Self"]);
        let operations = ["UpdateFlow", "UpdateFlowOutput", "Option"].map(operation_name);
        assert_eq!(
            operations,
            ["UpdateFlow", "UpdateFlowOutputOperation", "OptionOperation"]
        );
        let variants = ["UNKNOWN", "Self", "10x", ""].map(variant_name);
        assert_eq!(variants, ["UnknownValue", "SelfValue", "_10x", "Empty"]);
    }

    #[test]
    fn values_that_differ_in_punctuation_are_spelled() {
        let spelled = ["a.b", "a-b", "a_b", "a b"].map(spelled_variant_name);
        assert_eq!(spelled, ["ADotB", "ADashB", "AUnderscoreB", "ASpaceB"]);
        let cased = ["NOT_FOUND", "not_found", "Not_Found"].map(cased_variant_name);
        assert_eq!(cased, ["NotFoundUpper", "NotFoundLower", "NotFoundMixed"]);
        let both = ["x.Y", "X.y", "XY.z", "Xy.z"].map(spelled_cased_variant_name);
        let expected = [
            "LowerXDotUpperY",
            "UpperXDotLowerY",
            "UpperXyDotLowerZ",
            "UpperXLowerYDotZ",
        ];
        assert_eq!(both, expected);
    }
}
