//! Shapes and their members.

use indexmap::IndexMap;

use crate::{Place, ShapeId, Traits};

/// A shape of the model. Two shapes are equal when they say the same; where they stand does not count.
#[derive(Clone, Debug)]
pub struct Shape {
    /// The id, never that of a member.
    pub id: ShapeId,
    /// What it is.
    pub kind: ShapeKind,
    /// The traits applied to it.
    pub traits: Traits,
    /// Where it stands in the file.
    pub place: Place,
}

/// What a shape is, with what belongs to each kind.
#[derive(Clone, Debug, PartialEq)]
pub enum ShapeKind {
    /// Bytes.
    Blob,
    /// True or false.
    Boolean,
    /// Text.
    String,
    /// A signed integer of 8 bits.
    Byte,
    /// A signed integer of 16 bits.
    Short,
    /// A signed integer of 32 bits.
    Integer,
    /// A signed integer of 64 bits.
    Long,
    /// A floating point number of 32 bits.
    Float,
    /// A floating point number of 64 bits.
    Double,
    /// An integer of any size.
    BigInteger,
    /// A decimal number of any size and precision.
    BigDecimal,
    /// An instant.
    Timestamp,
    /// Any JSON-like value.
    Document,
    /// One of several texts, by member name.
    Enum(IndexMap<String, EnumMember<String>>),
    /// One of several 32-bit integers, by member name.
    IntEnum(IndexMap<String, EnumMember<i32>>),
    /// Values of one shape in order; also what Smithy 1.0 calls a set.
    List {
        /// The element, named `member`.
        member: Member,
    },
    /// Values by text.
    Map {
        /// The key, named `key`.
        key: Member,
        /// The value, named `value`.
        value: Member,
    },
    /// Named members side by side, in the order of the model.
    Structure {
        /// The members by name.
        members: IndexMap<String, Member>,
    },
    /// Exactly one of its members.
    Union {
        /// The members by name; at least one.
        members: IndexMap<String, Member>,
    },
    /// A service.
    Service(Service),
    /// A resource.
    Resource(Resource),
    /// An operation.
    Operation(Operation),
}

impl ShapeKind {
    /// The word Smithy's JSON AST uses for the kind, for example `intEnum`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Blob => "blob",
            Self::Boolean => "boolean",
            Self::String => "string",
            Self::Byte => "byte",
            Self::Short => "short",
            Self::Integer => "integer",
            Self::Long => "long",
            Self::Float => "float",
            Self::Double => "double",
            Self::BigInteger => "bigInteger",
            Self::BigDecimal => "bigDecimal",
            Self::Timestamp => "timestamp",
            Self::Document => "document",
            Self::Enum(_) => "enum",
            Self::IntEnum(_) => "intEnum",
            Self::List { .. } => "list",
            Self::Map { .. } => "map",
            Self::Structure { .. } => "structure",
            Self::Union { .. } => "union",
            Self::Service(_) => "service",
            Self::Resource(_) => "resource",
            Self::Operation(_) => "operation",
        }
    }

    /// The simple kind of this word: all but enums, aggregates, services, resources and operations.
    pub(crate) fn simple(word: &str) -> Option<Self> {
        const SIMPLE: [ShapeKind; 13] = [
            ShapeKind::Blob,
            ShapeKind::Boolean,
            ShapeKind::String,
            ShapeKind::Byte,
            ShapeKind::Short,
            ShapeKind::Integer,
            ShapeKind::Long,
            ShapeKind::Float,
            ShapeKind::Double,
            ShapeKind::BigInteger,
            ShapeKind::BigDecimal,
            ShapeKind::Timestamp,
            ShapeKind::Document,
        ];
        SIMPLE.into_iter().find(|kind| kind.word() == word)
    }
}

impl Shape {
    /// The members that hold values: of a structure or union, the element of a list, key and value of a map.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        let (named, positional) = match &self.kind {
            ShapeKind::Structure { members } | ShapeKind::Union { members } => {
                (Some(members.values()), [None, None])
            }
            ShapeKind::List { member } => (None, [Some(member), None]),
            ShapeKind::Map { key, value } => (None, [Some(key), Some(value)]),
            _ => (None, [None, None]),
        };
        named
            .into_iter()
            .flatten()
            .chain(positional.into_iter().flatten())
    }

    /// The members that hold values, to change them.
    pub(crate) fn members_mut(&mut self) -> Vec<&mut Member> {
        match &mut self.kind {
            ShapeKind::Structure { members } | ShapeKind::Union { members } => {
                members.values_mut().collect()
            }
            ShapeKind::List { member } => vec![member],
            ShapeKind::Map { key, value } => vec![key, value],
            _ => Vec::new(),
        }
    }

    /// The members, where this is a structure.
    #[must_use]
    pub fn as_structure(&self) -> Option<&IndexMap<String, Member>> {
        match &self.kind {
            ShapeKind::Structure { members } => Some(members),
            _ => None,
        }
    }

    /// The service, where this is one.
    #[must_use]
    pub fn as_service(&self) -> Option<&Service> {
        match &self.kind {
            ShapeKind::Service(service) => Some(service),
            _ => None,
        }
    }

    /// The resource, where this is one.
    #[must_use]
    pub fn as_resource(&self) -> Option<&Resource> {
        match &self.kind {
            ShapeKind::Resource(resource) => Some(resource),
            _ => None,
        }
    }

    /// The operation, where this is one.
    #[must_use]
    pub fn as_operation(&self) -> Option<&Operation> {
        match &self.kind {
            ShapeKind::Operation(operation) => Some(operation),
            _ => None,
        }
    }
}

impl PartialEq for Shape {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.kind == other.kind && self.traits == other.traits
    }
}

/// A member of a structure, union, list or map. Where it stands does not count when two are compared.
#[derive(Clone, Debug)]
pub struct Member {
    /// The name; `member` in a list, `key` and `value` in a map.
    pub name: String,
    /// The shape of its values.
    pub target: ShapeId,
    /// The traits applied to the member itself.
    pub traits: Traits,
    /// Where it stands in the file.
    pub place: Place,
}

impl PartialEq for Member {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.target == other.target && self.traits == other.traits
    }
}

/// A member of an enum; `V` is `String` or `i32`. Where it stands does not count when two are compared.
#[derive(Clone, Debug)]
pub struct EnumMember<V> {
    /// The name.
    pub name: String,
    /// What goes over the wire: the `enumValue` trait, which is not among [`traits`](Self::traits), or else the name.
    pub value: V,
    /// The other traits.
    pub traits: Traits,
    /// Where it stands in the file.
    pub place: Place,
}

impl<V: PartialEq> PartialEq for EnumMember<V> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.value == other.value && self.traits == other.traits
    }
}

/// What a service binds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Service {
    /// The version, often a date; may be empty.
    pub version: String,
    /// The operations bound directly.
    pub operations: Vec<ShapeId>,
    /// The resources bound directly.
    pub resources: Vec<ShapeId>,
    /// Errors that every operation can return.
    pub errors: Vec<ShapeId>,
    /// Names that shapes of other namespaces have within this service.
    pub rename: IndexMap<ShapeId, String>,
}

/// What a resource binds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resource {
    /// The identifiers, by name.
    pub identifiers: IndexMap<String, ShapeId>,
    /// The properties, by name.
    pub properties: IndexMap<String, ShapeId>,
    /// The operation that creates one with an id chosen by the service.
    pub create: Option<ShapeId>,
    /// The operation that creates one with an id chosen by the client.
    pub put: Option<ShapeId>,
    /// The operation that retrieves one.
    pub read: Option<ShapeId>,
    /// The operation that changes one.
    pub update: Option<ShapeId>,
    /// The operation that deletes one.
    pub delete: Option<ShapeId>,
    /// The operation that lists them.
    pub list: Option<ShapeId>,
    /// Further operations on one resource.
    pub operations: Vec<ShapeId>,
    /// Further operations on the collection.
    pub collection_operations: Vec<ShapeId>,
    /// Resources within this one.
    pub resources: Vec<ShapeId>,
}

impl Resource {
    /// The lifecycle operations with their names in the JSON AST, those that are bound.
    pub fn lifecycle(&self) -> impl Iterator<Item = (&'static str, &ShapeId)> {
        let all = [
            ("create", &self.create),
            ("put", &self.put),
            ("read", &self.read),
            ("update", &self.update),
            ("delete", &self.delete),
            ("list", &self.list),
        ];
        all.into_iter()
            .filter_map(|(name, id)| Some((name, id.as_ref()?)))
    }

    /// Every operation bound: lifecycle, instance and collection operations, without those of nested resources.
    pub fn all_operations(&self) -> impl Iterator<Item = &ShapeId> {
        let bound = self.operations.iter().chain(&self.collection_operations);
        self.lifecycle().map(|(_, id)| id).chain(bound)
    }
}

/// What an operation takes and gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Operation {
    /// The input structure; `None` for `smithy.api#Unit`.
    pub input: Option<ShapeId>,
    /// The output structure; `None` for `smithy.api#Unit`.
    pub output: Option<ShapeId>,
    /// The errors of this operation, without those of the service.
    pub errors: Vec<ShapeId>,
}
