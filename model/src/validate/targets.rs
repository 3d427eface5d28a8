//! The shapes that members with HTTP bindings target (Smithy 2.0, "HTTP bindings", the selectors of
//! the traits).

use super::{about_trait, is_text};
use crate::traits::known;
use crate::{Diagnostic, Member, Model, Shape, ShapeKind, Trait};

/// Checks the members of an input, output or error: that each has one binding at most, which can
/// hold it.
pub(super) fn check(model: &Model, shape: &Shape, found: &mut Vec<Diagnostic>) {
    for member in shape.members() {
        let bound = known::HTTP_BINDINGS.iter();
        let mut bound = bound.filter_map(|id| member.traits.find(id));
        let Some(first) = bound.next() else {
            continue;
        };
        if let Some(second) = bound.next() {
            let message = format!(
                "`{}` is bound twice: by {} and by {}",
                member.name, first.id, second.id
            );
            found.push(about_trait(
                shape.id.clone(),
                second,
                message,
                "remove one of them",
            ));
        }
        target(model, shape, member, first, found);
    }
}

/// Checks that a binding can hold the shape that its member targets.
fn target(
    model: &Model,
    shape: &Shape,
    member: &Member,
    bound: &Trait,
    found: &mut Vec<Diagnostic>,
) {
    let Some(target) = model.shape(&member.target) else {
        return;
    };
    let list_of = |shape: &Shape, is: fn(&Shape) -> bool| match &shape.kind {
        ShapeKind::List { member } => model.shape(&member.target).is_some_and(is),
        _ => false,
    };
    let (fits, wanted) = match (bound.id.as_str(), &target.kind) {
        (known::HTTP_LABEL, _) => (is_simple(target), "a boolean, number, string or timestamp"),
        (known::HTTP_HEADER | known::HTTP_QUERY, _) => (
            is_simple(target) || list_of(target, is_simple),
            "a boolean, number, string or timestamp, or a list of these",
        ),
        (known::HTTP_QUERY_PARAMS, ShapeKind::Map { value, .. }) => (
            model
                .shape(&value.target)
                .is_some_and(|value| is_text(value) || list_of(value, is_text)),
            "a map of strings, or of lists of strings",
        ),
        (known::HTTP_PREFIX_HEADERS, ShapeKind::Map { value, .. }) => (
            model.shape(&value.target).is_some_and(is_text),
            "a map of strings",
        ),
        (known::HTTP_QUERY_PARAMS | known::HTTP_PREFIX_HEADERS, _) => (false, "a map of strings"),
        _ => return,
    };
    if !fits {
        let (name, kind) = (&member.name, target.kind.word());
        let message = format!("`{name}` has {}, which cannot hold its {kind}", bound.id);
        let help = format!("target {wanted}");
        found.push(about_trait(shape.id.clone(), bound, message, help));
    }
}

/// Values that have one text.
fn is_simple(shape: &Shape) -> bool {
    use ShapeKind::{
        BigDecimal, BigInteger, Boolean, Byte, Double, Float, IntEnum, Integer, Long, Short,
        Timestamp,
    };
    let number = matches!(
        shape.kind,
        Byte | Short | Integer | Long | Float | Double | BigInteger | BigDecimal | IntEnum(_)
    );
    number || is_text(shape) || matches!(shape.kind, Boolean | Timestamp)
}
