//! Runs the compiler, clippy and rustdoc on generated crates. Warnings count as errors.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde::Deserialize;

use super::workspace::CRATES;
use tinsmith::failure::Failure;
use tinsmith::progress::Progress;
use tinsmith::report::{count, number, print};
use tinsmith::services::Service;

use crate::cargo;

/// A tool.
#[derive(Clone, Copy)]
pub(super) enum Tool {
    Check,
    Clippy,
    Doc,
}

impl Tool {
    /// The tools selected on the command line.
    pub(super) fn chosen(clippy: bool, doc: bool) -> Vec<Self> {
        let all = [
            (!clippy && !doc, Self::Check),
            (clippy, Self::Clippy),
            (doc, Self::Doc),
        ];
        all.into_iter()
            .filter_map(|(on, tool)| on.then_some(tool))
            .collect()
    }

    fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Clippy => "clippy",
            Self::Doc => "doc",
        }
    }

    fn command(self, workspace: &Path) -> Command {
        let mut command = cargo::command();
        command
            .current_dir(workspace)
            .args([self.name(), "--workspace", "--keep-going", "--quiet"])
            .args(["--message-format=json", "--target-dir", "target"])
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env("RUSTFLAGS", "-Dwarnings")
            .env("RUSTDOCFLAGS", "-Dwarnings")
            .env("CARGO_INCREMENTAL", "0");
        if let Self::Doc = self {
            command.arg("--no-deps");
        }
        command
    }
}

/// A line of cargo's output (The Cargo Book, "External tools", "JSON messages").
#[derive(Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
enum Line {
    CompilerMessage {
        manifest_path: PathBuf,
        message: Message,
    },
    CompilerArtifact {
        manifest_path: PathBuf,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Message {
    level: String,
    rendered: Option<String>,
}

/// The first error of a crate, and the number of errors.
struct Errors {
    first: String,
    number: usize,
}

/// Runs a tool on the crates of a workspace, and prints those that fail. Returns true if none
/// fails.
pub(super) fn run(
    tool: Tool,
    workspace: &Path,
    chosen: &[(&Service, usize)],
) -> Result<bool, Failure> {
    let start = Instant::now();
    let mut command = tool.command(workspace);
    let unable = |error| Failure(format!("cargo {} cannot be run: {error}", tool.name()));
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(unable)?;
    let progress = Progress::new(chosen.len(), tool.name());
    let mut errors = BTreeMap::new();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            note(&line?, &mut errors, &progress);
        }
    }
    drop(progress);
    let status = child.wait().map_err(unable)?;
    print(&shown(tool, &errors, chosen, start.elapsed()))?;
    if !status.success() && errors.is_empty() {
        return Err(Failure(format!(
            "cargo {} ended with {status}",
            tool.name()
        )));
    }
    Ok(errors.is_empty())
}

/// Formats the first error of each crate, and the command.
fn shown(
    tool: Tool,
    errors: &BTreeMap<String, Errors>,
    chosen: &[(&Service, usize)],
    time: Duration,
) -> String {
    let failed = errors.iter().map(|(name, errors)| {
        let number = count(errors.number, "error");
        format!(
            "\n{name}: {number}, the first:\n{}\n",
            errors.first.trim_end()
        )
    });
    // If a dependency fails, no crate was checked.
    let known = |name: &String| chosen.iter().any(|(service, _)| service.name == *name);
    let passed = match errors.keys().all(known) {
        true => chosen.len() - errors.len(),
        false => 0,
    };
    let lines: usize = chosen.iter().map(|(_, lines)| lines).sum();
    let mut names: Vec<&str> = chosen.iter().map(|(service, _)| &*service.name).collect();
    names.sort_unstable();
    format!(
        "{}\ncargo {}: {passed} of {} without a warning, {} lines of Rust, in {:.1} s\n  {}\n",
        failed.collect::<String>(),
        tool.name(),
        count(chosen.len(), "crate"),
        number(lines),
        time.as_secs_f64(),
        names.join(" "),
    )
}

/// Records a line. Errors outside of the workspace belong to its dependencies.
fn note(line: &str, errors: &mut BTreeMap<String, Errors>, progress: &Progress) {
    match serde_json::from_str(line) {
        Ok(Line::CompilerMessage {
            manifest_path,
            message,
        }) if message.level.starts_with("error") => {
            let name =
                member(&manifest_path).unwrap_or_else(|| manifest_path.display().to_string());
            let entry = errors.entry(name).or_insert_with(|| Errors {
                first: message.rendered.unwrap_or_default(),
                number: 0,
            });
            entry.number += 1;
        }
        Ok(Line::CompilerArtifact { manifest_path }) => {
            if let Some(name) = member(&manifest_path) {
                progress.at(&name);
                progress.done();
            }
        }
        _ => {}
    }
}

/// The name of a crate of the workspace: that of its folder.
fn member(manifest: &Path) -> Option<String> {
    let folder = manifest.parent()?;
    let inside = folder.parent()?.ends_with(CRATES);
    inside.then(|| {
        folder
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
    })?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_error_of_each_crate_is_kept() {
        let message = |manifest: &str, level: &str, text: &str| {
            format!(
                r#"{{"reason":"compiler-message","manifest_path":"{manifest}","message":
                    {{"level":"{level}","rendered":"{text}"}}}}"#
            )
        };
        let mut errors = BTreeMap::new();
        let progress = Progress::new(1, "check");
        for line in [
            message("/w/crates/acm/Cargo.toml", "warning", "w"),
            message("/w/crates/acm/Cargo.toml", "error", "first"),
            message("/w/crates/acm/Cargo.toml", "error", "second"),
            message(
                "/w/runtime/Cargo.toml",
                "error: internal compiler error",
                "ice",
            ),
            r#"{"reason":"build-finished","success":false}"#.to_owned(),
            "no JSON".to_owned(),
        ] {
            note(&line, &mut errors, &progress);
        }
        let found: Vec<_> = errors
            .iter()
            .map(|(name, errors)| (name.as_str(), errors.first.as_str(), errors.number))
            .collect();
        assert_eq!(
            found,
            [("/w/runtime/Cargo.toml", "ice", 1), ("acm", "first", 2)]
        );
    }
}
