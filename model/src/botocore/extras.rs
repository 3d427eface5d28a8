//! `service-2.sdk-extras.json`: what the SDKs for botocore's data add to a service, merged into it as botocore does.
//!
//! There are few such files. They give the SDK's name of a service, the type of a shape, and members that callers may
//! set.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::raw::{RawKind, RawMember};
use crate::json::{Entry, Fields};
use crate::quoted::quoted;
use crate::reader::Reader;

/// What is added to a service.
#[derive(Default)]
pub(crate) struct Extras {
    pub(super) service_id: Option<String>,
    /// By the name of the shape.
    pub(super) shapes: HashMap<String, ShapeExtras>,
}

/// What is added to a shape.
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

/// Reads the file.
pub(super) fn read(reader: &mut Reader<'_>) -> Extras {
    let Some(RawFile { merge, .. }) = reader.all("the file") else {
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
