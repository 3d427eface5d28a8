//! The entries of a report, grouped by the operations that they touch.

use std::collections::BTreeMap;

use tinsmith_codegen::review::{Entry, Judged, few};
use tinsmith_model::ShapeId;
use tinsmith_model::compare::Rule;

use super::report::Compared;

/// Entries under one title.
pub(crate) struct Group<'a> {
    /// The operations that each entry touches; empty for types that no operation uses.
    pub operations: &'a [ShapeId],
    /// The gravest first.
    pub entries: Vec<Entry<'a>>,
}

impl Group<'_> {
    /// The title: the operation, or how many there are.
    pub(crate) fn title(&self, selected: usize) -> String {
        let names: Vec<&str> = self.operations.iter().map(|id| id.name()).collect();
        match names.len() {
            0 => "Types that no operation uses".to_owned(),
            1 => names[0].to_owned(),
            number if number == selected => format!("All {number} operations"),
            number => format!("{number} operations: {}", few(&names)),
        }
    }
}

/// The groups of all changes but those of documentation, the gravest first.
pub(crate) fn groups(compared: &Compared) -> Vec<Group<'_>> {
    let mut by_operations: BTreeMap<&[ShapeId], Group<'_>> = BTreeMap::new();
    for entry in compared.review.entries() {
        let operations = &entry.judged.change.operations[..];
        let group = by_operations.entry(operations).or_insert(Group {
            operations,
            entries: Vec::new(),
        });
        group.entries.push(entry);
    }
    let mut groups: Vec<Group<'_>> = by_operations.into_values().collect();
    groups.sort_by_cached_key(|group| group.entries.first().map(Entry::weight));
    groups
}

/// The changes of documentation.
pub(crate) fn documentation(compared: &Compared) -> impl Iterator<Item = &Judged> {
    let changes = compared.review.changes.iter();
    changes.filter(|judged| judged.change.rule == Rule::DocsChanged)
}
