//! The entries of a review: each change with the changes that follow from it.

use std::collections::BTreeMap;

use tinsmith_model::compare::{Rule, Wire};

use super::{Api, ItemChange, Judged, Review};

/// A change with the types that are new or gone by it.
#[derive(Clone, Debug)]
pub struct Entry<'r> {
    /// The position of the change in the review.
    pub at: usize,
    /// The change.
    pub judged: &'r Judged,
    /// The changes that follow from it.
    pub followers: Vec<&'r Judged>,
}

impl Review {
    /// The changes that follow from no other, the gravest first; without those of documentation.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry<'_>> {
        let mut followers: BTreeMap<usize, Vec<&Judged>> = BTreeMap::new();
        for judged in &self.changes {
            if let Some(cause) = judged.follows {
                followers.entry(cause).or_default().push(judged);
            }
        }
        let causes = self.changes.iter().enumerate();
        let causes = causes.filter(|(_, judged)| {
            judged.follows.is_none() && judged.change.rule != Rule::DocsChanged
        });
        let entries = causes.map(|(at, judged)| Entry {
            at,
            judged,
            followers: followers.remove(&at).unwrap_or_default(),
        });
        let mut entries: Vec<Entry<'_>> = entries.collect();
        entries.sort_by_key(Entry::weight);
        entries
    }
}

impl<'r> Entry<'r> {
    /// The change in a sentence, with the types that come or go by it: "`config` is new, with five
    /// types: …".
    #[must_use]
    pub fn message(&self) -> String {
        let message = &self.judged.change.message;
        let names = self.followers.iter().map(|one| one.change.subject.name());
        let names = few(&names.collect::<Vec<_>>());
        match self.followers.len() {
            0 => message.clone(),
            1 => format!("{message}, with the type {names}"),
            more => format!("{message}, with {} types: {names}", in_words(more)),
        }
    }

    /// The Rust items of the change and of what follows from it.
    pub fn items(&self) -> impl Iterator<Item = &'r ItemChange> + use<'r> {
        let all: Vec<&Judged> = [self.judged]
            .into_iter()
            .chain(self.followers.iter().copied())
            .collect();
        all.into_iter().flat_map(|judged| &judged.items)
    }

    /// The version that the change and its followers ask for.
    #[must_use]
    pub fn api(&self) -> Option<Api> {
        let followers = self.followers.iter().filter_map(|one| one.api);
        self.judged.api.map(|api| followers.fold(api, Api::max))
    }

    /// Returns true if the change breaks on the wire or in Rust, or is a matter of validation.
    #[must_use]
    pub fn is_grave(&self) -> bool {
        self.judged.change.wire != Wire::Safe || self.api() == Some(Api::Major)
    }

    /// Sorts what breaks on the wire first, then what breaks the Rust API.
    #[must_use]
    pub fn weight(&self) -> impl Ord + use<> {
        let wire = self.judged.change.wire;
        std::cmp::Reverse((wire == Wire::Breaking, self.api(), wire))
    }
}

/// The first of some names, and how many more there are.
#[must_use]
pub fn few(names: &[&str]) -> String {
    const SHOWN: usize = 3;
    let shown = names[..names.len().min(SHOWN)].join(", ");
    match names.len().checked_sub(SHOWN) {
        Some(more @ 1..) => format!("{shown} and {more} more"),
        _ => shown,
    }
}

/// A small number in words.
fn in_words(number: usize) -> String {
    let words = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let word = words.get(number).map(|word| (*word).to_owned());
    word.unwrap_or_else(|| number.to_string())
}
