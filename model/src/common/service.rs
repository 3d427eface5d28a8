//! The service's own shape, its resources, errors and names.

use std::sync::Arc;

use crate::traits::known;
use crate::{Model, Selection, Shape, ShapeId, ShapeKind, Trait, TraitValue, prune};

/// Returns true if the service speaks one of these protocols.
pub(super) fn speaks(model: &Model, service: &ShapeId, protocols: &[&str]) -> bool {
    let traits = model.shape(service).map(|service| &service.traits);
    let mut spoken = traits.into_iter().flat_map(|traits| traits.protocols());
    spoken.any(|(id, _)| protocols.contains(&id.name()))
}

pub(super) fn resources(model: &mut Model, service: &ShapeId) -> usize {
    let resources = model.shapes().filter(|shape| shape.as_resource().is_some());
    let count = resources.count();
    keep_reached(model, service);
    count
}

/// Keeps only the service, its operations bound directly, and their closure.
pub(super) fn keep_reached(model: &mut Model, service: &ShapeId) {
    if let Ok(all) = Selection::all(model, service) {
        *model = prune(model, &all);
    }
}

/// Sorts errors; counts the operations whose errors were not sorted.
pub(super) fn error_order(model: &mut Model, _: &ShapeId) -> usize {
    let mut count = 0;
    for shape in model.shapes.values_mut() {
        if let ShapeKind::Operation(operation) = &mut shape.kind {
            if !operation.errors.is_sorted() {
                operation.errors.sort();
                count += 1;
            }
        }
    }
    count
}

/// Removes `auth` if it names the only scheme: a service without the trait uses its schemes.
pub(super) fn only_auth(model: &mut Model, service: &ShapeId) -> usize {
    let Some(shape) = model.shape(service) else {
        return 0;
    };
    let schemes = [known::SIGV4, known::SIGV4A, known::HTTP_BEARER_AUTH];
    let schemes: Vec<&str> = schemes
        .into_iter()
        .filter(|id| shape.traits.has(id))
        .collect();
    let [only] = schemes.as_slice() else {
        return 0;
    };
    let mut count = 0;
    for shape in model.shapes.values_mut() {
        let auth = shape.traits.auth().unwrap_or_default();
        if matches!(auth.as_slice(), [one] if one.as_str() == *only) {
            shape.traits.remove(known::AUTH);
            count += 1;
        }
    }
    count
}

/// Counts the names removed or added.
pub(super) fn names(model: &mut Model, service: &ShapeId) -> usize {
    let Some(shape) = model.shapes.get_mut(service) else {
        return 0;
    };
    let found = shape.traits.find(known::AWS_SERVICE).cloned();
    let Some((found, names)) = found.zip(shape.traits.service_names()) else {
        return 0;
    };
    let kept = [
        ("sdkId", Some(names.sdk_id)),
        ("endpointPrefix", names.host()),
    ];
    let kept = kept
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?.into())));
    let kept: serde_json::Map<String, TraitValue> = kept.collect();
    let count_missing = |left: &serde_json::Map<_, _>, right: &serde_json::Map<String, _>| {
        left.keys()
            .filter(|name| !right.contains_key(*name))
            .count()
    };
    let before = found.value.as_object().cloned().unwrap_or_default();
    let count = count_missing(&before, &kept) + count_missing(&kept, &before);
    let value = Arc::new(kept.into());
    shape.traits.set(Trait { value, ..found });
    count
}

/// Renames the service's shape, unless its name is on the wire, as in the RPC protocols of JSON
/// and CBOR.
pub(super) fn name(model: &mut Model, service: &ShapeId) -> usize {
    let carried = ["awsJson1_0", "awsJson1_1", "rpcv2Cbor", "rpcv2Json"];
    if speaks(model, service, &carried) {
        return 0;
    }
    let Some(name) = model.shape(service).and_then(plain_name) else {
        return 0;
    };
    let Ok(id) = ShapeId::new(&format!("{}#{name}", service.namespace())) else {
        return 0;
    };
    if id == *service || model.shape(&id).is_some() {
        return 0;
    }
    let Some((at, _, mut shape)) = model.shapes.shift_remove_full(service) else {
        return 0;
    };
    shape.id = id.clone();
    model.shapes.shift_insert(at, id, shape);
    1
}

/// The letters and digits of the SDK id.
fn plain_name(service: &Shape) -> Option<String> {
    debug_assert!(matches!(service.kind, ShapeKind::Service(_)));
    let names = service.traits.service_names()?;
    let letters = names.sdk_id.chars().filter(char::is_ascii_alphanumeric);
    Some(letters.collect())
}
