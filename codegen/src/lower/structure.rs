//! Structures and unions.

use indexmap::IndexMap;
use tinsmith_model::{ErrorKind, Member, Shape, ShapeId};

use super::member::Container;
use super::{Lowering, formats, member, names};
use crate::ir::{
    self, DefaultValue, Derives, Fault, FormatTrait, Presence, Structure, Union, Zero,
};

/// Lowers a structure with a type of its own.
pub(super) fn of_type(lowering: &mut Lowering<'_>, shape: &Shape, name: &str) -> Structure {
    let built = lowering.selection.reached_from_input(&shape.id);
    structure(lowering, shape, name, built, Container::Structure)
}

/// Lowers the input of an operation. Each operation has one even if its model does not, so that
/// members can be added later.
pub(super) fn input(lowering: &mut Lowering<'_>, id: Option<&ShapeId>, name: &str) -> Structure {
    match id.and_then(|id| lowering.shape(id)) {
        Some(shape) => structure(lowering, shape, name, true, Container::Input),
        None => nothing(lowering, name, true),
    }
}

/// Lowers the output of an operation.
pub(super) fn output(lowering: &mut Lowering<'_>, id: Option<&ShapeId>, name: &str) -> Structure {
    match id.and_then(|id| lowering.shape(id)) {
        Some(shape) => structure(lowering, shape, name, false, Container::Structure),
        None => nothing(lowering, name, false),
    }
}

fn nothing(lowering: &Lowering<'_>, name: &str, built: bool) -> Structure {
    Structure {
        id: "smithy.api#Unit".to_owned(),
        name: name.to_owned(),
        docs: Vec::new(),
        members: Vec::new(),
        labels: Vec::new(),
        built,
        required_name: None,
        derives: Derives {
            value: true,
            eq: lowering.derives.asked.eq,
            hash: lowering.derives.asked.hash,
        },
        zero: Zero::Derived,
        fault: None,
        formats: Vec::new(),
        sensitive: false,
    }
}

fn structure(
    lowering: &mut Lowering<'_>,
    shape: &Shape,
    name: &str,
    built: bool,
    container: Container,
) -> Structure {
    let members = shape.members();
    let members = members.filter_map(|member| member::lower(lowering, shape, member, container));
    let members: Vec<_> = members.collect();
    let named = members
        .iter()
        .map(|member| (member.name.as_str(), member.rust_name.as_str()));
    names::distinct(shape, named, &mut lowering.problems);
    let mut formats = formats::of_shape(lowering, shape);
    formats.extend(has_sensitive_message(shape, &members).then_some(FormatTrait::SensitiveMessage));
    Structure {
        id: shape.id.to_string(),
        name: name.to_owned(),
        docs: lowering.docs(&shape.traits),
        labels: Vec::new(),
        built,
        required_name: required_name(name, &members, built && container == Container::Structure),
        derives: lowering.derives.for_shape(&shape.id),
        zero: zero(
            lowering,
            &members,
            built && container == Container::Structure,
        ),
        fault: fault(shape, &members),
        formats,
        sensitive: shape.traits.sensitive(),
        members,
    }
}

/// The maximum number of required members that a constructor takes as arguments.
const MOST_ARGUMENTS: usize = 3;

fn required_name(name: &str, members: &[ir::Member], built: bool) -> Option<String> {
    let required = members.iter();
    let required = required.filter(|member| member.presence == Presence::Required);
    let many = built && required.count() > MOST_ARGUMENTS;
    many.then(|| format!("{name}Required"))
}

fn zero(lowering: &Lowering<'_>, members: &[ir::Member], built: bool) -> Zero {
    let required = |member: &ir::Member| member.presence == Presence::Required;
    if built && members.iter().any(required) {
        Zero::Private
    } else if members
        .iter()
        .all(|member| is_std_default(lowering, member))
    {
        Zero::Derived
    } else {
        Zero::Default
    }
}

/// Returns true if the type's own `Default` is the value that decoding starts from.
fn is_std_default(lowering: &Lowering<'_>, member: &ir::Member) -> bool {
    match member.presence {
        Presence::Optional => true,
        Presence::Required | Presence::Default(DefaultValue::Zero) => {
            lowering.derives.has_default(&member.target)
        }
        Presence::Default(_) => false,
    }
}

fn fault(shape: &Shape, members: &[ir::Member]) -> Option<Fault> {
    let server = shape.traits.error()? == ErrorKind::Server;
    let status = shape.traits.http_error();
    let retryable = shape.traits.retryable();
    Some(Fault {
        message: message(members).filter(|_| !shape.traits.sensitive()),
        server,
        status: status.unwrap_or(if server { 500 } else { 400 }),
        retryable: retryable.is_some(),
        throttling: retryable.is_some_and(|retryable| retryable.throttling),
    })
}

/// The message of an error, by its names in the AWS protocols ("Operation error serialization");
/// none if it is sensitive.
fn message(members: &[ir::Member]) -> Option<String> {
    let mut named = members.iter().filter(|one| is_message(one));
    let named = named.find(|member| !member.redacted);
    named.map(|member| member.rust_name.clone())
}

fn is_message(member: &ir::Member) -> bool {
    member.name.eq_ignore_ascii_case("message") && member.value == ir::Value::String
}

/// Returns true for an error whose message must not be shown.
fn has_sensitive_message(shape: &Shape, members: &[ir::Member]) -> bool {
    let hidden = |one: &ir::Member| one.redacted || shape.traits.sensitive();
    let mut messages = members.iter().filter(|one| is_message(one));
    shape.traits.error().is_some() && messages.any(hidden)
}

/// Lowers a union.
pub(super) fn union(
    lowering: &mut Lowering<'_>,
    shape: &Shape,
    members: &IndexMap<String, Member>,
) -> Union {
    let members = members.values();
    let members =
        members.filter_map(|member| member::lower(lowering, shape, member, Container::Union));
    let members: Vec<_> = members.collect();
    let named = members
        .iter()
        .map(|member| (member.name.as_str(), member.rust_name.as_str()));
    names::distinct(shape, named, &mut lowering.problems);
    Union {
        members,
        formats: formats::of_shape(lowering, shape),
        derives: lowering.derives.for_shape(&shape.id),
        sensitive: shape.traits.sensitive(),
    }
}
