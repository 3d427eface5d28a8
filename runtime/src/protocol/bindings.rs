//! HTTP bindings: which members travel in path, query and headers, and which in the body.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response};
use jiff::Timestamp;

use super::header_list;
use super::text::{TextDecoder, TextEncoder};
use super::uri::Target;
use crate::codec::{Contents, DecodeError, Decoded, EncodeError, Encoded, Encoder, Named};
use crate::schema::{Binding, Kind, Member, Schema, TimestampFormat};

/// Sends each top-level member where it is bound to, and the others to the encoder of the body.
pub(super) struct BindingEncoder<'a> {
    pub(super) target: Target,
    pub(super) headers: HeaderMap,
    pub(super) body: &'a mut dyn Encoder,
    /// Whether some member belongs into the body, with or without a value.
    pub(super) has_body: bool,
}

impl<'a> BindingEncoder<'a> {
    pub(super) fn new(template: &'static str, body: &'a mut dyn Encoder) -> Self {
        Self {
            target: Target::new(template),
            headers: HeaderMap::new(),
            body,
            has_body: false,
        }
    }

    /// Writes a value where its member is bound to.
    fn place(&mut self, member: &'static Member, write: Contents<'_>) -> Encoded {
        match member.binding {
            Binding::Body => {
                self.has_body = true;
                write(self.body)
            }
            Binding::Label => {
                let target = &mut self.target;
                let mut take = |_: &'static Member, text: &str| target.label(member.name, text);
                write(&mut TextEncoder {
                    format: TimestampFormat::DateTime,
                    take: &mut take,
                })
            }
            Binding::Query(name) => {
                let target = &mut self.target;
                let mut take = |_: &'static Member, text: &str| {
                    target.query(name, text);
                    Ok(())
                };
                write(&mut TextEncoder {
                    format: TimestampFormat::DateTime,
                    take: &mut take,
                })
            }
            Binding::Header(name) => self.header(member, name, write),
            Binding::QueryParams
            | Binding::PrefixHeaders(_)
            | Binding::Payload
            | Binding::ResponseCode => Err(EncodeError::new(
                "is bound to a place that is not supported yet",
            )
            .of(member.name)),
        }
    }

    fn header(
        &mut self,
        member: &'static Member,
        name: &'static str,
        write: Contents<'_>,
    ) -> Encoded {
        let list = matches!(member.target.kind, Kind::List(_));
        let mut value = String::new();
        let mut take = |part: &'static Member, text: &str| {
            match part.target.kind {
                // The comma within an HTTP date does not make two elements of it.
                Kind::String | Kind::Enum(_) if list => header_list::push(&mut value, text),
                _ if value.is_empty() => value.push_str(text),
                _ => value.extend([", ", text]),
            }
            Ok(())
        };
        write(&mut TextEncoder {
            format: TimestampFormat::HttpDate,
            take: &mut take,
        })?;
        if value.is_empty() {
            return Ok(());
        }
        let refused = |what| EncodeError::new(what).of(member.name);
        let name = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| refused("is bound to a malformed header name"))?;
        let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| {
            refused("is sent as a header and must not hold control characters such as line breaks")
        })?;
        self.headers.insert(name, value);
        Ok(())
    }
}

impl Encoder for BindingEncoder<'_> {
    fn absent(&mut self, member: &'static Member) -> Encoded {
        match member.binding {
            Binding::Body => self.has_body = true,
            Binding::Label => {
                return Err(
                    EncodeError::new("is part of the path and must have a value").of(member.name),
                );
            }
            _ => {}
        }
        Ok(())
    }

    fn boolean(&mut self, member: &'static Member, value: bool) -> Encoded {
        self.place(member, &|encoder| encoder.boolean(member, value))
    }

    fn integer(&mut self, member: &'static Member, value: i64) -> Encoded {
        self.place(member, &|encoder| encoder.integer(member, value))
    }

    fn float(&mut self, member: &'static Member, value: f32) -> Encoded {
        self.place(member, &|encoder| encoder.float(member, value))
    }

    fn double(&mut self, member: &'static Member, value: f64) -> Encoded {
        self.place(member, &|encoder| encoder.double(member, value))
    }

    fn string(&mut self, member: &'static Member, value: &str) -> Encoded {
        self.place(member, &|encoder| encoder.string(member, value))
    }

    fn blob(&mut self, member: &'static Member, value: &[u8]) -> Encoded {
        self.place(member, &|encoder| encoder.blob(member, value))
    }

    fn timestamp(&mut self, member: &'static Member, value: Timestamp) -> Encoded {
        self.place(member, &|encoder| encoder.timestamp(member, value))
    }

    fn number(&mut self, member: &'static Member, text: &str) -> Encoded {
        self.place(member, &|encoder| encoder.number(member, text))
    }

    fn structure(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        self.place(member, &|encoder| encoder.structure(member, contents))
    }

    fn list(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        self.place(member, &|encoder| encoder.list(member, contents))
    }

    fn map(&mut self, member: &'static Member, contents: Contents<'_>) -> Encoded {
        self.place(member, &|encoder| encoder.map(member, contents))
    }

    fn key(&mut self, key: &str) -> Encoded {
        self.body.key(key)
    }
}

/// What a structure says about the parts of a response.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The members that come in headers.
    pub(super) headers: Vec<(&'static Member, &'static str)>,
    /// Whether some member comes in the body.
    pub(super) body: bool,
    /// Whether some member has a name of its own in JSON.
    pub(super) renamed: bool,
}

impl Layout {
    pub(super) fn of(schema: &'static Schema) -> Self {
        let mut layout = Self::default();
        if let Kind::Structure(members) = schema.kind {
            members(&mut |member| match member.binding {
                Binding::Header(name) => layout.headers.push((member, name)),
                _ => {
                    layout.body = true;
                    layout.renamed |= member.json_name.is_some();
                }
            });
        }
        layout
    }

    /// Whether the member comes in a header, and so cannot come in the body.
    pub(super) fn in_header(&self, name: &str) -> bool {
        self.headers.iter().any(|(member, _)| member.name == name)
    }

    /// Reads the members that come in headers.
    pub(super) fn read_headers(&self, response: &Response<Bytes>, visit: Named<'_>) -> Decoded {
        for (member, name) in &self.headers {
            if let Some(text) = header_text(response, name)? {
                visit(member.name, &mut TextDecoder { text: text.into() })
                    .map_err(|error| error.within(member.name))?;
            }
        }
        Ok(())
    }
}

/// The text of a header; where there are several of the name, their values in a list.
fn header_text(response: &Response<Bytes>, name: &str) -> Result<Option<String>, DecodeError> {
    let mut joined: Option<String> = None;
    for value in response.headers().get_all(name) {
        let text = std::str::from_utf8(value.as_bytes())
            .map_err(|_| DecodeError::new(format!("the header {name} is not UTF-8")))?;
        match &mut joined {
            Some(joined) => joined.extend([", ", text]),
            None => joined = Some(text.to_owned()),
        }
    }
    Ok(joined)
}
