//! Cases as botocore itself resolves them, in a Python process.

use std::path::Path;
use std::process::Command;

use serde_json::{Map, Value};

use super::service::Rules;
use tinsmith::failure::Failure;

const SCRIPT: &str = include_str!("botocore.py");

/// Puts the cases of botocore's own resolver in the place of each service's own. Of the regions of
/// each service, every `step`th is tried.
pub(crate) fn replace_cases(all: &mut [Rules], data: &Path, step: usize) -> Result<(), Failure> {
    let python = std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
    let output = Command::new(python)
        .args(["-c", SCRIPT])
        .arg(data)
        .arg(step.to_string())
        .output()
        .map_err(|error| Failure(format!("Python cannot be run: {error}; set PYTHON")))?;
    if !output.status.success() {
        let notes = String::from_utf8_lossy(&output.stderr);
        return Err(Failure(format!(
            "botocore cannot resolve endpoints:\n{notes}"
        )));
    }
    let mut found: Map<String, Value> = serde_json::from_slice(&output.stdout)?;
    for rules in all {
        rules.cases = match found.remove(&rules.service) {
            Some(Value::Array(cases)) => cases,
            _ => Vec::new(),
        };
    }
    Ok(())
}
