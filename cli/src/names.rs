//! Names of models and crates, and paths in generated files.

use std::path::{Component, Path, PathBuf, absolute};

use tinsmith_model::Shape;

use crate::failure::Failure;
use crate::tool;

/// The crate name of a service: its SDK id in lower case, without spaces.
pub fn crate_name(service: &Shape) -> Result<String, Failure> {
    let name = service
        .traits
        .service_names()
        .map_or(service.id.name(), |names| names.sdk_id);
    checked_crate_name(&crate_name_of(name))
}

/// Converts an SDK id to lower case, without spaces.
pub fn crate_name_of(sdk_id: &str) -> String {
    let letters = sdk_id.chars().filter(|letter| !letter.is_whitespace());
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

/// Checks that the name is valid for a crate.
///
/// # Errors
/// Returns [`Failure`] if cargo refuses the name, or uses it for something else.
pub fn checked_crate_name(name: &str) -> Result<String, Failure> {
    match tinsmith_codegen::check_crate_name(name) {
        Ok(()) => Ok(name.to_owned()),
        Err(reason) => Err(Failure(format!("{reason}; give another one by --name"))),
    }
}

/// The prefix of models of botocore.
const PREFIX: &str = "botocore:";

/// The model name of a botocore service.
#[must_use]
pub fn named(service: &str) -> String {
    format!("{PREFIX}{service}")
}

/// The service of a model named `botocore:SERVICE`; `None` for other models.
#[must_use]
pub fn service_of(model: &str) -> Option<&str> {
    model.strip_prefix(PREFIX)
}

/// The last part of a path.
pub fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    harmless(&name.to_string_lossy())
}

/// The command that regenerates a crate, without paths of this machine.
pub fn command(model: &Path, operations: &[String], name: Option<&str>) -> String {
    let mut command = format!(
        "{} generate --model {} --out DIR",
        tool::name(),
        file_name(model)
    );
    if !operations.is_empty() {
        command.push_str(&format!(
            " --operations {}",
            harmless(&operations.join(","))
        ));
    }
    if let Some(name) = name {
        command.push_str(&format!(" --name {}", harmless(name)));
    }
    command
}

/// Makes a string safe for a one-line comment, also in HTML.
fn harmless(text: &str) -> String {
    let keep = |character: char| character.is_alphanumeric() || "._-,+@".contains(character);
    let kept = text
        .chars()
        .map(|character| if keep(character) { character } else { '_' });
    kept.collect::<String>().replace("--", "-")
}

/// A path as the tool's files show it, with `/`.
pub(crate) fn slashed(path: &Path) -> String {
    let parts = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// The relative path from a folder to another, with `/`.
pub fn path_between(from: &Path, to: &Path) -> String {
    let (from, to) = (normal(from), normal(to));
    let common = from
        .components()
        .zip(to.components())
        .take_while(|(a, b)| a == b)
        .count();
    let up = from.components().skip(common).map(|_| "..".to_owned());
    let down = to.components().skip(common);
    let down = down.map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// The absolute path without `.`, `..` and, as far as it exists, links.
fn normal(path: &Path) -> PathBuf {
    let path = absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(normal.pop()),
            Component::CurDir => {}
            part => normal.push(part),
        }
        if let Ok(real) = normal.canonicalize() {
            normal = real;
        }
    }
    normal
}
