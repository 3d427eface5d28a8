//! What Smithy's form and botocore's can both say of a service.
//!
//! Each form says what the other has no words for: Smithy's has defaults and names for the values of enums, botocore's
//! has its paginators by hand. What is left when all of that is taken away, on both sides alike, can be compared
//! byte for byte.
//!
//! ```
//! use tinsmith_model::Model;
//! use tinsmith_model::common::{Gap, common};
//!
//! let text = r#"{ "smithy": "2.0", "shapes": {
//!     "example#Weather": { "type": "service", "version": "1", "operations": [{ "target": "example#GetCity" }] },
//!     "example#GetCity": { "type": "operation", "input": { "target": "example#City" } },
//!     "example#City": { "type": "structure", "members": {
//!         "days": { "target": "smithy.api#Integer", "traits": { "smithy.api#default": 7 } } } }
//! } }"#;
//! let model = Model::parse(text, "weather.json")?;
//! let both = common(&model, &model.service()?.id)?;
//! assert_eq!(both.taken, [(Gap::Defaults, 1)]);
//! assert!(both.model.shape("example#City").is_some_and(|city| city.members().all(|days| days.traits.is_empty())));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod constraints;
mod enums;
mod service;
mod taken;

use std::fmt;

use crate::{Model, Selection, SelectionError, ShapeId};

/// Something that one form says and the other does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Gap {
    /// Botocore's form binds operations to the service alone.
    Resources,
    /// The two forms have the documentation in HTML of different layout, and the examples elsewhere.
    Documentation,
    /// Botocore's form has no names for the values of enums, and says nothing of single values.
    EnumNames,
    /// Botocore's form has no defaults.
    Defaults,
    /// Botocore's form does not say what clients must treat as optional.
    ClientOptional,
    /// Botocore's form has constraints at shapes alone, never at members.
    MemberConstraints,
    /// A pattern of botocore's form is about a whole text and on one line, one of Smithy's about any part of the text.
    Patterns,
    /// Smithy's form says in some places that a length is at least zero.
    ZeroLengths,
    /// Botocore's form does not say that elements differ.
    UniqueItems,
    /// The paginators of botocore are written by hand; they are neither all that Smithy has nor only these.
    Pagination,
    /// The errors of an operation stand in another order.
    ErrorOrder,
    /// Botocore's form has the status of an error only where the protocol binds to HTTP.
    ErrorStatus,
    /// Botocore's form has the codes of the query protocol only where the service speaks it.
    QueryErrors,
    /// Smithy's form keeps what XML needs where no protocol of the service writes any.
    UnusedXml,
    /// Smithy's form keeps bindings to HTTP where no protocol of the service has any, and those of requests in answers.
    UnusedHttp,
    /// Smithy's form keeps names in JSON for members that stand elsewhere than in JSON.
    UnusedNames,
    /// Smithy's form says in some places again which the only scheme of authentication is.
    OnlyAuth,
    /// Botocore's form has fewer of the names that a service goes by.
    ServiceNames,
    /// Botocore has endpoints, waiters and tests in other files, and nothing of policies, CloudFormation and resources.
    Tooling,
    /// The service's shape has a name of its own in Smithy's form; where requests do not carry it, botocore's has none.
    ServiceName,
}

/// A row of the table of gaps.
struct Row {
    gap: Gap,
    id: &'static str,
    docs: &'static str,
    /// Takes it out of a model, and says how often it was there.
    take: fn(&mut Model, &ShapeId) -> usize,
}

const fn row(
    gap: Gap,
    id: &'static str,
    docs: &'static str,
    take: fn(&mut Model, &ShapeId) -> usize,
) -> Row {
    Row {
        gap,
        id,
        docs,
        take,
    }
}

/// Every gap, in the order of the enum, which is the order in which they are closed.
const TABLE: [Row; 20] = [
    row(
        Gap::Resources,
        "resources",
        "Operations are bound to the service alone; resources are taken away.",
        service::resources,
    ),
    row(
        Gap::Documentation,
        "documentation",
        "Documentation and examples are taken away: the layout of the HTML differs.",
        taken::documentation,
    ),
    row(
        Gap::EnumNames,
        "enum-names",
        "The values of enums are named after their text, and traits of single values are taken away.",
        enums::name,
    ),
    row(
        Gap::Defaults,
        "defaults",
        "`default` and `addedDefault` are taken away.",
        taken::defaults,
    ),
    row(
        Gap::ClientOptional,
        "client-optional",
        "`clientOptional` is taken away.",
        taken::client_optional,
    ),
    row(
        Gap::MemberConstraints,
        "member-constraints",
        "What lists, maps and simple shapes demand of values is said by the members that target them; a member's own word counts first. Lists and maps of which a member demands more become shapes of their own.",
        constraints::to_members,
    ),
    row(
        Gap::Patterns,
        "patterns",
        "Patterns are written out to both ends of the text, as in `^.*x.*$` for `x`, with blanks for line breaks.",
        constraints::patterns,
    ),
    row(
        Gap::ZeroLengths,
        "zero-lengths",
        "A `min` of zero is taken out of `length`.",
        constraints::zero_lengths,
    ),
    row(
        Gap::UniqueItems,
        "unique-items",
        "`uniqueItems` is taken away.",
        taken::unique_items,
    ),
    row(
        Gap::Pagination,
        "pagination",
        "`paginated` is taken away.",
        taken::pagination,
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
        "`httpError` is taken away where no protocol of the service binds to HTTP.",
        taken::error_status,
    ),
    row(
        Gap::QueryErrors,
        "query-errors",
        "`awsQueryError` is taken away where the service does not speak the query protocol.",
        taken::query_errors,
    ),
    row(
        Gap::UnusedXml,
        "unused-xml",
        "Names and namespaces of XML are taken away where no protocol of the service writes XML.",
        taken::unused_xml,
    ),
    row(
        Gap::UnusedHttp,
        "unused-http",
        "Bindings to HTTP are taken away where no protocol of the service has any, and those of requests outside of inputs.",
        taken::unused_http,
    ),
    row(
        Gap::UnusedNames,
        "unused-names",
        "`jsonName` is taken away from members that are bound to HTTP.",
        taken::unused_names,
    ),
    row(
        Gap::OnlyAuth,
        "only-auth",
        "`auth` is taken away where it names the only scheme that the service has.",
        service::only_auth,
    ),
    row(
        Gap::ServiceNames,
        "service-names",
        "Of `aws.api#service`, `sdkId` and `endpointPrefix` stay; the latter is `arnNamespace` where it is missing.",
        service::names,
    ),
    row(
        Gap::Tooling,
        "tooling",
        "Traits about endpoint rules, waiters, tests, policies, CloudFormation, resources and linters are taken away.",
        taken::tooling,
    ),
    row(
        Gap::ServiceName,
        "service-name",
        "The service's shape is named after its `sdkId` where the protocol does not carry its name.",
        service::name,
    ),
];

impl Gap {
    /// Every gap.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        TABLE.iter().map(|row| row.gap)
    }

    /// The id, for example `enum-names`.
    #[must_use]
    pub fn id(self) -> &'static str {
        TABLE[self as usize].id
    }

    /// How it is closed, in one sentence.
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

/// A service as both forms can say it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Common {
    /// The service, its operations and what they reach.
    pub model: Model,
    /// What was taken away or said in another way, and how often; what was not there is left out.
    pub taken: Vec<(Gap, usize)>,
}

/// What both forms can say of a service and all its operations.
///
/// # Errors
/// When `service` is no service of the model.
pub fn common(model: &Model, service: &ShapeId) -> Result<Common, SelectionError> {
    Selection::all(model, service)?;
    let mut model = model.clone();
    let taken = TABLE
        .iter()
        .map(|row| (row.gap, (row.take)(&mut model, service)));
    let mut taken: Vec<(Gap, usize)> = taken.collect();
    taken.retain(|(_, count)| *count > 0);
    Ok(Common { model, taken })
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
