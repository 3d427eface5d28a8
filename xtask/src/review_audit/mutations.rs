//! The kinds of changes that the audit makes to a model.

mod enums;
mod http;
mod members;
mod operations;
mod presence;
mod shapes;
mod targets;
mod words;

use fastrand::Rng;

use super::draft::Draft;

/// A kind of change. It picks a position at random and describes the change; `None` if the model
/// has no such position.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) mutate: fn(&mut Draft, &mut Rng) -> Option<String>,
}

/// All kinds. Annotation traits are toggled.
pub(super) const KINDS: [Kind; 62] = [
    kind("auth-toggled", operations::auth),
    kind("checksum-toggled", operations::checksum),
    kind("client-optional-toggled", presence::client_optional),
    kind("constraint-changed", words::constraint),
    kind("default-toggled", presence::default),
    kind("deprecated-member-toggled", words::deprecated_member),
    kind("deprecated-operation-toggled", words::deprecated_operation),
    kind("deprecated-shape-toggled", words::deprecated_shape),
    kind("docs-changed", words::docs),
    kind("document-added", members::document_added),
    kind("enum-to-text", enums::to_text),
    kind("enum-value-added", enums::added),
    kind("enum-value-changed", enums::changed),
    kind("enum-value-removed", enums::removed),
    kind("enum-value-renamed", enums::renamed),
    kind("enum-values-reordered", enums::reordered),
    kind("error-added", operations::error_added),
    kind("error-fault-changed", operations::fault),
    kind("error-removed", operations::error_removed),
    kind("error-retryable-toggled", operations::retryable),
    kind("float-added", members::float_added),
    kind("http-code-changed", http::code),
    kind("http-header-bound", http::header),
    kind("http-labels-swapped", http::labels),
    kind("http-method-changed", http::method),
    kind("http-query-bound", http::query),
    kind("http-uri-changed", http::uri),
    kind("idempotency-token-toggled", presence::token),
    kind("input-member-added", members::input_added),
    kind("input-removed", operations::input_removed),
    kind("json-name-changed", words::json_name),
    kind("list-element-changed", targets::element),
    kind("map-value-changed", targets::value),
    kind("member-added", members::added),
    kind("member-removed", members::removed),
    kind("member-renamed", members::renamed),
    kind("members-reordered", members::reordered),
    kind("number-to-enum", enums::of_number),
    kind("operation-added", operations::added),
    kind("operation-removed", operations::removed),
    kind("operation-renamed", operations::renamed),
    kind("output-removed", operations::output_removed),
    kind("pagination-changed", operations::pagination),
    kind("payload-streaming-toggled", http::streaming),
    kind("recursion-added", members::recursion_added),
    kind("required-member-added", members::required_added),
    kind("required-toggled", presence::required),
    kind("sensitive-toggled", words::sensitive),
    kind("service-error-added", operations::service_error),
    kind("shape-renamed", shapes::renamed),
    kind("sparse-toggled", presence::sparse),
    kind("structure-to-union", shapes::to_union),
    kind("target-to-list", targets::list),
    kind("target-to-map", targets::map),
    kind("target-to-simple", targets::simple),
    kind("target-to-structure", targets::structure),
    kind("text-to-enum", enums::of_text),
    kind("timestamp-format-changed", words::timestamp_format),
    kind("type-added-along", members::type_added),
    kind("union-member-added", members::variant_added),
    kind("union-member-changed", targets::variant),
    kind("union-member-removed", members::variant_removed),
];

pub(super) const fn kind(
    name: &'static str,
    mutate: fn(&mut Draft, &mut Rng) -> Option<String>,
) -> Kind {
    Kind { name, mutate }
}

#[cfg(test)]
mod tests;
