//! The report on all services, whatever form it takes.

use tinsmith_codegen::review::{Api, Entry, Judged, Review, entry, few, next_version};
use tinsmith_model::compare::{Side, Wire};

use super::Limit;
use super::diffstat::Shortstat;
use super::pairs::ModelPair;

/// The report on all services.
pub(crate) struct Report {
    pub services: Vec<Service>,
}

/// The report on one service.
pub struct Service {
    /// The name of the crate.
    pub name: String,
    /// The model before and the one after, as paths that a reader can open.
    pub models: [String; 2],
    /// The revision of the model before, if it is not at that path.
    pub base: Option<String>,
    /// The result of the comparison.
    pub outcome: Outcome,
}

/// The result of a comparison.
pub enum Outcome {
    /// The crate is in tinsmith.toml now, but was not.
    New,
    /// The crate was in tinsmith.toml.
    Gone,
    /// There are two models.
    Compared(Box<Compared>),
}

/// The differences between two models.
#[derive(Default)]
pub struct Compared {
    /// The changes.
    pub review: Review,
    /// The reasons for which changes are allowed, in the order of the changes.
    pub allowed: Vec<Option<String>>,
    /// The version of the crate before, if it is known.
    pub version: Option<String>,
    /// The differences of the generated files that come from the model: both models by this
    /// generator.
    pub from_model: Shortstat,
    /// Those that come from the generator: the committed files against what it makes of the old
    /// model.
    pub from_generator: Option<Shortstat>,
    /// Both models, if the form shows more of them than their changes.
    pub pair: Option<ModelPair>,
}

impl Report {
    /// Returns true if something is as grave as the limit, and not allowed.
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
            Limit::Validation => changes.any(|(judged, _)| judged.change.wire != Wire::Safe),
            Limit::Major => {
                let mut items = items.map(|item| item.api);
                changes.any(|(judged, _)| breaks(judged) || may_break_rust(judged))
                    || items.any(|api| api == Api::Major)
            }
            Limit::Any => changes.next().is_some() || items.count() > 0,
        }
    }

    /// Returns the number of selected operations, as far as it is known.
    pub(crate) fn operations(&self) -> usize {
        let changes = self.review.changes.iter();
        let most = changes.map(|judged| judged.change.operations.len()).max();
        let pair = self.pair.as_ref();
        let selected = pair.map(|pair| pair.new.1.operation_ids().len());
        selected.or(most).unwrap_or_default()
    }

    /// The changes with the reasons for which they are allowed.
    pub(crate) fn changes(&self) -> impl Iterator<Item = (&Judged, Option<&String>)> {
        let allowed = self.allowed.iter().map(Option::as_ref);
        let allowed = allowed.chain(std::iter::repeat(None));
        self.review.changes.iter().zip(allowed)
    }

    /// The reason for which a change is allowed.
    pub(crate) fn allowed(&self, entry: &Entry<'_>) -> Option<&String> {
        self.allowed.get(entry.at)?.as_ref()
    }

    /// The changes with the gravest first: those that break on the wire, then those that break the
    /// Rust API, then the rest.
    pub(crate) fn by_weight(&self) -> Vec<(&Judged, Option<&String>)> {
        let mut changes: Vec<_> = self.changes().collect();
        changes.sort_by_key(|(judged, _)| {
            let wire = judged.change.wire;
            std::cmp::Reverse((wire == Wire::Breaking, judged.api, wire))
        });
        changes
    }

    /// Counts the changes by verdict.
    pub(crate) fn counts(&self) -> Counts {
        let changes = &self.review.changes;
        let count = |is: &dyn Fn(&Judged) -> bool| changes.iter().filter(|one| is(one)).count();
        let wire = |wire: Wire| count(&|judged| judged.change.wire == wire);
        let api = |api: Api| count(&|judged| judged.api == Some(api));
        Counts {
            changes: changes.len(),
            breaking: wire(Wire::Breaking),
            validation: wire(Wire::Validation),
            safe: wire(Wire::Safe),
            major: api(Api::Major),
            minor: api(Api::Minor),
            patch: api(Api::Patch),
            allowed: self.allowed.iter().flatten().count(),
        }
    }

    /// The version that the crate must take; `None` if it stays as it is.
    pub(crate) fn next_version(&self) -> Option<String> {
        next_version(self.version.as_deref()?, self.review.asks_for()?)
    }

    /// The changelog entry; `None` if the crate stays as it is.
    pub(crate) fn changelog(&self) -> Option<String> {
        self.review.api()?;
        let version = self.next_version();
        let heading = version.unwrap_or_else(|| "Unreleased".to_owned());
        Some(entry(&self.review, &heading))
    }
}

/// The number of changes.
pub(crate) struct Counts {
    pub changes: usize,
    pub breaking: usize,
    pub validation: usize,
    pub safe: usize,
    pub major: usize,
    pub minor: usize,
    pub patch: usize,
    pub allowed: usize,
}

/// Returns true if old clients break on the wire.
pub(crate) fn breaks(judged: &Judged) -> bool {
    judged.change.wire == Wire::Breaking
}

impl Service {
    /// The file in which the subject of a change stands.
    pub(crate) fn file(&self, side: Side) -> &str {
        match side {
            Side::Old => &self.models[0],
            Side::New => &self.models[1],
        }
    }

    /// The comparison, if there are two models.
    pub(crate) fn compared(&self) -> Option<&Compared> {
        match &self.outcome {
            Outcome::Compared(compared) => Some(compared),
            Outcome::New | Outcome::Gone => None,
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
    let names: Vec<&str> = judged
        .change
        .operations
        .iter()
        .map(|id| id.name())
        .collect();
    few(&names)
}

/// Returns true if the Rust API breaks, or nothing is known of it.
fn may_break_rust(judged: &Judged) -> bool {
    judged.api.is_none_or(|api| api == Api::Major)
}

/// The version that a change asks for; `unknown` if nothing can be generated.
pub(crate) fn api_word(judged: &Judged) -> &'static str {
    judged.api.map_or("unknown", Api::word)
}

/// The direction in which the subject travels: `input`, `output` or both; empty for services and
/// operations.
pub(crate) fn direction(judged: &Judged) -> &'static str {
    match (judged.change.sent, judged.change.received) {
        (true, true) => "input and output",
        (true, false) => "input",
        (false, true) => "output",
        (false, false) => "",
    }
}
