//! Derives the ids of shapes, which the botocore form lacks.

use std::collections::HashSet;

use super::raw::RawMetadata;
use crate::reader::Reader;
use crate::{Place, ShapeId};

/// Converts names to ids.
pub(super) struct Names {
    namespace: String,
    /// The names that a shape and an operation share; in Smithy both have the same namespace.
    taken: HashSet<String>,
}

impl Names {
    /// Creates the ids for the names of a file.
    pub(super) fn new<'n>(
        metadata: &RawMetadata,
        operations: impl Iterator<Item = &'n str>,
        shapes: &HashSet<&str>,
    ) -> Self {
        let words = metadata.service_id.to_lowercase();
        let letters = words.chars().filter(char::is_ascii_alphanumeric);
        let taken = operations.filter(|name| shapes.contains(name));
        Self {
            namespace: format!("com.amazonaws.{}", letters.collect::<String>()),
            taken: taken.map(str::to_owned).collect(),
        }
    }

    /// The id of an operation or of the service.
    pub(super) fn plain(
        &self,
        reader: &mut Reader<'_>,
        name: &str,
        place: Place,
    ) -> Option<ShapeId> {
        reader.id(&format!("{}#{name}", self.namespace), place, None)
    }

    /// The id of a shape. If an operation has the same name, `Shape` is appended, as in the models
    /// that AWS publishes.
    pub(super) fn shape(
        &self,
        reader: &mut Reader<'_>,
        name: &str,
        place: Place,
    ) -> Option<ShapeId> {
        let suffix = if self.taken.contains(name) {
            "Shape"
        } else {
            ""
        };
        reader.id(&format!("{}#{name}{suffix}", self.namespace), place, None)
    }
}

/// The name of the service's shape. It must be what `X-Amz-Target` has before the dot; for
/// services with a dotted path there, the last segment.
pub(super) fn service(metadata: &RawMetadata) -> String {
    match &metadata.target_prefix {
        Some(prefix) => prefix.rsplit('.').next().unwrap_or(prefix).to_owned(),
        None => metadata
            .service_id
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect(),
    }
}
