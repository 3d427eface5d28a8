//! The common content of Smithy's and botocore's form of a service.
//!
//! Each form has content that the other lacks: Smithy's has defaults and names of enum values,
//! botocore's has handwritten paginators. Once both are reduced to their common content, they can
//! be compared byte for byte.
//!
//! ```
//! use tinsmith_model::Model;
//! use tinsmith_model::common::{Gap, common};
//!
//! let text = r#"{ "smithy": "2.0", "shapes": {
//!     "example#Weather": { "type": "service", "version": "1",
//!         "operations": [{ "target": "example#GetCity" }] },
//!     "example#GetCity": { "type": "operation", "input": { "target": "example#City" } },
//!     "example#City": { "type": "structure", "members": {
//!         "days": { "target": "smithy.api#Integer", "traits": { "smithy.api#default": 7 } } } }
//! } }"#;
//! let model = Model::parse(text, "weather.json")?;
//! let common = common(&model, &model.service()?.id)?;
//! assert_eq!(common.removed, [(Gap::Defaults, 1)]);
//! let city = common.model.shape("example#City").expect("the shape is in the closure");
//! assert!(city.members().all(|days| days.traits.is_empty()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod constraints;
mod enums;
mod removal;
mod service;

use std::fmt;

use crate::{Model, Selection, SelectionError, ShapeId};

/// A difference between what the two forms can express.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Gap {
    /// Botocore's form has no resources; it binds all operations to the service.
    Resources,
    /// The forms lay out the HTML of the documentation differently, and keep examples elsewhere.
    Documentation,
    /// Botocore's form has neither names nor traits for enum values.
    EnumNames,
    /// Botocore's form has no defaults.
    Defaults,
    /// Botocore's form lacks `clientOptional`.
    ClientOptional,
    /// Botocore's form has constraints on shapes only, not on members.
    MemberConstraints,
    /// A pattern of botocore's form matches the whole string and is on one line, one of Smithy's
    /// matches any part of the string.
    Patterns,
    /// Smithy's form has redundant minimum lengths of zero.
    ZeroLengths,
    /// Botocore's form lacks `uniqueItems`.
    UniqueItems,
    /// Botocore's paginators are written by hand, and are not the same set as Smithy's.
    Pagination,
    /// The forms list the errors of an operation in different orders.
    ErrorOrder,
    /// Botocore's form has the status of an error only if the protocol has HTTP bindings.
    ErrorStatus,
    /// Botocore's form has query error codes only for services that speak the query protocol.
    QueryErrors,
    /// Smithy's form has XML traits even if no protocol of the service uses XML.
    UnusedXml,
    /// Smithy's form has HTTP bindings even if no protocol of the service uses them, and bindings
    /// of requests in responses.
    UnusedHttp,
    /// Smithy's form has JSON names for members that are not in JSON.
    UnusedNames,
    /// Smithy's form has `auth` even if it names the only scheme.
    OnlyAuth,
    /// Botocore's form has fewer names for a service.
    ServiceNames,
    /// Botocore has endpoint rules, waiters and tests in other files, and nothing about policies,
    /// CloudFormation and resources.
    Tooling,
    /// Smithy's form names the service's shape; botocore's form does so only if requests carry the
    /// name.
    ServiceName,
}

/// A row of the table of gaps.
struct Row {
    gap: Gap,
    id: &'static str,
    docs: &'static str,
    /// Removes the gap from a model, and returns the number of changes.
    remove: fn(&mut Model, &ShapeId) -> usize,
}

const fn row(
    gap: Gap,
    id: &'static str,
    docs: &'static str,
    remove: fn(&mut Model, &ShapeId) -> usize,
) -> Row {
    Row {
        gap,
        id,
        docs,
        remove,
    }
}

/// All gaps, in the order of the enum, which is the order in which they are removed.
const TABLE: [Row; 20] = [
    row(
        Gap::Resources,
        "resources",
        "Operations are bound to the service directly; resources are removed.",
        service::resources,
    ),
    row(
        Gap::Documentation,
        "documentation",
        "Documentation and examples are removed: the layout of the HTML differs.",
        removal::documentation,
    ),
    row(
        Gap::EnumNames,
        "enum-names",
        "Enum values are named after their string; traits of enum values are removed.",
        enums::name,
    ),
    row(
        Gap::Defaults,
        "defaults",
        "`default` and `addedDefault` are removed.",
        removal::defaults,
    ),
    row(
        Gap::ClientOptional,
        "client-optional",
        "`clientOptional` is removed.",
        removal::client_optional,
    ),
    row(
        Gap::MemberConstraints,
        "member-constraints",
        "Constraints of lists, maps and simple shapes move to the members that target them; those \
         of the member take precedence. Lists and maps with constraints on a member become \
         shapes of their own.",
        constraints::to_members,
    ),
    row(
        Gap::Patterns,
        "patterns",
        "Patterns are anchored at both ends, as in `^.*x.*$` for `x`, with spaces for line breaks.",
        constraints::patterns,
    ),
    row(
        Gap::ZeroLengths,
        "zero-lengths",
        "A `min` of zero is removed from `length`.",
        constraints::zero_lengths,
    ),
    row(
        Gap::UniqueItems,
        "unique-items",
        "`uniqueItems` is removed.",
        removal::unique_items,
    ),
    row(
        Gap::Pagination,
        "pagination",
        "`paginated` is removed.",
        removal::pagination,
    ),
    row(
        Gap::ErrorOrder,
        "error-order",
        "The errors of operations are sorted by name.",
        service::error_order,
    ),
    row(
        Gap::ErrorStatus,
        "error-status",
        "`httpError` is removed if no protocol of the service has HTTP bindings.",
        removal::error_status,
    ),
    row(
        Gap::QueryErrors,
        "query-errors",
        "`awsQueryError` is removed if the service does not speak the query protocol.",
        removal::query_errors,
    ),
    row(
        Gap::UnusedXml,
        "unused-xml",
        "XML names and namespaces are removed if no protocol of the service uses XML.",
        removal::unused_xml,
    ),
    row(
        Gap::UnusedHttp,
        "unused-http",
        "HTTP bindings are removed if no protocol of the service uses them; those of requests are \
         removed outside of inputs.",
        removal::unused_http,
    ),
    row(
        Gap::UnusedNames,
        "unused-names",
        "`jsonName` is removed from members with HTTP bindings.",
        removal::unused_names,
    ),
    row(
        Gap::OnlyAuth,
        "only-auth",
        "`auth` is removed if it names the only scheme of the service.",
        service::only_auth,
    ),
    row(
        Gap::ServiceNames,
        "service-names",
        "Of `aws.api#service`, `sdkId` and `endpointPrefix` are kept; the latter is `arnNamespace` \
         if it is missing.",
        service::names,
    ),
    row(
        Gap::Tooling,
        "tooling",
        "Traits about endpoint rules, waiters, tests, policies, CloudFormation, resources and \
         linters are removed.",
        removal::tooling,
    ),
    row(
        Gap::ServiceName,
        "service-name",
        "The service's shape is named after its `sdkId` unless the protocol carries its name.",
        service::name,
    ),
];

impl Gap {
    /// All gaps.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        TABLE.iter().map(|row| row.gap)
    }

    /// The id, for example `enum-names`.
    #[must_use]
    pub fn id(self) -> &'static str {
        TABLE[self as usize].id
    }

    /// The way in which the gap is removed, in one sentence.
    #[must_use]
    pub fn docs(self) -> &'static str {
        TABLE[self as usize].docs
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

/// The common content of a service.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Common {
    /// The service, its operations and their closure.
    pub model: Model,
    /// The gaps removed, and the number of changes for each; gaps without changes are left out.
    pub removed: Vec<(Gap, usize)>,
}

/// Reduces a service and all its operations to the content that both forms can express.
///
/// # Errors
/// Returns [`SelectionError`] if `service` is not a service of the model.
pub fn common(model: &Model, service: &ShapeId) -> Result<Common, SelectionError> {
    Selection::all(model, service)?;
    let mut model = model.clone();
    let removed = TABLE
        .iter()
        .map(|row| (row.gap, (row.remove)(&mut model, service)));
    let mut removed: Vec<(Gap, usize)> = removed.collect();
    removed.retain(|(_, count)| *count > 0);
    Ok(Common { model, removed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        for (at, row) in TABLE.iter().enumerate() {
            assert_eq!(row.gap as usize, at, "{}", row.id);
            assert!(row.docs.ends_with('.'), "{}", row.id);
        }
    }
}
