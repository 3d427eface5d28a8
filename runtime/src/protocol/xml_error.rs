//! Error responses in XML. Their members stand in an element `Error`, which is the document's own
//! or lies within `ErrorResponse`, or within `Errors` in a response of EC2.

use bytes::Bytes;
use http::Response;

use super::ErrorInfo;
use crate::codec::xml::XmlDecoder;
use crate::schema::{Member, STRING, Schema, element};
use crate::serde::{Decoded, Decoder, Visit};

static TEXT: Member = element(STRING);

/// Code, message and request id; whatever of a broken body can be read.
pub(super) fn info(response: &Response<Bytes>) -> ErrorInfo {
    let mut info = ErrorInfo::default();
    if let Ok(mut xml) = XmlDecoder::new(response.body()) {
        // An unreadable body leaves what was found before the place where it broke.
        let _ = gather(&mut xml, &mut info);
    }
    info
}

fn gather(xml: &mut XmlDecoder<'_>, info: &mut ErrorInfo) -> Decoded {
    // Members of an error may have the same names.
    let within = xml.name() == "Error";
    xml.children(&mut |name, xml| {
        let slot = match name {
            "Error" | "Errors" if !within => return gather(xml, info),
            "Code" => &mut info.code,
            "Message" | "message" => &mut info.message,
            "RequestId" | "RequestID" => &mut info.request_id,
            _ => return xml.skip(),
        };
        let text = xml.string(&TEXT)?.trim().to_owned();
        if !text.is_empty() {
            *slot = Some(text);
        }
        Ok(())
    })
}

/// Reads the members of an error.
pub(super) fn read(schema: &'static Schema, body: &[u8], visit: Visit<'_>) -> Decoded {
    // The answer to a HEAD request has no body.
    if body.is_empty() {
        return Ok(());
    }
    let mut xml = XmlDecoder::new(body)?.message_in_any_case();
    find(&mut xml, schema, visit)?;
    xml.end()
}

fn find(xml: &mut XmlDecoder<'_>, schema: &'static Schema, visit: Visit<'_>) -> Decoded {
    if xml.name() == "Error" {
        return xml.structure(schema, visit);
    }
    xml.children(&mut |name, xml| match name {
        "Error" | "Errors" => find(xml, schema, visit),
        _ => xml.skip(),
    })
}
