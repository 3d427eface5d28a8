//! The rules of changes, with the ids that reports and allowlists use.

use std::fmt;

/// Declares the enum of the rules, and the table of their ids and sentences in the same order.
macro_rules! rules {
    ($($rule:ident = $id:literal: $sentence:literal,)+) => {
        /// A kind of change. The ids are stable: an id never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = $sentence] $rule,)+
        }

        /// Every rule with its id and sentence, in the order of the enum.
        const TABLE: &[(Rule, &str, &str)] = &[$((Rule::$rule, $id, $sentence),)+];
    };
}

rules! {
    OperationAdded = "operation-added": "The operation was added, or newly selected.",
    OperationRemoved = "operation-removed": "The operation was removed, or is no longer selected.",
    MemberAdded = "member-added": "A member was added to the structure or union.",
    MemberRemoved = "member-removed": "A member was removed from the structure or union.",
    MembersReordered = "members-reordered": "The common members or values have another order.",
    TargetChanged = "target-changed":
        "The member targets another shape: of another type, or of another name.",
    RequiredAdded = "required-added": "The member became required.",
    RequiredRemoved = "required-removed": "The member became optional.",
    ClientOptionalChanged = "client-optional-changed": "The member's `clientOptional` changed.",
    DefaultChanged = "default-changed": "The member's default was added, removed or changed.",
    EnumValueAdded = "enum-value-added": "A value was added to the enum.",
    EnumValueRemoved = "enum-value-removed": "A value was removed from the enum.",
    EnumValueRenamed = "enum-value-renamed":
        "A value of the enum was renamed; its form on the wire is the same.",
    EnumValueChanged = "enum-value-changed":
        "A value of the enum has another string or number on the wire.",
    HttpBindingChanged = "http-binding-changed":
        "The method, status or binding of a member changed.",
    UriChanged = "uri-changed": "The operation has another path or query.",
    EndpointChanged = "endpoint-changed": "The operation or service has another host.",
    EndpointRulesChanged = "endpoint-rules-changed":
        "The endpoint rules, or the parameters that operations give them, changed.",
    ErrorAdded = "error-added": "An error was added to the operation.",
    ErrorRemoved = "error-removed": "An error was removed from the operation.",
    ErrorChanged = "error-changed": "The error has another fault, status or code.",
    PaginationChanged = "pagination-changed":
        "The pagination of the operation was added, removed or changed.",
    ConstraintNarrowed = "constraint-narrowed":
        "A length, range, pattern or uniqueness became stricter; only the service checks it.",
    ConstraintWidened = "constraint-widened":
        "A length, range, pattern or uniqueness became less strict.",
    PatternChanged = "pattern-changed":
        "A pattern changed, and it is undecided if it became stricter.",
    SensitivityAdded = "sensitivity-added": "The values became sensitive.",
    SensitivityRemoved = "sensitivity-removed": "The values are no longer sensitive.",
    DocsChanged = "docs-changed": "The documentation changed.",
    TypeChanged = "type-changed": "The shape has another type.",
    ShapeAdded = "shape-added": "A structure, union or enum was added to the closure.",
    ShapeRemoved = "shape-removed": "A structure, union or enum was removed from the closure.",
    ShapeRenamed = "shape-renamed": "A structure, union or enum was renamed.",
    DeprecatedAdded = "deprecated-added":
        "The shape or member was deprecated, or its deprecation changed.",
    DeprecatedRemoved = "deprecated-removed": "The shape or member is no longer deprecated.",
    WireNameChanged = "wire-name-changed": "The name on the wire, or the XML form, changed.",
    TimestampFormatChanged = "timestamp-format-changed": "The timestamp format changed.",
    MediaTypeChanged = "media-type-changed":
        "The media type of a blob or string changed, which matters in headers and payloads.",
    SparseChanged = "sparse-changed": "The list or map became sparse, or is no longer sparse.",
    StreamingChanged = "streaming-changed": "Streaming of the value was added, removed or changed.",
    EventBindingChanged = "event-binding-changed": "The member's binding in an event changed.",
    IdempotencyChanged = "idempotency-changed":
        "The member became an idempotency token, or is no longer one.",
    ProtocolChanged = "protocol-changed":
        "The protocols of the service, or their settings, changed.",
    AuthChanged = "auth-changed": "The authentication of calls changed.",
    ChecksumChanged = "checksum-changed":
        "Checksums, compression or the signing of the body changed.",
    RetryChanged = "retry-changed": "The retryability of the error changed.",
    SchemaChanged = "schema-changed": "A schema fact that no other rule covers changed.",
    ServiceChanged = "service-changed": "The version or an AWS name of the service changed.",
    TraitChanged = "trait-changed":
        "Traits changed that affect neither the wire nor the generated code.",
}

impl Rule {
    /// Every rule.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        TABLE.iter().map(|(rule, _, _)| *rule)
    }

    /// The id, for example `member-added`.
    #[must_use]
    pub fn id(self) -> &'static str {
        TABLE[self as usize].1
    }

    /// The change that the rule detects, in one sentence.
    #[must_use]
    pub fn docs(self) -> &'static str {
        TABLE[self as usize].2
    }

    /// Returns the rule with this id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        let row = TABLE.iter().find(|(_, known, _)| *known == id);
        row.map(|(rule, _, _)| *rule)
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
    fn rules_are_found_by_their_ids() {
        for (rule, id, sentence) in TABLE {
            assert_eq!(rule.id(), *id);
            assert_eq!(Rule::from_id(id), Some(*rule));
            assert!(sentence.ends_with('.'), "{id}");
        }
        assert_eq!(Rule::from_id("member-forgotten"), None);
    }
}
