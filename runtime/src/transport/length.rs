//! The length of a response's body, from its headers.

use http::{HeaderMap, header::CONTENT_LENGTH};

use super::TransportError;
use crate::types::TooLarge;

/// The maximum initial allocation for a `content-length`; a larger body grows as it arrives.
const MAX_AHEAD: usize = 1024 * 1024;

/// The number of bytes to allocate initially.
pub(super) fn announced(headers: &HeaderMap, limit: usize) -> Result<usize, TransportError> {
    match length(headers) {
        Some(length) if length > limit as u64 => Err(TooLarge(limit).into()),
        Some(length) => Ok(usize::try_from(length).unwrap_or(limit).min(MAX_AHEAD)),
        None => Ok(0),
    }
}

/// The number of bytes of the body, if the response's headers state it.
pub(super) fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
