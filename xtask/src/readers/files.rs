//! Compares the generated code of both models, file by file.

use std::collections::BTreeSet;

use similar::{ChangeTag, TextDiff};
use tinsmith_codegen::{Files, MARK, Options, generate, unsupported_operations};
use tinsmith_model::compare::Change;
use tinsmith_model::{Selection, ShapeId};

use super::causes::{Causes, SelectedModel};
use tinsmith::failure::Failure;

/// A file that differs.
pub(super) struct Differing {
    pub(super) path: String,
    /// The number of lines without a counterpart.
    pub(super) lines: usize,
    /// The changes that cause it; empty if there is none.
    pub(super) causes: BTreeSet<usize>,
}

/// The comparison of the two crates.
pub(super) struct Compared {
    /// The number of files of either crate.
    pub(super) files: usize,
    /// The number of lines of the first model's crate.
    pub(super) lines: usize,
    pub(super) differing: Vec<Differing>,
}

/// Generates the supported part of both models and compares it. `changes` are those between the
/// models.
///
/// # Errors
/// Returns [`Failure`] if a supported service or operation is refused.
pub(super) fn compare(
    halves: [SelectedModel<'_>; 2],
    changes: &[Change],
) -> Result<Compared, Failure> {
    let kept = [supported(halves[0])?, supported(halves[1])?];
    let halves = [0, 1].map(|at| SelectedModel {
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
                Some(name) if name != service => causes.causes_of_shape(name),
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

/// The supported operations.
fn supported(half: SelectedModel<'_>) -> Result<Selection, Failure> {
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

fn files(half: SelectedModel<'_>) -> Result<Files, Failure> {
    Ok(generate(half.model, half.selection, &Options::new("both"))?)
}

/// The name of the shape in the first line of a generated file.
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
