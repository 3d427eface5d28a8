//! Error responses of the JSON protocols (Smithy 2.0, "AWS JSON protocols", "Operation error serialization").

use bytes::Bytes;
use http::Response;

use super::ErrorInfo;
use crate::codec::json::{JsonDecoder, Names};
use crate::operation::ServiceSchema;
use crate::schema::{Kind, Member, STRING, Schema, element};
use crate::serde::{Decoded, Decoder};

static TEXT: Member = element(STRING);

/// The code and message: the header's code before the body's, and whatever of a broken body can be read.
pub(super) fn info(service: &ServiceSchema, response: &Response<Bytes>) -> ErrorInfo {
    let mut kind = None;
    let mut code = None;
    let mut message = None;
    if let Ok(mut json) = JsonDecoder::new(response.body(), Names::Model) {
        // An unreadable body leaves what was found before the place where it broke.
        let _ = json.document(None, &mut |name, decoder| match name {
            "__type" => keep(&mut kind, decoder),
            "code" => keep(&mut code, decoder),
            "message" | "Message" | "errorMessage" => keep(&mut message, decoder),
            _ => decoder.skip(),
        });
    }
    let header = |name| {
        let value = response.headers().get(name);
        value.and_then(|value| value.to_str().ok())
    };
    let code = [header("x-amzn-errortype"), kind.as_deref(), code.as_deref()]
        .into_iter()
        .flatten()
        .map(bare_code)
        .find(|code| !code.is_empty());
    let query_error = header("x-amzn-query-error").filter(|_| service.query_compatible);
    // The code of the AWS query protocol, and who is to blame: `Code;Sender`.
    let query_code = query_error
        .and_then(|text| text.split(';').next())
        .map(str::trim)
        .filter(|code| !code.is_empty());
    ErrorInfo {
        code: code.map(str::to_owned),
        query_code: query_code.map(str::to_owned),
        message,
    }
}

/// Keeps a text; anything else is read past.
fn keep(slot: &mut Option<String>, decoder: &mut dyn Decoder) -> Decoded {
    if decoder.null()? {
        return Ok(());
    }
    match decoder.string(&TEXT) {
        Ok(text) => *slot = Some(text.into_owned()),
        Err(_) => return decoder.skip(),
    }
    Ok(())
}

/// The code without the namespace before it and the URI behind it: `ns#Code:http://…`.
fn bare_code(text: &str) -> &str {
    let code = text.split(':').next().unwrap_or(text);
    code.rsplit('#').next().unwrap_or(code).trim()
}

/// The member an error's `message` belongs to: services and models do not agree on the case of its first letter.
pub(super) fn member_name<'a>(schema: &'static Schema, name: &'a str) -> &'a str {
    let other = match name {
        "message" => "Message",
        "Message" => "message",
        _ => return name,
    };
    let (mut exact, mut alias) = (false, false);
    if let Kind::Structure(members) = schema.kind {
        members(&mut |member| {
            exact |= member.name == name;
            alias |= member.name == other;
        });
    }
    if alias && !exact { other } else { name }
}
