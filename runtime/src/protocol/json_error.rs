//! Error responses of the JSON protocols (Smithy 2.0, "AWS JSON protocols", "Operation error
//! serialization").

use bytes::Bytes;
use http::Response;

use super::{ErrorInfo, query_code};
use crate::codec::json::{JsonDecoder, Names};
use crate::operation::ServiceSchema;
use crate::schema::{DOCUMENT, Member, STRING, element};
use crate::serde::{Decoded, Decoder};

static TEXT: Member = element(STRING);
static BODY: Member = element(DOCUMENT);

/// The code and message: the header's code before the body's, and whatever of a broken body can be
/// read. In RPC v2 `__type` alone tells errors apart (Smithy 2.0, "Smithy RPC v2 JSON protocol",
/// "Operation error serialization").
pub(super) fn info(service: &ServiceSchema, response: &Response<Bytes>, rpc_v2: bool) -> ErrorInfo {
    let mut kind = None;
    let mut code = None;
    let mut message = None;
    if let Ok(mut json) = JsonDecoder::new(response.body(), Names::Model) {
        // An unreadable body leaves what was found before the place where it broke.
        let _ = json.map(&BODY, &mut |name, decoder| match name {
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
    let (type_header, code) = match rpc_v2 {
        true => (None, None),
        false => (header("x-amzn-errortype"), code),
    };
    let code = [type_header, kind.as_deref(), code.as_deref()]
        .into_iter()
        .flatten()
        .map(bare_code)
        .find(|code| !code.is_empty());
    ErrorInfo {
        code: code.map(str::to_owned),
        query_code: query_code(service, response),
        message,
        request_id: None,
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
