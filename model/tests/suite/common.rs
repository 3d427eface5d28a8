//! Helpers of several tests.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use tinsmith_model::Model;

/// The JSON files of a folder of shared Smithy models; none, with a notice, if there is no such
/// folder.
pub(crate) fn shared_files(folder: &str) -> Vec<PathBuf> {
    tinsmith_test_data::json_files(&format!("smithy/{folder}"), "a test of the reader")
}

/// Compares a text with a file in `tests/golden`; if `UPDATE_GOLDEN` is set, writes the file
/// instead.
pub(crate) fn golden(name: &str, actual: &str) {
    let path = golden_path(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, actual).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == actual,
        "{} differs; set UPDATE_GOLDEN=1 to rewrite it. It would be:\n{actual}",
        path.display()
    );
}

/// Reads a file in `tests/golden`.
pub(crate) fn golden_text(name: &str) -> String {
    std::fs::read_to_string(golden_path(name)).unwrap()
}

fn golden_path(name: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden")).join(name)
}

/// Parses a valid model of these shapes.
pub(crate) fn read(version: &str, shapes: &str) -> Model {
    Model::parse(&file(version, shapes), "model.json").unwrap_or_else(|errors| panic!("{errors}"))
}

/// Returns the errors of an invalid model of these shapes.
pub(crate) fn refused(version: &str, shapes: &str) -> String {
    match Model::parse(&file(version, shapes), "model.json") {
        Ok(_) => panic!("the model is read: {shapes}"),
        Err(errors) => errors.to_string(),
    }
}

fn file(version: &str, shapes: &str) -> String {
    format!("{{ \"smithy\": \"{version}\", \"shapes\": {{\n{shapes}\n}} }}\n")
}

/// The names of the members of a structure, in order.
pub(crate) fn member_names(model: &Model, id: &str) -> Vec<String> {
    let members = model.shape(id).unwrap().members();
    members.map(|member| member.name.clone()).collect()
}

/// The traits of a shape or member as `id=value`, in order.
pub(crate) fn traits(model: &Model, id: &str) -> Vec<String> {
    let (shape, member) = id.split_once('$').unwrap_or((id, ""));
    let shape = model.shape(shape).unwrap();
    let found = shape.members().find(|one| one.name == member);
    let traits = found.map_or(&shape.traits, |member| &member.traits);
    let shown = traits.iter().map(|one| format!("{}={}", one.id, one.value));
    shown.collect()
}

/// The CPU time of this thread, which other load does not affect: the first number of `schedstat`,
/// in nanoseconds, or the time of day if there is none.
pub(crate) fn on_core() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text
        .split_whitespace()
        .next()
        .and_then(|text| text.parse().ok());
    match nanoseconds {
        Some(nanoseconds) => Duration::from_nanos(nanoseconds),
        None => START.get_or_init(Instant::now).elapsed(),
    }
}
