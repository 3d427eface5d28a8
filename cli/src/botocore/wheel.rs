//! Wheels: zip files of Python packages.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use crate::failure::Failure;

/// The path of the data in a wheel of botocore.
const DATA: &str = "botocore/data/";

/// The maximum unpacked size, in bytes. All models together have less than a tenth of it.
const LARGEST: u64 = 1 << 30;

/// Unpacks the data of botocore as `data` in `folder`.
///
/// # Errors
/// Returns [`Failure`] if the file is not a wheel of botocore, or if the folder cannot be written.
pub(super) fn unpack(wheel: &Path, folder: &Path) -> Result<(), Failure> {
    let file = File::open(wheel).map_err(|error| Failure::at(wheel, error))?;
    let mut archive = ZipArchive::new(file).map_err(|error| Failure::at(wheel, error))?;
    let mut left = LARGEST;
    let mut count = 0;
    for index in 0..archive.len() {
        let mut entry = archive
            .by_index(index)
            .map_err(|error| Failure::at(wheel, error))?;
        let Some(path) = inside(entry.enclosed_name()) else {
            continue;
        };
        if entry.is_file() {
            let path = folder.join("data").join(path);
            left -= copy(&mut entry, &path, left)?;
            count += 1;
        }
    }
    if count == 0 {
        return Err(Failure::at(wheel, format!("the wheel holds no {DATA}")));
    }
    Ok(())
}

/// The path in the data. The archive reader ensures that it is relative and has no `..`.
fn inside(path: Option<PathBuf>) -> Option<PathBuf> {
    path?.strip_prefix(DATA).ok().map(Path::to_path_buf)
}

/// Writes an entry, and returns its size.
fn copy(entry: &mut impl Read, path: &Path, left: u64) -> Result<u64, Failure> {
    let parent = path.parent().unwrap_or(path);
    fs::create_dir_all(parent).map_err(|error| Failure::at(parent, error))?;
    let mut file = File::create(path).map_err(|error| Failure::at(path, error))?;
    let size = io::copy(&mut entry.take(left + 1), &mut file);
    match size.map_err(|error| Failure::at(path, error))? {
        size if size > left => Err(Failure::at(
            path,
            format!("the wheel unpacks to more than {LARGEST} bytes"),
        )),
        size => Ok(size),
    }
}
