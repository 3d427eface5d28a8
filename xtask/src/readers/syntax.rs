//! Compares the syntax of the operations of both models.

use std::collections::BTreeSet;

use tinsmith_model::ShapeId;
use tinsmith_model::compare::Rule;
use tinsmith_model::syntax::{operation, published};

use super::causes::{Causes, SelectedModel};

/// The changes that are visible in the syntax.
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

/// The comparison of the operations that both models have.
#[derive(Default)]
pub(super) struct Compared {
    /// The number of operations.
    pub(super) operations: usize,
    /// The names of the operations that differ, with the changes that cause it; none if there are
    /// none.
    pub(super) differing: Vec<(String, BTreeSet<usize>)>,
}

/// Compares the models as they were read.
pub(super) fn compare([old, new]: [SelectedModel<'_>; 2], causes: &Causes<'_>) -> Compared {
    let mut compared = Compared::default();
    for id in old.selection.operation_ids() {
        let Some(other) = new.operation(id.name()) else {
            continue;
        };
        compared.operations += 1;
        if texts(old, id) != texts(new, &other.id) {
            let behind = causes.causes_of_operation(id.name(), |rule| SHOWN.contains(&rule));
            compared.differing.push((id.name().to_owned(), behind));
        }
    }
    compared
}

/// The full syntax, and the published one with notices in place of long blocks.
fn texts(half: SelectedModel<'_>, id: &ShapeId) -> [Option<String>; 2] {
    let service = half.selection.service();
    [
        operation(half.model, id),
        published(half.model, service, id),
    ]
}
