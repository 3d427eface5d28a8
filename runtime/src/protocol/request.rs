//! Requests: which members travel in path, query, headers and host, and which in the body (Smithy
//! 2.0, "HTTP bindings").

mod encoder;
mod headers;
mod place;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request};

use self::headers::check_length;
use super::uri::Target;
use super::{Draft, Token};
use crate::operation::OperationSchema;
use crate::schema::{Binding, Member, Schema};
use crate::serde::{Contents, EncodeError, Encoded, Encoder, Structure, Unit};
use crate::types::Body;

/// Writes the body of a request: its members one by one, or one value that is the whole body.
pub trait BodyEncoder {
    /// Begins a body of the members of a structure.
    fn begin(&mut self, schema: &'static Schema);

    /// The destination of the members, or of the single value.
    fn encoder(&mut self) -> &mut dyn Encoder;

    /// Ends the body, and returns it.
    fn end(&mut self) -> Bytes;

    /// The media type of such bodies.
    fn media_type(&self) -> &'static str;

    /// Returns true if a structure that is the whole body is written without members if it is
    /// absent.
    fn writes_absent_payload(&self) -> bool {
        false
    }

    /// Returns true if requests have a body even if the operation has no input.
    fn writes_unit(&self) -> bool {
        true
    }
}

/// The error of a member beside one that is the whole body (Smithy 2.0, "httpPayload trait").
const BESIDE_PAYLOAD: &str = "has no place, for another member is the whole body";

/// The source of a request's body.
enum Content {
    /// It has none.
    Nothing,
    /// The members that the body's encoder has been given.
    Members,
    /// The one member that it has been given.
    Payload,
    /// The value of a single member as it is, and its media type.
    Raw(Body, &'static str),
}

/// Writes each top-level member to its binding, and the others to the encoder of the body.
pub(super) struct RequestEncoder<'a> {
    operation: &'a OperationSchema,
    /// True if the protocol honors HTTP bindings.
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

    /// An encoder for a protocol that sends all members in the body, with `POST`.
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
        if encoder.body.writes_unit() || operation.input.id != Unit::ID {
            encoder.begin_members();
        }
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
        add_headers(self.operation.service.headers, &mut self.headers);
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
            Content::Members | Content::Payload => {
                (Body::from(self.body.end()), self.body.media_type())
            }
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

    /// Makes the body one of members, even if none of them has a value. A member that is the whole
    /// body leaves no room for that.
    fn begin_members(&mut self) {
        if matches!(self.content, Content::Nothing) && !self.has_payload() {
            self.begin(Content::Members);
        }
    }

    /// Begins a body of members.
    fn begin(&mut self, content: Content) {
        self.content = content;
        self.body.begin(self.operation.input);
    }

    fn has_payload(&self) -> bool {
        let mut members = self.operation.input.members();
        members.any(|member| self.is_payload(member))
    }

    fn binding(&self, member: &'static Member) -> Binding {
        if self.bound {
            member.binding
        } else {
            Binding::Body
        }
    }

    /// Writes a value to its member's binding, and into the host if it is a label there.
    fn place(&mut self, member: &'static Member, write: Contents<'_>) -> Encoded {
        if member.host_label {
            self.host_label(member, write)?;
        }
        match self.binding(member) {
            // Outputs alone have a response code; an input's member is one of the body.
            Binding::Body | Binding::ResponseCode => {
                self.begin_members();
                if !matches!(self.content, Content::Members) {
                    return Err(EncodeError::new(BESIDE_PAYLOAD).in_member(member.name));
                }
                write(self.body.encoder())
            }
            Binding::Label => self.label(member, write),
            Binding::Query(_) | Binding::QueryParams => self.query(member, write),
            Binding::Header(name) => self.header(member, name, write),
            Binding::PrefixHeaders(prefix) => self.prefix_headers(member, prefix, write),
            Binding::Payload => {
                self.content = Content::Payload;
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
}

/// Adds headers that every request of a service has.
fn add_headers(all: &[(&'static str, &'static str)], headers: &mut HeaderMap) {
    for (name, value) in all {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
            headers.entry(name).or_insert(value);
        }
    }
}
