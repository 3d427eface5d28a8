//! Reads and compares a service.

use tinsmith_codegen::unsupported_protocol;
use tinsmith_model::common::{Gap, common};
use tinsmith_model::compare::{Change, Rule, compare};
use tinsmith_model::{Model, Selection};

use super::causes::{Causes, SelectedModel};
use super::pairs::Pair;
use super::{files, syntax};
use tinsmith::failure::Failure;

/// The comparison of the two forms of a service.
pub(super) struct Outcome {
    pub(super) name: String,
    /// The content removed from Smithy's model and from botocore's.
    pub(super) removed: [Vec<(Gap, usize)>; 2],
    /// The remaining changes from Smithy's model to botocore's.
    pub(super) changes: Vec<Change>,
    /// The comparison of the generated code; `None` if no protocol of the service is supported.
    pub(super) files: Option<files::Compared>,
    pub(super) syntax: syntax::Compared,
    /// The differences that no change causes, in sentences.
    pub(super) problems: Vec<String>,
}

/// Reads and compares a service.
///
/// # Errors
/// Returns [`Failure`] if it cannot be read or generated.
pub(super) fn work(pair: &Pair) -> Result<Outcome, Failure> {
    let read = [&pair.smithy, &Model::read(&pair.botocore)?];
    let whole = [all(read[0])?, all(read[1])?];
    let both = [
        common(read[0], whole[0].service())?,
        common(read[1], whole[1].service())?,
    ];
    let selections = [all(&both[0].model)?, all(&both[1].model)?];
    let halves = [0, 1].map(|at| SelectedModel {
        model: &both[at].model,
        selection: &selections[at],
    });
    let changes = compare(halves[0].parts(), halves[1].parts());
    let causes = Causes::new(halves, &changes);
    let files = match halves.iter().any(is_unsupported) {
        true => None,
        false => Some(files::compare(halves, &changes)?),
    };
    let read = [0, 1].map(|at| SelectedModel {
        model: read[at],
        selection: &whole[at],
    });
    let syntax = syntax::compare(read, &causes);
    let mut problems = problems(files.as_ref(), &syntax);
    problems.extend(names(halves, &changes));
    Ok(Outcome {
        name: pair.name.clone(),
        files,
        syntax,
        problems,
        removed: both.map(|one| one.removed),
        changes,
    })
}

/// Selects all operations of the only service.
fn all(model: &Model) -> Result<Selection, Failure> {
    Ok(Selection::all(model, &model.service()?.id)?)
}

fn is_unsupported(half: &SelectedModel<'_>) -> bool {
    unsupported_protocol(half.model, half.selection).is_some()
}

/// Describes the differences without a cause.
pub(super) fn problems(files: Option<&files::Compared>, syntax: &syntax::Compared) -> Vec<String> {
    let files = files.into_iter().flat_map(|files| &files.differing);
    let files = files.filter(|one| one.causes.is_empty());
    let files = files.map(|one| format!("{} differs", one.path));
    let operations = syntax.differing.iter();
    let operations = operations.filter(|(_, causes)| causes.is_empty());
    let operations = operations.map(|(name, _)| format!("the syntax of {name} differs"));
    files.chain(operations).collect()
}

/// Compares the names of the services, which only matter if requests carry them.
fn names(halves: [SelectedModel<'_>; 2], changes: &[Change]) -> Option<String> {
    let [old, new] = halves.map(|half| half.selection.service());
    let explained = changes.iter().any(|one| one.rule == Rule::ProtocolChanged);
    (old != new && !explained)
        .then(|| format!("the service is {old} in Smithy's form and {new} in botocore's"))
}

impl Outcome {
    /// The number of changes for a gap in Smithy's model and in botocore's.
    pub(super) fn removed(&self, gap: Gap) -> [usize; 2] {
        let in_one = |removed: &Vec<(Gap, usize)>| {
            let found = removed.iter().find(|(one, _)| *one == gap);
            found.map_or(0, |(_, count)| *count)
        };
        [in_one(&self.removed[0]), in_one(&self.removed[1])]
    }
}
