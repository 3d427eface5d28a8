//! Tests with a script in place of Python.
#![cfg(unix)]

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// A folder of its own for a test, with a script as Python and a cache.
struct Scene {
    root: PathBuf,
    places: Places,
}

impl Scene {
    fn new(name: &str, script: &str) -> Self {
        let root =
            std::env::temp_dir().join(format!("tinsmith-botocore-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).unwrap();
        let python = root.join("python3");
        fs::write(&python, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&python, fs::Permissions::from_mode(0o755)).unwrap();
        let places = Places {
            python: Python::new(&python),
            cache: root.join("cache"),
        };
        Self { root, places }
    }

    fn failure(&self, version: Option<&str>) -> String {
        self.places.data(version).unwrap_err().0
    }

    /// Puts a package botocore of a version where the script of the scene says.
    fn install(&self, version: &str) -> PathBuf {
        let package = self.root.join("site/botocore");
        fs::create_dir_all(package.join("data")).unwrap();
        fs::write(
            package.join("__init__.py"),
            format!("__version__ = '{version}'\n"),
        )
        .unwrap();
        package.join("data")
    }

    /// A wheel of these entries.
    fn wheel(&self, entries: &[(&str, &str)]) {
        let file = fs::File::create(self.root.join("botocore.whl")).unwrap();
        let mut zip = ZipWriter::new(file);
        for (name, text) in entries {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap();
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// A Python without botocore, whose pip copies the wheel of the scene.
const PIP: &str = r#"[ "$1" = -c ] && { echo; exit; }
while [ "$1" != --dest ]; do shift; done
echo "$3" > "$(dirname "$0")/requirement"
cp "$(dirname "$0")/botocore.whl" "$2/botocore-x.whl""#;

#[test]
fn an_installed_botocore_is_used() {
    let scene = Scene::new("installed", r#"echo "$(dirname "$0")/site/botocore""#);
    let folder = scene.install("1.2.3");
    let version = "1.2.3".to_owned();
    let data = Data { folder, version };
    assert_eq!(scene.places.data(None).unwrap(), data);
    assert_eq!(scene.places.data(Some("1.2.3")).unwrap(), data);
}

#[test]
fn another_version_is_not_taken_from_the_installed_one() {
    let script =
        format!("[ \"$1\" = -c ] && {{ echo \"$(dirname \"$0\")/site/botocore\"; exit; }}\n{PIP}");
    let scene = Scene::new("pinned", &script);
    scene.install("1.2.3");
    scene.wheel(&[("botocore/data/s3/2006-03-01/service-2.json", "{}")]);
    let data = scene.places.data(Some("1.2.4")).unwrap();
    assert_eq!(data.version, "1.2.4");
    assert_eq!(data.folder, scene.root.join("cache/botocore-1.2.4/data"));
}

#[test]
fn a_version_is_fetched_once() {
    let scene = Scene::new("fetched", PIP);
    scene.wheel(&[
        ("botocore/data/s3/2006-03-01/service-2.json", "{}"),
        ("botocore/x.py", ""),
    ]);
    let folder = scene.places.data(Some("1.2.3")).unwrap().folder;
    assert_eq!(folder, scene.root.join("cache/botocore-1.2.3/data"));
    assert_eq!(
        fs::read_to_string(folder.join("s3/2006-03-01/service-2.json")).unwrap(),
        "{}"
    );
    assert_eq!(
        fs::read_to_string(scene.root.join("requirement")).unwrap(),
        "botocore==1.2.3\n"
    );
    let kept: Vec<_> = fs::read_dir(scene.root.join("cache")).unwrap().collect();
    assert_eq!(kept.len(), 1, "the download is gone");
    fs::remove_file(scene.root.join("botocore.whl")).unwrap();
    // What is in the cache needs no Python.
    fs::remove_file(scene.root.join("python3")).unwrap();
    assert_eq!(scene.places.data(Some("1.2.3")).unwrap().folder, folder);
}

#[test]
fn entries_that_lead_out_of_the_cache_are_left_alone() {
    let scene = Scene::new("entries", PIP);
    scene.wheel(&[
        ("botocore/data/../../../../escaped", "x"),
        ("/botocore/data/absolute", "x"),
        ("botocore/data/s3/service-2.json", "{}"),
    ]);
    scene.places.data(Some("1.0")).unwrap();
    let data = scene.root.join("cache/botocore-1.0/data");
    let inside: Vec<_> = fs::read_dir(data)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert!(
        inside.iter().all(|name| name == "s3" || name == "absolute"),
        "{inside:?}"
    );
    assert!(!scene.root.join("escaped").exists() && !scene.root.join("cache/escaped").exists());
}

#[test]
fn every_failure_says_what_to_do() {
    let scene = Scene::new("failures", PIP);
    let failure = scene.failure(None);
    assert!(
        failure.contains("pip install botocore") && failure.contains("botocore = \"1.40.0\""),
        "{failure}"
    );
    for version in ["", "1..2", "1.2; rm", "../1", "latest", "--help"] {
        let failure = scene.failure(Some(version));
        assert!(failure.contains("is no version"), "{failure}");
    }
    let failure = scene.failure(Some("1.0"));
    assert!(
        failure.contains("cannot fetch botocore==1.0; pip must be installed"),
        "{failure}"
    );
    scene.wheel(&[("other/data", "")]);
    let failure = scene.failure(Some("1.0"));
    assert!(failure.contains("holds no botocore/data/"), "{failure}");
    fs::write(scene.root.join("botocore.whl"), "no zip").unwrap();
    let failure = scene.failure(Some("1.0"));
    assert!(failure.contains("botocore-x.whl: "), "{failure}");
    assert!(
        !scene.root.join("cache/botocore-1.0").exists(),
        "nothing is half unpacked"
    );
}

#[test]
fn without_python_it_is_named() {
    let mut scene = Scene::new("python", "");
    scene.places.python = Python::new(scene.root.join("no-python"));
    let failure = scene.failure(None);
    assert!(
        failure.contains("no-python: ") && failure.contains("install Python 3"),
        "{failure}"
    );
    let broken = Scene::new("broken", "echo first >&2; echo broken >&2; exit 1");
    let failure = broken.failure(None);
    assert!(
        failure.ends_with("cannot say where botocore is: broken"),
        "{failure}"
    );
}
