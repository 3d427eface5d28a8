//! Cargo commands on this workspace, for the build measurements.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::options::Failure;

/// The folder of this package.
pub const HERE: &str = env!("CARGO_MANIFEST_DIR");

/// A crate to build, with its features and profile.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    pub package: &'a str,
    /// Further arguments, such as features.
    pub arguments: &'a [&'a str],
    pub profile: &'a str,
}

/// Downloads the dependencies of a build, so that the download is not measured.
pub fn fetch() -> Result<(), Failure> {
    output(command("fetch").arg("--locked")).map(drop)
}

/// Builds into a folder, with two jobs and without a network; returns the duration.
pub fn build(target: Target<'_>, folder: &Path) -> Result<Duration, Failure> {
    let mut command = command("build");
    command
        .args(["--quiet", "--locked", "--offline", "--jobs", "2"])
        .args(["--package", target.package, "--profile", target.profile])
        .args(target.arguments)
        .arg("--target-dir")
        .arg(folder);
    time(&mut command)
}

/// Returns the duration of a command, which must succeed.
pub fn time(command: &mut Command) -> Result<Duration, Failure> {
    let start = Instant::now();
    output(command)?;
    Ok(start.elapsed())
}

/// Removes the build output of a single package.
pub fn clean(target: Target<'_>, folder: &Path) -> Result<(), Failure> {
    let mut command = command("clean");
    command
        .args(["--quiet", "--locked", "--offline"])
        .args(["--package", target.package, "--profile", target.profile])
        .arg("--target-dir")
        .arg(folder);
    output(&mut command).map(drop)
}

/// The path of a built program, by package name.
pub fn program(target: Target<'_>, folder: &Path) -> std::path::PathBuf {
    let profile = match target.profile {
        "dev" => "debug",
        other => other,
    };
    let name = format!("{}{}", target.package, std::env::consts::EXE_SUFFIX);
    folder.join(profile).join(name)
}

/// Returns the output of a command, which must succeed.
pub fn output(command: &mut Command) -> Result<String, Failure> {
    let output = command.output()?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{command:?} ended with {}: {errors}", output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Creates a cargo command in this workspace.
pub fn command(name: &str) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.arg(name).current_dir(HERE);
    // Compiler caches are disabled.
    command
        .env_remove("RUSTC_WRAPPER")
        .env_remove("CARGO_BUILD_RUSTC_WRAPPER");
    command
}
