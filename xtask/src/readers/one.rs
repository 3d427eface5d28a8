//! What is done with one service.

use tinsmith_codegen::unsupported_protocol;
use tinsmith_model::common::{Gap, common};
use tinsmith_model::compare::{Change, Rule, compare};
use tinsmith_model::{Model, Selection};

use super::causes::{Causes, Half};
use super::pairs::Pair;
use super::{files, syntax};
use tinsmith::failure::Failure;

/// How the two readings of a service compare.
pub(super) struct Outcome {
    pub(super) name: String,
    /// What was taken out of Smithy's model and of botocore's.
    pub(super) taken: [Vec<(Gap, usize)>; 2],
    /// From Smithy's model to botocore's, after that.
    pub(super) changes: Vec<Change>,
    /// What is generated; none where the protocols of the service are not supported.
    pub(super) files: Option<files::Compared>,
    pub(super) syntax: syntax::Compared,
    /// What no change of the models is behind, in sentences.
    pub(super) problems: Vec<String>,
}

/// Reads and compares a service.
///
/// # Errors
/// When it cannot be read or generated.
pub(super) fn work(pair: &Pair) -> Result<Outcome, Failure> {
    let read = [&pair.smithy, &Model::read(&pair.botocore)?];
    let whole = [all(read[0])?, all(read[1])?];
    let both = [
        common(read[0], whole[0].service())?,
        common(read[1], whole[1].service())?,
    ];
    let selections = [all(&both[0].model)?, all(&both[1].model)?];
    let halves = [0, 1].map(|at| Half {
        model: &both[at].model,
        selection: &selections[at],
    });
    let changes = compare(halves[0].parts(), halves[1].parts());
    let causes = Causes::new(halves, &changes);
    let files = match halves.iter().any(is_unsupported) {
        true => None,
        false => Some(files::compare(halves, &changes)?),
    };
    let read = [0, 1].map(|at| Half {
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
        taken: both.map(|one| one.removed),
        changes,
    })
}

/// All operations of the only service.
fn all(model: &Model) -> Result<Selection, Failure> {
    Ok(Selection::all(model, &model.service()?.id)?)
}

fn is_unsupported(half: &Half<'_>) -> bool {
    unsupported_protocol(half.model, half.selection).is_some()
}

/// What differs without a change.
pub(super) fn problems(files: Option<&files::Compared>, syntax: &syntax::Compared) -> Vec<String> {
    let files = files.into_iter().flat_map(|files| &files.differing);
    let files = files.filter(|one| one.causes.is_empty());
    let files = files.map(|one| format!("{} differs", one.path));
    let operations = syntax.differing.iter();
    let operations = operations.filter(|(_, causes)| causes.is_empty());
    let operations = operations.map(|(name, _)| format!("the syntax of {name} differs"));
    files.chain(operations).collect()
}

/// Services are compared whatever they are called; but a name that is still not the same is one that requests carry. Only
/// where another protocol is spoken need the other not do so.
fn names(halves: [Half<'_>; 2], changes: &[Change]) -> Option<String> {
    let [old, new] = halves.map(|half| half.selection.service());
    let explained = changes.iter().any(|one| one.rule == Rule::ProtocolChanged);
    (old != new && !explained)
        .then(|| format!("the service is {old} in the one form and {new} in the other"))
}

impl Outcome {
    /// How often a gap was closed in Smithy's model and in botocore's.
    pub(super) fn taken(&self, gap: Gap) -> [usize; 2] {
        let in_one = |taken: &Vec<(Gap, usize)>| {
            let found = taken.iter().find(|(one, _)| *one == gap);
            found.map_or(0, |(_, count)| *count)
        };
        [in_one(&self.taken[0]), in_one(&self.taken[1])]
    }
}
