//! `service-2.sdk-extras.json`: additions of the SDKs to a service, merged into it as botocore
//! does.
//!
//! Few services have one. It sets the SDK's name of a service, the type of a shape, and additional
//! members.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::raw::{RawKind, RawMember};
use crate::json::{Entry, Fields};
use crate::quoted::quoted;
use crate::reader::Reader;

/// The additions to a service.
#[derive(Default)]
pub(crate) struct Extras {
    pub(super) service_id: Option<String>,
    /// The additions to shapes, by name.
    pub(super) shapes: HashMap<String, ShapeExtras>,
}

/// The additions to a shape.
#[derive(Default)]
pub(super) struct ShapeExtras {
    pub(super) kind: Option<RawKind>,
    pub(super) members: Vec<(String, RawMember)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
struct RawFile<'a> {
    #[serde(borrow)]
    merge: RawMerge<'a>,
    #[serde(rename = "version")]
    _version: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
struct RawMerge<'a> {
    metadata: Option<RawNames>,
    #[serde(borrow, default)]
    shapes: Fields<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, expecting = "an object")]
struct RawNames {
    service_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
struct RawExtra<'a> {
    #[serde(rename = "type")]
    kind: Option<RawKind>,
    #[serde(borrow, default)]
    members: Fields<'a>,
}

/// Reads the file of extras.
pub(super) fn read(reader: &mut Reader<'_>) -> Extras {
    let Some(RawFile { merge, .. }) = reader.deserialize("the file") else {
        return Extras::default();
    };
    let mut shapes = HashMap::new();
    for Entry { key, value } in merge.shapes.0 {
        let what = format!("`{}`", quoted(&key));
        let Some(RawExtra { kind, members }) = reader.value(value, None, &what) else {
            continue;
        };
        let members = members.0.into_iter().filter_map(|entry| {
            let member = reader.value(entry.value, None, "the member")?;
            Some((entry.key.into_owned(), member))
        });
        let members = members.collect();
        shapes.insert(key.into_owned(), ShapeExtras { kind, members });
    }
    Extras {
        service_id: merge.metadata.and_then(|names| names.service_id),
        shapes,
    }
}
