//! Services by the name that they have in SDKs, whatever form their models have.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use serde::Deserialize;
use tinsmith_model::Model;

use super::Service;
use crate::botocore;
pub(crate) use crate::catalog::is_folder;
use crate::config::Config;
use crate::failure::Failure;
use crate::source::Source;

/// The services of a folder or of botocore.
pub struct Known {
    /// By their `sdkId`.
    pub services: BTreeMap<String, Service>,
    /// What the folder is called: a version of botocore, or its path.
    pub shown: String,
    /// Those that are of the same service as one whose name comes before theirs.
    pub doubles: Vec<Service>,
}

/// The services of a source by their `sdkId`. A service of the botocore form whose file cannot be read is passed over.
///
/// # Errors
/// When there is none or no botocore, and when a Smithy model cannot be read.
pub fn known(source: &Source) -> Result<Known, Failure> {
    let (folder, shown) = match source {
        Source::Botocore(version) => {
            let pinned = Config::read_if_any()?.botocore;
            let data = match version {
                Some(version) => botocore::data(Some(version), None)?,
                None => botocore::installed_data(pinned.as_deref())?,
            };
            (data.folder, format!("botocore {}", data.version))
        }
        Source::File(folder) => (folder.clone(), folder.display().to_string()),
        Source::Service { name, .. } => {
            return Err(Failure(format!(
                "botocore:{name} is one service; name a folder of models, or botocore"
            )));
        }
        Source::Url(url) => {
            return Err(Failure(format!(
                "{url}: name a folder of models, or botocore"
            )));
        }
    };
    let (mut services, mut doubles) = (BTreeMap::new(), Vec::new());
    for service in super::find(&folder, &[])? {
        let id = match service.path.is_dir() {
            true => service_id(&service.path),
            false => Some(sdk_id(&Model::read(&service.path)?)?),
        };
        match id.map(|id| services.entry(id)) {
            Some(Entry::Vacant(entry)) => drop(entry.insert(service)),
            Some(Entry::Occupied(_)) => doubles.push(service),
            None => {}
        }
    }
    Ok(Known {
        services,
        shown,
        doubles,
    })
}

/// The service's `sdkId`; the name of its shape where it has none.
///
/// # Errors
/// When the model has no service, or several.
pub fn sdk_id(model: &Model) -> Result<String, Failure> {
    let service = model.service()?;
    let names = service.traits.service_names();
    Ok(names
        .map_or(service.id.name(), |names| names.sdk_id)
        .to_owned())
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
    let path = files(folder).pop()?;
    let file = File::open(&path).ok()?;
    let text: Box<dyn Read> = match path.extension()?.to_str()? {
        "gz" => Box::new(GzDecoder::new(file)),
        _ => Box::new(file),
    };
    let names: Names = serde_json::from_reader(BufReader::new(text)).ok()?;
    Some(names.metadata.service_id)
}

/// The files of all versions of a service of the botocore form, the newest last.
pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
    let versions = std::fs::read_dir(folder).into_iter().flatten();
    let versions = versions.filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<PathBuf> = versions.flat_map(|version| of_version(&version)).collect();
    files.sort();
    files
}

fn of_version(folder: &Path) -> Vec<PathBuf> {
    let names = ["service-2.json", "service-2.json.gz"];
    let files = names.map(|name| folder.join(name));
    files.into_iter().filter(|path| path.is_file()).collect()
}
