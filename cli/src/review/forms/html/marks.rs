//! Changed shapes, each with the gravest verdict on it.

use std::collections::HashMap;

use tinsmith_codegen::review::{Api, Judged};
use tinsmith_model::compare::{Rule, Wire};
use tinsmith_model::{Shape, ShapeId};

use crate::review::report::Compared;

/// The verdicts on shapes by their names, which both models share.
pub(super) struct Marks(HashMap<String, &'static str>);

impl Marks {
    /// The marks of all changes but those of documentation.
    pub(super) fn new(compared: &Compared) -> Self {
        let mut marks: HashMap<String, &'static str> = HashMap::new();
        for judged in &compared.review.changes {
            let change = &judged.change;
            if change.rule == Rule::DocsChanged {
                continue;
            }
            let mark = marks
                .entry(change.subject.name().to_owned())
                .or_insert("safe");
            if rank(word(judged)) > rank(mark) {
                *mark = word(judged);
            }
        }
        Self(marks)
    }

    /// The verdict on a shape; `None` if it has not changed.
    pub(super) fn get(&self, shape: &Shape) -> Option<&'static str> {
        self.0.get(shape.id.name()).copied()
    }

    pub(super) fn has(&self, id: &ShapeId) -> bool {
        self.0.contains_key(id.name())
    }
}

/// The word that stands for both verdicts: that on the wire, or else that on the Rust API.
fn word(judged: &Judged) -> &'static str {
    match (judged.change.wire, judged.api) {
        (Wire::Breaking, _) => "breaking",
        (_, Some(Api::Major)) => "major",
        (Wire::Validation, _) => "validation",
        (_, Some(Api::Minor)) => "minor",
        _ => "safe",
    }
}

fn rank(word: &str) -> usize {
    let words = ["safe", "minor", "validation", "major", "breaking"];
    words
        .iter()
        .position(|one| *one == word)
        .unwrap_or_default()
}
