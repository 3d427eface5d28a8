//! Shapes and their members.

use indexmap::IndexMap;

use crate::{Place, ShapeId, Traits};

/// A shape of the model. Positions do not count when two shapes are compared.
#[derive(Clone, Debug)]
pub struct Shape {
    /// The id, never that of a member.
    pub id: ShapeId,
    /// The type, with the properties of that type.
    pub kind: ShapeKind,
    /// The traits applied to the shape.
    pub traits: Traits,

    /// The position in the file.
    pub place: Place,
}

/// The type of a shape, with the properties of that type.
#[derive(Clone, Debug, PartialEq)]
pub enum ShapeKind {
    /// Bytes.
    Blob,
    /// True or false.
    Boolean,
    /// A UTF-8 string.
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
    /// One of several strings, by member name.
    Enum(IndexMap<String, EnumMember<String>>),
    /// One of several 32-bit integers, by member name.
    IntEnum(IndexMap<String, EnumMember<i32>>),
    /// A list of values; also a `set` of Smithy 1.0.
    List {
        /// The element, named `member`.
        member: Member,
    },
    /// A map with string keys.
    Map {
        /// The key, named `key`.
        key: Member,
        /// The value, named `value`.
        value: Member,
    },
    /// A structure: named members, in the order of the model.
    Structure {
        /// The members by name.
        members: IndexMap<String, Member>,
    },
    /// A union: exactly one of its members.
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
    /// The name of the type in the JSON AST, for example `intEnum`.
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

    /// Returns the simple type of this name; `None` for enums, aggregate and service types.
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
    /// The members: of a structure or union, the element of a list, or key and value of a map.
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

    /// The members, mutable.
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

    /// The members, if this is a structure.
    #[must_use]
    pub fn as_structure(&self) -> Option<&IndexMap<String, Member>> {
        match &self.kind {
            ShapeKind::Structure { members } => Some(members),
            _ => None,
        }
    }

    /// The service, if this is one.
    #[must_use]
    pub fn as_service(&self) -> Option<&Service> {
        match &self.kind {
            ShapeKind::Service(service) => Some(service),
            _ => None,
        }
    }

    /// The resource, if this is one.
    #[must_use]
    pub fn as_resource(&self) -> Option<&Resource> {
        match &self.kind {
            ShapeKind::Resource(resource) => Some(resource),
            _ => None,
        }
    }

    /// The operation, if this is one.
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

/// A member of a structure, union, list or map. Positions do not count when two members are
/// compared.
#[derive(Clone, Debug)]
pub struct Member {
    /// The name; `member` in a list, `key` and `value` in a map.
    pub name: String,
    /// The target: the shape of the values.
    pub target: ShapeId,
    /// The traits applied to the member itself.
    pub traits: Traits,

    /// The position in the file.
    pub place: Place,
}

impl PartialEq for Member {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.target == other.target && self.traits == other.traits
    }
}

/// A member of an enum; `V` is `String` or `i32`. Positions do not count when two members are
/// compared.
#[derive(Clone, Debug)]
pub struct EnumMember<V> {
    /// The name.
    pub name: String,
    /// The value on the wire: that of the `enumValue` trait, which is not in
    /// [`traits`](Self::traits), or else the name.
    pub value: V,
    /// The traits other than `enumValue`.
    pub traits: Traits,

    /// The position in the file.
    pub place: Place,
}

impl<V: PartialEq> PartialEq for EnumMember<V> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.value == other.value && self.traits == other.traits
    }
}

/// A service and what it binds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Service {
    /// The version, often a date; may be empty.
    pub version: String,
    /// The operations bound directly.
    pub operations: Vec<ShapeId>,
    /// The resources bound directly.
    pub resources: Vec<ShapeId>,
    /// The errors that every operation can return.
    pub errors: Vec<ShapeId>,
    /// The names of shapes of other namespaces in this service.
    pub rename: IndexMap<ShapeId, String>,
}

/// A resource and what it binds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resource {
    /// The identifiers, by name.
    pub identifiers: IndexMap<String, ShapeId>,
    /// The properties, by name.
    pub properties: IndexMap<String, ShapeId>,
    /// The operation that creates an instance with an id chosen by the service.
    pub create: Option<ShapeId>,
    /// The operation that creates an instance with an id chosen by the client.
    pub put: Option<ShapeId>,
    /// The operation that retrieves an instance.
    pub read: Option<ShapeId>,
    /// The operation that updates an instance.
    pub update: Option<ShapeId>,
    /// The operation that deletes an instance.
    pub delete: Option<ShapeId>,
    /// The operation that lists instances.
    pub list: Option<ShapeId>,
    /// Further operations on an instance.
    pub operations: Vec<ShapeId>,
    /// Further operations on the collection.
    pub collection_operations: Vec<ShapeId>,
    /// Resources within this one.
    pub resources: Vec<ShapeId>,
}

impl Resource {
    /// The bound lifecycle operations with their names in the JSON AST.
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

    /// All bound operations: lifecycle, instance and collection operations, without those of
    /// nested resources.
    pub fn all_operations(&self) -> impl Iterator<Item = &ShapeId> {
        let bound = self.operations.iter().chain(&self.collection_operations);
        self.lifecycle().map(|(_, id)| id).chain(bound)
    }
}

/// An operation with its input, output and errors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Operation {
    /// The input structure; `None` for `smithy.api#Unit`.
    pub input: Option<ShapeId>,
    /// The output structure; `None` for `smithy.api#Unit`.
    pub output: Option<ShapeId>,
    /// The errors of this operation, without those of the service.
    pub errors: Vec<ShapeId>,
}
