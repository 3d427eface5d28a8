//! The documentation of the published models, all of it, under rustdoc.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tinsmith_codegen::docs;

use crate::rustdoc;

/// The files of the shared models; none, with a notice, where there are none.
fn models() -> Vec<PathBuf> {
    let files =
        |folder| tinsmith_test_data::json_files(folder, "the documentation of published models");
    ["smithy/models", "smithy/protocol-tests"]
        .into_iter()
        .flat_map(files)
        .collect()
}

/// All texts of the trait, wherever it is.
fn documentation(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) if name == "smithy.api#documentation" => {
                        found.push(text.clone())
                    }
                    _ => documentation(value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| documentation(value, found)),
        _ => {}
    }
}

/// A module with a struct that has a documented field per text, and a type for each name that is
/// linked to.
struct Module {
    texts: usize,
    links: usize,
    code: String,
}

fn module(file: &Path, number: usize) -> Module {
    let model: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let shapes = model["shapes"].as_object().unwrap().keys();
    let names: BTreeSet<&str> = shapes.filter_map(|id| id.split('#').nth(1)).collect();
    let linked = RefCell::new(BTreeSet::new());
    let link = |name: &str| {
        let name = names.get(name)?;
        linked.borrow_mut().insert((*name).to_owned());
        Some(format!("crate::m{number}::types::{name}"))
    };
    let mut texts = Vec::new();
    documentation(&model, &mut texts);
    let mut code = format!("pub mod m{number} {{ pub struct Docs {{\n");
    for (place, text) in texts.iter().enumerate() {
        for line in docs::lines(text, &link) {
            writeln!(code, "/// {line}").unwrap();
        }
        writeln!(code, "pub f{place}: (),").unwrap();
    }
    code.push_str("} pub mod types {\n");
    for name in &*linked.borrow() {
        writeln!(code, "pub struct {name};").unwrap();
    }
    code.push_str("} }\n");
    Module {
        texts: texts.len(),
        links: linked.borrow().len(),
        code,
    }
}

#[test]
fn rustdoc_has_nothing_to_say_about_any_published_text() {
    let modules: Vec<Module> = models()
        .iter()
        .enumerate()
        .map(|(number, file)| module(file, number))
        .collect();
    if modules.is_empty() {
        return;
    }
    let texts: usize = modules.iter().map(|module| module.texts).sum();
    let links: usize = modules.iter().map(|module| module.links).sum();
    println!("{texts} texts, {links} names linked to");
    assert!(texts > 10_000 && links > 1_000);

    let code: String = modules.iter().map(|module| module.code.as_str()).collect();
    rustdoc::has_nothing_to_say("published_docs", &code);
}
