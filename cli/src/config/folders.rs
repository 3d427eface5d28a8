//! The folders for what `add` makes.

use serde::Deserialize;

/// The table `folders`. Paths are relative to the root, with `/`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Folders {
    /// The folder of models.
    pub models: String,
    /// The folder of generated crates.
    pub crates: String,
}

impl Default for Folders {
    fn default() -> Self {
        Self {
            models: "models".to_owned(),
            crates: "crates".to_owned(),
        }
    }
}

impl Folders {
    /// The path of the model for a crate of this name.
    #[must_use]
    pub fn model(&self, name: &str) -> String {
        within(&self.models, &format!("{name}.json"))
    }

    /// The path of the folder for a crate of this name.
    #[must_use]
    pub fn krate(&self, name: &str) -> String {
        within(&self.crates, name)
    }
}

fn within(folder: &str, name: &str) -> String {
    match folder.trim_end_matches('/').trim_start_matches("./") {
        "" | "." => name.to_owned(),
        folder => format!("{folder}/{name}"),
    }
}
