//! The length of a response's body, by its headers.

use http::{HeaderMap, header::CONTENT_LENGTH};

use super::TransportError;
use crate::types::TooLarge;

/// The most bytes that are allocated ahead for a `content-length`; a larger body grows as it comes.
const MAX_AHEAD: usize = 1024 * 1024;

/// How many bytes to make room for, by the response's headers.
pub(super) fn announced(headers: &HeaderMap, limit: usize) -> Result<usize, TransportError> {
    match length(headers) {
        Some(length) if length > limit as u64 => Err(TooLarge(limit).into()),
        Some(length) => Ok(usize::try_from(length).unwrap_or(limit).min(MAX_AHEAD)),
        None => Ok(0),
    }
}

/// How many bytes the body has, by the response's headers.
pub(super) fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
