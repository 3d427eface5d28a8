//! The folder and form in which a crate was generated.

use serde::Deserialize;

use super::Lock;
use crate::config::{self, CrateConfig, Kind};
use crate::failure::Failure;
use crate::names::slashed;
use crate::tool;

/// The folder and form of a crate's generated files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct Place {
    /// The folder, relative to the root; `None` in files of earlier versions.
    pub(crate) out: Option<String>,
    /// The form.
    #[serde(default)]
    pub(crate) kind: Kind,
}

impl Place {
    /// The place that the settings name.
    pub(crate) fn new(config: &CrateConfig) -> Self {
        Self {
            out: Some(slashed(config.out.strip_prefix(".").unwrap_or(&config.out))),
            kind: config.kind,
        }
    }

    /// Returns this place if it is known and not the one that the settings name.
    pub(crate) fn left(&self, config: &CrateConfig) -> Option<&Self> {
        (self.out.is_some() && *self != Self::new(config)).then_some(self)
    }
}

impl Lock {
    /// Refuses a crate whose `out` or `kind` was changed since it was generated.
    ///
    /// # Errors
    /// Returns [`Failure`] with the command that moves it.
    pub(crate) fn refuse_moved(&self, name: &str, config: &CrateConfig) -> Result<(), Failure> {
        let known = self.crates.get(name);
        match known.and_then(|locked| locked.place.left(config)) {
            Some(place) => Err(Failure(format!(
                "{}: {name} has another `out` or `kind` than its files in {}; to move them: {} \
                 generate",
                config::FILE,
                place.out.as_deref().unwrap_or_default(),
                tool::name()
            ))),
            None => Ok(()),
        }
    }
}
