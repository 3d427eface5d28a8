//! Fuzzing: mutated responses through generated clients of each protocol, and mutated models
//! through their readers.
//!
//! The task generates the crates that `tests/fuzz` depends on, builds it with assertions and
//! overflow checks, and runs it with bounded memory.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use clap::Args;
use tinsmith::config::root;
use tinsmith::failure::Failure;
use tinsmith_codegen::{Options as CodegenOptions, generate, output};
use tinsmith_model::{Model, Selection};

use crate::cargo;

/// The protocols that are fuzzed, by the names of their traits.
const PROTOCOLS: [&str; 7] = [
    "awsJson1_1",
    "awsQuery",
    "ec2Query",
    "restJson1",
    "restXml",
    "rpcv2Cbor",
    "rpcv2Json",
];

/// The memory that the program may take, in KiB.
const MEMORY: u64 = 2 * 1024 * 1024;

/// The options of `cargo xtask fuzz`.
#[derive(Args)]
pub(crate) struct Options {
    /// Fuzz these targets only: a protocol in lower case, or model-smithy, model-botocore and
    /// model-paginators
    #[arg(value_name = "TARGET")]
    targets: Vec<String>,
    /// The time for each target, in seconds
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// The seed of the mutations
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Runs the targets. The exit code is 1 if one of them has a finding.
///
/// # Errors
/// Returns a [`Failure`] if the crates cannot be generated or built.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let folder = root().join("target/fuzz");
    let package = root().join("tests/fuzz");
    let model = Model::read(&package.join("model.json"))?;
    for protocol in PROTOCOLS {
        client(&model, protocol, &folder.join("crates").join(protocol))?;
    }
    let program = build(&package, &folder)?;
    let findings = folder.join("findings");
    let status = Command::new("sh")
        .args(["-c", &format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"")])
        .arg(&program)
        .args([options.seconds.to_string(), options.seed.to_string()])
        .arg(&findings)
        .args(&options.targets)
        .status()
        .map_err(|error| Failure::at(&program, error))?;
    Ok(ExitCode::from(u8::from(!status.success())))
}

/// Generates the client of a protocol.
fn client(model: &Model, protocol: &str, folder: &Path) -> Result<(), Failure> {
    let selection = Selection::all(model, &model.service()?.id)?;
    let mut options = CodegenOptions::new(protocol.to_lowercase());
    options.model = "tests/fuzz/model.json".to_owned();
    options.command = "cargo xtask fuzz".to_owned();
    options.protocol = Some(protocol.to_owned());
    options.runtime = cargo::runtime()?;
    output::write(folder, &generate(model, &selection, &options)?)?;
    Ok(())
}

/// Builds the program and returns its path.
fn build(package: &Path, folder: &Path) -> Result<PathBuf, Failure> {
    cargo::copy_lock(package)?;
    let target = folder.join("target");
    let status = cargo::command()
        .args(["build", "--quiet", "--release", "--target-dir"])
        .arg(&target)
        .current_dir(package)
        .env("RUSTFLAGS", "-Dwarnings")
        .status()
        .map_err(|error| Failure(format!("cargo cannot be run: {error}")))?;
    match status.success() {
        true => Ok(target.join("release/tinsmith-fuzz")),
        false => Err(Failure(
            "tests/fuzz could not be built; see above".to_owned(),
        )),
    }
}
