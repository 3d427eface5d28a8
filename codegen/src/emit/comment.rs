//! Doc comments and deprecations as attributes. Text of a model reaches a file only as such a
//! literal.

use proc_macro2::TokenStream;
use quote::quote;

/// One attribute per line.
pub(super) fn docs<S: AsRef<str>>(lines: &[S]) -> TokenStream {
    let lines = lines.iter().map(|line| match line.as_ref() {
        "" => String::new(),
        line => format!(" {line}"),
    });
    quote!(#(#[doc = #lines])*)
}

/// The documentation of the model, or else `otherwise`.
pub(super) fn docs_or(lines: &[String], otherwise: &str) -> TokenStream {
    if lines.is_empty() {
        docs(&[otherwise])
    } else {
        docs(lines)
    }
}

/// The documentation of a member of which the model says nothing.
pub(super) fn of_member(name: &str) -> String {
    format!("The member `{name}`.")
}

/// The attribute `deprecated`, where there is a note for it.
pub(super) fn deprecated(note: Option<&String>) -> TokenStream {
    match note.map(String::as_str) {
        None => TokenStream::new(),
        Some("") => quote!(#[deprecated]),
        Some(note) => quote!(#[deprecated(note = #note)]),
    }
}

/// A line of a doc comment as text. A line break would end it, and there is none in documentation
/// that was converted.
pub(super) fn line(line: &str) -> String {
    let line: String = line
        .chars()
        .filter(|character| !character.is_control())
        .collect();
    format!("/// {line}").trim_end().to_owned() + "\n"
}

/// The documentation of the model as text, or else `otherwise`.
pub(super) fn lines_or(lines: &[String], otherwise: &str) -> String {
    if lines.is_empty() {
        return line(otherwise);
    }
    lines.iter().map(|text| line(text)).collect()
}

/// The attribute `deprecated` as text.
pub(super) fn deprecated_line(note: Option<&str>) -> String {
    match note {
        None => String::new(),
        Some("") => "#[deprecated]\n".to_owned(),
        Some(note) => format!("#[deprecated(note = {})]\n", super::lines::literal(note)),
    }
}
