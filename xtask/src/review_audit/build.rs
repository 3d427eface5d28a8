//! Compiles generated crates, and describes them with rustdoc.
//!
//! Cargo builds the dependencies once, with the unchanged crates. Each changed crate then only
//! needs the compiler.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;
use tinsmith_codegen::{Files, output};

use super::base::Base;
use crate::corpus::workspace::{CRATES, remove_folder, target_folder, write_manifest};
use tinsmith::failure::Failure;

use crate::cargo;

/// The working folder of the audit, with the built dependencies.
pub(super) struct Room {
    pub(super) folder: PathBuf,
    /// The library file of tinsmith-runtime that crates are compiled against.
    runtime: PathBuf,
}

/// A line of cargo's output (The Cargo Book, "External tools", "JSON messages").
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    target: Target,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

#[derive(Default, Deserialize)]
struct Target {
    #[serde(default)]
    name: String,
}

/// The compiler's output for a crate that does not compile.
pub(super) struct Refused(pub(super) String);

impl Room {
    /// Creates the working folder in a folder, or in cargo's target folder, without the crates of
    /// the previous run. Writes the unchanged crates to it and compiles them with their default
    /// features.
    pub(super) fn enter(out: Option<&Path>, bases: &[Base]) -> Result<Self, Failure> {
        let folder = out
            .map_or_else(target_folder, Path::to_path_buf)
            .join("review-audit");
        let folder = std::path::absolute(folder)?;
        for part in [CRATES, "before", "changes"] {
            remove_folder(&folder.join(part))?;
        }
        for base in bases {
            let at = folder.join(CRATES).join(&base.name);
            output::write(&at, &base.files)?;
        }
        write_manifest(&folder)?;
        let runtime = compile(&folder)?;
        Ok(Self { folder, runtime })
    }

    /// Compiles a crate, and has rustdoc write its JSON to `folder`. Returns the path of the JSON.
    pub(super) fn describe(
        &self,
        name: &str,
        files: &Files,
        folder: &Path,
    ) -> Result<Result<PathBuf, Refused>, Failure> {
        output::write(folder, files)?;
        let name = name.replace('-', "_");
        let mut check = self.tool("RUSTC", "rustc", &name, folder);
        check.args(["--emit=metadata", "-Dwarnings", "--out-dir"]);
        if let Err(refused) = said(check.arg(folder.join("check")))? {
            return Ok(Err(refused));
        }
        let mut describe = self.tool("RUSTDOC", "rustdoc", &name, folder);
        // The same options as cargo-semver-checks.
        describe.args(["--document-private-items", "-Zunstable-options"]);
        describe.args(["--document-hidden-items", "--output-format=json"]);
        describe.args(["--crate-version=0.1.0", "--cap-lints=allow", "--out-dir"]);
        let described = said(describe.arg(folder))?;
        Ok(described.map(|()| folder.join(format!("{name}.json"))))
    }

    /// Prepares the compiler or rustdoc. The environment variable enables JSON on stable.
    fn tool(&self, variable: &str, tool: &str, name: &str, folder: &Path) -> Command {
        let tool = env::var_os(variable).unwrap_or_else(|| tool.into());
        let mut command = Command::new(tool);
        let mut runtime = OsString::from("tinsmith_runtime=");
        runtime.push(&self.runtime);
        command
            .env("RUSTC_BOOTSTRAP", "1")
            .arg(folder.join("src/lib.rs"))
            .args(["--edition=2024", "--crate-type=lib", "--crate-name", name])
            .arg("--extern")
            .arg(runtime)
            .arg("-L")
            .arg(self.folder.join("target/debug/deps"));
        command
    }
}

/// Checks the unchanged crates, and finds the runtime that they use.
fn compile(folder: &Path) -> Result<PathBuf, Failure> {
    let output = cargo::command()
        .current_dir(folder)
        .args(["check", "--workspace", "--quiet", "--message-format=json"])
        .args(["--target-dir", "target"])
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env("RUSTFLAGS", "-Dwarnings")
        .env("CARGO_INCREMENTAL", "0")
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure(format!("cargo cannot be run: {error}")))?;
    if !output.status.success() {
        return Err(Failure(format!(
            "the crates before any change do not compile; see `cargo check` in {}",
            folder.display()
        )));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    runtime(&text).ok_or_else(|| Failure("cargo names no file of tinsmith-runtime".to_owned()))
}

/// Finds the library file of the runtime in cargo's messages.
fn runtime(messages: &str) -> Option<PathBuf> {
    let lines = messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Line>(line).ok());
    let mut found = lines.filter(|line| line.target.name == "tinsmith_runtime");
    let mut files = found
        .find(|line| !line.filenames.is_empty())?
        .filenames
        .into_iter();
    files.find(|file| file.extension().is_some_and(|ending| ending == "rmeta"))
}

/// Runs a tool; returns its output if it fails.
fn said(command: &mut Command) -> Result<Result<(), Refused>, Failure> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| {
        let program = command.get_program().to_string_lossy();
        Failure(format!("{program} cannot be run: {error}"))
    })?;
    if output.status.success() {
        return Ok(Ok(()));
    }
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    Ok(Err(Refused(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runtime_is_found_among_what_cargo_built() {
        let line = |name: &str, files: &str| {
            format!(r#"{{"reason":"compiler-artifact","target":{{"name":"{name}"}},"#)
                + &format!(r#""filenames":[{files}]}}"#)
        };
        let messages = [
            line("bytes", r#""/d/libbytes-1.rmeta""#),
            line(
                "tinsmith_runtime",
                r#""/d/lib.rlib","/d/libtinsmith_runtime-2.rmeta""#,
            ),
            r#"{"reason":"build-finished","success":true}"#.to_owned(),
            "no JSON".to_owned(),
        ];
        let found = runtime(&messages.join("\n"));
        assert_eq!(found, Some(PathBuf::from("/d/libtinsmith_runtime-2.rmeta")));
        assert_eq!(runtime(&messages[0]), None);
    }
}
