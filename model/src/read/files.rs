//! Model files, plain and compressed, and their folders.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flate2::read::GzDecoder;

use crate::{Diagnostic, ReadErrors, Source};

/// The largest file that is read, in bytes after decompression. The largest published model has 12
/// MB; a small compressed file can expand to any size.
const LARGEST: u64 = 1 << 30;

/// The names of a service's file in the botocore form.
const SERVICE: [&str; 2] = ["service-2.json", "service-2.json.gz"];

/// The name of the file of paginators beside it.
const PAGINATORS: &str = "paginators-1.json";

/// The name of the file of endpoint rules beside it.
const RULES: &str = "endpoint-rule-set-1.json";

/// The name of the file of extras beside it.
const EXTRAS: &str = "service-2.sdk-extras.json";

/// The names of the files that belong to a service in the botocore form and are beside its own
/// file, `service-2.json`. Each may be compressed, with `.gz` after its name.
pub const BESIDE: [&str; 3] = [PAGINATORS, RULES, EXTRAS];

/// The files that belong to a service, beside its own.
#[derive(Default)]
pub(super) struct Beside {
    pub(super) paginators: Option<Source>,
    pub(super) rules: Option<Source>,
    pub(super) extras: Option<Source>,
}

/// The files beside a service's, by their names.
pub(super) fn named<'n>(files: impl IntoIterator<Item = (&'n str, Source)>) -> Beside {
    let mut beside = Beside::default();
    for (name, source) in files {
        match name.strip_suffix(".gz").unwrap_or(name) {
            PAGINATORS => beside.paginators = Some(source),
            RULES => beside.rules = Some(source),
            EXTRAS => beside.extras = Some(source),
            _ => {}
        }
    }
    beside
}

/// Loads a file, and decompresses it if its name ends in `.gz`.
pub(super) fn load(path: &Path) -> Result<Source, ReadErrors> {
    let bytes = bytes(path).map_err(|error| {
        let help =
            "pass a readable file of Smithy JSON AST or botocore's `service-2.json`, or its folder";
        unreadable(path, format!("cannot be read: {error}"), help)
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let message = format!("is not UTF-8: invalid byte at offset {at}");
        unreadable(path, message, "encode the model in UTF-8")
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
            "larger than {LARGEST} bytes"
        )));
    }
    Ok(bytes)
}

/// Finds the service's file in a folder, or in the folder of its newest version.
pub(super) fn find_in_folder(folder: &Path) -> Result<PathBuf, ReadErrors> {
    let beside = first_file(folder, &SERVICE);
    let found = match beside {
        Some(file) => Some(file),
        None => newest(folder).map_err(|error| {
            unreadable(
                folder,
                format!("cannot be read: {error}"),
                "pass a readable folder",
            )
        })?,
    };
    found.ok_or_else(|| {
        let message = "has no service in the botocore form".to_owned();
        let help = "pass a folder with `service-2.json`, or with folders of versions that have one";
        unreadable(folder, message, help)
    })
}

/// Finds the file of the newest version. Versions are ISO 8601 dates, so that they sort as
/// strings.
fn newest(folder: &Path) -> std::io::Result<Option<PathBuf>> {
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        folders.push(entry?.path());
    }
    folders.sort_unstable();
    Ok(folders
        .iter()
        .rev()
        .find_map(|folder| first_file(folder, &SERVICE)))
}

/// Loads the files beside a service's file.
pub(super) fn beside(service: &Path) -> Result<Beside, ReadErrors> {
    let folder = service.parent().unwrap_or(Path::new(""));
    let load = |name: &str| {
        first_file(folder, &[name, &format!("{name}.gz")])
            .map(|path| load(&path))
            .transpose()
    };
    Ok(Beside {
        paginators: load(PAGINATORS)?,
        rules: load(RULES)?,
        extras: load(EXTRAS)?,
    })
}

fn first_file(folder: &Path, names: &[&str]) -> Option<PathBuf> {
    let mut files = names.iter().map(|name| folder.join(name));
    files.find(|file| file.is_file())
}

/// Creates an error about a file as a whole.
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
