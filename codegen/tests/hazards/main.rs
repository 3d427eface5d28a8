//! One small model for each construct that could break the generated code, all compiled with warnings denied.
//!
//! `models/` holds them, one file for each hazard; [`built`] makes those that are large or hold strange characters.

#![allow(clippy::unwrap_used)]

mod built;
mod compiled;
mod hostile;
mod injection;
mod sizes;
mod skeleton;

use std::path::Path;

use tinsmith_codegen::{Files, Options, generate};
use tinsmith_model::{Model, Selection};

/// The folder of the hazard models.
fn models() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/hazards/models"))
}

/// Every hazard by the name of its crate, sorted.
fn hazards() -> Vec<(String, Model)> {
    let files = std::fs::read_dir(models()).unwrap();
    let files = files.map(|file| {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (
            name,
            Model::read(&path).unwrap_or_else(|error| panic!("{error}")),
        )
    });
    let mut hazards: Vec<_> = files.chain(built::all()).collect();
    hazards.sort_by(|a, b| a.0.cmp(&b.0));
    hazards
}

/// The crate of a whole model.
fn generated(name: &str, model: &Model, runtime: &str) -> Files {
    let selection = Selection::all(model, &model.service().unwrap().id).unwrap();
    let mut options = Options::new(name);
    options.runtime_path = runtime.to_owned();
    generate(model, &selection, &options).unwrap_or_else(|error| panic!("{error}"))
}
