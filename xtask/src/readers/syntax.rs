//! The syntax of both models' operations.

use std::collections::BTreeSet;

use tinsmith_model::ShapeId;
use tinsmith_model::compare::Rule;
use tinsmith_model::syntax::{operation, published};

use super::causes::{Causes, Half};

/// Changes that the syntax shows.
const SHOWN: [Rule; 10] = [
    Rule::EnumValueAdded,
    Rule::EnumValueChanged,
    Rule::EnumValueRemoved,
    Rule::HttpBindingChanged,
    Rule::MemberAdded,
    Rule::MemberRemoved,
    Rule::MembersReordered,
    Rule::StreamingChanged,
    Rule::TargetChanged,
    Rule::TypeChanged,
];

/// How the operations compare that both models have.
#[derive(Default)]
pub(super) struct Compared {
    /// How many there are.
    pub(super) operations: usize,
    /// The names of those that do not look alike, with the changes behind that; none where there are none.
    pub(super) differing: Vec<(String, BTreeSet<usize>)>,
}

/// Compares the models as they were read.
pub(super) fn compare([old, new]: [Half<'_>; 2], causes: &Causes<'_>) -> Compared {
    let mut compared = Compared::default();
    for id in old.selection.operation_ids() {
        let Some(other) = new.operation(id.name()) else {
            continue;
        };
        compared.operations += 1;
        if texts(old, id) != texts(new, &other.id) {
            let behind = causes.of_ends(id.name(), |rule| SHOWN.contains(&rule));
            compared.differing.push((id.name().to_owned(), behind));
        }
    }
    compared
}

/// The whole syntax, and as it is published, with notices in place of what is long.
fn texts(half: Half<'_>, id: &ShapeId) -> [Option<String>; 2] {
    let service = half.selection.service();
    [
        operation(half.model, id),
        published(half.model, service, id),
    ]
}
