//! Branches that each change the same service, merged by git.

use std::process::Command;

use crate::archives::{beside, wheel};
use crate::scene::Scene;

fn git(scene: &Scene, line: &str) -> bool {
    let identity = ["-c", "user.name=t", "-c", "user.email=t@localhost"];
    let mut command = Command::new("git");
    command.args(identity).args(line.split(' '));
    command
        .current_dir(&scene.root)
        .output()
        .unwrap()
        .status
        .success()
}

/// A repository with a service and one operation of it.
fn repository(name: &str) -> Scene {
    let scene = Scene::new(name);
    begin(&scene, "add toy Get0");
    scene
}

/// Commits the result of a command as the first revision.
fn begin(scene: &Scene, line: &str) {
    scene.done(line);
    for line in ["init -q -b main", "add .", "commit -q -m one"] {
        assert!(git(scene, line), "{line}");
    }
}

/// Changes both branches, and merges one into the other.
fn merge(scene: &Scene, ours: &str, theirs: &str) {
    assert!(git(scene, "checkout -q -b theirs"));
    scene.done(theirs);
    assert!(git(scene, "add .") && git(scene, "commit -q -m theirs"));
    assert!(git(scene, "checkout -q main"));
    scene.done(ours);
    assert!(git(scene, "add .") && git(scene, "commit -q -m ours"));
    assert!(!git(scene, "merge theirs"), "there is no conflict");
}

#[test]
fn operations_that_two_branches_add_are_both_there() {
    let scene = repository("merge");
    merge(&scene, "add toy Get1", "add toy Get2");
    for line in ["generate", "generate --check", "add toy Get1", "update"] {
        let message = scene.refused_in_a_line(line);
        let said =
            "a conflict of a merge; to take the operations of both sides: cargo tinsmith resolve";
        assert!(message.contains(said), "{message}");
    }
    scene.done("resolve");
    assert!(
        scene
            .read("tinsmith.toml")
            .contains("    \"Get0\",\n    \"Get1\",\n    \"Get2\",\n")
    );
    let lock = scene.read("tinsmith.lock");
    assert!(
        lock.contains("source = \"botocore:toy\"\nversion = \"1.0.0\"\n"),
        "{lock}"
    );
    scene.done("generate --check");
    // As if all had been added at once.
    let merged = scene.state();
    scene.done("remove toy");
    scene.done("add toy Get0 Get1 Get2");
    for path in [
        "model/services/toy.json",
        "tinsmith.lock",
        "generated/toy/src/lib.rs",
    ] {
        assert_eq!(scene.read(path), merged[path], "{path}");
    }
}

#[test]
fn sides_with_different_sources_are_for_people() {
    let scene = repository("merge-sources");
    merge(
        &scene,
        "update toy --to 2.0.0",
        "add toy Get2 --from botocore==1.0.0 --no-docs",
    );
    let message = scene.refused_in_a_line("resolve");
    assert!(message.contains("keep one of them"), "{message}");
}

#[test]
fn another_archive_of_the_same_name_is_not_taken_for_the_locked_one() {
    let scene = Scene::new("merge-archives");
    let path = beside(&scene, "botocore.whl");
    wheel(&path, "1.5.0", 1);
    begin(&scene, "add toy Get0 --from ../botocore.whl");
    merge(&scene, "add toy Get1", "add toy Get2");
    wheel(&path, "1.6.0", 2);
    let message = scene.refused_in_a_line("resolve");
    assert!(
        message.contains("../botocore.whl: is botocore 1.6.0")
            && message.contains("has botocore 1.5.0")
            && message.contains("write version = \"1.6.0\" and archive-sha256 = \""),
        "{message}"
    );
    // The entry of the archive that is there.
    let (_, digest) = message.split_once("archive-sha256 = \"").unwrap();
    let (digest, _) = digest.split_once('"').unwrap();
    let lines = scene.read("tinsmith.lock");
    let lines = lines.lines().map(|line| match line.split_once(" = ") {
        Some(("version", _)) => "version = \"1.6.0\"\n".to_owned(),
        Some(("archive-sha256", _)) => format!("archive-sha256 = \"{digest}\"\n"),
        _ => format!("{line}\n"),
    });
    scene.write("tinsmith.lock", &lines.collect::<String>());
    scene.done("resolve");
    assert!(scene.read("model/services/toy.json").contains("member2"));
    scene.done("generate --check");
}
