//! Reads the botocore form of service models: `service-2.json` with `paginators-1.json` beside it.
//!
//! It expresses less than Smithy: it has no resources, names of enum values or defaults. Numbers
//! without `box` do not get a default, since most files have lost `box` altogether; members are
//! optional unless they are required. `service-2.sdk-extras.json` is merged into the service.
//! Endpoint rules are in `endpoint-rule-set-1.json`; waiters are in a file of their own, which is
//! not read.

mod enums;
mod extras;
mod facts;
mod members;
mod names;
mod operations;
mod paginators;
mod raw;
mod service;
mod shapes;
mod traits;
mod unions;
mod wire;

use std::collections::{HashMap, HashSet};

pub(crate) use enums::names as value_names;
pub(crate) use extras::Extras;
use names::Names;
pub(crate) use paginators::Paginators;
use raw::RawMetadata;
use serde_json::value::RawValue;
use service::Top;
use shapes::FileContext;
use wire::Wire;

use crate::draft::{self, Drafts, Shapes};
use crate::json::Fields;
use crate::quoted::quoted;
use crate::reader::Reader;
use crate::{Place, ShapeId, TraitValue, rules};

/// The top-level keys of a file.
const TOP: [&str; 9] = [
    "metadata",
    "operations",
    "shapes",
    "documentation",
    "version",
    "examples",
    "clientContextParams",
    "deprecated",
    "deprecatedMessage",
];

/// The help for JSON of the wrong form.
const HELP: &str = "see botocore's schema of service models";

/// Returns true if a file with these top-level keys has the botocore form.
pub(crate) fn is_botocore(fields: &Fields<'_>) -> bool {
    let has = |key: &str| fields.0.iter().any(|entry| entry.key == key);
    !has("smithy") && has("metadata") && has("operations")
}

/// Reads a file of paginators.
pub(crate) fn paginators(reader: &mut Reader<'_>) -> Paginators {
    reader.set_help(HELP);
    paginators::read(reader)
}

/// Reads a file of extras.
pub(crate) fn extras(reader: &mut Reader<'_>) -> Extras {
    reader.set_help(HELP);
    extras::read(reader)
}

/// Reads a file of endpoint rules as the value of the trait that says the same.
pub(crate) fn rules(reader: &mut Reader<'_>) -> Option<TraitValue> {
    reader.set_help(HELP);
    let value: TraitValue = reader.deserialize("the file")?;
    for diagnostic in rules::diagnostics_of_file(&value, reader.text()) {
        let place = diagnostic.place.unwrap_or_default();
        reader.report(place, None, diagnostic.message, diagnostic.help);
    }
    Some(value)
}

/// The files beside that of a service.
#[derive(Default)]
pub(crate) struct Beside {
    pub(crate) paginators: Paginators,
    pub(crate) rules: Option<TraitValue>,
    pub(crate) extras: Extras,
}

/// Reads the shapes of a model; `None` if a pass cannot continue, in which case the reader holds a
/// diagnostic.
pub(crate) fn read<'a>(
    reader: &mut Reader<'a>,
    mut fields: Fields<'a>,
    beside: Beside,
) -> Option<Shapes> {
    reader.set_help(HELP);
    let Beside {
        paginators,
        rules,
        extras,
    } = beside;
    let (mut metadata, wire, place) = metadata(reader, &mut fields)?;
    if let Some(service_id) = extras.service_id {
        metadata.service_id = service_id;
    }
    let operations = objects(reader, &mut fields, "operations")?;
    let shapes = objects(reader, &mut fields, "shapes")?;
    let mut top = top(reader, fields);
    top.rules = rules;
    let shape_names: HashSet<&str> = shapes.0.iter().map(|entry| &*entry.key).collect();
    let operation_names = operations.0.iter().map(|entry| &*entry.key);
    let names = Names::new(&metadata, operation_names, &shape_names);
    let mut file = FileContext {
        names: &names,
        wire,
        query_errors: wire == Wire::Query || metadata.aws_query_compatible.is_some(),
        facts: Vec::new(),
        labels: HashMap::new(),
        unmarked_unions: unions::unmarked(&metadata.service_id),
    };
    let mut drafts = shapes::read(reader, &mut file, shapes, extras.shapes);
    facts::apply(reader, &mut drafts, std::mem::take(&mut file.facts));
    let mut operations = operations::read(reader, &file, &mut drafts, operations);
    paginators::apply(reader, paginators, &drafts, &mut operations.drafts);
    if metadata.xml_namespace.is_none() {
        metadata.xml_namespace = service::hoist_namespace(wire, &mut drafts, &operations);
    }
    let id = service_id(
        reader,
        &names,
        &metadata,
        place,
        &drafts,
        &operations.drafts,
    )?;
    let service = service::draft(reader, &id, place, metadata, top, &operations, &drafts);
    let all = [(id, service)]
        .into_iter()
        .chain(operations.drafts)
        .chain(drafts);
    Some(draft::into_shapes(reader, all.collect()))
}

/// Reads the object `metadata`, and derives the wire format from its protocol.
fn metadata<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
) -> Option<(RawMetadata, Wire, Place)> {
    let raw = required(reader, fields, "metadata")?;
    let place = reader.place(raw.get());
    let metadata: RawMetadata = reader.value(raw, None, "`metadata`")?;
    let mut known = true;
    for protocol in std::iter::once(&metadata.protocol).chain(&metadata.protocols) {
        if Wire::from_protocol(protocol).is_none() {
            let message = format!("unknown protocol `{}`", quoted(protocol));
            let help = format!("the protocols are `{}`", wire::PROTOCOLS.join("`, `"));
            reader.report(place, None, message, help);
            known = false;
        }
    }
    let wire = Wire::from_protocol(&metadata.protocol).filter(|_| known)?;
    Some((metadata, wire, place))
}

/// Reads a required object.
fn objects<'a>(reader: &mut Reader<'a>, fields: &mut Fields<'a>, name: &str) -> Option<Fields<'a>> {
    let raw = required(reader, fields, name)?;
    reader.fields(raw, None, &format!("`{name}`"))
}

fn required<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    name: &str,
) -> Option<&'a RawValue> {
    let raw = fields.remove(name);
    if raw.is_none() {
        let help = format!("add the top-level key `{name}`");
        let place = Place { line: 1, column: 1 };
        reader.report(place, None, format!("`{name}` is missing"), help);
    }
    raw
}

/// Reads the other top-level keys.
fn top<'a>(reader: &mut Reader<'a>, mut fields: Fields<'a>) -> Top {
    let mut text = |reader: &mut Reader<'a>, name: &str| {
        let raw = fields.remove(name)?;
        reader.value::<String>(raw, None, &format!("`{name}`"))
    };
    let documentation = text(reader, "documentation");
    let deprecated_message = text(reader, "deprecatedMessage");
    let deprecated = fields
        .remove("deprecated")
        .and_then(|raw| reader.value(raw, None, "`deprecated`"));
    let client_context_params = fields
        .remove("clientContextParams")
        .and_then(|raw| reader.value(raw, None, "`clientContextParams`"));
    fields.remove("version");
    fields.remove("examples");
    reader.reject_others(fields, None, "a model of the botocore form", &TOP);
    Top {
        documentation,
        deprecated: deprecated.unwrap_or(false),
        deprecated_message,
        client_context_params,
        rules: None,
    }
}

/// The id of the service's shape. If a shape has the same name, `Service` is appended, unless
/// requests carry the name of the service.
fn service_id(
    reader: &mut Reader<'_>,
    names: &Names,
    metadata: &RawMetadata,
    place: Place,
    shapes: &Drafts,
    operations: &Drafts,
) -> Option<ShapeId> {
    let name = names::service(metadata);
    let id = names.plain(reader, &name, place)?;
    let taken = |id: &ShapeId| shapes.contains_key(id) || operations.contains_key(id);
    if !taken(&id) {
        return Some(id);
    }
    let other = names.plain(reader, &format!("{name}Service"), place)?;
    if metadata.target_prefix.is_none() && !taken(&other) {
        return Some(other);
    }
    let message = "the service has the name of one of its shapes";
    reader.report(place, Some(&id), message, "rename the shape");
    None
}
