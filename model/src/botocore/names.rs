//! The ids of shapes, which the botocore form leaves open.

use std::collections::HashSet;

use super::raw::RawMetadata;
use crate::reader::Reader;
use crate::{Place, ShapeId};

/// From names to ids.
pub(super) struct Names {
    namespace: String,
    /// Names of shapes that an operation has as well; in Smithy the two share one room.
    taken: HashSet<String>,
}

impl Names {
    /// `operations` and `shapes` are the names of the file.
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

    /// The id of a shape. One whose name is an operation's gets `Shape` at its end, as in the models that AWS publishes.
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

/// The name of the service's shape. What `X-Amz-Target` says before the dot must be it; some services have a path of
/// dots there and are content with its last part.
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
