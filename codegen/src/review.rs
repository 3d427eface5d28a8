//! What a new model does to a generated crate: the changes of the model with what each of them does on the wire and to the
//! Rust API, the version that the crate must take, and the entry for its changelog.
//!
//! ```no_run
//! use std::path::Path;
//! use tinsmith_codegen::{Options, review::review};
//! use tinsmith_model::{Model, Selection};
//!
//! let [old, new] = ["old.json", "new.json"].map(|path| Model::read(Path::new(path)));
//! let (old, new) = (old?, new?);
//! let of_old = Selection::all(&old, &old.service()?.id)?;
//! let of_new = Selection::all(&new, &new.service()?.id)?;
//! let review = review((&old, &of_old), (&new, &of_new), &Options::new("weather"))?;
//! for judged in &review.changes {
//!     println!("{} {}: {}", judged.change.rule, judged.change.subject, judged.change.message);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The Rust API is judged by what is generated: the public items of both crates are listed from what the emitters print, and
//! compared. So nothing is overlooked that the generator makes of a model, and a change that it makes nothing of is a patch. What counts
//! as breaking is what cargo says of versions (The Cargo Book, "SemVer Compatibility"): an item, field, variant or
//! implementation that is gone, a type or signature that is another, a field more in a structure that callers write as a
//! literal. Structures and enums that are `non_exhaustive` may grow.

mod attribute;
mod changelog;
mod differences;
mod entries;
mod half;
mod location;
mod unexplained;
mod version;
mod wire;

use std::collections::HashSet;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use tinsmith_model::compare::{Change, Side, Wire, compare};
use tinsmith_model::{Diagnostic, Model, ReadErrors, Selection, ShapeId};

pub use self::changelog::entry;
pub use self::differences::ItemChange;
pub use self::entries::{Entry, few};
pub use self::location::Location;
use self::location::Locations;
pub use self::version::{Api, next_version};
pub use self::wire::WireFact;
use crate::ir::Crate;
use crate::{Files, Generated, Options, unsupported_operations, unsupported_protocol};

/// The review of a new model.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Review {
    /// The changes of the model, sorted by the names of shapes.
    pub changes: Vec<Judged>,
    /// The differences of the Rust API for which no change of the model is found.
    pub others: Vec<ItemChange>,
    /// The operations of either model that cannot be generated, with the reason: their changes are judged on the wire alone.
    pub left_out: Vec<(ShapeId, Diagnostic)>,
    /// The reason for which one of the two models cannot be generated at all: the service speaks no supported protocol. Its
    /// changes are judged on the wire alone.
    pub not_generated: Option<Diagnostic>,
    /// The generated files that differ though no change is about what they are made of.
    pub unexplained_files: Vec<String>,
    /// The crate of the old model.
    pub old_files: Files,
    /// The crate of the new model.
    pub new_files: Files,
}

/// A change of the model with what it does to the Rust API.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Judged {
    /// The change, and what it does on the wire.
    pub change: Change,
    /// What version of the generated crate it asks for; `None` where nothing can be generated.
    pub api: Option<Api>,
    /// The Rust items that it changes; empty where it changes none.
    pub items: Vec<ItemChange>,
    /// The facts of requests and responses that it alters.
    pub facts: Vec<WireFact>,
    /// The position of the change that this one follows from: a type is new because a member of it is.
    pub follows: Option<usize>,
    /// The generated item that is made of the subject; `None` if there is none.
    pub location: Option<Location>,
}

impl Review {
    /// The version that the Rust API asks for; `None` if the two crates are the same.
    #[must_use]
    pub fn api(&self) -> Option<Api> {
        let changes = self.changes.iter().filter_map(|judged| judged.api);
        let others = self.others.iter().map(|item| item.api);
        let most = changes.chain(others).max();
        let differs = self.old_files != self.new_files;
        differs.then(|| most.unwrap_or(Api::Patch))
    }

    /// The version that the crate must take: a change that breaks on the wire is a major one, too. `None` if the two crates
    /// are the same.
    #[must_use]
    pub fn asks_for(&self) -> Option<Api> {
        let api = self.api()?;
        Some(match self.wire() {
            Wire::Breaking => Api::Major,
            Wire::Validation | Wire::Safe => api,
        })
    }

    /// The gravest verdict on the wire.
    #[must_use]
    pub fn wire(&self) -> Wire {
        let all = self.changes.iter().map(|judged| judged.change.wire);
        all.max().unwrap_or(Wire::Safe)
    }
}

/// Compares two models within a selection of each, and the crates that are generated of them. Both are generated with the
/// same options.
///
/// # Errors
/// What cannot be generated in either of the models, but for operations that need what is not supported: those are left out.
pub fn review(
    old: (&Model, &Selection),
    new: (&Model, &Selection),
    options: &Options,
) -> Result<Review, ReadErrors> {
    let changes = compare(old, new);
    let refused = [old, new]
        .into_iter()
        .find_map(|one| unsupported_protocol(one.0, one.1));
    if refused.is_some() {
        return Ok(on_the_wire(changes, refused));
    }
    let (old_selection, mut left_out) = supported(old)?;
    let (new_selection, also) = supported(new)?;
    left_out.extend(also);
    left_out.dedup_by(|a, b| a.0 == b.0);
    let [before, after] = generate_both((old.0, &old_selection), (new.0, &new_selection), options)?;
    let differing = differences::find(&before.api, &after.api);
    let (changes, others) = attribute::attribute(
        changes,
        differing,
        (old.0, &old_selection),
        (new.0, &new_selection),
    );
    let mut changes = changes;
    let crates = [&before.lowered, &after.lowered];
    let generated: HashSet<&ShapeId> = crates.into_iter().flat_map(operations_of).collect();
    let facts = wire::differing(&before.lowered, &after.lowered);
    wire::attach(&mut changes, &facts, &generated, new);
    locate(&mut changes, &before, &after);
    let unexplained_files = unexplained::files(&changes, (old.0, &before), (new.0, &after));
    Ok(Review {
        changes,
        others,
        left_out,
        not_generated: None,
        unexplained_files,
        old_files: before.files,
        new_files: after.files,
    })
}

/// Notes what is generated from the subjects of changes, in the crate of their model or else in the other one.
fn locate(changes: &mut [Judged], before: &Generated, after: &Generated) {
    let old = Locations::of(before, Side::Old);
    let new = Locations::of(after, Side::New);
    for judged in changes {
        let change = &judged.change;
        let [first, second] = match change.side {
            Side::Old => [&old, &new],
            Side::New => [&new, &old],
        };
        judged.location = first.find(change).or_else(|| second.find(change));
        for item in &mut judged.items {
            item.location = new.of_item(&item.path).or_else(|| old.of_item(&item.path));
        }
    }
}

/// The ids of the operations that are generated.
fn operations_of(lowered: &Crate) -> impl Iterator<Item = &ShapeId> {
    lowered.operations.iter().map(|operation| &operation.id)
}

/// The stack of a thread that generates, in bytes: as large as that of the main thread.
const STACK: usize = 8 << 20;

/// Both crates, at the same time where there can be another thread.
fn generate_both(
    old: (&Model, &Selection),
    new: (&Model, &Selection),
    options: &Options,
) -> Result<[Generated; 2], ReadErrors> {
    let generate_old = || Generated::of(old.0, old.1, options);
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(STACK);
        let beside = builder.spawn_scoped(scope, generate_old);
        let after = Generated::of(new.0, new.1, options);
        let before = match beside {
            Ok(beside) => beside.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => generate_old(),
        };
        Ok([before?, after?])
    })
}

/// A review of changes of which nothing is generated.
fn on_the_wire(changes: Vec<Change>, not_generated: Option<Diagnostic>) -> Review {
    let unjudged = |change| Judged {
        change,
        api: None,
        items: Vec::new(),
        facts: Vec::new(),
        follows: None,
        location: None,
    };
    Review {
        changes: changes.into_iter().map(unjudged).collect(),
        not_generated,
        ..Review::default()
    }
}

/// The selection without the operations that cannot be generated, and those.
fn supported(
    (model, selection): (&Model, &Selection),
) -> Result<(Selection, Vec<(ShapeId, Diagnostic)>), ReadErrors> {
    let refused = unsupported_operations(model, selection);
    if refused.is_empty() {
        return Ok((selection.clone(), refused));
    }
    let ids = selection.operation_ids().iter();
    let kept = ids.filter(|id| refused.iter().all(|(refused, _)| refused != *id));
    let selection = Selection::operations(model, selection.service(), kept);
    let selection = selection.map_err(|error| ReadErrors {
        source: Arc::clone(model.source()),
        diagnostics: vec![unreadable(error.to_string())],
    })?;
    Ok((selection, refused))
}

fn unreadable(reason: String) -> Diagnostic {
    Diagnostic {
        place: None,
        shape: None,
        message: format!("the generated crates cannot be compared: {reason}"),
        help: "this is a defect of the generator; please report it with the model".to_owned(),
    }
}
