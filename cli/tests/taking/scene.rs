//! The workspace, its botocore and its commands.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::{Map, Value, json};

/// All files of a workspace with their content, except for those of cargo and the guard in
/// `target`.
pub(crate) type State = BTreeMap<String, String>;

/// A workspace in a temporary folder. Botocore 1.0.0 is installed there, and 2.0.0 is in the
/// cache.
pub(crate) struct Scene {
    folder: PathBuf,
    pub(crate) root: PathBuf,
}

/// The output and exit code of a command.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) const SETTINGS: &str = "# Which crates there are.\n\n[folders]\nmodels = \
    \"model/services\"\ncrates = \"generated\"\n\n\
    [runtime]\npath = \"runtime\"\n\n# None so far.\n";

const MANIFEST: &str =
    "[workspace]\nresolver = \"3\"\nmembers = [\"xtask\", \"runtime\"] # and those that come\n";

impl Scene {
    pub(crate) fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("tinsmith-taking-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let scene = Self {
            root: folder.join("workspace"),
            folder,
        };
        scene.write("Cargo.toml", MANIFEST);
        scene.write("tinsmith.toml", SETTINGS);
        for member in ["xtask", "runtime"] {
            let manifest = format!("[package]\nname = \"{member}\"\nedition = \"2024\"\n");
            scene.write(&format!("{member}/Cargo.toml"), &manifest);
            scene.write(&format!("{member}/src/lib.rs"), "");
        }
        scene.install_python();
        scene.put_service("1.0.0", "toy", &toy(3, 1));
        scene.put_service("2.0.0", "toy", &toy(3, 2));
        scene.install("1.0.0");
        scene
    }

    /// A fake Python that only locates botocore.
    fn install_python(&self) {
        let python = self.folder.join("bin/python3");
        fs::create_dir_all(python.parent().unwrap()).unwrap();
        let script = "#!/bin/sh\n[ \"$1\" = -c ] || { echo no network >&2; exit 1; }\necho \
            \"$(dirname \"$0\")/../site\"\n";
        fs::write(&python, script).unwrap();
        fs::set_permissions(&python, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Adds a service to a version of botocore.
    pub(crate) fn put_service(&self, version: &str, service: &str, model: &Value) {
        let data = self.botocore(version).join("data").join(service);
        let path = data.join("2020-01-01/service-2.json");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, model.to_string()).unwrap();
    }

    /// Installs a version.
    pub(crate) fn install(&self, version: &str) {
        let site = self.folder.join("site");
        let _ = fs::remove_file(&site);
        let package = self.botocore(version);
        fs::write(
            package.join("__init__.py"),
            format!("__version__ = '{version}'\n"),
        )
        .unwrap();
        std::os::unix::fs::symlink(package, site).unwrap();
    }

    fn botocore(&self, version: &str) -> PathBuf {
        self.folder
            .join("cache/tinsmith")
            .join(format!("botocore-{version}"))
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Prepares the command.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-tinsmith"));
        let path = std::env::var("PATH").unwrap_or_default();
        command
            .arg("tinsmith")
            .args(arguments)
            .current_dir(&self.root)
            .env("XDG_CACHE_HOME", self.folder.join("cache"))
            .env(
                "PATH",
                format!("{}:{path}", self.folder.join("bin").display()),
            )
            .env_remove("PYTHON")
            .stdin(Stdio::null());
        command
    }

    /// Runs a command, given as words separated by spaces.
    pub(crate) fn run(&self, line: &str) -> Said {
        let arguments: Vec<&str> = line.split_whitespace().collect();
        said(self.command(&arguments).output().unwrap())
    }

    /// Runs a command that must succeed.
    pub(crate) fn done(&self, line: &str) -> String {
        let said = self.run(line);
        assert_eq!(said.code, Some(0), "{line}: {said:?}");
        said.out
    }

    /// Runs a command that must be refused: with exit code 2, a message, and no changes.
    pub(crate) fn refused(&self, line: &str) -> String {
        let before = self.state();
        let said = self.run(line);
        assert_eq!(said.code, Some(2), "{line}: {said:?}");
        assert!(said.err.starts_with("error: "), "{line}: {said:?}");
        assert_eq!(said.out, "", "{line}");
        assert!(self.state() == before, "{line}: something was changed");
        said.err
    }

    /// Like [`Self::refused`], with a message of one line.
    pub(crate) fn refused_in_a_line(&self, line: &str) -> String {
        let message = self.refused(line);
        assert_eq!(message.lines().count(), 1, "{message}");
        message
    }

    pub(crate) fn state(&self) -> State {
        let mut state = State::new();
        gather(&self.root, &self.root, &mut state);
        state
    }

    /// Restores all files.
    pub(crate) fn restore(&self, state: &State) {
        for path in self
            .state()
            .keys()
            .filter(|path| !state.contains_key(*path))
        {
            fs::remove_file(self.root.join(path)).unwrap();
        }
        state.iter().for_each(|(path, text)| self.write(path, text));
    }

    /// Asserts that cargo can load the workspace, which every command needs.
    pub(crate) fn loads(&self) -> bool {
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .args([
                "metadata",
                "--no-deps",
                "--offline",
                "--format-version",
                "1",
            ])
            .current_dir(&self.root);
        cargo.output().unwrap().status.success()
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn said(output: Output) -> Said {
    Said {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn gather(root: &Path, folder: &Path, state: &mut State) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root).unwrap().display().to_string();
        if path.is_dir() && name != "target" && name != ".git" {
            gather(root, &path, state);
        } else if path.is_file() && !path.ends_with("Cargo.lock") {
            state.insert(name, fs::read_to_string(path).unwrap());
        }
    }
}

/// A service in the botocore form with operations `Get0`, `Get1` and so on. Each version adds a
/// member to all outputs.
pub(crate) fn toy(operations: usize, version: usize) -> Value {
    let (mut bound, mut shapes) = (Map::new(), Map::new());
    shapes.insert("Text".to_owned(), json!({ "type": "string" }));
    for number in 0..operations {
        let name = format!("Get{number}");
        let (input, output) = (format!("{name}Request"), format!("{name}Response"));
        bound.insert(
            name.clone(),
            json!({
                "name": name,
                "http": { "method": "GET", "requestUri": format!("/things/{number}/{{id}}") },
                "input": { "shape": input },
                "output": { "shape": output },
                "documentation": format!("<p>Gets thing {number}.</p>"),
            }),
        );
        let id = json!({ "shape": "Text", "location": "uri", "locationName": "id" });
        let input_shape =
            json!({ "type": "structure", "required": ["id"], "members": { "id": id } });
        shapes.insert(input, input_shape);
        let members = (1..=version).map(|at| (format!("member{at}"), json!({ "shape": "Text" })));
        let members: Map<String, Value> = members.collect();
        shapes.insert(output, json!({ "type": "structure", "members": members }));
    }
    json!({
        "version": "2.0",
        "metadata": {
            "apiVersion": "2020-01-01", "endpointPrefix": "toy", "protocol": "rest-json", "protocols": ["rest-json"],
            "serviceFullName": "Toy", "serviceId": "Toy", "signatureVersion": "v4", "signingName": "toy",
            "uid": "toy-2020-01-01",
        },
        "operations": bound,
        "shapes": shapes,
        "documentation": "<p>Toys.</p>",
    })
}
