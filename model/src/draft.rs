//! From drafts to shapes: each kind gets what it must have.

use indexmap::IndexMap;

use crate::reader::Reader;
use crate::traits::known;
use crate::{EnumMember, Member, Place, Shape, ShapeId, ShapeKind, TraitValue, Traits};

/// A shape as it stands in the file.
pub(crate) struct Draft {
    pub(crate) body: Body,
    pub(crate) traits: Traits,
    pub(crate) place: Place,
    /// The shapes whose traits and members are mixed in.
    pub(crate) mixins: Vec<ShapeId>,
    /// By name; those of lists are called `member`, those of maps `key` and `value`.
    pub(crate) members: IndexMap<String, Member>,
}

/// What a draft is. The kinds with members wait for them to be complete.
#[expect(clippy::large_enum_variant, reason = "drafts are few and live briefly")]
pub(crate) enum Body {
    /// All is known already.
    Whole(ShapeKind),
    List,
    Map,
    Structure,
    Union,
    Enum,
    IntEnum,
}

impl Body {
    /// The word of the JSON AST for this kind.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Whole(kind) => kind.word(),
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

/// Makes shapes of all drafts; those that lack what their kind must have are reported and left out.
pub(crate) fn finish(reader: &mut Reader<'_>, drafts: Drafts) -> Shapes {
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
            format!("a {} needs {what}", body.word()),
            format!("add {what}"),
        );
        None
    };
    let kind = match body {
        Body::Whole(kind) => kind,
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

/// The members of an enum with their values, which leave the traits. Every wrong value is reported.
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
                let message = format!("the member `{name}` has no value that fits the enum");
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

/// A text; the name where none is given. Smithy forbids an empty one, and botocore's form does not; whoever sends it is
/// understood.
fn text(name: &str, given: Option<&TraitValue>) -> Result<String, &'static str> {
    match given {
        None => Ok(name.to_owned()),
        Some(TraitValue::String(text)) => Ok(text.clone()),
        Some(_) => Err("smithy.api#enumValue is a text in an enum"),
    }
}

fn integer(_: &str, given: Option<&TraitValue>) -> Result<i32, &'static str> {
    let number = given
        .and_then(TraitValue::as_i64)
        .and_then(|number| i32::try_from(number).ok());
    number.ok_or("smithy.api#enumValue is an integer of 32 bits in an intEnum, and must be there")
}
