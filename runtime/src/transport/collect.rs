//! Response bodies of a limited size.

use http::HeaderMap;
use http::header::CONTENT_LENGTH;

use super::{TransportError, TransportErrorKind};

/// What is allocated ahead on the word of a `content-length`; a larger body grows as it comes.
const MAX_AHEAD: usize = 1024 * 1024;

/// How many bytes to make room for, by the response's headers.
pub(super) fn announced(headers: &HeaderMap, limit: usize) -> Result<usize, TransportError> {
    let length = headers.get(CONTENT_LENGTH).and_then(|value| {
        let text = value.to_str().ok()?;
        text.parse::<u64>().ok()
    });
    match length {
        Some(length) if length > limit as u64 => Err(too_large(limit)),
        Some(length) => Ok(usize::try_from(length).unwrap_or(limit).min(MAX_AHEAD)),
        None => Ok(0),
    }
}

/// The error for a body of more bytes than `limit`.
pub(super) fn too_large(limit: usize) -> TransportError {
    let reason = format!("more than {limit} bytes; Config::max_response_bytes sets the limit");
    TransportError::new(TransportErrorKind::TooLarge, reason)
}
