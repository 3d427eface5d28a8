//! `paginators-1.json`: the pagination of operations.

use indexmap::IndexMap;

use super::raw::{RawPaginator, RawPaths};
use super::traits::{TraitCollector, object};
use crate::draft::{Body, Drafts};
use crate::json::{Entry, Fields};
use crate::quoted::quoted;
use crate::reader::Reader;
use crate::traits::known;
use crate::{Operation, ShapeId, ShapeKind, TraitValue};

/// The paginators by operation name.
#[derive(Default)]
pub(crate) struct Paginators(IndexMap<String, RawPaginator>);

/// Reads the file of paginators.
pub(super) fn read(reader: &mut Reader<'_>) -> Paginators {
    let Some(mut fields) = reader.object() else {
        return Paginators::default();
    };
    let paginators = match fields.remove("pagination") {
        Some(raw) => reader.fields(raw, None, "`pagination`").unwrap_or_default(),
        None => Fields::default(),
    };
    fields.remove("version");
    fields.remove("merge");
    reader.reject_others(
        fields,
        None,
        "a file of paginators",
        &["pagination", "version", "merge"],
    );
    let mut all = IndexMap::with_capacity(paginators.0.len());
    for Entry { key, value } in paginators.0 {
        let what = format!("the paginator of `{}`", quoted(&key));
        if let Some(raw) = reader.value(value, None, &what) {
            all.insert(key.into_owned(), raw);
        }
    }
    Paginators(all)
}

/// Adds the trait `paginated` to the operations. Paginators that the trait cannot express are
/// dropped: the operation then has no pages, or pages without items.
pub(super) fn apply(
    reader: &mut Reader<'_>,
    paginators: Paginators,
    shapes: &Drafts,
    operations: &mut Drafts,
) {
    for (id, draft) in operations {
        let (Some(raw), Body::Complete(ShapeKind::Operation(operation))) =
            (paginators.0.get(id.name()), &draft.body)
        else {
            continue;
        };
        if let Some(paginated) = paginated(raw, shapes, operation) {
            let mut traits =
                TraitCollector::extend(id, draft.place, std::mem::take(&mut draft.traits));
            traits.value(reader, known::PAGINATED, paginated);
            draft.traits = traits.into_traits();
        }
    }
}

fn paginated(raw: &RawPaginator, shapes: &Drafts, operation: &Operation) -> Option<TraitValue> {
    let (input, output) = (operation.input.as_ref()?, operation.output.as_ref()?);
    let token = path(raw.input_token.as_ref(), shapes, input)?;
    let next = path(raw.output_token.as_ref(), shapes, output)?;
    let items = raw
        .result_key
        .as_ref()
        .and_then(|paths| items(paths, shapes, output));
    let size = raw
        .limit_key
        .as_deref()
        .filter(|size| resolve(shapes, input, size).is_some());
    let entries = [
        ("inputToken", Some(token.into())),
        ("outputToken", Some(next.into())),
        ("items", items.map(TraitValue::from)),
        ("pageSize", size.map(TraitValue::from)),
    ];
    Some(object(entries).into())
}

/// The only path to a list or map; other outputs have no items.
fn items<'p>(paths: &'p RawPaths, shapes: &Drafts, output: &ShapeId) -> Option<&'p str> {
    let leads_to_items = |path: &&str| {
        resolve(shapes, output, path).is_some_and(|target| is_collection(shapes, &target))
    };
    let mut found = paths.all().filter(leads_to_items);
    found.next().filter(|_| found.next().is_none())
}

/// The only expression, if it is a path of members.
fn path<'p>(paths: Option<&'p RawPaths>, shapes: &Drafts, start: &ShapeId) -> Option<&'p str> {
    let path = paths?.only()?;
    resolve(shapes, start, path).map(|_| path)
}

/// Resolves a path of members such as `page.items` to its target.
fn resolve(shapes: &Drafts, start: &ShapeId, path: &str) -> Option<ShapeId> {
    let mut at = start.clone();
    for name in path.split('.') {
        at = shapes.get(&at)?.members.get(name)?.target.clone();
    }
    Some(at)
}

fn is_collection(shapes: &Drafts, id: &ShapeId) -> bool {
    shapes
        .get(id)
        .is_some_and(|draft| matches!(draft.body, Body::List | Body::Map))
}
