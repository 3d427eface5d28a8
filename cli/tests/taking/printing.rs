//! Output that cannot be written.
#![cfg(target_os = "linux")]

use std::fs::File;
use std::process::{Command, Stdio};

use crate::scene::Scene;

fn full() -> File {
    File::options().write(true).open("/dev/full").unwrap()
}

fn code(command: &mut Command) -> Option<i32> {
    command.stdout(Stdio::null()).status().unwrap().code()
}

#[test]
fn errors_that_cannot_be_printed_keep_the_exit_code() {
    let scene = Scene::new("full-errors");
    let mut add = scene.command(&["add", "nosuch", "Get0"]);
    assert_eq!(code(add.stderr(full())), Some(2));
    let (reader, writer) = std::os::unix::net::UnixStream::pair().unwrap();
    drop(reader);
    let writer = std::os::fd::OwnedFd::from(writer);
    let mut add = scene.command(&["add", "nosuch", "Get0"]);
    assert_eq!(code(add.stderr(writer)), Some(2));
    scene.done("add toy Get0");
    let text = scene.read("generated/toy/src/lib.rs");
    scene.write("generated/toy/src/lib.rs", &text.replace("Toy", "Toys"));
    let mut check = scene.command(&["generate", "--check"]);
    assert_eq!(code(check.stderr(full())), Some(1));
}

#[test]
fn output_that_is_lost_is_an_error() {
    let scene = Scene::new("full-output");
    for arguments in [&["syntax", "botocore:toy"][..], &["list"]] {
        let output = scene.command(arguments).stdout(full()).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stderr.starts_with(b"error: "), "{arguments:?}");
    }
}
