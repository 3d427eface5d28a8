//! What is reported, whatever form it takes.

use tinsmith_codegen::review::{Api, Judged, Review, entry, next_version};
use tinsmith_model::compare::{Side, Wire};

use super::Limit;
use super::diffstat::Shortstat;

/// What is said of all services.
pub(crate) struct Report {
    pub services: Vec<Service>,
}

/// What is said of one service.
pub struct Service {
    /// The name of the crate.
    pub name: String,
    /// The model before and the one after, as paths that a reader can open.
    pub models: [String; 2],
    /// What the model before is called where it is not that path: the revision that it is of.
    pub base: Option<String>,
    /// What comes of the comparison.
    pub outcome: Outcome,
}

/// Whether there are two models.
pub enum Outcome {
    /// The crate is in tinsmith.toml now, but was not.
    New,
    /// The crate was in tinsmith.toml.
    Gone,
    Compared(Box<Compared>),
}

/// What two models differ in.
pub struct Compared {
    pub review: Review,
    /// The reasons for which changes are allowed, in the order of the changes.
    pub allowed: Vec<Option<String>>,
    /// The version of the crate before, where one is known.
    pub version: Option<String>,
    /// What in the generated files comes from the model: both models by this generator.
    pub from_model: Shortstat,
    /// What comes from the generator: the committed files against what it makes of the old model.
    pub from_generator: Option<Shortstat>,
}

impl Report {
    /// Whether something is as grave as the limit, and not allowed.
    pub(crate) fn exceeds(&self, limit: Limit) -> bool {
        self.services.iter().any(|service| match &service.outcome {
            Outcome::New => limit == Limit::Any,
            Outcome::Gone => true,
            Outcome::Compared(compared) => compared.exceeds(limit),
        })
    }
}

impl Compared {
    fn exceeds(&self, limit: Limit) -> bool {
        let items = self.review.others.iter();
        let mut changes = self.changes().filter(|(_, allowed)| allowed.is_none());
        match limit {
            Limit::Breaking => changes.any(|(judged, _)| breaks(judged)),
            Limit::Major => {
                let mut items = items.map(|item| item.api);
                changes.any(|(judged, _)| breaks(judged) || may_break_rust(judged))
                    || items.any(|api| api == Api::Major)
            }
            Limit::Any => changes.next().is_some() || items.count() > 0,
        }
    }

    /// The changes with the reasons for which they are allowed.
    pub fn changes(&self) -> impl Iterator<Item = (&Judged, Option<&String>)> {
        let allowed = self.allowed.iter().map(Option::as_ref);
        self.review.changes.iter().zip(allowed)
    }

    /// The changes as a reader wants them: what breaks on the wire first, then what breaks the Rust API, then the rest.
    pub fn by_weight(&self) -> Vec<(&Judged, Option<&String>)> {
        let mut changes: Vec<_> = self.changes().collect();
        changes.sort_by_key(|(judged, _)| (!breaks(judged), std::cmp::Reverse(judged.api)));
        changes
    }

    /// How many changes there are, how many of them break on the wire, and how many ask for each kind of version.
    pub fn counts(&self) -> Counts {
        let changes = &self.review.changes;
        let api = |api: Api| {
            changes
                .iter()
                .filter(|judged| judged.api == Some(api))
                .count()
        };
        Counts {
            changes: changes.len(),
            breaking: changes.iter().filter(|judged| breaks(judged)).count(),
            major: api(Api::Major),
            minor: api(Api::Minor),
            patch: api(Api::Patch),
            allowed: self.allowed.iter().flatten().count(),
        }
    }

    /// The version that the crate must take; `None` where it stays as it is.
    pub fn next_version(&self) -> Option<String> {
        next_version(self.version.as_deref()?, self.review.api()?)
    }

    /// The changelog entry; `None` where the crate stays as it is.
    pub fn changelog(&self) -> Option<String> {
        self.review.api()?;
        let version = self.next_version();
        let heading = version.unwrap_or_else(|| "Unreleased".to_owned());
        Some(entry(&self.review, &heading))
    }
}

/// How many changes there are.
pub struct Counts {
    pub changes: usize,
    pub breaking: usize,
    pub major: usize,
    pub minor: usize,
    pub patch: usize,
    pub allowed: usize,
}

pub(crate) fn breaks(judged: &Judged) -> bool {
    judged.change.wire == Wire::Breaking
}

impl Service {
    /// The file in which the subject of a change stands.
    pub fn file(&self, side: Side) -> &str {
        match side {
            Side::Old => &self.models[0],
            Side::New => &self.models[1],
        }
    }
}

/// `Shape.member` for an id, without the namespace.
pub(crate) fn subject(judged: &Judged) -> String {
    let id = &judged.change.subject;
    match id.member() {
        Some(member) => format!("{}.{member}", id.name()),
        None => id.name().to_owned(),
    }
}

/// The operations that a change touches, the first of them by name.
pub(crate) fn operations(judged: &Judged) -> String {
    const SHOWN: usize = 3;
    let all = &judged.change.operations;
    let shown = all.iter().take(SHOWN).map(|id| id.name());
    let shown = shown.collect::<Vec<_>>().join(", ");
    match all.len().checked_sub(SHOWN) {
        Some(more @ 1..) => format!("{shown} and {more} more"),
        _ => shown,
    }
}

/// Whether the Rust API breaks, or nothing is known of it.
fn may_break_rust(judged: &Judged) -> bool {
    judged.api.is_none_or(|api| api == Api::Major)
}

/// The version that a change asks for; `unknown` where nothing can be generated.
pub(crate) fn api_word(judged: &Judged) -> &'static str {
    judged.api.map_or("unknown", Api::word)
}
