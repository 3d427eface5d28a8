//! Finds the services that exist in both forms.

use std::path::{Path, PathBuf};

use tinsmith_model::Model;

use tinsmith::failure::Failure;
use tinsmith::pool::Task;
use tinsmith::services::{self, ids};
use tinsmith::source::Source;

/// A service in both forms.
pub(super) struct Pair {
    /// The SDK id of the service.
    pub(super) name: String,
    pub(super) smithy: Model,
    /// The folder of the botocore form.
    pub(super) botocore: PathBuf,
    bytes: u64,
}

impl Task for Pair {
    fn name(&self) -> &str {
        &self.name
    }

    fn weight(&self) -> u64 {
        self.bytes
    }
}

/// The services to compare.
pub(super) struct Found {
    /// Sorted by name.
    pub(super) pairs: Vec<Pair>,
    /// The names of the services that botocore does not have.
    pub(super) alone: Vec<String>,
    /// The description of the botocore data: a version, or a folder.
    pub(super) botocore: String,
}

/// Pairs the Smithy models of a folder with the services of the same `sdkId` in botocore's form.
///
/// # Errors
/// Returns [`Failure`] if there are no models or no botocore, or if a model cannot be read.
pub(super) fn find(models: &Path, source: &Source, names: &[String]) -> Result<Found, Failure> {
    let known = ids::known(source)?;
    let (mut pairs, mut alone) = (Vec::new(), Vec::new());
    for service in services::find(models, names)? {
        let smithy = Model::read(&service.path)?;
        let name = ids::sdk_id(&smithy)?;
        match known.services.get(&name) {
            Some(other) => pairs.push(Pair {
                name,
                smithy,
                botocore: other.path.clone(),
                bytes: service.bytes,
            }),
            None => alone.push(name),
        }
    }
    pairs.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Found {
        pairs,
        alone,
        botocore: known.shown,
    })
}
