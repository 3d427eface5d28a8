//! Schemas of shapes, as constants that generated code defines and codecs read.
//!
//! A schema has no positions and no counts: a structure lists its members by visiting them, so
//! that a generated file only gains lines when its shape gains members. The names are those of the
//! Smithy 2.0 specification.

mod fault;
mod format;
mod member;

pub use self::fault::Fault;
pub use self::format::{FormatTraits, XmlNamespace, traits};
pub use self::member::{Binding, Member, Role, element, entry, key, member};

/// Returns the member at an index in the order of the model; `None` after the last.
pub type Members = fn(usize) -> Option<&'static Member>;

/// Calls its argument once for each named value of an enum, in the order of the model.
pub type Values = fn(&mut dyn FnMut(&'static str));

/// Calls its argument once for each named value of an int enum, in the order of the model.
pub type IntValues = fn(&mut dyn FnMut(i32));

/// A shape: its absolute id and what kind of shape it is.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// The absolute shape id, `namespace#Name`.
    pub id: &'static str,
    /// The kind, with the shapes it refers to.
    pub kind: Kind,
    /// The format-specific traits.
    pub traits: &'static FormatTraits,
}

impl Schema {
    /// A shape without format traits.
    #[must_use]
    pub const fn new(id: &'static str, kind: Kind) -> Self {
        Self {
            id,
            kind,
            traits: FormatTraits::NONE,
        }
    }

    /// Sets the format-specific traits.
    #[must_use]
    pub const fn traits(mut self, traits: &'static FormatTraits) -> Self {
        self.traits = traits;
        self
    }

    /// The shape's name: its id without the namespace.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.id.rsplit('#').next().unwrap_or(self.id)
    }

    /// The name of a document in XML that is a value of the shape (`xmlName`).
    #[must_use]
    pub fn xml_name(&self) -> &'static str {
        self.traits.xml_name.unwrap_or(self.name())
    }

    /// The members of a structure or union in the order of the model; nothing for other shapes.
    pub fn members(&self) -> impl Iterator<Item = &'static Member> + use<> {
        let members = match self.kind {
            Kind::Structure(members) | Kind::Union(members) => members,
            _ => |_| None,
        };
        (0..).map_while(members)
    }
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
    /// An integer of any size.
    BigInteger,
    /// A decimal number of any size and precision.
    BigDecimal,
    /// A point in time.
    Timestamp,
    /// A value of any JSON-like type.
    Document,
    /// A stream of bytes (`streaming`).
    Stream,
    /// A string from an open set of named values.
    Enum(Values),
    /// A number from an open set of named values.
    IntEnum(IntValues),
    /// A list.
    List(&'static Member),
    /// A map with string keys.
    Map(&'static Member, &'static Member),
    /// Named members.
    Structure(Members),
    /// Named members of which one has a value.
    Union(Members),
}

/// The format of a timestamp (`smithy.api#timestampFormat`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// Seconds since 1970, with a fraction if nonzero: `1515531081.123`.
    EpochSeconds,
    /// RFC 3339 in UTC: `2018-01-09T20:51:21.123Z`.
    DateTime,
    /// The fixed form of RFC 9110: `Tue, 09 Jan 2018 20:51:21 GMT`.
    HttpDate,
}

/// A list shape.
#[must_use]
pub const fn list(id: &'static str, element: &'static Member) -> Schema {
    Schema::new(id, Kind::List(element))
}

/// A map shape.
#[must_use]
pub const fn map(id: &'static str, key: &'static Member, value: &'static Member) -> Schema {
    Schema::new(id, Kind::Map(key, value))
}

/// An enum shape.
#[must_use]
pub const fn enumeration(id: &'static str, values: Values) -> Schema {
    Schema::new(id, Kind::Enum(values))
}

/// An int enum shape.
#[must_use]
pub const fn int_enumeration(id: &'static str, values: IntValues) -> Schema {
    Schema::new(id, Kind::IntEnum(values))
}

const fn simple(id: &'static str, kind: Kind) -> Schema {
    Schema::new(id, kind)
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
/// `smithy.api#BigInteger`
pub const BIG_INTEGER: &Schema = &simple("smithy.api#BigInteger", Kind::BigInteger);
/// `smithy.api#BigDecimal`
pub const BIG_DECIMAL: &Schema = &simple("smithy.api#BigDecimal", Kind::BigDecimal);
/// `smithy.api#Timestamp`
pub const TIMESTAMP: &Schema = &simple("smithy.api#Timestamp", Kind::Timestamp);
/// `smithy.api#Document`
pub const DOCUMENT: &Schema = &simple("smithy.api#Document", Kind::Document);
/// A `smithy.api#Blob` with the trait `streaming`.
pub const STREAM: &Schema = &simple("smithy.api#Blob", Kind::Stream);
