//! Runs cargo-semver-checks and reads its verdict.

use std::io;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tinsmith::failure::Failure;

/// The program. Cargo runs it in the same way, with the subcommand as its first argument.
const PROGRAM: &str = "cargo-semver-checks";

/// The version that the audit was tested with.
const TESTED: &str = "0.51.0";

/// The exit code for a breaking change.
const BREAKING_EXIT_CODE: i32 = 100;

/// The installed tool.
pub(super) struct Tool {
    program: &'static str,
    /// The version it reports.
    pub(super) version: String,
}

/// The verdict on a pair of crates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ToolVerdict {
    /// The lints that require a major version.
    pub(super) lints: Vec<String>,
    /// The lints that only warn.
    pub(super) warnings: Vec<String>,
}

impl Tool {
    /// Finds the tool.
    ///
    /// # Errors
    /// Returns [`Failure`] if it is not installed, or does not report a version.
    pub(super) fn find() -> Result<Self, Failure> {
        Self::from_program(PROGRAM)
    }

    fn from_program(program: &'static str) -> Result<Self, Failure> {
        let output = run(program, &["--version".as_ref()])?;
        let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        match output.status.success() && version.starts_with(PROGRAM) {
            true => Ok(Self { program, version }),
            false => Err(unreadable(&output)),
        }
    }

    /// Judges two crates, given rustdoc's JSON of each.
    ///
    /// # Errors
    /// Returns [`Failure`] if there is no verdict.
    pub(super) fn judge(&self, before: &Path, after: &Path) -> Result<ToolVerdict, Failure> {
        let arguments: [&Path; 6] = [
            "--release-type=minor".as_ref(),
            "--color=never".as_ref(),
            "--baseline-rustdoc".as_ref(),
            before,
            "--current-rustdoc".as_ref(),
            after,
        ];
        let output = run(self.program, &arguments)?;
        let text = String::from_utf8_lossy(&output.stdout);
        let log = String::from_utf8_lossy(&output.stderr);
        said(output.status.code(), &text, &log).ok_or_else(|| unreadable(&output))
    }
}

fn run(program: &str, arguments: &[&Path]) -> Result<Output, Failure> {
    let mut command = Command::new(program);
    command.arg("semver-checks").args(arguments);
    let output = command.stdin(Stdio::null()).output();
    output.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => missing(),
        _ => Failure(format!("{program} cannot be run: {error}")),
    })
}

fn missing() -> Failure {
    Failure(format!(
        "{PROGRAM} is not on the PATH; install it by `cargo install {PROGRAM} --locked` \
         (the audit was tried with version {TESTED})"
    ))
}

fn unreadable(output: &Output) -> Failure {
    let log = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = log.lines().take(8).collect();
    Failure(format!(
        "{PROGRAM} came to no verdict ({}; the audit was tried with version {TESTED}):\n{}",
        output.status,
        lines.join("\n")
    ))
}

/// Parses a verdict; `None` if it is none. Success requires that checks were made.
fn said(code: Option<i32>, text: &str, log: &str) -> Option<ToolVerdict> {
    let lints = |sign: &str| {
        let heads = text.lines().filter_map(|line| line.strip_prefix(sign));
        let names = heads.filter_map(|head| head.split_once(':'));
        names.map(|(name, _)| name.trim().to_owned()).collect()
    };
    let said = ToolVerdict {
        lints: lints("--- failure "),
        warnings: lints("--- warning "),
    };
    let mut lines = log.lines().map(str::trim_start);
    let checked = lines.any(|line| line.starts_with("Checked ") && line.contains(" checks: "));
    let sound = match code {
        Some(0) => said.lints.is_empty(),
        Some(BREAKING_EXIT_CODE) => !said.lints.is_empty(),
        _ => false,
    };
    (checked && sound).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHECKED: &str = "    Checking a v0.1.0 -> v0.1.0 (assume minor change)\n     \
        Checked [   0.042s] 202 checks: 200 pass, 1 fail, 1 warn, 58 skip\n";
    const BREAKING: &str = "\n--- failure struct_missing: pub struct removed or renamed ---\n\n\
        Failed in:\n  struct a::S\n\n--- failure enum_missing: pub enum removed or renamed ---\n\n\
        --- warning partial_ord_enum_variants_reordered: enum variants reordered ---\n";

    #[test]
    fn a_verdict_is_read_by_its_lints() {
        let said = said(Some(BREAKING_EXIT_CODE), BREAKING, CHECKED).unwrap();
        assert_eq!(said.lints, ["struct_missing", "enum_missing"]);
        assert_eq!(said.warnings, ["partial_ord_enum_variants_reordered"]);
    }

    #[test]
    fn nothing_breaks_only_where_it_was_checked() {
        assert_eq!(said(Some(0), "", CHECKED), Some(ToolVerdict::default()));
        let warned = said(Some(0), "--- warning x: y ---\n", CHECKED).unwrap();
        assert_eq!((warned.lints.len(), warned.warnings.len()), (0, 1));
        assert_eq!(said(Some(0), "", "    Finished [   0.041s] a\n"), None);
    }

    #[test]
    fn failed_runs_are_no_verdicts() {
        for code in [None, Some(1), Some(2), Some(101)] {
            assert_eq!(said(code, "", CHECKED), None, "{code:?}");
            assert_eq!(said(code, BREAKING, CHECKED), None, "{code:?}");
        }
        // The exit code and the output contradict each other.
        assert_eq!(said(Some(BREAKING_EXIT_CODE), "", CHECKED), None);
        assert_eq!(said(Some(0), BREAKING, CHECKED), None);
    }

    #[test]
    fn without_the_tool_it_is_said_what_to_install() {
        let Failure(message) = Tool::from_program("tinsmith-no-such-program")
            .err()
            .unwrap();
        assert!(message.contains("cargo install cargo-semver-checks --locked"));
        assert!(message.contains(TESTED));
    }

    #[test]
    fn a_program_that_fails_is_not_believed() {
        // The compiler is available and has no such command.
        let Failure(message) = Tool::from_program("rustc").err().unwrap();
        assert!(message.contains("came to no verdict"), "{message}");
        let tool = Tool {
            program: "rustc",
            version: String::new(),
        };
        let nowhere = Path::new("nowhere.json");
        assert!(tool.judge(nowhere, nowhere).is_err());
    }
}
