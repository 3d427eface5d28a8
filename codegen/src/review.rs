//! Reviews a new model of a generated crate: its changes, with their effect on the wire and on the
//! Rust API, the required version of the crate, and the changelog entry.
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
//! The Rust API is judged by the public items of both crates, which are listed from the IR and
//! compared. Nothing is overlooked that the generator makes of a model, and a change without
//! effect on it is a patch. Breaking changes are those that cargo names for versions (The Cargo
//! Book, "SemVer Compatibility"): a removed item, field, variant or implementation, another type
//! or signature, a new field of a structure that callers write as a literal. Structures and enums
//! that are `non_exhaustive` may grow.

mod attribute;
mod changelog;
mod differences;
mod endpoints;
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
    /// The differences of the Rust API that no change of the model explains.
    pub others: Vec<ItemChange>,
    /// The operations of either model that cannot be generated, with the reason: their changes are
    /// only judged on the wire.
    pub left_out: Vec<(ShapeId, Diagnostic)>,
    /// The reason why one of the models cannot be generated at all: the service has no supported
    /// protocol. Its changes are only judged on the wire.
    pub not_generated: Option<Diagnostic>,
    /// The generated files that differ although no change concerns their content.
    pub unexplained_files: Vec<String>,
    /// The crate of the old model.
    pub old_files: Files,
    /// The crate of the new model.
    pub new_files: Files,
}

/// A change of the model with its effect on the Rust API.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Judged {
    /// The change, with its effect on the wire.
    pub change: Change,
    /// The version change that it requires; `None` if nothing can be generated.
    pub api: Option<Api>,
    /// The Rust items that it changes; may be empty.
    pub items: Vec<ItemChange>,
    /// The facts of requests and responses that it alters.
    pub facts: Vec<WireFact>,
    /// The index of the change that causes this one: a type is new because a member of it is.
    pub follows: Option<usize>,
    /// The generated item of the subject; `None` if there is none.
    pub location: Option<Location>,
}

impl Review {
    /// The version change that the Rust API requires; `None` if the two crates are equal.
    #[must_use]
    pub fn api(&self) -> Option<Api> {
        let changes = self.changes.iter().filter_map(|judged| judged.api);
        let others = self.others.iter().map(|item| item.api);
        let most = changes.chain(others).max();
        let differs = self.old_files != self.new_files;
        differs.then(|| most.unwrap_or(Api::Patch))
    }

    /// The required version change of the crate: a change that breaks the wire is major, too.
    /// `None` if the two crates are equal.
    #[must_use]
    pub fn asks_for(&self) -> Option<Api> {
        let api = self.api()?;
        Some(match self.wire() {
            Wire::Breaking => Api::Major,
            Wire::Validation | Wire::Safe => api,
        })
    }

    /// The most severe verdict on the wire.
    #[must_use]
    pub fn wire(&self) -> Wire {
        let all = self.changes.iter().map(|judged| judged.change.wire);
        all.max().unwrap_or(Wire::Safe)
    }
}

/// Compares two models in a selection of each, and the crates generated from them with the same
/// options.
///
/// # Errors
/// The errors that prevent generation in either model, except for unsupported operations, which
/// are skipped.
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
    let [of_old, of_new] = [(old.0, &before.lowered), (new.0, &after.lowered)];
    endpoints::tell(&mut changes, of_old, of_new);
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

/// Records the generated items of the subjects of changes, in the crate of their model or else in
/// the other one.
fn locate(changes: &mut [Judged], before: &Generated, after: &Generated) {
    let old = Locations::new(before, Side::Old);
    let new = Locations::new(after, Side::New);
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

/// The stack size of a generating thread, in bytes: that of the main thread.
const STACK: usize = 8 << 20;

/// Generates both crates, in parallel if a thread can be started.
fn generate_both(
    old: (&Model, &Selection),
    new: (&Model, &Selection),
    options: &Options,
) -> Result<[Generated; 2], ReadErrors> {
    let generate_old = || Generated::new(old.0, old.1, options);
    thread::scope(|scope| {
        let builder = thread::Builder::new().stack_size(STACK);
        let beside = builder.spawn_scoped(scope, generate_old);
        let after = Generated::new(new.0, new.1, options);
        let before = match beside {
            Ok(beside) => beside.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => generate_old(),
        };
        Ok([before?, after?])
    })
}

/// Creates the review of changes without generated code.
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

/// Splits the selection into the operations that can be generated, and the others.
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
