//! Crates, and copies of the runtime, whose folder or form was changed in `tinsmith.toml`.

use std::fs;

use crate::scene::Scene;

/// Replaces a text in tinsmith.toml.
fn set(scene: &Scene, from: &str, to: &str) {
    let settings = scene.read("tinsmith.toml");
    assert!(settings.contains(from), "{settings}");
    scene.write("tinsmith.toml", &settings.replace(from, to));
}

#[test]
fn a_crate_moves_with_its_folder() {
    let scene = Scene::new("moved");
    scene.done("add toy Get0");
    let before = scene.state();
    set(&scene, "generated/toy", "clients/toy");
    let said = scene.run("generate --check");
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(
        said.out.contains("generated/toy/src/lib.rs (as generated)")
            && said.err.contains("cargo tinsmith generate"),
        "{said:?}"
    );
    for line in [
        "add toy Get1",
        "update --to 2.0.0",
        "remove toy",
        "rename toy play",
    ] {
        let message = scene.refused_in_a_line(line);
        assert!(
            message.contains("another `out` or `kind`") && message.contains("generated/toy"),
            "{message}"
        );
    }
    let out = scene.done("generate");
    assert!(out.contains("removed  generated/toy/Cargo.toml"), "{out}");
    assert!(!scene.root.join("generated").exists() && scene.loads());
    assert!(scene.read("Cargo.toml").contains("\"clients/toy\"]"));
    scene.done("generate --check");
    set(&scene, "clients/toy", "generated/toy");
    scene.done("generate");
    assert_eq!(scene.state(), before);
}

#[test]
fn a_module_replaces_a_crate_in_its_folder() {
    let scene = Scene::new("form");
    scene.done("add toy Get0");
    let out = "out = \"generated/toy\"\n";
    set(&scene, out, &format!("{out}kind = \"module\"\n"));
    assert_eq!(scene.run("generate --check").code, Some(1));
    scene.done("generate");
    for gone in ["Cargo.toml", "README.md", "src"] {
        assert!(
            !scene.root.join("generated/toy").join(gone).exists(),
            "{gone}"
        );
    }
    assert!(scene.root.join("generated/toy/mod.rs").is_file() && scene.loads());
    scene.done("generate --check");
}

#[test]
fn files_by_hand_are_kept_where_a_crate_was() {
    let scene = Scene::new("moved-hand");
    scene.done("add toy Get0");
    let (mine, theirs) = ("generated/toy/examples/mine.rs", "generated/toy/src/lib.rs");
    let text = scene.read(theirs);
    scene.write(mine, "fn main() {}\n");
    scene.write(theirs, &format!("{text}// mine\n"));
    set(&scene, "generated/toy", "clients/toy");
    let message = scene.refused_in_a_line("generate");
    let said = format!("{theirs}: was generated for the crate toy");
    assert!(message.contains(&said), "{message}");
    scene.write(theirs, &text);
    let said = scene.run("generate");
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(
        said.err.contains(&format!("{mine}: written by hand")),
        "{said:?}"
    );
    assert_eq!(scene.read(mine), "fn main() {}\n");
    assert!(!scene.root.join(theirs).exists());
    scene.done("generate --check");
}

#[test]
fn crates_that_swap_their_folders_are_both_there() {
    let scene = Scene::new("swapped");
    scene.done("add toy Get0");
    scene.done("add toy Get1 --name other");
    set(&scene, "generated/toy", "generated/third");
    set(&scene, "generated/other", "generated/toy");
    set(&scene, "generated/third", "generated/other");
    scene.done("generate");
    for (path, name) in [("other", "toy"), ("toy", "other")] {
        let manifest = scene.read(&format!("generated/{path}/Cargo.toml"));
        assert!(
            manifest.contains(&format!("name = \"{name}\"")),
            "{manifest}"
        );
    }
    assert!(
        !scene
            .root
            .join("generated/toy/src/operation/get0.rs")
            .exists()
            && scene.loads()
    );
    scene.done("generate --check");
}

#[test]
fn the_folder_of_a_deleted_table_is_named() {
    let scene = Scene::new("deleted");
    let settings = scene.read("tinsmith.toml");
    scene.done("add toy Get0");
    scene.write("tinsmith.toml", &settings);
    let said = scene.run("generate");
    assert!(
        said.err.contains("generated/toy: was generated"),
        "{said:?}"
    );
}

#[test]
fn a_copy_of_the_runtime_moves_with_its_folder() {
    let scene = Scene::new("moved-runtime");
    let source = |source: &str| {
        let settings = scene.read("tinsmith.toml");
        let (before, rest) = settings.split_once("[runtime]\n").unwrap();
        let (_, after) = rest.split_once('\n').unwrap();
        scene.write(
            "tinsmith.toml",
            &format!("{before}[runtime]\n{source}\n{after}"),
        );
    };
    source("vendor = \"generated/tinsmith-runtime\"");
    scene.done("add toy Get0");
    source("vendor = \"clients/tinsmith-runtime\"");
    assert_eq!(scene.run("generate --check").code, Some(1));
    scene.done("generate");
    assert!(!scene.root.join("generated/tinsmith-runtime").exists());
    assert!(
        scene
            .root
            .join("clients/tinsmith-runtime/src/lib.rs")
            .is_file()
    );
    scene.done("generate --check");
    let path = "clients/tinsmith-runtime/src/lib.rs";
    let text = scene.read(path);
    scene.write(path, &format!("{text}// mine\n"));
    source("path = \"runtime\"");
    let message = scene.refused_in_a_line("generate");
    assert!(message.contains("changed by hand"), "{message}");
    fs::write(scene.root.join(path), text).unwrap();
    scene.done("generate");
    assert!(!scene.root.join("clients").exists());
    scene.done("generate --check");
}
