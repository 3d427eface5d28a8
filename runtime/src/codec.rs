//! Codecs: how values become bytes and bytes become values.
//!
//! A codec is an [`Encoder`](crate::serde::Encoder) and a [`Decoder`](crate::serde::Decoder) of one
//! format.

#[cfg(feature = "cbor")]
pub mod cbor;
#[cfg(feature = "query")]
pub mod form;
#[cfg(feature = "json")]
pub mod json;
#[cfg(feature = "xml")]
mod text;
#[cfg(feature = "xml")]
pub mod xml;

/// The largest depth of nested structures, lists and maps of a document.
#[cfg_attr(
    not(any(feature = "json", feature = "xml", feature = "cbor")),
    expect(dead_code, reason = "codecs ask for it")
)]
pub(crate) const MAX_DEPTH: usize = 128;
