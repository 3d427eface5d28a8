//! What is generated of both models, file by file.

use std::collections::BTreeSet;

use similar::{ChangeTag, TextDiff};
use tinsmith_codegen::{Files, MARK, Options, generate, unsupported_operations};
use tinsmith_model::compare::Change;
use tinsmith_model::{Selection, ShapeId};

use super::causes::{Causes, Half};
use tinsmith::failure::Failure;

/// A file that is not the same of both models.
pub(super) struct Differing {
    pub(super) path: String,
    /// Lines of the one and of the other that have no counterpart.
    pub(super) lines: usize,
    /// The changes behind it; empty where none is.
    pub(super) causes: BTreeSet<usize>,
}

/// How the two crates compare.
pub(super) struct Compared {
    /// How many files there are of either.
    pub(super) files: usize,
    /// How many lines the crate of the first model has.
    pub(super) lines: usize,
    pub(super) differing: Vec<Differing>,
}

/// Generates what can be generated of both models, and compares it. `changes` are those from the one to the other.
///
/// # Errors
/// When something is refused that should not be.
pub(super) fn compare(halves: [Half<'_>; 2], changes: &[Change]) -> Result<Compared, Failure> {
    let kept = [supported(halves[0])?, supported(halves[1])?];
    let halves = [0, 1].map(|at| Half {
        selection: &kept[at],
        ..halves[at]
    });
    let [old, new] = [files(halves[0])?, files(halves[1])?];
    let causes = Causes::new(halves, changes);
    let paths: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let service = kept[0].service().name();
    let compared = paths.iter().filter_map(|path| {
        let texts = [&old, &new].map(|files| files.get(*path).map_or("", String::as_str));
        (texts[0] != texts[1]).then(|| Differing {
            path: (*path).clone(),
            lines: lines(texts),
            causes: match texts.iter().find_map(|text| about(text)) {
                Some(name) if name != service => causes.of_shape(name),
                // The files about the whole service.
                _ => causes.all(),
            },
        })
    });
    Ok(Compared {
        files: paths.len(),
        lines: old.values().map(|text| text.lines().count()).sum(),
        differing: compared.collect(),
    })
}

/// The operations that can be generated.
fn supported(half: Half<'_>) -> Result<Selection, Failure> {
    let refused = unsupported_operations(half.model, half.selection);
    let refused: BTreeSet<&ShapeId> = refused.iter().map(|(id, _)| id).collect();
    let ids = half.selection.operation_ids().iter();
    let kept = ids.filter(|id| !refused.contains(id));
    Ok(Selection::operations(
        half.model,
        half.selection.service(),
        kept,
    )?)
}

fn files(half: Half<'_>) -> Result<Files, Failure> {
    Ok(generate(half.model, half.selection, &Options::new("both"))?)
}

/// The name of the shape that a generated file is about, as its first line says.
fn about(text: &str) -> Option<&str> {
    let (_, shape) = text.lines().next()?.split_once(MARK)?;
    let shape = shape.trim_start().split(' ').next()?;
    Some(shape.rsplit('#').next().unwrap_or(shape))
}

fn lines([old, new]: [&str; 2]) -> usize {
    let diff = TextDiff::from_lines(old, new);
    let changes = diff.iter_all_changes();
    changes
        .filter(|change| change.tag() != ChangeTag::Equal)
        .count()
}
