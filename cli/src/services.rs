//! The services of a folder.

pub mod ids;

use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};

use similar::get_close_matches;

use crate::botocore::installed_data;
use crate::config::Config;
use crate::failure::Failure;
use crate::pool::Task;

/// A model in the folder.
pub struct Service {
    /// The name of its file without extension, or of its folder.
    pub name: String,
    /// The path for [`Model::read`](tinsmith_model::Model::read).
    pub path: PathBuf,
    /// The size of its file.
    pub bytes: u64,
}

impl Task for Service {
    fn name(&self) -> &str {
        &self.name
    }

    fn weight(&self) -> u64 {
        self.bytes
    }
}

/// The name of the installed botocore as a source.
const INSTALLED: &str = "botocore";

/// Finds the services of `source`, or those with the given names, sorted by name.
///
/// # Errors
/// Returns [`Failure`] if there is none, or none with a given name.
pub fn find(source: &Path, names: &[String]) -> Result<Vec<Service>, Failure> {
    let folder = folder(source)?;
    let mut services = in_folder(&folder)?;
    if services.is_empty() {
        let what = "holds neither files of Smithy JSON AST (*.json) nor services of the botocore \
            form (*/*/service-2.json)";
        return Err(Failure::at(&folder, what));
    }
    services.sort_by(|a, b| a.name.cmp(&b.name));
    for name in names {
        if !services.iter().any(|service| service.name == *name) {
            return Err(unknown(&folder, name, &services));
        }
    }
    services.retain(|service| names.is_empty() || names.contains(&service.name));
    Ok(services)
}

/// The folder of a source: the data of the botocore that is installed, for the word `botocore`.
///
/// # Errors
/// Returns a [`Failure`] if no botocore can be found.
pub fn folder(source: &Path) -> Result<PathBuf, Failure> {
    if source == Path::new(INSTALLED) {
        return Ok(installed_data(Config::read_if_any()?.botocore.as_deref())?.folder);
    }
    Ok(source.to_path_buf())
}

/// Lists the services of a folder; beside folders of services, files are none.
fn in_folder(folder: &Path) -> Result<Vec<Service>, Failure> {
    let entries = entries(folder).map_err(|error| Failure::at(folder, error))?;
    let folders: Vec<Service> = entries.iter().filter_map(of_folder).collect();
    if !folders.is_empty() {
        return Ok(folders);
    }
    Ok(entries.iter().filter_map(of_file).collect())
}

fn entries(folder: &Path) -> std::io::Result<Vec<DirEntry>> {
    fs::read_dir(folder)?.collect()
}

/// A service in the botocore form: a folder with folders of versions. The size is that of any
/// version.
fn of_folder(entry: &DirEntry) -> Option<Service> {
    let path = entry.path();
    let files = ids::files(&path).into_iter();
    let sizes = files.filter_map(|file| Some(fs::metadata(file).ok()?.len()));
    let bytes = sizes.max();
    Some(Service {
        name: entry.file_name().to_string_lossy().into_owned(),
        bytes: bytes?,
        path,
    })
}

/// A file of Smithy JSON AST.
fn of_file(entry: &DirEntry) -> Option<Service> {
    let path = entry.path();
    let name = entry.file_name().to_string_lossy().into_owned();
    let plain = name.strip_suffix(".gz").unwrap_or(&name);
    let name = plain.strip_suffix(".json")?.to_owned();
    let data = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
    Some(Service {
        name,
        path,
        bytes: data.len(),
    })
}

fn unknown(folder: &Path, name: &str, services: &[Service]) -> Failure {
    let names: Vec<&str> = services.iter().map(|service| &*service.name).collect();
    let near = get_close_matches(name, &names, 5, 0.6);
    let near = if near.is_empty() { &names[..] } else { &near };
    let shown: Vec<&str> = near.iter().copied().take(5).collect();
    let what = format!(
        "has no service `{}`; it has {}, and {} in all",
        name.escape_debug(),
        shown.join(", "),
        names.len(),
    );
    Failure::at(folder, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Creates a folder with these files of the given sizes.
    fn folder(name: &str, files: &[(&str, usize)]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("tinsmith-{}-{name}", std::process::id()));
        for (path, bytes) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x".repeat(*bytes)).unwrap();
        }
        folder
    }

    fn names(folder: &Path, wanted: &[&str]) -> Result<Vec<(String, u64)>, String> {
        let wanted: Vec<String> = wanted.iter().map(|&name| name.to_owned()).collect();
        let found = find(folder, &wanted).map_err(|Failure(message)| message)?;
        let found = found.into_iter();
        Ok(found.map(|one| (one.name, one.bytes)).collect())
    }

    #[test]
    fn folders_of_services_come_before_files() {
        let folder = folder(
            "folders",
            &[
                ("lambda/2014-11-11/service-2.json", 1),
                ("lambda/2015-03-31/service-2.json.gz", 7),
                ("acm/2015-12-08/service-2.json", 3),
                ("empty/2015-12-08/waiters-2.json", 3),
                ("endpoints.json", 1),
            ],
        );
        let both = [("acm".to_owned(), 3), ("lambda".to_owned(), 7)];
        assert_eq!(names(&folder, &[]).unwrap(), both);
        assert_eq!(names(&folder, &["lambda"]).unwrap(), both[1..]);
        let unknown = names(&folder, &["lamda"]).unwrap_err();
        assert!(unknown.ends_with("has no service `lamda`; it has lambda, and 2 in all"));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn files_are_models_by_their_ending() {
        let folder = folder(
            "files",
            &[("b.json", 1), ("a.json.gz", 2), ("README.md", 3)],
        );
        let both = [("a".to_owned(), 2), ("b".to_owned(), 1)];
        assert_eq!(names(&folder, &[]).unwrap(), both);
        fs::remove_file(folder.join("b.json")).unwrap();
        fs::remove_file(folder.join("a.json.gz")).unwrap();
        assert!(names(&folder, &[]).unwrap_err().contains("holds neither"));
        fs::remove_dir_all(folder).unwrap();
    }
}
