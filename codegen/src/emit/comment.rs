//! Doc comments and deprecations as attributes. Text of a model reaches a file only as such a literal.

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

/// The attribute `deprecated`, where there is a note for it.
pub(super) fn deprecated(note: Option<&String>) -> TokenStream {
    match note.map(String::as_str) {
        None => TokenStream::new(),
        Some("") => quote!(#[deprecated]),
        Some(note) => quote!(#[deprecated(note = #note)]),
    }
}
