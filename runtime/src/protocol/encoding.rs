//! Bodies that are compressed though nobody asked for it.

use bytes::Bytes;
use http::Response;
use http::header::CONTENT_ENCODING;

use crate::serde::{DecodeError, Decoded};

const GZIP: &[u8] = &[0x1f, 0x8b];

/// Names the compression of a body that could not be read, in place of the syntax error that it
/// leads to.
pub(super) fn name_encoding(read: Decoded, response: &Response<Bytes>) -> Decoded {
    read.map_err(|error| compressed(response).unwrap_or(error))
}

/// The error that names the compression of a body, if its header or its first bytes tell of one.
pub(crate) fn compressed(response: &Response<Bytes>) -> Option<DecodeError> {
    let value = response.headers().get(CONTENT_ENCODING);
    let encoding = match value.and_then(|value| value.to_str().ok()) {
        Some(encoding) if !encoding.eq_ignore_ascii_case("identity") => encoding,
        _ if response.body().starts_with(GZIP) => "gzip",
        _ => return None,
    };
    Some(DecodeError::new(format!(
        "the body is compressed ({}), which was not asked for",
        encoding.escape_debug()
    )))
}
