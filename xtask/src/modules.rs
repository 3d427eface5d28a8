//! Generated crates as modules of a program that a task writes.

use std::path::Path;

use tinsmith::failure::Failure;
use tinsmith_codegen::api::{ItemKind, Listing};
use tinsmith_codegen::{Files, output};

/// Writes a crate as a module: its root is the module's own file.
///
/// # Errors
/// Returns a [`Failure`] if a file cannot be written.
pub(crate) fn write(place: &Path, module: &str, files: &Files) -> Result<(), Failure> {
    for (path, text) in files {
        let path = match path.strip_prefix("src/") {
            Some("lib.rs") => place.join(format!("{module}.rs")),
            Some(inner) => place.join(module).join(inner),
            None => continue,
        };
        output::replace(&path, text).map_err(|error| Failure::at(&path, error))?;
    }
    Ok(())
}

/// The operations of a crate: the name of each, and the path of the type that stands for it.
pub(crate) fn operations(listing: &Listing) -> impl Iterator<Item = (&str, &str)> {
    let markers = listing.items().filter(|item| {
        // The enum of an operation's errors may grow; the marker has no values.
        let marker = item.kind == ItemKind::Enum && !item.declaration.contains("non_exhaustive");
        marker && item.operation.as_ref() == Some(&item.shape)
    });
    markers.map(|marker| (marker.shape.name(), marker.path.as_str()))
}
