//! The rules by which changes are told apart, each with the id that reports and allowlists use.

use std::fmt;

/// A kind of change. The ids are stable: one that was given never means something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// The operation was not selected, or not there, before.
    OperationAdded,
    /// The operation is not there, or not selected, any more.
    OperationRemoved,
    /// The structure or union has a member that it did not have.
    MemberAdded,
    /// The structure or union has lost a member.
    MemberRemoved,
    /// The members or values that both have stand in another order.
    MembersReordered,
    /// The member's values are of another shape: one of another kind, or a type of another name.
    TargetChanged,
    /// The member must be there now.
    RequiredAdded,
    /// The member may be left out now.
    RequiredRemoved,
    /// Whether clients must treat the member as optional has changed (`clientOptional`).
    ClientOptionalChanged,
    /// The member's default was added, taken away or given another value.
    DefaultChanged,
    /// The enum has a value that it did not have.
    EnumValueAdded,
    /// The enum has lost a value.
    EnumValueRemoved,
    /// A value of the enum goes by another name; what goes over the wire is the same.
    EnumValueRenamed,
    /// What stands for a name of the enum on the wire is another text or number.
    EnumValueChanged,
    /// Another method or status, or a member that stands elsewhere in the request or response.
    HttpBindingChanged,
    /// The operation has another path or query.
    UriChanged,
    /// The operation or service has another host.
    EndpointChanged,
    /// The operation can fail in one more way.
    ErrorAdded,
    /// The operation does not fail in this way any more.
    ErrorRemoved,
    /// The error has another fault, status or code.
    ErrorChanged,
    /// The operation is paginated where it was not, or by other members.
    PaginationChanged,
    /// A length, range or uniqueness allows less than it did.
    ConstraintNarrowed,
    /// A length, range or uniqueness allows more than it did.
    ConstraintWidened,
    /// The pattern of a text was added or changed; which of the two allows more is not known.
    PatternChanged,
    /// Values must not be shown any more.
    SensitivityAdded,
    /// Values may be shown that had to be hidden.
    SensitivityRemoved,
    /// The documentation has another text.
    DocsChanged,
    /// The shape is of another kind.
    TypeChanged,
    /// A structure, union or enum is reached that was not reached before.
    ShapeAdded,
    /// A structure, union or enum is not reached any more.
    ShapeRemoved,
    /// A structure, union or enum goes by another name.
    ShapeRenamed,
    /// It should not be used any more, or for another reason than before.
    DeprecatedAdded,
    /// It may be used again.
    DeprecatedRemoved,
    /// The name on the wire, or the form of XML, is another.
    WireNameChanged,
    /// Instants are written in another way.
    TimestampFormatChanged,
    /// Whether the list or map may hold nulls has changed.
    SparseChanged,
    /// The value is a stream where it was none, or the other way round, or needs a known length.
    StreamingChanged,
    /// The member stands elsewhere in an event.
    EventBindingChanged,
    /// Whether clients fill in a token has changed.
    IdempotencyChanged,
    /// The service speaks other protocols, or a protocol with other settings.
    ProtocolChanged,
    /// Calls are authenticated in another way.
    AuthChanged,
    /// Checksums, compression or the signing of the body have changed.
    ChecksumChanged,
    /// Whether, and how, a call that ended in the error may be tried again has changed.
    RetryChanged,
    /// The version of the service, or a name it goes by within AWS, has changed.
    ServiceChanged,
    /// Traits have changed that have an effect neither on the wire nor on what is generated.
    TraitChanged,
}

/// A row of the table of rules.
struct Row {
    rule: Rule,
    id: &'static str,
    docs: &'static str,
}

/// A row of the table.
const fn row(rule: Rule, id: &'static str, docs: &'static str) -> Row {
    Row { rule, id, docs }
}

/// Every rule, in the order of the enum.
const TABLE: [Row; 45] = [
    row(
        Rule::OperationAdded,
        "operation-added",
        "The operation was not selected, or not there, before.",
    ),
    row(
        Rule::OperationRemoved,
        "operation-removed",
        "The operation is not there, or not selected, any more.",
    ),
    row(
        Rule::MemberAdded,
        "member-added",
        "The structure or union has a member that it did not have.",
    ),
    row(
        Rule::MemberRemoved,
        "member-removed",
        "The structure or union has lost a member.",
    ),
    row(
        Rule::MembersReordered,
        "members-reordered",
        "The members or values that both have stand in another order.",
    ),
    row(
        Rule::TargetChanged,
        "target-changed",
        "The member's values are of another shape: one of another kind, or a type of another name.",
    ),
    row(
        Rule::RequiredAdded,
        "required-added",
        "The member must be there now.",
    ),
    row(
        Rule::RequiredRemoved,
        "required-removed",
        "The member may be left out now.",
    ),
    row(
        Rule::ClientOptionalChanged,
        "client-optional-changed",
        "Whether clients must treat the member as optional has changed (`clientOptional`).",
    ),
    row(
        Rule::DefaultChanged,
        "default-changed",
        "The member's default was added, taken away or given another value.",
    ),
    row(
        Rule::EnumValueAdded,
        "enum-value-added",
        "The enum has a value that it did not have.",
    ),
    row(
        Rule::EnumValueRemoved,
        "enum-value-removed",
        "The enum has lost a value.",
    ),
    row(
        Rule::EnumValueRenamed,
        "enum-value-renamed",
        "A value of the enum goes by another name; what goes over the wire is the same.",
    ),
    row(
        Rule::EnumValueChanged,
        "enum-value-changed",
        "What stands for a name of the enum on the wire is another text or number.",
    ),
    row(
        Rule::HttpBindingChanged,
        "http-binding-changed",
        "Another method or status, or a member that stands elsewhere in the request or response.",
    ),
    row(
        Rule::UriChanged,
        "uri-changed",
        "The operation has another path or query.",
    ),
    row(
        Rule::EndpointChanged,
        "endpoint-changed",
        "The operation or service has another host.",
    ),
    row(
        Rule::ErrorAdded,
        "error-added",
        "The operation can fail in one more way.",
    ),
    row(
        Rule::ErrorRemoved,
        "error-removed",
        "The operation does not fail in this way any more.",
    ),
    row(
        Rule::ErrorChanged,
        "error-changed",
        "The error has another fault, status or code.",
    ),
    row(
        Rule::PaginationChanged,
        "pagination-changed",
        "The operation is paginated where it was not, or by other members.",
    ),
    row(
        Rule::ConstraintNarrowed,
        "constraint-narrowed",
        "A length, range or uniqueness allows less than it did.",
    ),
    row(
        Rule::ConstraintWidened,
        "constraint-widened",
        "A length, range or uniqueness allows more than it did.",
    ),
    row(
        Rule::PatternChanged,
        "pattern-changed",
        "The pattern of a text was added or changed; which of the two allows more is not known.",
    ),
    row(
        Rule::SensitivityAdded,
        "sensitivity-added",
        "Values must not be shown any more.",
    ),
    row(
        Rule::SensitivityRemoved,
        "sensitivity-removed",
        "Values may be shown that had to be hidden.",
    ),
    row(
        Rule::DocsChanged,
        "docs-changed",
        "The documentation has another text.",
    ),
    row(
        Rule::TypeChanged,
        "type-changed",
        "The shape is of another kind.",
    ),
    row(
        Rule::ShapeAdded,
        "shape-added",
        "A structure, union or enum is reached that was not reached before.",
    ),
    row(
        Rule::ShapeRemoved,
        "shape-removed",
        "A structure, union or enum is not reached any more.",
    ),
    row(
        Rule::ShapeRenamed,
        "shape-renamed",
        "A structure, union or enum goes by another name.",
    ),
    row(
        Rule::DeprecatedAdded,
        "deprecated-added",
        "It should not be used any more, or for another reason than before.",
    ),
    row(
        Rule::DeprecatedRemoved,
        "deprecated-removed",
        "It may be used again.",
    ),
    row(
        Rule::WireNameChanged,
        "wire-name-changed",
        "The name on the wire, or the form of XML, is another.",
    ),
    row(
        Rule::TimestampFormatChanged,
        "timestamp-format-changed",
        "Instants are written in another way.",
    ),
    row(
        Rule::SparseChanged,
        "sparse-changed",
        "Whether the list or map may hold nulls has changed.",
    ),
    row(
        Rule::StreamingChanged,
        "streaming-changed",
        "The value is a stream where it was none, or the other way round, or needs a known length.",
    ),
    row(
        Rule::EventBindingChanged,
        "event-binding-changed",
        "The member stands elsewhere in an event.",
    ),
    row(
        Rule::IdempotencyChanged,
        "idempotency-changed",
        "Whether clients fill in a token has changed.",
    ),
    row(
        Rule::ProtocolChanged,
        "protocol-changed",
        "The service speaks other protocols, or a protocol with other settings.",
    ),
    row(
        Rule::AuthChanged,
        "auth-changed",
        "Calls are authenticated in another way.",
    ),
    row(
        Rule::ChecksumChanged,
        "checksum-changed",
        "Checksums, compression or the signing of the body have changed.",
    ),
    row(
        Rule::RetryChanged,
        "retry-changed",
        "Whether, and how, a call that ended in the error may be tried again has changed.",
    ),
    row(
        Rule::ServiceChanged,
        "service-changed",
        "The version of the service, or a name it goes by within AWS, has changed.",
    ),
    row(
        Rule::TraitChanged,
        "trait-changed",
        "Traits have changed that have an effect neither on the wire nor on what is generated.",
    ),
];

impl Rule {
    /// Every rule.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        TABLE.iter().map(|row| row.rule)
    }

    /// The id, for example `member-added`.
    #[must_use]
    pub fn id(self) -> &'static str {
        TABLE[self as usize].id
    }

    /// What the rule is about, in one sentence.
    #[must_use]
    pub fn docs(self) -> &'static str {
        TABLE[self as usize].docs
    }

    /// The rule of this id.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.id == id).map(|row| row.rule)
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum() {
        for (at, row) in TABLE.iter().enumerate() {
            assert_eq!(row.rule as usize, at, "{}", row.id);
            assert_eq!(Rule::of_id(row.id), Some(row.rule));
            assert!(row.docs.ends_with('.'), "{}", row.id);
        }
        assert_eq!(Rule::of_id("member-forgotten"), None);
    }
}
