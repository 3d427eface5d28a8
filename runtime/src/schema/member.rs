//! Members: names, targets, and traits with an effect on the wire.

use super::{FormatTraits, Kind, STRING, Schema, TimestampFormat};

/// The binding of a top-level member to an HTTP message (Smithy 2.0, "HTTP bindings").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// In the body, beside the other unbound members.
    Body,
    /// In the label of the request's path that has the member's name (`httpLabel`).
    Label,
    /// In the query under this name (`httpQuery`).
    Query(&'static str),
    /// In the query, each entry of a map under its key (`httpQueryParams`).
    QueryParams,
    /// In the header of this name (`httpHeader`).
    Header(&'static str),
    /// In headers, each entry of a map under its key behind this prefix (`httpPrefixHeaders`).
    PrefixHeaders(&'static str),
    /// As the whole body (`httpPayload`).
    Payload,
    /// As the status of the response (`httpResponseCode`).
    ResponseCode,
}

/// The role of a member, which determines how a codec introduces its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A named member of a structure.
    Field,
    /// The element of a list.
    Element,
    /// The key of a map.
    Key,
    /// The value of a map.
    Entry,
}

/// A member: its name, target, and traits with an effect on the wire.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// The member's name in the model.
    pub name: &'static str,
    /// The targeted shape.
    pub target: &'static Schema,
    /// The role of the member.
    pub role: Role,
    /// The binding of the member at the top level of an HTTP message.
    pub binding: Binding,
    /// True if the value is also in the host prefix of the operation (`hostLabel`).
    pub host_label: bool,
    /// The timestamp format if it differs from the protocol's default (`timestampFormat`).
    pub timestamp: Option<TimestampFormat>,
    /// The media type of a blob or string (`mediaType`, on the member's target too).
    pub media_type: Option<&'static str>,
    /// True if the client generates a value unless the caller sets one (`idempotencyToken`).
    pub idempotency_token: bool,
    /// The text of a path label that the caller leaves empty.
    pub empty_label: &'static str,
    /// True if only the text after the last slash is sent, in a label or query.
    pub last_segment: bool,
    /// True if a timestamp in a header is taken for absent if it cannot be read.
    pub lenient: bool,
    /// True if the value is the endpoint of the request.
    pub endpoint: bool,
    /// True if the caller must set a value before the input is sent (`required`).
    pub required: bool,
    /// True if a stream's length must be known before it is sent (`requiresLength`, on the
    /// member's target too).
    pub requires_length: bool,
    /// True if the keys of a map are sensitive (`sensitive`, on the member's target or around it).
    pub sensitive: bool,
    /// The format-specific traits.
    pub traits: &'static FormatTraits,
}

impl Member {
    const fn with_role(name: &'static str, target: &'static Schema, role: Role) -> Self {
        Self {
            name,
            target,
            role,
            binding: Binding::Body,
            host_label: false,
            timestamp: None,
            media_type: None,
            idempotency_token: false,
            empty_label: "",
            last_segment: false,
            lenient: false,
            endpoint: false,
            required: false,
            requires_length: false,
            sensitive: false,
            traits: FormatTraits::NONE,
        }
    }

    /// Binds the member to the path label of its name.
    #[must_use]
    pub const fn label(mut self) -> Self {
        self.binding = Binding::Label;
        self
    }

    /// Binds the member to the query parameter `name`.
    #[must_use]
    pub const fn query(mut self, name: &'static str) -> Self {
        self.binding = Binding::Query(name);
        self
    }

    /// Binds the member to the header `name`.
    #[must_use]
    pub const fn header(mut self, name: &'static str) -> Self {
        self.binding = Binding::Header(name);
        self
    }

    /// Binds the map's entries to query parameters of their keys.
    #[must_use]
    pub const fn query_params(mut self) -> Self {
        self.binding = Binding::QueryParams;
        self
    }

    /// Binds the map's entries to headers with the prefix `prefix`.
    #[must_use]
    pub const fn prefix_headers(mut self, prefix: &'static str) -> Self {
        self.binding = Binding::PrefixHeaders(prefix);
        self
    }

    /// Binds the member to the payload.
    #[must_use]
    pub const fn payload(mut self) -> Self {
        self.binding = Binding::Payload;
        self
    }

    /// Binds the member to the response's status.
    #[must_use]
    pub const fn response_code(mut self) -> Self {
        self.binding = Binding::ResponseCode;
        self
    }

    /// Adds the member's value to the host prefix of the operation, besides its binding.
    #[must_use]
    pub const fn host_label(mut self) -> Self {
        self.host_label = true;
        self
    }

    /// Sets the format-specific traits.
    #[must_use]
    pub const fn traits(mut self, traits: &'static FormatTraits) -> Self {
        self.traits = traits;
        self
    }

    /// Sets the timestamp format.
    #[must_use]
    pub const fn timestamp(mut self, format: TimestampFormat) -> Self {
        self.timestamp = Some(format);
        self
    }

    /// Sets the media type of a blob or string.
    #[must_use]
    pub const fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = Some(media_type);
        self
    }

    /// Makes the client generate a value unless the caller sets one.
    #[must_use]
    pub const fn idempotency_token(mut self) -> Self {
        self.idempotency_token = true;
        self
    }

    /// Sets the text of a path label that the caller leaves empty.
    #[must_use]
    pub const fn empty_label(mut self, text: &'static str) -> Self {
        self.empty_label = text;
        self
    }

    /// Sends only the text after the last slash of a label or query.
    #[must_use]
    pub const fn last_segment(mut self) -> Self {
        self.last_segment = true;
        self
    }

    /// Takes a timestamp in a header for absent if it cannot be read.
    #[must_use]
    pub const fn lenient(mut self) -> Self {
        self.lenient = true;
        self
    }

    /// Sends the request to the endpoint that is the member's value.
    #[must_use]
    pub const fn endpoint(mut self) -> Self {
        self.endpoint = true;
        self
    }

    /// Refuses inputs without a value of the member.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Refuses streams of unknown length.
    #[must_use]
    pub const fn requires_length(mut self) -> Self {
        self.requires_length = true;
        self
    }

    /// Redacts the keys of a map in errors.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// The member for the elements of the targeted list.
    #[must_use]
    pub fn element(&self) -> &'static Member {
        match self.target.kind {
            Kind::List(element) | Kind::Map(_, element) => element,
            _ => &UNTYPED,
        }
    }

    /// The name in JSON (`jsonName`).
    #[must_use]
    pub fn json_name(&self) -> &'static str {
        self.traits.json_name.unwrap_or(self.name)
    }

    /// The name in XML (`xmlName`).
    #[must_use]
    pub fn xml_name(&self) -> &'static str {
        self.traits.xml_name.unwrap_or(self.name)
    }

    /// The name of a document in XML that is the member's value: after the shape, unless the member
    /// has a name in XML of its own.
    #[must_use]
    pub fn document_name(&self) -> &'static str {
        let own = self.traits.xml_name;
        own.unwrap_or_else(|| self.target.xml_name())
    }
}

/// The fallback for elements of a member that does not target a list, which generated code never
/// uses.
static UNTYPED: Member = element(STRING);

/// A member of a structure.
#[must_use]
pub const fn member(name: &'static str, target: &'static Schema) -> Member {
    Member::with_role(name, target, Role::Field)
}

/// The element of a list.
#[must_use]
pub const fn element(target: &'static Schema) -> Member {
    Member::with_role("member", target, Role::Element)
}

/// The key of a map.
#[must_use]
pub const fn key(target: &'static Schema) -> Member {
    Member::with_role("key", target, Role::Key)
}

/// The value of a map.
#[must_use]
pub const fn entry(target: &'static Schema) -> Member {
    Member::with_role("value", target, Role::Entry)
}
