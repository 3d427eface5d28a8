//! Which services both forms have.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde::Deserialize;
use tinsmith_model::Model;

use crate::botocore;
use crate::corpus::services::{self, Service};
use crate::failure::Failure;
use crate::pool::Task;
use crate::source::Source;

/// A service in both forms.
pub(super) struct Pair {
    /// The service's name in SDKs.
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

/// What there is to compare.
pub(super) struct Found {
    /// Sorted by name.
    pub(super) pairs: Vec<Pair>,
    /// The names of the services that botocore does not have.
    pub(super) alone: Vec<String>,
    /// What the botocore is called: a version, or a folder.
    pub(super) botocore: String,
}

/// The Smithy models of a folder, each with the service of the same `sdkId` in botocore's form.
///
/// # Errors
/// When there are no models or no botocore, or a model cannot be read.
pub(super) fn find(models: &Path, source: &Source, names: &[String]) -> Result<Found, Failure> {
    let (folder, botocore) = match source {
        Source::Botocore(version) => {
            let (folder, version) = botocore::data_of(version.as_deref())?;
            (folder, format!("botocore {version}"))
        }
        Source::File(folder) => (folder.clone(), folder.display().to_string()),
    };
    let known = services::find(&folder, &[])?;
    let known: BTreeMap<String, Service> = known
        .into_iter()
        .filter_map(|service| Some((service_id(&service.path)?, service)))
        .collect();
    let (mut pairs, mut alone) = (Vec::new(), Vec::new());
    for service in services::find(models, names)? {
        let smithy = Model::read(&service.path)?;
        let name = sdk_id(&smithy)?;
        match known.get(&name) {
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
        botocore,
    })
}

fn sdk_id(model: &Model) -> Result<String, Failure> {
    let service = model.service()?;
    let names = service.traits.service_names();
    let names = names.ok_or_else(|| {
        let origin = &model.source().origin;
        Failure(format!("{origin}: {} has no aws.api#service", service.id))
    })?;
    Ok(names.sdk_id.to_owned())
}

/// As much of a file of the botocore form as says which service it is of.
#[derive(Deserialize)]
struct Names {
    metadata: Metadata,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Metadata {
    service_id: String,
}

/// The `serviceId` of a service's newest version; none where its file cannot be read, which whoever reads it whole will
/// be told.
fn service_id(folder: &Path) -> Option<String> {
    let versions = std::fs::read_dir(folder).ok()?;
    let versions = versions.filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<PathBuf> = versions
        .flat_map(|version| ["service-2.json", "service-2.json.gz"].map(|name| version.join(name)))
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    let path = files.pop()?;
    let file = File::open(&path).ok()?;
    let text: Box<dyn Read> = match path.extension()?.to_str()? {
        "gz" => Box::new(GzDecoder::new(file)),
        _ => Box::new(file),
    };
    let names: Names = serde_json::from_reader(BufReader::new(text)).ok()?;
    Some(names.metadata.service_id)
}
