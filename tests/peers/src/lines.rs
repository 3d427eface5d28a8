//! The number of generated lines.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::cargo::{self, HERE};
use crate::options::{Failure, Options};
use crate::report::{Row, Table, grouped};

/// The official crate's files for the operation and its closure only: neither `types/builders.rs`
/// nor the client, its configuration and endpoints.
const OFFICIAL: &[&str] = &[
    "client/list_sync_jobs.rs",
    "operation/list_sync_jobs.rs",
    "operation/list_sync_jobs/_list_sync_jobs_input.rs",
    "operation/list_sync_jobs/_list_sync_jobs_output.rs",
    "operation/list_sync_jobs/builders.rs",
    "operation/list_sync_jobs/paginator.rs",
    "protocol_serde/shape_access_denied_exception.rs",
    "protocol_serde/shape_error_details.rs",
    "protocol_serde/shape_internal_server_exception.rs",
    "protocol_serde/shape_list_sync_jobs.rs",
    "protocol_serde/shape_list_sync_jobs_input.rs",
    "protocol_serde/shape_service_quota_exceeded_exception.rs",
    "protocol_serde/shape_sync_job_status.rs",
    "protocol_serde/shape_sync_job_summaries.rs",
    "protocol_serde/shape_sync_job_summary.rs",
    "protocol_serde/shape_throttling_exception.rs",
    "protocol_serde/shape_validation_exception.rs",
    "types/_error_code.rs",
    "types/_error_details.rs",
    "types/_sync_job_state.rs",
    "types/_sync_job_status.rs",
    "types/_sync_job_summary.rs",
    "types/error/_access_denied_exception.rs",
    "types/error/_internal_server_exception.rs",
    "types/error/_service_quota_exceeded_exception.rs",
    "types/error/_throttling_exception.rs",
    "types/error/_validation_exception.rs",
];

/// The numbers of lines in files: all lines, and lines with code.
#[derive(Clone, Copy, Debug, Default)]
struct Lines {
    all: u64,
    code: u64,
}

/// Measures the figure.
pub fn take(_: &Options, table: &mut Table) -> Result<(), Failure> {
    let ours = count(&rust_files(
        &Path::new(HERE).join("../../generated/iottwinmaker/src"),
    )?)?;
    let source = official_source()?;
    let files: Vec<PathBuf> = OFFICIAL.iter().map(|file| source.join(file)).collect();
    let official = count(&files)?;
    table.rows.push(row("all lines", ours.all, official.all));
    let name = "without comments, docs and blank lines";
    table.rows.push(row(name, ours.code, official.code));
    Ok(())
}

fn row(name: &str, ours: u64, official: u64) -> Row {
    Row {
        figure: format!("generated lines for the operation, {name}"),
        ours: grouped(ours),
        official: grouped(official),
        result: format!("{:.2} × aws-sdk's", ours as f64 / official as f64),
        goal: "≤ 500".to_owned(),
        reached: Some(ours <= 500),
        ..Row::default()
    }
}

fn count(files: &[PathBuf]) -> Result<Lines, Failure> {
    let mut lines = Lines::default();
    for file in files {
        let text =
            fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        for line in text.lines().map(str::trim) {
            lines.all += 1;
            lines.code += u64::from(!line.is_empty() && !line.starts_with("//"));
        }
    }
    Ok(lines)
}

/// Counts the lines of the Rust files in a folder.
pub fn of(folder: &Path) -> Result<u64, Failure> {
    Ok(count(&rust_files(folder)?)?.all)
}

/// Finds the Rust files in a folder.
fn rust_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.append(&mut rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(files)
}

/// Returns the folder in which cargo keeps the sources of the official crate.
pub fn official_source() -> Result<PathBuf, Failure> {
    let mut command = cargo::command("metadata");
    command.args(["--locked", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&cargo::output(&mut command)?)?;
    let packages = metadata["packages"].as_array();
    let manifest = packages.into_iter().flatten().find_map(|package| {
        let found = package["name"] == "aws-sdk-iottwinmaker";
        found.then(|| package["manifest_path"].as_str()).flatten()
    });
    let manifest = Path::new(manifest.ok_or("cargo knows no aws-sdk-iottwinmaker")?);
    Ok(manifest.with_file_name("src"))
}
