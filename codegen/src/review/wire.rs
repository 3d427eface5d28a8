//! The verdict on the wire: the schemas that the runtime would use for both models, compared fact
//! by fact.
//!
//! A walk goes through the operations that both crates have, and through the structures, unions,
//! lists and maps that they send and receive. Facts that differ are given to the changes of the
//! model that they come from; so a change that alters no fact is safe, however its traits look,
//! and a fact that no change accounts for is a change of its own.

mod attach;
mod facts;
mod walk;

pub(super) use self::attach::attach;
pub(super) use self::walk::differing;

use tinsmith_model::ShapeId;

/// A fact of a request or response that differs between the two models.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WireFact {
    /// The fact, such as `content type`.
    pub name: &'static str,
    /// The requests that have it, such as `us-east-1; FIPS`; `None` if all do that the change is
    /// about.
    pub when: Option<String>,
    /// Its value for the old model; `None` if it did not hold.
    pub before: Option<String>,
    /// Its value for the new model; `None` if it does not hold.
    pub after: Option<String>,
    /// Old clients break by it.
    pub breaks: bool,
}

impl WireFact {
    /// The name with the requests that have the fact, if not all do: `endpoint (us-east-1)`.
    #[must_use]
    pub fn title(&self) -> String {
        match &self.when {
            Some(when) => format!("{} ({when})", self.name),
            None => self.name.to_owned(),
        }
    }
}

/// A fact that differs, with the shapes that it can come from.
#[derive(Clone, Debug)]
pub(super) struct Difference {
    pub(super) fact: WireFact,
    /// The operation or member that has the fact, what it targets, and what holds it; the nearest
    /// first.
    pub(super) subjects: Vec<ShapeId>,
    /// The operation in whose request or response the fact is; `None` if it is in all of them.
    pub(super) operation: Option<ShapeId>,
}
