//! The workspace of the repository, if it has one, and its members.

use std::fs;
use std::io;
use std::path::Path;

use crate::edit;
use crate::failure::Failure;
use crate::plan::Plan;
use crate::root::root;

const MANIFEST: &str = "Cargo.toml";

/// The manifest in the root as planned, if there is one and it is that of a workspace.
fn workspace(plan: &Plan) -> Result<Option<String>, Failure> {
    match plan.text(MANIFEST) {
        Ok(text) => {
            let text = edit::with_lf(&text);
            Ok(edit::is_workspace(&text)?.then_some(text))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::at(Path::new(MANIFEST), error)),
    }
}

/// The folder of the member that is a package of this name, if there is one. Cargo loads no
/// workspace with two packages of one name.
///
/// # Errors
/// Returns [`Failure`] if a manifest cannot be read.
pub(crate) fn package_folder(name: &str) -> Result<Option<String>, Failure> {
    let Some(text) = workspace(&Plan::default())? else {
        return Ok(None);
    };
    for folder in edit::member_folders(&text)? {
        let path = root().join(&folder).join(MANIFEST);
        let text = fs::read_to_string(&path).map_err(|error| Failure::at(&path, error))?;
        let manifest: toml::Table =
            toml::from_str(&text).map_err(|error| Failure::at(&path, error))?;
        let package = manifest.get("package");
        let package = package.and_then(|package| package.get("name"));
        if package.and_then(toml::Value::as_str) == Some(name) {
            return Ok(Some(folder));
        }
    }
    Ok(None)
}

/// Plans for a folder to be a member of the workspace, if there is one.
///
/// # Errors
/// Returns [`Failure`] if the manifest cannot be read.
pub(crate) fn plan_add(plan: &mut Plan, folder: &str) -> Result<(), Failure> {
    match workspace(plan)? {
        Some(text) => plan.put_edited(MANIFEST, edit::with_member(&text, folder)?),
        None => Ok(()),
    }
}

/// Returns true if a folder is a member by its path.
///
/// # Errors
/// As for [`plan_add`].
pub(crate) fn has(plan: &Plan, folder: &str) -> Result<bool, Failure> {
    let folders = workspace(plan)?.map(|text| edit::member_folders(&text));
    Ok(folders
        .transpose()?
        .is_some_and(|all| all.iter().any(|one| one == folder)))
}

/// Plans for a folder to be no member of the workspace any more.
///
/// # Errors
/// As for [`plan_add`].
pub(crate) fn plan_remove(plan: &mut Plan, folder: &str) -> Result<(), Failure> {
    match workspace(plan)? {
        Some(text) => plan.put_edited(MANIFEST, edit::without_member(&text, folder)?),
        None => Ok(()),
    }
}

/// Plans for another folder to be a member in the place of one.
///
/// # Errors
/// As for [`plan_add`].
pub(crate) fn plan_replace(plan: &mut Plan, [old, new]: [&str; 2]) -> Result<(), Failure> {
    match workspace(plan)? {
        Some(text) => {
            let text = edit::with_member(&text, new)?;
            plan.put_edited(MANIFEST, edit::without_member(&text, old)?)
        }
        None => Ok(()),
    }
}
