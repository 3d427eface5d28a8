//! Runs of the example `list_sync_jobs`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use crate::client::{ACCESS_KEY_ID, SECRET};
use crate::root;

/// The outcome of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The exit code.
    pub code: i32,
    /// The standard output.
    pub stdout: String,
    /// The standard error.
    pub stderr: String,
}

/// A run of the example whose environment only has keys and a region.
#[derive(Debug)]
pub struct Example(Command);

impl Example {
    /// Creates a run with these arguments, against the service at `url`.
    #[must_use]
    pub fn new<A: AsRef<OsStr>>(url: &str, arguments: &[A]) -> Self {
        let nowhere = "/nowhere";
        let mut command = Command::new(program());
        command
            .args(arguments)
            .env_clear()
            .env("AWS_ACCESS_KEY_ID", ACCESS_KEY_ID)
            .env("AWS_SECRET_ACCESS_KEY", SECRET)
            .env("AWS_REGION", "us-east-1")
            .env("AWS_CONFIG_FILE", nowhere)
            .env("AWS_SHARED_CREDENTIALS_FILE", nowhere)
            .env("AWS_ENDPOINT_URL", url);
        Self(command)
    }

    /// Sets an environment variable.
    #[must_use]
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.0.env(name, value);
        self
    }

    /// Removes an environment variable.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.0.env_remove(name);
        self
    }

    /// Runs the example to completion.
    #[must_use]
    pub fn run(mut self) -> Run {
        let Output {
            status,
            stdout,
            stderr,
        } = self.0.output().unwrap();
        Run {
            code: status.code().expect("an exit code"),
            stdout: String::from_utf8(stdout).unwrap(),
            stderr: String::from_utf8(stderr).unwrap(),
        }
    }
}

/// Returns the example's binary. Cargo builds it together with the tests of the workspace; if only
/// this package is tested, it is built here.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(build)
}

fn build() -> PathBuf {
    // The tests are in `target/PROFILE/deps`.
    let tests = std::env::current_exe().unwrap();
    let profile = tests.ancestors().nth(2).unwrap();
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .args([
            "build",
            "--quiet",
            "--workspace",
            "--example",
            "list_sync_jobs",
        ])
        .arg("--manifest-path")
        .arg(root().join("Cargo.toml"))
        .arg("--target-dir")
        .arg(profile.parent().unwrap());
    if profile.ends_with("release") {
        cargo.arg("--release");
    }
    // The variables about this package; some build scripts run again if they change.
    for (name, _) in std::env::vars_os() {
        if is_about_a_package(&name.to_string_lossy()) {
            cargo.env_remove(name);
        }
    }
    let status = cargo.status().unwrap();
    assert!(status.success(), "the example does not build");
    let name = format!("list_sync_jobs{}", std::env::consts::EXE_SUFFIX);
    profile.join("examples").join(name)
}

fn is_about_a_package(variable: &str) -> bool {
    [
        "CARGO_PKG_",
        "CARGO_MANIFEST_",
        "CARGO_CRATE_",
        "CARGO_BIN_",
    ]
    .iter()
    .any(|prefix| variable.starts_with(prefix))
}
