//! Crates of released generators, compiled with the runtime of now and called.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{ROOT, build, target};

/// A program for the crate `weather` of each release.
const CALLER: &str = r##"
use std::time::Duration;

use weather::operation::{GetForecastInput, ListCitiesInput};
use weather::runtime::auth::Credentials;
use weather::runtime::http::{Request, Response};
use weather::runtime::transport::{BlockingTransport, Body, Limits, TransportError};
use weather::types::Climate;

#[derive(Debug)]
struct Answer;

impl BlockingTransport for Answer {
    fn send(
        &self,
        request: Request<Body>,
        _: Limits,
    ) -> Result<Response<weather::runtime::Bytes>, TransportError> {
        let (status, body) = match request.uri().path() {
            "/cities" => (200, r#"{"cities": [{"cityId": "1", "climate": "dry"}]}"#),
            _ => (404, r#"{"__type": "NoSuchCity", "message": "none"}"#),
        };
        Ok(Response::builder().status(status).body(body.into()).unwrap())
    }

    fn sleep(&self, _: Duration) {}
}

fn main() {
    let config = weather::Config::new("eu-west-1").credentials(Credentials::for_tests());
    let client = weather::Client::new(config.blocking_transport(Answer)).unwrap();
    let listed = client.list_cities(ListCitiesInput::new().page_size(2)).send_blocking().unwrap();
    assert_eq!(listed.cities[0].climate, Some(Climate::Dry));
    let day = "2021-11-29T00:00:00Z".parse().unwrap();
    let error = client.get_forecast(GetForecastInput::new("x", day)).send_blocking().unwrap_err();
    assert_eq!(error.message(), Some("none"));
}
"##;

#[test]
fn crates_of_released_generators_work_with_this_runtime() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("released");
    let _ = fs::remove_dir_all(folder.join("crates"));
    fs::create_dir_all(&folder).unwrap();
    let callers = write_all(&folder);
    assert!(!callers.is_empty(), "there is a release");
    let built = build(&folder);
    let errors = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "{errors}");
    for caller in callers {
        let ran = Command::new(target().join("debug").join(&caller))
            .output()
            .unwrap();
        assert!(
            ran.status.success(),
            "{caller}: {}",
            String::from_utf8_lossy(&ran.stderr)
        );
    }
}

/// Writes the workspace of all released crates, and returns the names of the programs in it.
fn write_all(folder: &Path) -> Vec<String> {
    let manifest =
        "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n\n[profile.dev]\ndebug = false\n";
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(
        Path::new(ROOT).join("Cargo.lock"),
        folder.join("Cargo.lock"),
    )
    .unwrap();
    let mut callers = Vec::new();
    for release in folders(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/released")) {
        let version = release
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .replace('.', "-");
        for released in folders(&release) {
            let name = released.file_name().unwrap().to_str().unwrap();
            let package = format!("{name}-{version}");
            let to = folder.join("crates").join(&package);
            copy(&released, &to);
            rename(&to.join("Cargo.toml"), name, &package);
            if name == "weather" {
                let caller = format!("{package}-caller");
                write_caller(&folder.join("crates").join(&caller), &package);
                callers.push(caller);
            }
        }
    }
    callers
}

/// Gives a package another name, as releases have crates of the same, and the runtime of now.
fn rename(manifest: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(manifest).unwrap();
    let runtime = Path::new(ROOT).canonicalize().unwrap().join("runtime");
    let named = text.replacen(
        &format!("name = \"{old}\""),
        &format!("name = \"{new}\""),
        1,
    );
    let lib = format!("\n[lib]\nname = \"{old}\"\n");
    let runtime = format!("path = {:?}", runtime.display());
    let moved = named.replace("path = \"../runtime\"", &runtime);
    assert_ne!(named, moved, "{}", manifest.display());
    fs::write(manifest, moved + &lib).unwrap();
}

fn write_caller(folder: &Path, package: &str) {
    fs::create_dir_all(folder.join("src")).unwrap();
    let manifest = format!(
        "[package]\nname = \"{package}-caller\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nweather = {{ package = \"{package}\", path = \"../{package}\", \
         default-features = false }}\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::write(folder.join("src/main.rs"), CALLER).unwrap();
}

/// The folders within a folder, sorted.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = entry
            .map(|entry| (entry.path(), entry.file_name()))
            .unwrap();
        match path.is_dir() {
            true => copy(&path, &to.join(name)),
            false => drop(fs::copy(&path, to.join(name)).unwrap()),
        }
    }
}
