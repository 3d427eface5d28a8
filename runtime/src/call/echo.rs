//! What services repeat of a request in their errors.

use std::borrow::Cow;

use bytes::Bytes;
use http::{HeaderMap, Response};
use memchr::memmem;

/// Tokens have hundreds of characters; a shorter text may stand in an error by chance.
const SHORTEST: usize = 16;

/// Takes the session token, or the bearer token, out of an error's body. Services answer to a wrong signature with the text
/// that they have signed themselves, the token included, and errors end up in logs.
pub(super) fn without_token(mut response: Response<Bytes>, sent: &HeaderMap) -> Response<Bytes> {
    let header = |name: &str| sent.get(name)?.to_str().ok();
    let bearer = header("authorization").and_then(|value| value.strip_prefix("Bearer "));
    let tokens = [header("x-amz-security-token"), bearer];
    for token in tokens.into_iter().flatten() {
        if token.len() < SHORTEST {
            continue;
        }
        // JSON lets a slash be escaped.
        for form in [token, &token.replace('/', "\\/")] {
            if let Cow::Owned(body) = without(response.body(), form.as_bytes()) {
                *response.body_mut() = body.into();
            }
        }
    }
    response
}

fn without<'a>(text: &'a [u8], hidden: &[u8]) -> Cow<'a, [u8]> {
    let mut kept = Vec::new();
    let mut from = 0;
    for at in memmem::find_iter(text, hidden) {
        kept.extend_from_slice(&text[from..at]);
        kept.extend_from_slice(b"**redacted**");
        from = at + hidden.len();
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    kept.extend_from_slice(&text[from..]);
    Cow::Owned(kept)
}
