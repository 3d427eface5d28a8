//! Checks of request headers.

use http::header::CONTENT_LENGTH;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::schema::Member;
use crate::serde::{EncodeError, Encoded};
use crate::types::Body;

pub(super) fn header_value(
    member: &'static Member,
    text: &str,
) -> Result<HeaderValue, EncodeError> {
    HeaderValue::from_bytes(text.as_bytes()).map_err(|_| {
        EncodeError::new(
            "is sent as a header and must not hold control characters such as line breaks",
        )
        .in_member(member.name)
    })
}

/// Checks a header name chosen by the caller, which must not change the message's length or
/// destination.
pub(super) fn chosen_name(member: &'static Member, name: &str) -> Result<HeaderName, EncodeError> {
    const RESERVED: [&str; 9] = [
        "authorization",
        "connection",
        "content-length",
        "expect",
        "host",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ];
    let refused = |reason| EncodeError::new(reason).in_member(member.name);
    let name = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| refused("has a key that cannot be part of a header's name"))?;
    if RESERVED.contains(&name.as_str()) {
        return Err(refused("has a key that names a header of HTTP itself"));
    }
    Ok(name)
}

/// Checks a content length bound to a member: it must be the body's own, or recipients could
/// disagree about the message.
pub(super) fn check_length(headers: &HeaderMap, body: &Body) -> Encoded {
    let Some(value) = headers.get(CONTENT_LENGTH) else {
        return Ok(());
    };
    let announced: Option<u64> = value.to_str().ok().and_then(|text| text.parse().ok());
    if announced.is_some() && announced == body.length() {
        return Ok(());
    }
    Err(EncodeError::new(
        "the length given for the body is not that of the body",
    ))
}
