//! Other forms than the crate of a client: a module of an existing crate, and types alone.

use std::path::Path;

use tinsmith_codegen::{Files, Kind, Options, generate, output};
use tinsmith_model::{Model, Selection};

fn generated(name: &str, kind: Kind) -> Files {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let model = Model::read(&golden.join(name).join("model.json")).unwrap();
    let selection = Selection::all(&model, &model.service().unwrap().id).unwrap();
    let mut options = Options::new(name);
    options.kind = kind;
    generate(&model, &selection, &options).unwrap()
}

/// A text without the fence of its examples, which are not run in a module: its path is not known.
fn plain(text: &str) -> String {
    text.replace("```ignore", "```no_run")
}

#[test]
fn a_module_has_the_text_of_the_crate() {
    for name in ["names", "shapes", "weather"] {
        let (own, module) = (generated(name, Kind::Crate), generated(name, Kind::Module));
        assert!(!module.contains_key("Cargo.toml") && !module.contains_key("README.md"));
        assert_eq!(own["api.txt"], module["api.txt"]);
        let inner = module.iter().filter(|(path, _)| *path != "api.txt");
        let mut compared = 0;
        for (path, text) in inner {
            assert!(!text.contains("#!["), "{path}\n{text}");
            if path != "mod.rs" {
                assert_eq!(plain(text), own[&format!("src/{path}")], "{path}");
                compared += 1;
            }
        }
        assert_eq!(
            compared + 4,
            own.len(),
            "all but lib.rs and what a module has not"
        );
    }
}

/// The lines of code, with what names a client in the head of the manifest.
fn code(text: &str) -> Vec<&str> {
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect()
}

#[test]
fn types_are_those_of_the_client() {
    for name in ["names", "shapes", "weather"] {
        let (client, types) = (generated(name, Kind::Crate), generated(name, Kind::Types));
        assert!(client.keys().eq(types.keys()));
        for (path, text) in types.iter().filter(|(path, _)| path.starts_with("src/")) {
            assert!(!text.contains("Client"), "{path}\n{text}");
            if path != "src/lib.rs" {
                assert_eq!(code(text), code(&client[path]), "{path}");
            }
        }
        assert!(client["Cargo.toml"].contains("[features]"));
        assert!(!types["Cargo.toml"].contains("[features]"));
        let listed = client["api.txt"]
            .lines()
            .filter(|line| !line.contains("Client"));
        let listed: Vec<_> = listed.collect();
        assert_eq!(types["api.txt"].lines().collect::<Vec<_>>(), listed);
    }
}

#[test]
fn stale_files_of_a_module_are_removed() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("module");
    let _ = std::fs::remove_dir_all(&folder);
    let files = generated("weather", Kind::Module);
    output::write(&folder, &files).unwrap();
    let stale = folder.join("types/stale.rs");
    std::fs::copy(folder.join("types/climate.rs"), &stale).unwrap();
    std::fs::write(folder.join("by_hand.rs"), "// by hand\n").unwrap();
    let report = output::write(&folder, &files).unwrap();
    assert_eq!(report.changes.len(), 1);
    assert!(!stale.exists() && folder.join("by_hand.rs").exists());
}
