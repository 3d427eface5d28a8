//! Drafts of shapes: what the readers produce before members and mixins are resolved.

use indexmap::IndexMap;

use crate::reader::Reader;
use crate::traits::known;
use crate::{EnumMember, Member, Place, Shape, ShapeId, ShapeKind, TraitValue, Traits};

/// A shape as it is in the file, before mixins, `apply` statements and upgrades.
pub(crate) struct Draft {
    pub(crate) body: Body,
    pub(crate) traits: Traits,
    pub(crate) place: Place,
    /// The mixins of the shape.
    pub(crate) mixins: Vec<ShapeId>,
    /// The members by name: `member` of lists, `key` and `value` of maps.
    pub(crate) members: IndexMap<String, Member>,
}

/// The type of a draft. Types with members are completed once all members are known.
#[expect(clippy::large_enum_variant, reason = "drafts are few and live briefly")]
pub(crate) enum Body {
    /// A type without members.
    Complete(ShapeKind),
    List,
    Map,
    Structure,
    Union,
    Enum,
    IntEnum,
}

impl Body {
    /// The name of the type in the JSON AST.
    pub(crate) fn type_name(&self) -> &'static str {
        match self {
            Self::Complete(kind) => kind.word(),
            Self::List => "list",
            Self::Map => "map",
            Self::Structure => "structure",
            Self::Union => "union",
            Self::Enum => "enum",
            Self::IntEnum => "intEnum",
        }
    }
}

/// The drafts of a file by id, in the order of the file.
pub(crate) type Drafts = IndexMap<ShapeId, Draft>;

/// The shapes of a model by id.
pub(crate) type Shapes = IndexMap<ShapeId, Shape>;

/// Completes all drafts; those that lack a required property are reported and left out.
pub(crate) fn into_shapes(reader: &mut Reader<'_>, drafts: Drafts) -> Shapes {
    let mut shapes = Shapes::with_capacity(drafts.len());
    for (id, draft) in drafts {
        match shape(reader, id.clone(), draft) {
            Some(shape) => drop(shapes.insert(id, shape)),
            None => reader.set_broken(id),
        }
    }
    shapes
}

fn shape(reader: &mut Reader<'_>, id: ShapeId, draft: Draft) -> Option<Shape> {
    let Draft {
        body,
        traits,
        place,
        mut members,
        ..
    } = draft;
    let count = members.len();
    let mut lacking = |what: &str| {
        reader.report(
            place,
            Some(&id),
            format!("a {} needs {what}", body.type_name()),
            format!("add {what}"),
        );
        None
    };
    let kind = match body {
        Body::Complete(kind) => kind,
        Body::List => match members.swap_remove("member") {
            Some(member) => ShapeKind::List { member },
            None => return lacking("a `member`"),
        },
        Body::Map => match (members.swap_remove("key"), members.swap_remove("value")) {
            (Some(key), Some(value)) => ShapeKind::Map { key, value },
            _ => return lacking("a `key` and a `value`"),
        },
        Body::Structure => ShapeKind::Structure { members },
        Body::Union | Body::Enum | Body::IntEnum if count == 0 => {
            return lacking("at least one member");
        }
        Body::Union => ShapeKind::Union { members },
        Body::Enum => ShapeKind::Enum(values(reader, &id, members, text)?),
        Body::IntEnum => ShapeKind::IntEnum(values(reader, &id, members, integer)?),
    };
    Some(Shape {
        id,
        kind,
        traits,
        place,
    })
}

/// Moves the `enumValue` traits of an enum into its members. Every wrong value is reported.
fn values<V>(
    reader: &mut Reader<'_>,
    id: &ShapeId,
    members: IndexMap<String, Member>,
    read: impl Fn(&str, Option<&TraitValue>) -> Result<V, &'static str>,
) -> Option<IndexMap<String, EnumMember<V>>> {
    let count = members.len();
    let mut valued = IndexMap::with_capacity(count);
    for (
        name,
        Member {
            mut traits, place, ..
        },
    ) in members
    {
        let given = traits.remove(known::ENUM_VALUE);
        match read(&name, given.as_ref().map(|given| &*given.value)) {
            Ok(value) => {
                valued.insert(
                    name.clone(),
                    EnumMember {
                        name,
                        value,
                        traits,
                        place,
                    },
                );
            }
            Err(help) => {
                let message = format!("the enum member `{name}` has no valid value");
                reader.report(
                    given.map_or(place, |given| given.place),
                    Some(id),
                    message,
                    help,
                );
            }
        }
    }
    (valued.len() == count).then_some(valued)
}

/// The value of an enum member: a string, or the name if no value is given. Smithy forbids an
/// empty value, but botocore's data has some, and services accept them.
fn text(name: &str, given: Option<&TraitValue>) -> Result<String, &'static str> {
    match given {
        None => Ok(name.to_owned()),
        Some(TraitValue::String(text)) => Ok(text.clone()),
        Some(_) => Err("make smithy.api#enumValue a string"),
    }
}

fn integer(_: &str, given: Option<&TraitValue>) -> Result<i32, &'static str> {
    let number = given
        .and_then(TraitValue::as_i64)
        .and_then(|number| i32::try_from(number).ok());
    number.ok_or("add smithy.api#enumValue with a 32-bit integer; an intEnum requires it")
}
