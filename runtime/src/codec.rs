//! Codecs: how values become bytes and bytes become values.
//!
//! A codec is an [`Encoder`](crate::Encoder) and a [`Decoder`](crate::Decoder) of one format.

#[cfg(feature = "json")]
pub mod json;

/// How deep the structures, lists and maps of a document may nest.
#[cfg_attr(not(feature = "json"), expect(dead_code, reason = "codecs ask for it"))]
pub(crate) const MAX_DEPTH: usize = 128;
