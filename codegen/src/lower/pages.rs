//! Pagination (Smithy 2.0, "paginated trait").

use tinsmith_model::{Paginated, Shape};

use super::member::Container;
use super::{Lowering, member};
use crate::ir::{Member, Pages, Structure, Value};

/// Lowers the pagination of an operation; `None` if it is not paginated, or if its tokens cannot
/// be sent back.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    operation: &Shape,
    input: &Structure,
    output: &Structure,
) -> Option<Pages> {
    let service = lowering.shape(lowering.selection.service())?;
    let paginated = Paginated::merged(&operation.traits, &service.traits)?;
    let (resume, token) = (paginated.input_token?, paginated.output_token?);
    let resume = input
        .members
        .iter()
        .find(|member| member.name == resume)?
        .clone();
    let token = path(lowering, operation, output, token)?;
    let tokens_fit = token.last()?.value == resume.value && is_token(&resume.value);
    let items = match paginated.items {
        Some(items) => path(lowering, operation, output, items),
        None => only_collection(output).map(|member| vec![member.clone()]),
    };
    let items = items.filter(|path| path.last().is_some_and(is_collection));
    let sensitive_token = resume.redacted || token.iter().any(|step| step.redacted);
    tokens_fit.then_some(Pages {
        resume,
        token,
        items,
        repeated_token_ends: false,
        sensitive_token,
    })
}

/// The only list or map of the output, which contains the items if the model does not name them.
fn only_collection(output: &Structure) -> Option<&Member> {
    let mut collections = output.members.iter().filter(|member| is_collection(member));
    let only = collections.next();
    only.filter(|_| collections.next().is_none())
}

fn is_collection(member: &Member) -> bool {
    matches!(member.value, Value::List(_) | Value::Map(_))
}

/// The token types that the runtime can compare and send back.
fn is_token(value: &Value) -> bool {
    matches!(
        value,
        Value::String | Value::Integer | Value::Long | Value::Map(_)
    )
}

/// The maximum length of a path; no known service has more than three members.
const LONGEST: usize = 16;

/// The members on the path from a structure to a value.
fn path(
    lowering: &mut Lowering<'_>,
    operation: &Shape,
    output: &Structure,
    path: &str,
) -> Option<Vec<Member>> {
    if path.split('.').count() > LONGEST {
        let message = format!("a path of smithy.api#paginated has more than {LONGEST} steps");
        let help = "name members that are nearer to the output";
        let problems = &mut lowering.problems;
        problems.report(operation.place, &operation.id, message, help);
        return None;
    }
    let mut names = path.split('.');
    let first = names.next()?;
    let mut way = vec![
        output
            .members
            .iter()
            .find(|member| member.name == first)?
            .clone(),
    ];
    for name in names {
        let shape = lowering.shape(&way.last()?.target)?;
        let next = shape.as_structure()?.get(name)?;
        way.push(member::lower(lowering, shape, next, Container::Structure)?);
    }
    Some(way)
}
