//! Manifests of the repository that depend on a generated crate by its path.

use std::fs;
use std::path::Path;

use crate::edit;
use crate::failure::Failure;
use crate::folder::is_generated;
use crate::names::{self, path_between};
use crate::plan::Plan;
use crate::root::root;

const MANIFEST: &str = "Cargo.toml";

/// Adds a warning for each manifest that depends on the crate in a folder, which is removed.
pub(crate) fn warn(plan: &mut Plan, folder: &str) {
    for (manifest, names) in find(folder) {
        plan.notice(format!(
            "{manifest}: depends on {} in {folder}, which is no crate any more; remove the \
             dependency",
            names.join(", ")
        ));
    }
}

/// Plans for the manifests that depend on the crate in a folder to have it from another one. They
/// keep the name that their code has for it.
///
/// # Errors
/// Returns [`Failure`] if one of them cannot be read.
pub(crate) fn plan_move(
    plan: &mut Plan,
    [old, new]: [&str; 2],
    package: &str,
) -> Result<(), Failure> {
    for (manifest, names) in find(old) {
        let failed = |error| Failure::at(Path::new(&manifest), error);
        let text = edit::with_lf(&plan.text(&manifest).map_err(failed)?);
        let folder = root().join(&manifest).with_file_name("");
        let path = path_between(&folder, &root().join(new));
        let is_wanted = |path: &str| path_between(&folder.join(path), &root().join(old)).is_empty();
        let text = edit::with_path(&text, &manifest, is_wanted, [&path, package])?;
        plan.put_edited(&manifest, text)?;
        if names.iter().any(|name| name != package) {
            plan.notice(format!(
                "{manifest}: has {package} as {} still; rename the dependency and its uses",
                names.join(", ")
            ));
        }
    }
    Ok(())
}

/// The manifests that depend on the crate in a folder, relative to the root, with the names of
/// the dependencies. Those that cannot be read depend on nothing.
fn find(folder: &str) -> Vec<(String, Vec<String>)> {
    let crate_folder = root().join(folder);
    let mut found = Vec::new();
    let mut waiting = vec![root()];
    while let Some(at) = waiting.pop() {
        for entry in fs::read_dir(&at).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let is_skipped = name.starts_with('.') || name == "target" || name == "node_modules";
            if is_folder && !is_skipped && entry.path() != crate_folder {
                waiting.push(entry.path());
            }
        }
        let Ok(bytes) = fs::read(at.join(MANIFEST)) else {
            continue;
        };
        let is_wanted = |path: &str| path_between(&at.join(path), &crate_folder).is_empty();
        let text = String::from_utf8_lossy(&bytes);
        let names = edit::path_dependencies(&text, MANIFEST, is_wanted).unwrap_or_default();
        if !names.is_empty() && !is_generated(&bytes) {
            let at = at.join(MANIFEST);
            found.push((
                names::slashed(at.strip_prefix(root()).unwrap_or(&at)),
                names,
            ));
        }
    }
    found.sort();
    found
}
