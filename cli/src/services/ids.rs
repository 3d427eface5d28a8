//! Services by SDK id, whatever the form of their models.

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
    /// The services by SDK id.
    pub services: BTreeMap<String, Service>,
    /// The description of the source: a version of botocore, or a path.
    pub shown: String,
    /// Further models of the same services, later by name.
    pub doubles: Vec<Service>,
}

/// Finds the services of a source by SDK id. Unreadable services in the botocore form are skipped.
///
/// # Errors
/// Returns [`Failure`] if there is none or no botocore, or if a Smithy model cannot be read.
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

/// The SDK id of the service; the name of its shape if it has none.
///
/// # Errors
/// Returns [`Failure`] if the model has no service, or several.
pub fn sdk_id(model: &Model) -> Result<String, Failure> {
    let service = model.service()?;
    let names = service.traits.service_names();
    Ok(names
        .map_or(service.id.name(), |names| names.sdk_id)
        .to_owned())
}

/// The part of a file in the botocore form that identifies its service.
#[derive(Deserialize)]
struct Names {
    metadata: Metadata,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Metadata {
    service_id: String,
}

/// The `serviceId` of a service's newest version; `None` if its file cannot be read, which is
/// reported later.
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

/// The files of all versions of a service in the botocore form, newest last.
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
