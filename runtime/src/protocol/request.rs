//! Requests: which members travel in path, query, headers and host, and which in the body (Smithy 2.0, "HTTP bindings").

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request};
use jiff::Timestamp;

use super::text::{Part, TextEncoder};
use super::uri::Target;
use super::{Draft, Token, header_list};
use crate::operation::OperationSchema;
use crate::quirk;
use crate::schema::{Binding, Kind, Member, TimestampFormat};
use crate::serde::{Contents, EncodeError, Encoded, Encoder};
use crate::types::Body;
use crate::types::{ByteStream, Document};

/// Writes the body of a request: its members one by one, or one value that is the whole body.
pub(super) trait BodyEncoder {
    /// Begins a body of members.
    fn begin(&mut self);

    /// What the members, or the one value, are written to.
    fn encoder(&mut self) -> &mut dyn Encoder;

    /// Ends the body, and returns it.
    fn end(&mut self) -> Bytes;

    /// The media type of such bodies.
    fn media_type(&self) -> &'static str;
}

/// What the body of a request is made of.
enum Content {
    /// It has none.
    Nothing,
    /// What the body's encoder has written.
    Encoded,
    /// The value of a single member as it is, and its media type.
    Raw(Body, &'static str),
}

/// Sends each top-level member where it is bound to, and the others to the encoder of the body.
pub(super) struct RequestEncoder<'a> {
    operation: &'a OperationSchema,
    /// Whether the protocol honors HTTP bindings.
    bound: bool,
    token: Token<'a>,
    target: Target,
    headers: HeaderMap,
    /// Headers whose names the caller chose; those that the model names come before them.
    chosen: Vec<(HeaderName, HeaderValue)>,
    host_labels: Vec<(&'static str, String)>,
    endpoint: Option<String>,
    body: &'a mut dyn BodyEncoder,
    content: Content,
}

impl<'a> RequestEncoder<'a> {
    /// An encoder for a protocol that honors HTTP bindings.
    pub(super) fn bound(
        operation: &'a OperationSchema,
        token: Token<'a>,
        body: &'a mut dyn BodyEncoder,
    ) -> Self {
        Self {
            operation,
            bound: true,
            token,
            target: Target::new(operation.http.uri),
            headers: HeaderMap::new(),
            chosen: Vec::new(),
            host_labels: Vec::new(),
            endpoint: None,
            body,
            content: Content::Nothing,
        }
    }

    /// An encoder for a protocol that sends all members in the body, with `POST /`.
    pub(super) fn unbound(
        operation: &'a OperationSchema,
        token: Token<'a>,
        body: &'a mut dyn BodyEncoder,
    ) -> Self {
        let mut encoder = Self {
            bound: false,
            target: Target::new("/"),
            ..Self::bound(operation, token, body)
        };
        encoder.begin_members();
        encoder
    }

    /// The request, once all members are in.
    pub(super) fn finish(mut self) -> Result<Draft, EncodeError> {
        let uri = self.target.finish()?;
        let method = if self.bound {
            Method::from_bytes(self.operation.http.method.as_bytes())
                .map_err(|_| EncodeError::new("the operation's method is malformed"))?
        } else {
            Method::POST
        };
        for (name, value) in std::mem::take(&mut self.chosen) {
            self.headers.entry(name).or_insert(value);
        }
        let mut request = Request::new(self.take_body());
        check_length(&self.headers, request.body())?;
        quirk::headers(self.operation.service, &mut self.headers);
        *request.headers_mut() = self.headers;
        *request.method_mut() = method;
        *request.uri_mut() = uri
            .try_into()
            .map_err(|_| EncodeError::new("the path is malformed or too long"))?;
        Ok(Draft {
            request,
            host_labels: self.host_labels,
            endpoint: self.endpoint,
        })
    }

    /// The body. Its media type becomes a header, unless a member is bound to that.
    fn take_body(&mut self) -> Body {
        let (body, media_type) = match std::mem::replace(&mut self.content, Content::Nothing) {
            Content::Nothing => return Body::default(),
            Content::Encoded => (Body::from(self.body.end()), self.body.media_type()),
            Content::Raw(body, media_type) => (body, media_type),
        };
        if !body.is_empty() {
            // A media type of the model that no header can hold is left out.
            if let Ok(value) = HeaderValue::from_str(media_type) {
                self.headers.entry(CONTENT_TYPE).or_insert(value);
            }
        }
        body
    }

    /// Makes the body one of members, even if none of them has a value.
    fn begin_members(&mut self) {
        if matches!(self.content, Content::Nothing) {
            self.content = Content::Encoded;
            self.body.begin();
        }
    }

    fn binding(&self, member: &'static Member) -> Binding {
        if self.bound {
            member.binding
        } else {
            Binding::Body
        }
    }

    /// Writes a value where its member is bound to, and into the host where it is a label there.
    fn place(&mut self, member: &'static Member, write: Contents<'_>) -> Encoded {
        if member.host_label {
            self.host_label(member, write)?;
        }
        match self.binding(member) {
            // Outputs alone have a response code; an input's member is one of the body.
            Binding::Body | Binding::ResponseCode => {
                self.begin_members();
                write(self.body.encoder())
            }
            Binding::Label => self.label(member, write),
            Binding::Query(_) | Binding::QueryParams => self.query(member, write),
            Binding::Header(name) => self.header(member, name, write),
            Binding::PrefixHeaders(prefix) => self.prefix_headers(member, prefix, write),
            Binding::Payload => {
                self.content = Content::Encoded;
                write(self.body.encoder())
            }
        }
    }

    /// Makes a value the whole body, as it is.
    fn raw(&mut self, member: &'static Member, body: Body, media_type: &'static str) -> Encoded {
        self.content = Content::Raw(body, member.media_type.unwrap_or(media_type));
        Ok(())
    }

    fn is_payload(&self, member: &'static Member) -> bool {
        self.binding(member) == Binding::Payload
    }

    fn host_label(&mut self, member: &'static Member, write: Contents<'_>) -> Encoded {
        let labels = &mut self.host_labels;
        let mut take = |part: Part<'_>| {
            labels.push((member.name, part.text.to_owned()));
            Ok(())
        };
        write(&mut TextEncoder::new(TimestampFormat::DateTime, &mut take))
    }

    fn label(&mut self, member: &'static Member, write: Contents<'_>) -> Encoded {
        let (target, service) = (&mut self.target, self.operation.service);
        let mut take = |part: Part<'_>| {
            let text = match part.text {
                "" => quirk::empty_label(service, member.name),
                text => text,
            };
            target.label(member.name, text)
        };
        write(&mut TextEncoder::new(TimestampFormat::DateTime, &mut take))
    }

    fn query(&mut self, member: &'static Member, write: Contents<'_>) -> Encoded {
        let target = &mut self.target;
        let mut take = |part: Part<'_>| {
            match (member.binding, part.key) {
                (Binding::Query(name), _) => target.query(name, part.text),
                (_, key) => target.chosen_query(key.unwrap_or_default(), part.text),
            }
            Ok(())
        };
        write(&mut TextEncoder::new(TimestampFormat::DateTime, &mut take))
    }

    fn header(
        &mut self,
        member: &'static Member,
        name: &'static str,
        write: Contents<'_>,
    ) -> Encoded {
        let list = matches!(member.target.kind, Kind::List(_));
        let mut value = String::new();
        let mut first = true;
        let mut take = |part: Part<'_>| {
            if !std::mem::take(&mut first) {
                value.push_str(", ");
            }
            match part.member.target.kind {
                Kind::String | Kind::Enum(_) if part.member.media_type.is_some() => {
                    base64_simd::STANDARD.encode_append(part.text, &mut value);
                }
                // The comma within an HTTP date does not make two elements of it.
                Kind::String | Kind::Enum(_) if list => header_list::push(&mut value, part.text),
                _ => value.push_str(part.text),
            }
            Ok(())
        };
        write(&mut TextEncoder::new(TimestampFormat::HttpDate, &mut take))?;
        let name = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| EncodeError::new("is bound to a malformed header name").of(member.name))?;
        self.headers.insert(name, header_value(member, &value)?);
        Ok(())
    }

    fn prefix_headers(
        &mut self,
        member: &'static Member,
        prefix: &'static str,
        write: Contents<'_>,
    ) -> Encoded {
        let chosen = &mut self.chosen;
        let mut take = |part: Part<'_>| {
            let name = [prefix, part.key.unwrap_or_default()].concat();
            let name = chosen_name(member, &name)?;
            chosen.push((name, header_value(member, part.text)?));
            Ok(())
        };
        write(&mut TextEncoder::new(TimestampFormat::HttpDate, &mut take))
    }
}

fn header_value(member: &'static Member, text: &str) -> Result<HeaderValue, EncodeError> {
    HeaderValue::from_bytes(text.as_bytes()).map_err(|_| {
        EncodeError::new(
            "is sent as a header and must not hold control characters such as line breaks",
        )
        .of(member.name)
    })
}

/// The name of a header that the caller chose, which must not change how the message is delimited or where it goes.
fn chosen_name(member: &'static Member, name: &str) -> Result<HeaderName, EncodeError> {
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
    let refused = |reason| EncodeError::new(reason).of(member.name);
    let name = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| refused("has a key that cannot be part of a header's name"))?;
    if RESERVED.contains(&name.as_str()) {
        return Err(refused("has a key that names a header of HTTP itself"));
    }
    Ok(name)
}

/// A length that a member is bound to must be the body's own, or two readers would see two different messages.
fn check_length(headers: &HeaderMap, body: &Body) -> Encoded {
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

impl Encoder for RequestEncoder<'_> {
    fn absent(&mut self, member: &'static Member) -> Encoded {
        if member.idempotency_token {
            let token = (self.token)();
            return self.string(member, &token);
        }
        let missing = |place| {
            Err(
                EncodeError::new(format!("is part of the {place} and must have a value"))
                    .of(member.name),
            )
        };
        if member.host_label {
            return missing("host");
        }
        match self.binding(member) {
            Binding::Label => return missing("path"),
            Binding::Body | Binding::ResponseCode => self.begin_members(),
            // A structure without members takes the place of one that is absent; all else that is absent is no body at all.
            Binding::Payload if matches!(member.target.kind, Kind::Structure(_)) => {
                self.begin_members();
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
        if self.is_payload(member) {
            return self.raw(member, Body::from(value.to_owned()), "text/plain");
        }
        if quirk::is_endpoint(self.operation, member.name) {
            self.endpoint = Some(value.to_owned());
        }
        self.place(member, &|encoder| encoder.string(member, value))
    }

    fn blob(&mut self, member: &'static Member, value: &Bytes) -> Encoded {
        if self.is_payload(member) {
            return self.raw(
                member,
                Body::from(value.clone()),
                "application/octet-stream",
            );
        }
        self.place(member, &|encoder| encoder.blob(member, value))
    }

    fn timestamp(&mut self, member: &'static Member, value: Timestamp) -> Encoded {
        self.place(member, &|encoder| encoder.timestamp(member, value))
    }

    fn number(&mut self, member: &'static Member, text: &str) -> Encoded {
        self.place(member, &|encoder| encoder.number(member, text))
    }

    fn any(&mut self, member: &'static Member, value: &Document) -> Encoded {
        self.place(member, &|encoder| encoder.any(member, value))
    }

    fn stream(&mut self, member: &'static Member, value: &ByteStream) -> Encoded {
        if self.is_payload(member) {
            if member.requires_length && value.length().is_none() {
                let reason = "is sent as a stream whose length must be known; give it";
                return Err(EncodeError::new(reason).of(member.name));
            }
            let body = Body::from(value.share());
            return self.raw(member, body, "application/octet-stream");
        }
        self.place(member, &|encoder| encoder.stream(member, value))
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
        self.body.encoder().key(key)
    }
}
