//! Models that are refused, and what is said of them.
//!
//! `refused/` holds a model for each reason, and beside it the diagnostics. Models that cannot
//! even be read are a matter of `tinsmith-model`.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use tinsmith_codegen::{Options, generate, unsupported_operations};
use tinsmith_model::{Model, Selection};

use crate::golden::check;

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/refused"))
}

fn models() -> Vec<String> {
    let files = fs::read_dir(folder())
        .unwrap()
        .map(|file| file.unwrap().path());
    let models = files.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    let mut models: Vec<String> = models
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    models.sort();
    models
}

fn read(name: &str) -> (Model, Selection) {
    let path = folder().join(format!("{name}.json"));
    let model = Model::read(&path).unwrap_or_else(|error| panic!("{error}"));
    let selection = Selection::all(&model, &model.service().unwrap().id).unwrap();
    (model, selection)
}

#[test]
fn the_reason_and_what_would_be_right_are_told() {
    for name in models() {
        let (model, selection) = read(&name);
        let error = generate(&model, &selection, &Options::new("refused")).unwrap_err();
        let mut text = String::new();
        for one in &error.diagnostics {
            let (place, shape) = (one.place.unwrap(), one.shape.as_ref().unwrap());
            writeln!(text, "{place} {shape}\n  {}\n  {}", one.message, one.help).unwrap();
        }
        check(&format!("suite/refused/{name}.txt"), &text);
        assert!(
            error.diagnostics.is_sorted_by_key(|one| one.place),
            "{name}"
        );
    }
}

#[test]
fn operations_with_event_streams_can_be_left_out() {
    let (model, selection) = read("event_streams");
    let unsupported = unsupported_operations(&model, &selection);
    let names: Vec<&str> = unsupported.iter().map(|(id, _)| id.name()).collect();
    assert_eq!(names, ["Both", "Listen", "Send"]);
    let service = &model.service().unwrap().id;
    let others = Selection::operations(&model, service, &["Plain"]).unwrap();
    assert_eq!(unsupported_operations(&model, &others), []);
    generate(&model, &others, &Options::new("refused")).unwrap();
}
