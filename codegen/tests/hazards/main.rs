//! One small model for each construct that could break the generated code, all compiled with
//! warnings denied.
//!
//! `models/` holds them, one file for each hazard; [`built`] makes those that are large or hold
//! strange characters.

#![allow(clippy::unwrap_used)]

mod built;
mod compatibility;
mod compiled;
mod hostile;
mod injection;
mod sizes;
mod skeleton;

use std::path::{Path, PathBuf};

use tinsmith_codegen::{Files, Kind, Options, RuntimeSource, generate};
use tinsmith_model::{Model, Selection};

/// The folder of all tests.
fn tests() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests"))
}

/// The folder of what all tests of this package compile, so that dependencies are compiled once.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("compiled")
}

/// Every hazard by the name of its crate, sorted; and the crates that are compared byte for byte,
/// which must compile too.
fn hazards() -> Vec<(String, Model)> {
    let kept = paths("hazards/models").map(|path| (name(&path), path));
    let golden =
        paths("golden").map(|path| (format!("golden_{}", name(&path)), path.join("model.json")));
    let read = kept.chain(golden).map(|(name, path)| {
        let model = Model::read(&path);
        (name, model.unwrap_or_else(|error| panic!("{error}")))
    });
    let mut hazards: Vec<_> = read.chain(built::all()).collect();
    hazards.sort_by(|a, b| a.0.cmp(&b.0));
    hazards
}

fn paths(folder: &str) -> impl Iterator<Item = PathBuf> {
    let entries = std::fs::read_dir(tests().join(folder)).unwrap();
    entries.map(|entry| entry.unwrap().path())
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// The files of a whole model.
fn generated(name: &str, model: &Model, kind: Kind, runtime: &str) -> Files {
    let selection = Selection::all(model, &model.service().unwrap().id).unwrap();
    let mut options = Options::new(name);
    options.kind = kind;
    options.runtime = RuntimeSource::Path(runtime.to_owned());
    generate(model, &selection, &options).unwrap_or_else(|error| panic!("{error}"))
}
