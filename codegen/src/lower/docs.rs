//! Documentation and deprecation.

use tinsmith_model::{ShapeId, Traits};

use super::names::Names;
use crate::docs;

/// The lines of a doc comment.
///
/// `root` is the way from the comment's module to the root module, and `own` the type in whose
/// file the comment will be: a link to it would be redundant there.
pub(super) fn lines(
    traits: &Traits,
    names: &Names,
    root: &str,
    own: Option<&ShapeId>,
) -> Vec<String> {
    let html = traits.documentation().unwrap_or_default();
    docs::lines(html, &|name| {
        let own = own.is_some_and(|own| own.name() == name);
        let path = names.path(name).filter(|_| !own)?;
        Some(format!("{root}{path}"))
    })
}

/// The note of a deprecation, on one line. rustdoc reads it as Markdown.
pub(super) fn deprecation(traits: &Traits) -> Option<String> {
    let deprecated = traits.deprecated()?;
    let since = deprecated.since.map(|since| format!("since {since}"));
    let parts: Vec<String> = since
        .into_iter()
        .chain(deprecated.message.map(str::to_owned))
        .collect();
    Some(docs::lines(&parts.join(": "), &|_| None).join(" "))
}

/// Text on one line, without characters that could end or reorder it.
pub(super) fn harmless(text: &str) -> String {
    let harmful = |character: char| {
        character.is_control()
            || matches!(character, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}')
            || ('\u{202a}'..='\u{202e}').contains(&character)
            || ('\u{2066}'..='\u{2069}').contains(&character)
    };
    let spaced = text
        .chars()
        .map(|character| if harmful(character) { ' ' } else { character });
    spaced
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Text as a code span of Markdown (CommonMark, "Code spans").
pub(super) fn code(text: &str) -> String {
    let text = harmless(text);
    let longest = text
        .split(|character| character != '`')
        .map(str::len)
        .max()
        .unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    if longest > 0 {
        format!("{fence} {text} {fence}")
    } else {
        format!("`{text}`")
    }
}
