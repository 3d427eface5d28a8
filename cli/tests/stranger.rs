//! A repository of its own that adopts the tool, as it is installed from its packages: from `init`
//! to programs that call a server on loopback.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The checkout that the packages are made from.
const CHECKOUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The packages of the tool, each after those that it depends on.
const PACKAGES: [&str; 4] = [
    "tinsmith-runtime",
    "tinsmith-model",
    "tinsmith-codegen",
    "tinsmith",
];

const VERSION: &str = env!("CARGO_PKG_VERSION");

struct Stranger {
    /// The folder of everything.
    folder: PathBuf,
    /// The repository.
    root: PathBuf,
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{command:?}\n{out}\n{err}");
    out.into_owned()
}

/// The folder of what is compiled, kept from run to run.
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("stranger")
}

fn cargo(folder: &Path, arguments: &[&str]) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target())
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    cargo
}

impl Stranger {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("tinsmith-stranger-{}", std::process::id()));
        let root = folder.join("repository");
        fs::create_dir_all(root.join("src")).unwrap();
        let stranger = Self { folder, root };
        stranger.install();
        stranger
    }

    /// Packs the tool as for the registry, and installs it from its packages alone.
    fn install(&self) {
        let mut pack = cargo(
            Path::new(CHECKOUT),
            &["package", "--quiet", "--no-verify", "--allow-dirty"],
        );
        run(pack.args(PACKAGES.iter().flat_map(|name| ["--package", name])));
        let packages = self.folder.join("packages");
        fs::create_dir_all(&packages).unwrap();
        for name in PACKAGES {
            let file = target().join(format!("package/{name}-{VERSION}.crate"));
            run(Command::new("tar")
                .arg("xzf")
                .arg(file)
                .current_dir(&packages));
        }
        let tool = self.package("tinsmith");
        let mut install =
            self.with_packages(&tool, &["install", "--quiet", "--debug", "--path", "."]);
        run(install.arg("--root").arg(self.folder.join("tool")));
    }

    /// The folder of an unpacked package.
    fn package(&self, name: &str) -> PathBuf {
        self.folder.join(format!("packages/{name}-{VERSION}"))
    }

    /// Runs cargo as if the packages were in the registry.
    fn with_packages(&self, folder: &Path, arguments: &[&str]) -> Command {
        let mut cargo = cargo(folder, arguments);
        for name in PACKAGES {
            let path = self.package(name);
            if path != folder {
                let patch = format!("patch.crates-io.{name}.path={:?}", path.display());
                cargo.arg("--config").arg(patch);
            }
        }
        cargo
    }

    fn tool(&self, line: &str) -> String {
        let mut tool = Command::new(self.folder.join("tool/bin/cargo-tinsmith"));
        tool.arg("tinsmith")
            .args(line.split(' '))
            .current_dir(&self.root);
        run(tool.env("XDG_CACHE_HOME", self.folder.join("cache")))
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn git(&self, line: &str) {
        let identity = ["-c", "user.name=s", "-c", "user.email=s@localhost"];
        run(Command::new("git")
            .args(identity)
            .args(line.split(' '))
            .current_dir(&self.root));
    }

    /// Builds the program of the repository and runs it against a server.
    fn run_program(&self, root: &Path, options: &[&str]) {
        run(cargo(root, &["build", "--quiet"]).args(options));
        self.check_output("stranger", "crate module types\n");
    }

    /// Builds a program of a package of its own, whose client comes from a build script.
    fn run_scripted(&self, model: &Path) {
        let root = self.folder.join("scripted");
        fs::create_dir_all(root.join("src")).unwrap();
        fs::copy(model, root.join("weather.json")).unwrap();
        fs::write(root.join("Cargo.toml"), SCRIPTED_MANIFEST).unwrap();
        fs::write(root.join("build.rs"), BUILD_SCRIPT).unwrap();
        fs::write(root.join("src/main.rs"), SCRIPTED_PROGRAM).unwrap();
        run(&mut self.with_packages(&root, &["build", "--quiet"]));
        self.check_output("scripted", "script\n");
    }

    /// Runs a program that was built against a server.
    fn check_output(&self, name: &str, expected: &str) {
        let mut program = Command::new(target().join("debug").join(name));
        program
            .env("AWS_ENDPOINT_URL", serve())
            .env("AWS_REGION", "us-east-1");
        program
            .env("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
            .env("AWS_SECRET_ACCESS_KEY", "secret");
        assert_eq!(run(&mut program), expected);
    }
}

impl Drop for Stranger {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A server that answers every request with one city.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut buffer = [0; 8192];
            let _ = stream.read(&mut buffer).unwrap();
            let body = r#"{"cities": [{"cityId": "1", "name": "one"}]}"#;
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
            write!(stream, "{head}content-length: {}\r\n\r\n{body}", body.len()).unwrap();
        }
    });
    format!("http://{address}")
}

/// Writes an archive of botocore whose service has operations with as many members.
fn archive(path: &Path, version: &str, members: usize) {
    let members: Vec<String> = (0..members)
        .map(|at| format!(r#""m{at}": {{"shape": "Text"}}"#))
        .collect();
    let model = format!(
        r#"{{"version": "2.0", "metadata": {{"apiVersion": "2020-01-01", "endpointPrefix": "toy", "protocol": "rest-json",
        "serviceFullName": "Toy", "serviceId": "Toy", "signatureVersion": "v4", "signingName": "toy"}},
        "operations": {{"GetToy": {{"name": "GetToy", "http": {{"method": "GET", "requestUri": "/"}}, "output": {{"shape": "Out"}}}}}},
        "shapes": {{"Text": {{"type": "string"}}, "Out": {{"type": "structure", "members": {{{}}}}}}}}}"#,
        members.join(", ")
    );
    let mut zip = ZipWriter::new(File::create(path).unwrap());
    for (name, text) in [
        (
            "botocore/__init__.py",
            format!("__version__ = '{version}'\n"),
        ),
        ("botocore/data/toy/2020-01-01/service-2.json", model),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
}

const MANIFEST: &str = r#"[package]
name = "stranger"
version = "0.1.0"
edition = "2024"

[workspace]

[dependencies]
tinsmith-runtime = { path = "crates/tinsmith-runtime", features = ["blocking", "json"] }
tokio = { version = "1", features = ["rt"] }
weather = { path = "crates/weather", features = ["blocking"] }
weather-types = { path = "crates/weather-types" }
"#;

const SCRIPTED_MANIFEST: &str = r#"[package]
name = "scripted"
version = "0.1.0"
edition = "2024"

[workspace]

[dependencies]
tinsmith-runtime = { version = "0.1", features = ["blocking", "json"] }

[build-dependencies]
tinsmith = "0.1"
"#;

const SCRIPTED_PROGRAM: &str = r#"include!(concat!(env!("OUT_DIR"), "/weather.rs"));

fn main() {
    let client = weather::Client::from_env().unwrap();
    let output = client.list_cities(weather::operation::ListCitiesInput::new()).send_blocking();
    assert_eq!(output.unwrap().cities.len(), 1);
    println!("script");
}
"#;

const BUILD_SCRIPT: &str = r#"fn main() -> Result<(), tinsmith::build::Error> {
    tinsmith::build::Config::new()
        .model("weather.json")
        .operations(["ListCities"])
        .compile()
}
"#;

const PROGRAM: &str = r##"#![deny(warnings)]

mod module;
#[path = "module/mod.rs"]
mod unused;

use weather_types::runtime::codec::json::{self, Names};

fn main() {
    let input = weather::operation::ListCitiesInput::new();
    let client = weather::Client::from_env().unwrap();
    assert_eq!(client.list_cities(input.clone()).send_blocking().unwrap().cities.len(), 1);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let output = runtime.block_on(async { client.list_cities(input).await });
    assert_eq!(output.unwrap().cities.len(), 1);
    let client = module::Client::from_env().unwrap();
    let output = client.list_cities(module::operation::ListCitiesInput::new()).send_blocking();
    assert_eq!(output.unwrap().cities.len(), 1);
    let text = br#"{"cityId": "1", "coordinates": {"latitude": 47.5}}"#;
    let city: weather_types::types::CitySummary = json::read(text, Names::Json).unwrap();
    assert_eq!((city.city_id.as_str(), city.coordinates.unwrap().latitude), ("1", 47.5));
    println!("crate module types");
}
"##;

/// The files of a repository that the tool wrote or could have written a path into.
fn texts(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true if path.ends_with(".git") => {}
            true => texts(&path, found),
            false => found.push((path.clone(), fs::read_to_string(&path).unwrap())),
        }
    }
}

#[test]
fn adopts_the_tool() {
    let stranger = Stranger::new();
    stranger.git("init -q");
    stranger.tool("init");
    let model = Path::new(CHECKOUT).join("codegen/tests/golden/weather/model.json");
    fs::copy(&model, stranger.folder.join("weather.json")).unwrap();
    stranger.run_scripted(&model);
    archive(&stranger.folder.join("botocore-1.whl"), "1.0.0", 1);
    archive(&stranger.folder.join("botocore-2.whl"), "2.0.0", 2);
    stranger.tool("add weather ListCities --from ../weather.json");
    stranger.tool("add toy GetToy --from ../botocore-1.whl");
    let settings = fs::read_to_string(stranger.root.join("tinsmith.toml")).unwrap();
    let module = "\n[crates.module]\nmodel = \"models/weather.json\"\nout = \"src/module\"\nkind = \"module\"\n";
    let types = "\n[crates.weather-types]\nmodel = \"models/weather.json\"\nout = \"crates/weather-types\"\nkind = \"types\"\n";
    stranger.write("tinsmith.toml", &format!("{settings}{module}{types}"));
    stranger.tool("generate --update-lock");
    stranger.tool("generate --check");
    stranger.write("Cargo.toml", MANIFEST);
    stranger.write("src/main.rs", PROGRAM);
    stranger.write(".gitignore", "/target\n");
    stranger.run_program(&stranger.root, &[]);
    stranger.git("add .");
    stranger.git("commit -q -m first");
    stranger.tool("update toy --from ../botocore-2.whl");
    let review = stranger.tool("review --base HEAD");
    assert!(review.contains("member-added"), "{review}");
    stranger.tool("remove toy");
    stranger.tool("generate --check");
    assert!(!stranger.root.join("crates/toy").exists());
    let mut found = Vec::new();
    texts(&stranger.root, &mut found);
    let checkout = Path::new(CHECKOUT).canonicalize().unwrap();
    let machine = [checkout.as_path(), &stranger.folder];
    for (path, text) in found
        .iter()
        .filter(|(path, _)| !path.ends_with("Cargo.lock"))
    {
        let named = machine
            .iter()
            .any(|folder| text.contains(folder.to_str().unwrap()));
        assert!(!named, "{}", path.display());
    }
    let moved = stranger.folder.join("elsewhere");
    fs::rename(&stranger.root, &moved).unwrap();
    stranger.run_program(&moved, &[]);
    let clone = stranger.folder.join("clone");
    run(Command::new("git")
        .args(["clone", "-q"])
        .args([&moved, &clone]));
    // Of the network nothing but the registry is needed, whose packages cargo has by now.
    stranger.run_program(&clone, &["--offline", "--locked"]);
}
