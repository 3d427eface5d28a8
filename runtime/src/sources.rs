//! The sources of this crate, for the tool that writes a copy of it beside the crates that need it.

use include_dir::{Dir, include_dir};

/// The manifest.
pub const MANIFEST: &str = include_str!("../Cargo.toml");

static FOLDER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src");

/// Returns the files below `src/`: their paths, with `/`, and their texts.
#[must_use]
pub fn files() -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    gather(&FOLDER, &mut found);
    found.sort();
    found
}

fn gather(folder: &Dir<'static>, found: &mut Vec<(String, &'static str)>) {
    for file in folder.files() {
        let parts = file.path().components();
        let parts: Vec<_> = parts
            .map(|part| part.as_os_str().to_string_lossy())
            .collect();
        found.extend(file.contents_utf8().map(|text| (parts.join("/"), text)));
    }
    folder.dirs().for_each(|folder| gather(folder, found));
}
