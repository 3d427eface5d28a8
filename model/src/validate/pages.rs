//! Pagination (Smithy 2.0, "paginated trait").

use super::{about_trait, is_text};
use crate::quoted::quoted;
use crate::traits::known;
use crate::{Diagnostic, Member, Model, Paginated, Selection, Shape, ShapeKind, Trait};

/// Checks that the pagination of the selected operations names members that can serve for it.
pub(super) fn check(model: &Model, selection: &Selection, found: &mut Vec<Diagnostic>) {
    let Some(service) = model.shape(selection.service()) else {
        return;
    };
    let operations = selection.operation_ids().iter();
    for shape in operations.filter_map(|id| model.shape(id)) {
        let paginated = Paginated::merged(&shape.traits, &service.traits);
        let bound = shape.traits.find(known::PAGINATED);
        if let (Some(paginated), Some(bound)) = (paginated, bound) {
            operation(model, (shape, bound), paginated, found);
        }
    }
}

/// The shapes that a member of pagination may target.
type Fits = fn(&Shape) -> bool;

fn operation(
    model: &Model,
    (shape, bound): (&Shape, &Trait),
    paginated: Paginated<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let ends = shape.as_operation();
    let input = ends.and_then(|one| model.shape(one.input.as_ref()?));
    let output = ends.and_then(|one| model.shape(one.output.as_ref()?));
    let token = (is_token as Fits, "a string, integer, long or map");
    let size = (is_size as Fits, "an integer");
    let items = (is_collection as Fits, "a list or map");
    let members = [
        ("inputToken", paginated.input_token, input, token),
        ("outputToken", paginated.output_token, output, token),
        ("pageSize", paginated.page_size, input, size),
        ("items", paginated.items, output, items),
    ];
    for (name, path, start, (fits, wanted)) in members {
        let flaw = match (path, path.zip(start)) {
            (None, _) if !name.ends_with("Token") => continue,
            (None, _) => "is missing".to_owned(),
            (Some(path), Some((_, start))) => match target(model, start, path) {
                Some(target) if fits(target) => continue,
                Some(target) => format!("is `{}`, of type {}", quoted(path), target.kind.word()),
                None => format!("is `{}`, which is not in {}", quoted(path), start.id),
            },
            (Some(path), None) => format!("is `{}`, but there is no such message", quoted(path)),
        };
        let message = format!("`{name}` of the pagination {flaw}");
        let help = format!("name a member that is {wanted}");
        found.push(about_trait(shape.id.clone(), bound, message, help));
    }
    let token = |path: Option<&str>, start: Option<&'_ Shape>| {
        let token = target(model, start?, path?).filter(|target| is_token(target));
        token.map(|token| token.kind.word())
    };
    let tokens = token(paginated.input_token, input).zip(token(paginated.output_token, output));
    if let Some((input, output)) = tokens.filter(|(input, output)| input != output) {
        let message = format!("`inputToken` is of type {input}, but `outputToken` {output}");
        let help = "name members of the same type";
        found.push(about_trait(shape.id.clone(), bound, message, help));
    }
}

/// The target of a path of members such as `page.items`.
fn target<'m>(model: &'m Model, start: &'m Shape, path: &str) -> Option<&'m Shape> {
    path.split('.').try_fold(start, |shape, name| {
        let member: &Member = shape.as_structure()?.get(name)?;
        model.shape(&member.target)
    })
}

/// Returns true for the tokens that the runtime can compare and send back.
fn is_token(shape: &Shape) -> bool {
    use ShapeKind::{Integer, Long, Map, String};
    matches!(shape.kind, Integer | Long | Map { .. } | String)
}

/// Returns true for numbers, and for strings, which the models of some services have for them.
fn is_size(shape: &Shape) -> bool {
    use ShapeKind::{Byte, IntEnum, Integer, Long, Short};
    is_text(shape) || matches!(shape.kind, Byte | Short | Integer | Long | IntEnum(_))
}

fn is_collection(shape: &Shape) -> bool {
    matches!(shape.kind, ShapeKind::List { .. } | ShapeKind::Map { .. })
}
