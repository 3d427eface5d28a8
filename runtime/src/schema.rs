//! What the model says about shapes, as constants that generated code fills and codecs read.
//!
//! A schema holds no positions and no counts: a structure lists its members by visiting them, so a generated file only ever
//! gains lines when its shape gains members. The names are those of the Smithy 2.0 specification.

use crate::value::{Structure, Trace};

/// Calls its argument once for each member, in the order of the model.
pub type Members = fn(&mut dyn FnMut(&'static Member));

/// Calls its argument once for each named value of an enum, in the order of the model.
pub type Values = fn(&mut dyn FnMut(&'static str));

/// A shape: its absolute id and what kind of shape it is.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// The absolute shape id, `namespace#Name`.
    pub id: &'static str,
    /// The kind, with the shapes it refers to.
    pub kind: Kind,
}

/// The kinds of shapes a value can have (Smithy 2.0, "Simple types" and "Aggregate types").
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Bytes.
    Blob,
    /// True or false.
    Boolean,
    /// Text.
    String,
    /// A signed 8 bit integer.
    Byte,
    /// A signed 16 bit integer.
    Short,
    /// A signed 32 bit integer.
    Integer,
    /// A signed 64 bit integer.
    Long,
    /// A 32 bit IEEE 754 number.
    Float,
    /// A 64 bit IEEE 754 number.
    Double,
    /// A point in time.
    Timestamp,
    /// Text from an open set of named values.
    Enum(Values),
    /// A sequence of elements.
    List(&'static Member),
    /// Values under text keys.
    Map(&'static Member, &'static Member),
    /// Named members.
    Structure(Members),
}

/// How a timestamp is written (the trait `smithy.api#timestampFormat`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// Seconds since 1970, with a fraction where there is one: `1515531081.123`.
    EpochSeconds,
    /// RFC 3339 in UTC: `2018-01-09T20:51:21.123Z`.
    DateTime,
    /// The fixed form of RFC 9110: `Tue, 09 Jan 2018 20:51:21 GMT`.
    HttpDate,
}

/// Where a top-level member travels in an HTTP message (Smithy 2.0, "HTTP bindings").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// In the body, beside the other unbound members.
    Body,
    /// In the label of the request's path that has the member's name (`httpLabel`).
    Label,
    /// In the query under this name (`httpQuery`).
    Query(&'static str),
    /// In the header of this name (`httpHeader`).
    Header(&'static str),
}

/// What a member is part of, which decides how a codec introduces its value.
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

/// A member: its name, what it targets, and the traits that matter on the wire.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// The member's name in the model.
    pub name: &'static str,
    /// The targeted shape.
    pub target: &'static Schema,
    /// What the member is part of.
    pub role: Role,
    /// Where the member travels when it is at the top level of an HTTP message.
    pub binding: Binding,
    /// The name in JSON where it differs from the member's (`jsonName`).
    pub json_name: Option<&'static str>,
    /// The format of a timestamp where it is not the protocol's own choice (`timestampFormat`).
    pub timestamp: Option<TimestampFormat>,
    /// Whether values must not be shown (`sensitive`, on the member's target too).
    pub sensitive: bool,
}

impl Member {
    const fn with_role(name: &'static str, target: &'static Schema, role: Role) -> Self {
        Self {
            name,
            target,
            role,
            binding: Binding::Body,
            json_name: None,
            timestamp: None,
            sensitive: false,
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

    /// Sets the member's name in JSON, for the protocols that honour it.
    #[must_use]
    pub const fn json_name(mut self, name: &'static str) -> Self {
        self.json_name = Some(name);
        self
    }

    /// Fixes the format of a timestamp.
    #[must_use]
    pub const fn timestamp(mut self, format: TimestampFormat) -> Self {
        self.timestamp = Some(format);
        self
    }

    /// Marks values that must not be shown.
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
}

/// Stands in where a member that does not target a list is asked for elements, which generated code never does.
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

/// A list shape.
#[must_use]
pub const fn list(id: &'static str, element: &'static Member) -> Schema {
    Schema {
        id,
        kind: Kind::List(element),
    }
}

/// A map shape.
#[must_use]
pub const fn map(id: &'static str, key: &'static Member, value: &'static Member) -> Schema {
    Schema {
        id,
        kind: Kind::Map(key, value),
    }
}

/// An enum shape.
#[must_use]
pub const fn enumeration(id: &'static str, values: Values) -> Schema {
    Schema {
        id,
        kind: Kind::Enum(values),
    }
}

/// The schema of a structure type.
#[must_use]
pub const fn of<T: Structure>() -> &'static Schema {
    T::SCHEMA
}

/// A structure shape, its members being those that `T` encodes.
#[must_use]
pub const fn structure<T: Structure>() -> Schema {
    Schema {
        id: T::ID,
        kind: Kind::Structure(members::<T>),
    }
}

/// The members of a structure type: it encodes its zero value before an encoder that only takes note of them.
pub fn members<T: Structure>(visit: &mut dyn FnMut(&'static Member)) {
    // The trace never fails, so there is nothing to report.
    let _ = T::zero().encode_members(&mut Trace(visit));
}

const fn simple(id: &'static str, kind: Kind) -> Schema {
    Schema { id, kind }
}

/// `smithy.api#Blob`
pub const BLOB: &Schema = &simple("smithy.api#Blob", Kind::Blob);
/// `smithy.api#Boolean`
pub const BOOLEAN: &Schema = &simple("smithy.api#Boolean", Kind::Boolean);
/// `smithy.api#String`
pub const STRING: &Schema = &simple("smithy.api#String", Kind::String);
/// `smithy.api#Byte`
pub const BYTE: &Schema = &simple("smithy.api#Byte", Kind::Byte);
/// `smithy.api#Short`
pub const SHORT: &Schema = &simple("smithy.api#Short", Kind::Short);
/// `smithy.api#Integer`
pub const INTEGER: &Schema = &simple("smithy.api#Integer", Kind::Integer);
/// `smithy.api#Long`
pub const LONG: &Schema = &simple("smithy.api#Long", Kind::Long);
/// `smithy.api#Float`
pub const FLOAT: &Schema = &simple("smithy.api#Float", Kind::Float);
/// `smithy.api#Double`
pub const DOUBLE: &Schema = &simple("smithy.api#Double", Kind::Double);
/// `smithy.api#Timestamp`
pub const TIMESTAMP: &Schema = &simple("smithy.api#Timestamp", Kind::Timestamp);
