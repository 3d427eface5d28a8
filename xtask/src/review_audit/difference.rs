//! Kinds of differences of Rust items.

use serde::Deserialize;
use tinsmith_codegen::review::ItemChange;

/// Traits that generated crates derive, and hardly ever implement by hand.
const DERIVED: [&str; 8] = [
    "Clone",
    "Copy",
    "Debug",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// A kind of difference that requires a major version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Difference {
    /// A type was removed.
    TypeGone,
    /// A type is declared differently, such as an enum instead of a structure.
    TypeChanged,
    /// A field was removed.
    FieldGone,
    /// A field that callers must set was added.
    FieldAdded,
    /// A field has another type.
    FieldType,
    /// A variant was removed.
    VariantGone,
    /// A variant has other content.
    VariantContent,
    /// A variant was added to an enum that callers match exhaustively.
    VariantAdded,
    /// A function was removed.
    FunctionGone,
    /// A function has more or fewer arguments.
    FunctionArguments,
    /// A function has as many arguments, but of other types.
    FunctionArgumentTypes,
    /// A function has arguments of the same types under other names, or in another order.
    FunctionArgumentNames,
    /// A function returns another type.
    FunctionResult,
    /// A type lost a trait that is derived wherever it is implemented.
    ImplementationGone,
    /// A type lost `Default`, whether derived or implemented by hand.
    DefaultGone,
    /// A type lost any other trait, such as the runtime's for paginated operations.
    OtherImplementationGone,
    /// A trait is implemented with other types.
    ImplementationTypes,
    /// Anything else.
    Other,
}

impl Difference {
    /// The name in the list of explanations.
    pub(super) fn name(self) -> String {
        let mut name = String::new();
        for letter in format!("{self:?}").chars() {
            if letter.is_ascii_uppercase() && !name.is_empty() {
                name.push('-');
            }
            name.push(letter.to_ascii_lowercase());
        }
        name
    }

    /// Classifies a change by the item's path and declarations.
    pub(super) fn from_change(item: &ItemChange) -> Self {
        let before = item.before.as_deref();
        let after = item.after.as_deref();
        if let Some(rest) = item.path.strip_prefix("impl ") {
            return match after {
                None => Self::implementation(rest.split(' ').next().unwrap_or_default()),
                Some(_) => Self::ImplementationTypes,
            };
        }
        match (before, after) {
            (Some(before), None) => Self::gone(before),
            (Some(before), Some(after)) => Self::changed(before, after),
            (None, Some(after)) if after.starts_with("pub ") => Self::FieldAdded,
            (None, Some(_)) => Self::VariantAdded,
            (None, None) => Self::Other,
        }
    }

    /// Classifies the loss of a trait.
    fn implementation(name: &str) -> Self {
        match name {
            "Default" => Self::DefaultGone,
            name if DERIVED.contains(&name) => Self::ImplementationGone,
            _ => Self::OtherImplementationGone,
        }
    }

    /// The lints with which the tool can detect the difference.
    pub(super) fn lints(self) -> &'static [&'static str] {
        match self {
            Self::TypeGone => &["struct_missing", "enum_missing"],
            Self::TypeChanged => &[
                "constructible_struct_changed_type",
                "enum_changed_kind",
                "non_exhaustive_struct_changed_type",
                "struct_with_no_pub_fields_changed_type",
                "struct_with_pub_fields_changed_type",
            ],
            Self::FieldGone => &["struct_pub_field_missing"],
            Self::FieldAdded => &["constructible_struct_adds_field"],
            Self::FieldType => &["auto_trait_impl_removed"],
            Self::VariantGone => &["enum_variant_missing"],
            Self::VariantAdded => &["enum_variant_added"],
            Self::FunctionGone => &["inherent_method_missing"],
            Self::FunctionArguments => &["method_parameter_count_changed"],
            Self::ImplementationGone | Self::DefaultGone => &["derive_trait_impl_removed"],
            _ => &[],
        }
    }

    fn gone(before: &str) -> Self {
        match before {
            text if is_type(text) => Self::TypeGone,
            text if text.starts_with("pub fn ") => Self::FunctionGone,
            text if text.starts_with("pub ") => Self::FieldGone,
            _ => Self::VariantGone,
        }
    }

    fn changed(before: &str, after: &str) -> Self {
        match before {
            text if is_type(text) => Self::TypeChanged,
            text if text.starts_with("pub fn ") => Self::function(before, after),
            text if text.starts_with("pub ") => Self::FieldType,
            _ => Self::VariantContent,
        }
    }

    fn function(before: &str, after: &str) -> Self {
        let [before, after] = [before, after].map(parts);
        if before.0.len() != after.0.len() {
            Self::FunctionArguments
        } else if types(&before.0) != types(&after.0) {
            Self::FunctionArgumentTypes
        } else if before.0 != after.0 {
            Self::FunctionArgumentNames
        } else {
            Self::FunctionResult
        }
    }
}

fn is_type(text: &str) -> bool {
    let text = text.strip_prefix("#[non_exhaustive] ").unwrap_or(text);
    text.starts_with("pub struct ") || text.starts_with("pub enum ")
}

/// Splits a function's signature into arguments and result.
fn parts(signature: &str) -> (Vec<&str>, &str) {
    let inner = signature.split_once('(').map_or("", |(_, rest)| rest);
    let (mut depth, mut start, mut arguments) = (0_usize, 0, Vec::new());
    for (at, letter) in inner.char_indices() {
        match letter {
            ')' if depth == 0 => {
                arguments.push(inner[start..at].trim());
                arguments.retain(|argument| !argument.is_empty());
                return (arguments, &inner[at + 1..]);
            }
            ',' if depth == 0 => {
                arguments.push(inner[start..at].trim());
                start = at + 1;
            }
            '(' | '<' | '[' => depth += 1,
            ')' | '>' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    (arguments, "")
}

fn types<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    let types = arguments.iter();
    types
        .map(|argument| argument.split_once(':').map_or(*argument, |(_, of)| of))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_told_apart() {
        let text = "pub fn new(self, a: Map<A, B>, b: impl Fn(u8, u8)) -> Result<Self, E>";
        let (arguments, result) = parts(text);
        assert_eq!(arguments, ["self", "a: Map<A, B>", "b: impl Fn(u8, u8)"]);
        assert_eq!(result, " -> Result<Self, E>");
        assert_eq!(parts("pub fn new() -> Self").0, [""; 0]);
        let change = |before, after| Difference::function(before, after);
        assert_eq!(
            change("pub fn f(a: A) -> B", "pub fn f(a: A, b: B) -> B"),
            Difference::FunctionArguments
        );
        assert_eq!(
            change("pub fn f(a: A) -> B", "pub fn f(a: C) -> B"),
            Difference::FunctionArgumentTypes
        );
        assert_eq!(
            change("pub fn f(a: A, b: A)", "pub fn f(b: A, a: A)"),
            Difference::FunctionArgumentNames
        );
        assert_eq!(
            change("pub fn f(a: A) -> B", "pub fn f(a: A) -> C"),
            Difference::FunctionResult
        );
    }

    #[test]
    fn removed_items_are_classified_by_declaration() {
        for (before, expected) in [
            ("pub struct A", Difference::TypeGone),
            ("#[non_exhaustive] pub enum A", Difference::TypeGone),
            ("pub fn a()", Difference::FunctionGone),
            ("pub a: u8", Difference::FieldGone),
            ("A(u8)", Difference::VariantGone),
        ] {
            assert_eq!(Difference::gone(before), expected, "{before}");
        }
        assert_eq!(
            Difference::changed("A(u8)", "A"),
            Difference::VariantContent
        );
        assert_eq!(
            Difference::changed("pub a: u8", "pub a: i8"),
            Difference::FieldType
        );
        assert_eq!(
            Difference::changed("pub struct A", "pub enum A"),
            Difference::TypeChanged
        );
    }

    #[test]
    fn implementations_are_told_by_their_trait() {
        let of = |path: &str| Difference::implementation(path);
        assert_eq!(of("Eq"), Difference::ImplementationGone);
        assert_eq!(of("Default"), Difference::DefaultGone);
        assert_eq!(of("PaginatedItems"), Difference::OtherImplementationGone);
        assert_eq!(of("From<&str>"), Difference::OtherImplementationGone);
    }

    #[test]
    fn names_are_those_of_the_list() {
        #[derive(Deserialize)]
        struct Entry {
            difference: Difference,
        }
        for of in [Difference::FieldType, Difference::OtherImplementationGone] {
            let text = format!("difference = \"{}\"", of.name());
            assert_eq!(toml::from_str::<Entry>(&text).unwrap().difference, of);
        }
    }
}
