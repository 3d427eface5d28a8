//! What kind of difference a Rust item shows.

use serde::Deserialize;
use tinsmith_codegen::review::ItemChange;

/// Traits that are derived in generated crates, and hardly ever written out.
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

/// A kind of difference that asks for a major version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Difference {
    /// A type is there no more.
    TypeGone,
    /// A type is declared in another way, such as an enum in place of a structure.
    TypeChanged,
    /// A field is there no more.
    FieldGone,
    /// A field that callers must write is new.
    FieldAdded,
    /// A field has another type.
    FieldType,
    /// A variant is there no more.
    VariantGone,
    /// A variant holds something else.
    VariantContent,
    /// Something else of an enum that callers match in full is new.
    VariantAdded,
    /// A function is there no more.
    FunctionGone,
    /// A function takes more arguments, or fewer.
    FunctionArguments,
    /// A function takes as many arguments, but of other types.
    FunctionArgumentTypes,
    /// A function takes arguments of the same types under other names, or in another order.
    FunctionArgumentNames,
    /// A function gives something else.
    FunctionResult,
    /// A type implements a trait no more that is derived wherever it is implemented.
    ImplementationGone,
    /// A type has no `Default` any more, which is derived or written out.
    DefaultGone,
    /// A type implements any other trait no more, such as the runtime's that it has pages.
    OtherImplementationGone,
    /// A trait is implemented with other types.
    ImplementationTypes,
    /// Anything else.
    Other,
}

impl Difference {
    /// The word that the list of explanations has for it.
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

    /// The kind by the item's path and by how it was and is declared.
    pub(super) fn of(item: &ItemChange) -> Self {
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

    /// That a trait of this name is implemented no more.
    fn implementation(of: &str) -> Self {
        match of {
            "Default" => Self::DefaultGone,
            of if DERIVED.contains(&of) => Self::ImplementationGone,
            _ => Self::OtherImplementationGone,
        }
    }

    /// The lints by which the tool can see such a difference.
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

/// The arguments and the result of a function.
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
    fn what_is_gone_is_known_by_how_it_was_declared() {
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
