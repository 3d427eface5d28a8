//! The folder that the tool works in, and the source of the runtime.

use std::fs;

use crate::scene::Scene;

#[test]
fn the_nearest_settings_upwards_count() {
    let scene = Scene::new("upwards");
    scene.done("add toy Get0");
    let below = scene.root.join("generated/toy/src");
    let run = |folder: &std::path::Path, arguments: &[&str]| {
        let mut command = scene.command(arguments);
        command.current_dir(folder).output().unwrap()
    };
    assert!(run(&below, &["generate", "--check"]).status.success());
    let outside = scene.root.join("..");
    let output = run(&outside, &["generate"]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("cargo tinsmith init"), "{message}");
    let path = scene.root.join("tinsmith.toml");
    let manifest = [
        "generate",
        "--check",
        "--manifest-path",
        path.to_str().unwrap(),
    ];
    assert!(run(&outside, &manifest).status.success());
}

#[test]
fn a_repository_begins_with_init_and_needs_nothing_else() {
    for (name, manifest) in [
        ("empty", None),
        (
            "package",
            Some("[package]\nname = \"p\"\nedition = \"2024\"\n"),
        ),
        ("space", Some("[workspace]\nresolver = \"3\"\n")),
    ] {
        let scene = Scene::new(&format!("init-{name}"));
        fs::remove_dir_all(&scene.root).unwrap();
        fs::create_dir_all(scene.root.join("src")).unwrap();
        fs::write(scene.root.join("src/lib.rs"), "").unwrap();
        if let Some(text) = manifest {
            scene.write("Cargo.toml", text);
        }
        scene.write(".gitattributes", "*.png binary");
        scene.done("init");
        let message = scene.refused_in_a_line("init");
        assert!(message.contains("already exists"), "{message}");
        let settings = scene.read("tinsmith.toml");
        assert!(settings.contains("botocore = \"1.0.0\""), "{settings}");
        let before = scene.state();
        scene.done("add toy Get0");
        scene.done("generate --check");
        let manifest = scene.read("crates/toy/Cargo.toml");
        assert!(
            manifest.contains("path = \"../tinsmith-runtime\""),
            "{manifest}"
        );
        assert!(
            scene
                .root
                .join("crates/tinsmith-runtime/src/lib.rs")
                .is_file()
        );
        let members = scene.state().get("Cargo.toml").cloned().unwrap_or_default();
        assert_eq!(members.contains("crates/toy"), name == "space", "{members}");
        for (path, text) in scene.state() {
            let machine = scene.root.to_str().unwrap();
            assert!(!text.contains(machine), "{path}");
        }
        let attributes = scene.read(".gitattributes");
        assert!(
            attributes.starts_with("*.png binary\n\n# Written"),
            "{attributes}"
        );
        let lines = "/crates/tinsmith-runtime/** -text linguist-generated\n/crates/toy/* -text \
            linguist-generated\n/crates/toy/src/** -text linguist-generated\n";
        assert!(attributes.ends_with(lines), "{attributes}");
        scene.done("remove toy");
        assert_eq!(scene.read(".gitattributes"), before[".gitattributes"]);
        let mut after = scene.state();
        after.remove("tinsmith.lock");
        let same = |state: &crate::scene::State| -> Vec<String> { state.keys().cloned().collect() };
        assert_eq!(same(&after), same(&before));
    }
}

#[test]
fn a_copy_of_the_runtime_that_was_changed_is_not_overwritten() {
    let scene = Scene::new("vendor");
    let settings = scene.read("tinsmith.toml");
    let vendor = settings.replace(
        "path = \"runtime\"",
        "vendor = \"generated/tinsmith-runtime\"",
    );
    scene.write("tinsmith.toml", &vendor);
    scene.done("add toy Get0");
    let path = "generated/tinsmith-runtime/src/lib.rs";
    let text = scene.read(path);
    scene.write(path, &format!("{text}// mine\n"));
    for line in ["generate", "generate --check", "add toy Get1"] {
        let message = scene.refused_in_a_line(line);
        assert!(
            message.contains("is not the runtime that tinsmith.lock names"),
            "{message}"
        );
    }
    scene.write(path, &text);
    // An older copy, as the lock has it, makes way for that of this tool.
    let lock = scene.read("tinsmith.lock");
    fs::remove_dir_all(scene.root.join("generated/tinsmith-runtime")).unwrap();
    assert_eq!(scene.run("generate --check").code, Some(1));
    scene.done("generate");
    assert_eq!(scene.read("tinsmith.lock"), lock);
    scene.done("generate --check");
}

#[test]
fn the_runtime_has_one_source() {
    let scene = Scene::new("runtime");
    scene.done("add toy Get0");
    let settings = scene.read("tinsmith.toml");
    for (table, line) in [
        (
            "version = \"9.9\"",
            "tinsmith-runtime = { version = \"9.9\", features",
        ),
        (
            "git = \"https://e.org/r\"\nrev = \"abc\"",
            "tinsmith-runtime = { git = \"https://e.org/r\", rev = \"abc\", features",
        ),
    ] {
        scene.write(
            "tinsmith.toml",
            &settings.replace("path = \"runtime\"", table),
        );
        scene.done("generate");
        let manifest = scene.read("generated/toy/Cargo.toml");
        assert!(manifest.contains(line), "{manifest}");
    }
    scene.write(
        "tinsmith.toml",
        &settings.replace("path = \"runtime\"", "path = \"r\"\nversion = \"1\""),
    );
    let message = scene.refused_in_a_line("generate");
    assert!(message.contains("more than one of"), "{message}");
}

#[test]
fn a_module_is_part_of_a_crate() {
    let scene = Scene::new("module");
    scene.done("add toy Get0");
    let settings = scene.read("tinsmith.toml");
    let out = "out = \"generated/toy\"\n";
    let module = settings.replace(out, "out = \"runtime/src/toy\"\nkind = \"module\"\n");
    scene.write("tinsmith.toml", &module);
    scene.done("generate");
    assert!(scene.root.join("runtime/src/toy/mod.rs").is_file());
    assert!(!scene.root.join("runtime/src/toy/Cargo.toml").exists());
    scene.done("generate --check");
}

#[test]
fn manifests_have_fields_in_common() {
    let scene = Scene::new("package");
    let settings = scene.read("tinsmith.toml");
    let package = "[package]\nlicense = \"MIT\"\nversion = \"2.0.0\"\nrepository = \"https://e.org\"\npublish = false\n";
    scene.write("tinsmith.toml", &format!("{settings}\n{package}"));
    scene.done("add toy Get0");
    let manifest = scene.read("generated/toy/Cargo.toml");
    for line in [
        "license = \"MIT\"\n",
        "version = \"2.0.0\"\n",
        "publish = false\nrepository = \"https://e.org\"\n",
    ] {
        assert!(manifest.contains(line), "{manifest}");
    }
    let out = scene.done("update --to 2.0.0 --raise");
    assert!(out.contains("2.1.0"), "{out}");
    assert!(scene.read("tinsmith.toml").contains("version = \"2.1.0\""));
    assert!(
        scene
            .read("generated/toy/Cargo.toml")
            .contains("version = \"2.1.0\"")
    );
    scene.done("generate --check");
}

#[test]
fn a_check_tells_of_every_crate() {
    let scene = Scene::new("every");
    scene.done("add toy Get0");
    scene.done("add toy Get0 --name other");
    scene.done("add toy Get0 --name third");
    for (path, from, to) in [
        ("model/services/toy.json", "Gets thing", "Fetches thing"),
        ("model/services/third.json", "Gets thing", "Fetches thing"),
        ("generated/other/src/lib.rs", "Toy", "Toys"),
    ] {
        let text = scene.read(path).replace(from, to);
        scene.write(path, &text);
    }
    let before = scene.state();
    let said = scene.run("generate --check");
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(
        said.out
            .contains("generated/other/src/lib.rs (as generated)"),
        "{said:?}"
    );
    assert_eq!(said.err.matches("error: ").count(), 2, "{said:?}");
    // And where one crate cannot be generated, none is written.
    assert_eq!(scene.run("generate").code, Some(2));
    assert_eq!(scene.state(), before);
}

#[test]
fn crates_in_one_folder_are_refused() {
    let scene = Scene::new("one-folder");
    scene.done("add toy Get0");
    scene.done("add toy Get0 --name other");
    let settings = scene.read("tinsmith.toml");
    let shared = settings.replace("generated/other", "generated/toy");
    scene.write("tinsmith.toml", &shared);
    for line in ["generate", "generate --check", "remove other"] {
        let message = scene.refused_in_a_line(line);
        assert!(
            message.contains("`toy`") && message.contains("`other`"),
            "{message}"
        );
    }
}
