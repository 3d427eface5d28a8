//! Model files: plain and compressed, and the folders they lie in.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flate2::read::GzDecoder;

use crate::{Diagnostic, ReadErrors, Source};

/// The largest file that is read, in bytes once it is unpacked. The largest published model has 12 MB; a small
/// compressed file can unpack to anything.
const LARGEST: u64 = 1 << 30;

/// The names of a service's file in the botocore form.
const SERVICE: [&str; 2] = ["service-2.json", "service-2.json.gz"];

/// The names of the file of paginators beside it.
const PAGINATORS: [&str; 2] = ["paginators-1.json", "paginators-1.json.gz"];

/// The names of the file that adds to a service's.
const EXTRAS: [&str; 2] = ["service-2.sdk-extras.json", "service-2.sdk-extras.json.gz"];

/// The files beside a service's that belong to it.
#[derive(Default)]
pub(super) struct Beside {
    pub(super) paginators: Option<Source>,
    pub(super) extras: Option<Source>,
}

/// The files beside a service's, by their names.
pub(super) fn named<'n>(files: impl IntoIterator<Item = (&'n str, Source)>) -> Beside {
    let mut beside = Beside::default();
    for (name, source) in files {
        if PAGINATORS.contains(&name) {
            beside.paginators = Some(source);
        } else if EXTRAS.contains(&name) {
            beside.extras = Some(source);
        }
    }
    beside
}

/// The text of a file; one whose name ends in `.gz` is unpacked.
pub(super) fn load(path: &Path) -> Result<Source, ReadErrors> {
    let bytes = bytes(path).map_err(|error| {
        let help = "name a file of Smithy JSON AST, or a file or folder of the botocore form, that can be read";
        unreadable(path, format!("cannot be read: {error}"), help)
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let message = format!("is not UTF-8: byte {at} begins no character");
        unreadable(path, message, "models are JSON in UTF-8")
    })?;
    let origin = path.display().to_string();
    Ok(Source { origin, text })
}

fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let mut bytes = Vec::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        GzDecoder::new(file)
            .take(LARGEST + 1)
            .read_to_end(&mut bytes)?;
    } else {
        file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > LARGEST {
        return Err(std::io::Error::other(format!(
            "it has more than {LARGEST} bytes"
        )));
    }
    Ok(bytes)
}

/// The service's file in a folder: in the folder itself, or in the folder of its newest version.
pub(super) fn in_folder(folder: &Path) -> Result<PathBuf, ReadErrors> {
    let beside = first(folder, &SERVICE);
    let found = match beside {
        Some(file) => Some(file),
        None => newest(folder).map_err(|error| {
            unreadable(
                folder,
                format!("cannot be read: {error}"),
                "name a folder that can be read",
            )
        })?,
    };
    found.ok_or_else(|| {
        let message = "the folder holds no service of the botocore form".to_owned();
        let help =
            "a service is a folder with `service-2.json`, or with folders of versions that have it";
        unreadable(folder, message, help)
    })
}

/// The file of the newest version. Versions are dates, year first, so that they sort as texts do.
fn newest(folder: &Path) -> std::io::Result<Option<PathBuf>> {
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        folders.push(entry?.path());
    }
    folders.sort_unstable();
    Ok(folders
        .iter()
        .rev()
        .find_map(|folder| first(folder, &SERVICE)))
}

/// Loads the files beside a service's file.
pub(super) fn beside(service: &Path) -> Result<Beside, ReadErrors> {
    let folder = service.parent().unwrap_or(Path::new(""));
    let load = |names| first(folder, names).map(|path| load(&path)).transpose();
    Ok(Beside {
        paginators: load(&PAGINATORS)?,
        extras: load(&EXTRAS)?,
    })
}

fn first(folder: &Path, names: &[&str]) -> Option<PathBuf> {
    let mut files = names.iter().map(|name| folder.join(name));
    files.find(|file| file.is_file())
}

/// One diagnostic about a file as a whole.
fn unreadable(path: &Path, message: String, help: &str) -> ReadErrors {
    ReadErrors {
        source: Arc::new(Source {
            origin: path.display().to_string(),
            text: String::new(),
        }),
        diagnostics: vec![Diagnostic {
            place: None,
            shape: None,
            message,
            help: help.to_owned(),
        }],
    }
}
