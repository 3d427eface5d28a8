//! The reviewed list of cases that may fail.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use tinsmith::failure::Failure;

/// Reasons by case id. A run fails if the case of an entry passes, so that the list stays current.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Skips {
    #[serde(default)]
    skips: BTreeMap<String, String>,
}

impl Skips {
    /// Reads the list.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let text = fs::read_to_string(path).map_err(|error| Failure::at(path, error))?;
        let skips: Self = toml::from_str(&text).map_err(|error| Failure::at(path, error))?;
        match skips
            .skips
            .iter()
            .find(|(_, reason)| reason.trim().is_empty())
        {
            Some((case, _)) => Err(Failure::at(path, format!("`{case}` has no reason"))),
            None => Ok(skips),
        }
    }

    /// The reason why a case may fail.
    pub(crate) fn reason(&self, case: &str) -> Option<&str> {
        self.skips.get(case).map(String::as_str)
    }
}
