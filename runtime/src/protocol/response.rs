//! The parts of a response: members in the status and headers, and in the body (Smithy 2.0, "HTTP
//! bindings").

use bytes::Bytes;
use http::Response;

use super::text::{TextDecoder, header_text};
use crate::schema::{Binding, Kind, Member, Schema};
use crate::serde::{DecodeError, Decoded, Decoder, Row, Visit};

/// The bindings of a structure to the parts of a response.
#[derive(Debug)]
pub(super) struct Layout {
    schema: &'static Schema,
    /// The payload member and its row.
    pub(super) payload: Option<(usize, &'static Member)>,
    /// Returns true if a member is in the body beside others.
    pub(super) body: bool,
}

impl Layout {
    pub(super) fn new(schema: &'static Schema) -> Self {
        let mut layout = Self {
            schema,
            payload: None,
            body: false,
        };
        for (row, member) in schema.members().enumerate() {
            match member.binding {
                Binding::Payload => layout.payload = Some((row, member)),
                _ => layout.body |= !Self::in_head(member),
            }
        }
        layout
    }

    /// Returns true if the member is bound to the status or headers. Labels and queries only occur
    /// in requests.
    pub(super) fn in_head(member: &Member) -> bool {
        matches!(
            member.binding,
            Binding::Header(_) | Binding::PrefixHeaders(_) | Binding::ResponseCode
        )
    }

    /// Reads the members bound to the status or headers.
    pub(super) fn read_head(&self, response: &Response<Bytes>, visit: Visit<'_>) -> Decoded {
        for (row, member) in self.schema.members().enumerate() {
            if let Some(mut decoder) = part(response, member)? {
                if member.lenient && decoder.timestamp(member).is_err() {
                    continue;
                }
                visit(Row::Known(row, member), &mut decoder)
                    .map_err(|error| error.within(member.name))?;
            }
        }
        Ok(())
    }
}

/// Returns the source of the member's value; `None` if it has none.
fn part<'a>(
    response: &'a Response<Bytes>,
    member: &'static Member,
) -> Result<Option<TextDecoder<'a>>, DecodeError> {
    let headers = response.headers();
    Ok(match member.binding {
        Binding::ResponseCode => {
            let status = response.status().as_str().to_owned();
            Some(TextDecoder::Header(status.into()))
        }
        // Without such headers the map is empty, and not absent.
        Binding::PrefixHeaders(prefix) => Some(TextDecoder::Headers(headers, prefix)),
        Binding::Header(name) => {
            let text = header_text(headers, name)?;
            let text = text.filter(|text| !text.trim().is_empty() || may_be_empty(member));
            text.map(|text| TextDecoder::Header(text.into()))
        }
        _ => None,
    })
}

/// Returns true if an empty header is a value: a string or an empty list, but not a number.
fn may_be_empty(member: &Member) -> bool {
    matches!(
        member.target.kind,
        Kind::String | Kind::Enum(_) | Kind::List(_)
    )
}

/// Returns the value of a payload that is the raw body; `None` for payloads that the codec reads.
pub(super) fn raw_payload<'a>(member: &'static Member, body: &'a Bytes) -> Option<TextDecoder<'a>> {
    let raw = matches!(
        member.target.kind,
        Kind::Blob | Kind::Stream | Kind::String | Kind::Enum(_)
    );
    raw.then_some(TextDecoder::Body(body))
}
