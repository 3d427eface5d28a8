//! Models from archives, and from URLs of a server on this machine.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::scene::{Scene, toy};

/// Endpoint rules that lead to a host of their own.
const RULES: &str = r#"{
    "version": "1.0",
    "parameters": { "Region": { "type": "string", "builtIn": "AWS::Region", "required": false } },
    "rules": [
        { "type": "endpoint", "conditions": [], "endpoint": { "url": "https://toys.example" } }
    ]
}"#;

/// Writes a wheel of botocore with the toy service.
pub(crate) fn wheel(path: &Path, botocore: &str, version: usize) {
    wheel_with(path, botocore, version, &[]);
}

/// Writes a wheel with these files beside that of the service.
fn wheel_with(path: &Path, botocore: &str, version: usize, beside: &[(&str, &str)]) {
    let mut zip = ZipWriter::new(File::create(path).unwrap());
    let mut put = |name: &str, text: &str| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    put(
        "botocore/__init__.py",
        &format!("__version__ = '{botocore}'\n"),
    );
    let model = toy(3, version).to_string();
    put("botocore/data/toy/2020-01-01/service-2.json", &model);
    for (name, text) in beside {
        put(&format!("botocore/data/toy/2020-01-01/{name}"), text);
    }
    zip.finish().unwrap();
}

pub(crate) fn beside(scene: &Scene, name: &str) -> PathBuf {
    scene.root.join("..").join(name)
}

#[test]
fn a_service_of_an_archive_is_taken_and_updated_without_python() {
    let scene = Scene::new("archive");
    fs::remove_file(beside(&scene, "bin/python3")).unwrap();
    let path = beside(&scene, "botocore.whl");
    wheel(&path, "1.5.0", 1);
    let out = scene.done("add toy Get0 --from ../botocore.whl");
    assert!(
        out.starts_with("toy: generated/toy from botocore 1.5.0 (../botocore.whl)\n"),
        "{out}"
    );
    let lock = scene.read("tinsmith.lock");
    let entry =
        "source = \"../botocore.whl\"\nservice = \"toy\"\nversion = \"1.5.0\"\narchive-sha256 = \"";
    assert!(lock.contains(entry), "{lock}");
    scene.done("add toy Get1");
    assert!(
        scene
            .done("update")
            .contains("the model is the same in botocore 1.5.0")
    );
    assert_eq!(
        scene.done("list --from ../botocore.whl"),
        format!("{:<32}Toy\n", "toy")
    );
    assert_eq!(
        scene.done("list toy --from ../botocore.whl"),
        "Get0\nGet1\nGet2\n"
    );
    let found = scene.done("list --search get2 --from ../botocore.whl");
    assert_eq!(found, format!("{:<32}Get2\n", "toy"));
    wheel(&path, "1.6.0", 2);
    let message = scene.refused_in_a_line("add toy Get2");
    assert!(message.contains("take the newer one first"), "{message}");
    scene.done("update");
    assert!(scene.read("model/services/toy.json").contains("member2"));
    assert!(scene.read("tinsmith.lock").contains("version = \"1.6.0\""));
    scene.done("add toy Get2");
    scene.done("generate --check");
    let message = scene.refused_in_a_line("generate --model ../botocore.whl --out x");
    assert!(message.contains("--service"), "{message}");
    scene.done("generate --model ../botocore.whl --service toy --out x");
}

#[test]
fn endpoint_rules_beside_a_service_are_taken() {
    let scene = Scene::new("rules");
    let rules = [("endpoint-rule-set-1.json", RULES)];
    wheel_with(&beside(&scene, "botocore.whl"), "1.5.0", 1, &rules);
    scene.done("add toy Get0 --from ../botocore.whl");
    assert!(
        scene
            .read("generated/toy/src/endpoint.rs")
            .contains("https://toys.example")
    );

    let folder = beside(&scene, "models/toy/2020-01-01");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("service-2.json"), toy(3, 1).to_string()).unwrap();
    fs::write(folder.join(rules[0].0), RULES).unwrap();
    scene.done("remove toy");
    scene.done("add toy Get0 --from ../models");
    assert!(
        scene
            .read("generated/toy/src/endpoint.rs")
            .contains("https://toys.example")
    );
}

#[test]
fn the_source_is_written_even_where_the_model_is_the_same() {
    let scene = Scene::new("same-source");
    scene.done("add toy Get0");
    wheel(&beside(&scene, "botocore.whl"), "3.0.0", 1);
    let model = scene.read("model/services/toy.json");
    let out = scene.done("update toy --from ../botocore.whl");
    assert!(
        out.contains("the model is the same in botocore 3.0.0"),
        "{out}"
    );
    assert_eq!(scene.read("model/services/toy.json"), model);
    assert!(
        scene
            .read("tinsmith.lock")
            .contains("source = \"../botocore.whl\"\n")
    );
}

#[test]
fn unreadable_sources_do_not_stop_other_updates() {
    let scene = Scene::new("others");
    let path = beside(&scene, "botocore.whl");
    wheel(&path, "1.5.0", 1);
    scene.done("add toy Get0 --name apart --from ../botocore.whl");
    scene.done("add toy Get0");
    fs::remove_file(&path).unwrap();
    scene.install("2.0.0");
    let said = scene.run("update");
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(
        said.err.starts_with("warning: apart: left alone: "),
        "{said:?}"
    );
    assert!(scene.read("model/services/toy.json").contains("member2"));
    assert!(!scene.read("model/services/apart.json").contains("member2"));
    scene.refused_in_a_line("update apart");
}

/// Serves the file at `path` for as many requests, the first of which is redirected.
fn serve(path: PathBuf, requests: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for number in 0..requests {
            let (mut stream, _) = listener.accept().unwrap();
            let mut buffer = [0; 4096];
            let _ = stream.read(&mut buffer).unwrap();
            let (head, body) = match number {
                0 => ("302 Found\r\nlocation: /moved.whl".to_owned(), Vec::new()),
                _ => ("200 OK".to_owned(), fs::read(&path).unwrap()),
            };
            let head = format!(
                "HTTP/1.1 {head}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(&body).unwrap();
        }
    });
    format!("http://{address}/botocore.whl")
}

#[test]
fn a_url_is_a_source_with_a_checksum() {
    let scene = Scene::new("url");
    let path = beside(&scene, "served.whl");
    wheel(&path, "1.5.0", 1);
    let url = serve(path.clone(), 4);
    scene.done(&format!("add toy Get0 --from {url}"));
    let lock = scene.read("tinsmith.lock");
    assert!(lock.contains(&format!("source = \"{url}\"\n")), "{lock}");
    assert!(lock.contains("archive-sha256 = \""), "{lock}");
    scene.done("add toy Get1");
    wheel(&path, "1.6.0", 2);
    scene.done("update toy");
    assert!(scene.read("model/services/toy.json").contains("member2"));
    let message = scene.refused_in_a_line("update toy");
    assert!(message.contains(&url), "{message}");
}

#[test]
fn a_missing_archive_is_named() {
    let scene = Scene::new("missing");
    let path = beside(&scene, "botocore.whl");
    wheel(&path, "1.5.0", 1);
    scene.done("add toy Get0 --from ../botocore.whl");
    fs::remove_file(path).unwrap();
    let message = scene.refused_in_a_line("add toy Get1");
    assert!(
        message.contains("`../botocore.whl` as its source, which does not exist"),
        "{message}"
    );
}
