//! Draws the changes: at random, but the same ones for the same seed.

use std::collections::BTreeSet;

use fastrand::Rng;
use tinsmith_codegen::{Files, generate};
use tinsmith_model::{Model, Selection};

use super::base::Base;
use super::mutations::{KINDS, Kind};
use tinsmith::failure::Failure;
use tinsmith::interrupt::Interrupt;
use tinsmith::pool::Task;
use tinsmith::progress::Progress;
use tinsmith::review::clean;

/// The number of attempts of a kind on a service before the next turn.
const TRIES: usize = 12;

/// The number of turns per requested change: rare kinds leave theirs to others.
const TURNS: usize = 4;

/// A service with a change.
pub(super) struct Change<'b> {
    /// The name of the change's folder.
    pub(super) name: String,
    pub(super) base: &'b Base,
    pub(super) kind: &'static str,
    /// The position and the new value.
    pub(super) what: String,
    pub(super) model: Model,
    pub(super) selection: Selection,
    pub(super) files: Files,
}

impl Task for Change<'_> {
    fn name(&self) -> &str {
        &self.name
    }

    fn weight(&self) -> u64 {
        self.files.values().map(|text| text.len() as u64).sum()
    }
}

/// The drawn changes and the rejected ones.
#[derive(Default)]
pub(super) struct Drawn<'b> {
    pub(super) changes: Vec<Change<'b>>,
    /// The number of models that cannot be read or generated.
    pub(super) refused: usize,
    /// The number of models with an unchanged crate.
    pub(super) idle: usize,
    /// The number of duplicates.
    pub(super) repeated: usize,
    /// The descriptions of the changes drawn so far.
    seen: BTreeSet<String>,
}

/// Draws `number` changes across all services, with the kinds in equal numbers if possible.
///
/// # Errors
/// Returns [`Failure`] if none can be drawn.
pub(super) fn draw<'b>(
    bases: &'b [Base],
    kinds: &[Kind],
    number: usize,
    seed: u64,
    interrupt: &Interrupt,
) -> Result<Drawn<'b>, Failure> {
    let progress = Progress::new(number, "drawing");
    let mut drawn = Drawn::default();
    for turn in 0..number.saturating_mul(TURNS) {
        if interrupt.is_set() || drawn.changes.len() == number {
            break;
        }
        let kind = &kinds[turn % kinds.len()];
        progress.at(kind.name);
        let mut rng = Rng::with_seed(seed.wrapping_mul(1_000_003).wrapping_add(turn as u64));
        let first = turn + turn / kinds.len();
        let mut order = (0..bases.len()).map(|at| &bases[(first + at) % bases.len()]);
        if let Some(mut change) = order.find_map(|base| drawn.one(base, kind, &mut rng)) {
            change.name = format!("{:03}-{}", drawn.changes.len(), kind.name);
            drawn.changes.push(change);
            progress.done();
        }
    }
    if drawn.changes.is_empty() && !interrupt.is_set() {
        let why = "no change of these services makes another crate of them; take others".to_owned();
        return Err(Failure(why));
    }
    Ok(drawn)
}

impl<'b> Drawn<'b> {
    /// The kinds without a change.
    pub(super) fn missing(&self) -> Vec<&'static str> {
        let drawn: BTreeSet<&str> = self.changes.iter().map(|change| change.kind).collect();
        let names = KINDS.iter().map(|kind| kind.name);
        names.filter(|name| !drawn.contains(name)).collect()
    }

    /// Draws a new change of a service that changes its crate.
    fn one(&mut self, base: &'b Base, kind: &Kind, rng: &mut Rng) -> Option<Change<'b>> {
        for _ in 0..TRIES {
            let mut draft = base.draft.clone();
            let Some(what) = (kind.mutate)(&mut draft, rng) else {
                continue;
            };
            if !self
                .seen
                .insert(format!("{} {} {what}", base.name, kind.name))
            {
                self.repeated += 1;
                continue;
            }
            let Ok((model, selection, files)) = generated(base, &draft) else {
                self.refused += 1;
                continue;
            };
            if files == base.files {
                self.idle += 1;
                continue;
            }
            return Some(Change {
                name: String::new(),
                base,
                kind: kind.name,
                what: clean(&what),
                model,
                selection,
                files,
            });
        }
        None
    }
}

fn generated(
    base: &Base,
    draft: &super::draft::Draft,
) -> Result<(Model, Selection, Files), Failure> {
    let model = draft.model(&base.name)?;
    let selection = Selection::all(&model, &model.service()?.id)?;
    let files = generate(&model, &selection, &base.options)?;
    Ok((model, selection, files))
}
