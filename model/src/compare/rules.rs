//! The rules that tell changes apart, each with the id that reports and allowlists use.

use std::fmt;

/// Declares the enum of the rules, and the table of their ids and sentences in the same order.
macro_rules! rules {
    ($($(#[$docs:meta])* $rule:ident = $id:literal: $sentence:literal,)+) => {
        /// A kind of change. The ids are stable: one that was given never means something else.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[$docs])* $rule,)+
        }

        /// Every rule with its id and sentence, in the order of the enum.
        const TABLE: &[(Rule, &str, &str)] = &[$((Rule::$rule, $id, $sentence),)+];
    };
}

rules! {
    /// The operation was not selected, or not there, before.
    OperationAdded = "operation-added": "The operation was not selected, or not there, before.",
    /// The operation is not there, or not selected, any more.
    OperationRemoved = "operation-removed": "The operation is not there, or not selected, any more.",
    /// The structure or union has a member that it did not have.
    MemberAdded = "member-added": "The structure or union has a member that it did not have.",
    /// The structure or union has lost a member.
    MemberRemoved = "member-removed": "The structure or union has lost a member.",
    /// The members or values that both have stand in another order.
    MembersReordered = "members-reordered": "The members or values that both have stand in another order.",
    /// The member's values are of another shape: one of another kind, or a type of another name.
    TargetChanged = "target-changed": "The member's values are of another shape: one of another kind, or a type of another name.",
    /// The member must be there now.
    RequiredAdded = "required-added": "The member must be there now.",
    /// The member may be left out now.
    RequiredRemoved = "required-removed": "The member may be left out now.",
    /// Whether clients must treat the member as optional has changed (`clientOptional`).
    ClientOptionalChanged = "client-optional-changed": "Whether clients must treat the member as optional has changed (`clientOptional`).",
    /// The member's default was added, taken away or given another value.
    DefaultChanged = "default-changed": "The member's default was added, taken away or given another value.",
    /// The enum has a value that it did not have.
    EnumValueAdded = "enum-value-added": "The enum has a value that it did not have.",
    /// The enum has lost a value.
    EnumValueRemoved = "enum-value-removed": "The enum has lost a value.",
    /// A value of the enum goes by another name; what goes over the wire is the same.
    EnumValueRenamed = "enum-value-renamed": "A value of the enum goes by another name; what goes over the wire is the same.",
    /// What stands for a name of the enum on the wire is another text or number.
    EnumValueChanged = "enum-value-changed": "What stands for a name of the enum on the wire is another text or number.",
    /// Another method or status, or a member that stands elsewhere in the request or response.
    HttpBindingChanged = "http-binding-changed": "Another method or status, or a member that stands elsewhere in the request or response.",
    /// The operation has another path or query.
    UriChanged = "uri-changed": "The operation has another path or query.",
    /// The operation or service has another host.
    EndpointChanged = "endpoint-changed": "The operation or service has another host.",
    /// The operation can fail in one more way.
    ErrorAdded = "error-added": "The operation can fail in one more way.",
    /// The operation does not fail in this way any more.
    ErrorRemoved = "error-removed": "The operation does not fail in this way any more.",
    /// The error has another fault, status or code.
    ErrorChanged = "error-changed": "The error has another fault, status or code.",
    /// The operation is paginated where it was not, or by other members.
    PaginationChanged = "pagination-changed": "The operation is paginated where it was not, or by other members.",
    /// A length, range, pattern or uniqueness allows less than it did; only the service checks it.
    ConstraintNarrowed = "constraint-narrowed": "A length, range, pattern or uniqueness allows less than it did; only the service checks it.",
    /// A length, range, pattern or uniqueness allows more than it did.
    ConstraintWidened = "constraint-widened": "A length, range, pattern or uniqueness allows more than it did.",
    /// The pattern of a string changed in a way of which it is not decided if it allows more or less.
    PatternChanged = "pattern-changed": "The pattern of a string changed in a way of which it is not decided if it allows more or less.",
    /// Values must not be shown any more.
    SensitivityAdded = "sensitivity-added": "Values must not be shown any more.",
    /// Values may be shown that had to be hidden.
    SensitivityRemoved = "sensitivity-removed": "Values may be shown that had to be hidden.",
    /// The documentation has another text.
    DocsChanged = "docs-changed": "The documentation has another text.",
    /// The shape is of another kind.
    TypeChanged = "type-changed": "The shape is of another kind.",
    /// A structure, union or enum is reached that was not reached before.
    ShapeAdded = "shape-added": "A structure, union or enum is reached that was not reached before.",
    /// A structure, union or enum is not reached any more.
    ShapeRemoved = "shape-removed": "A structure, union or enum is not reached any more.",
    /// A structure, union or enum goes by another name.
    ShapeRenamed = "shape-renamed": "A structure, union or enum goes by another name.",
    /// It should not be used any more, or for another reason than before.
    DeprecatedAdded = "deprecated-added": "It should not be used any more, or for another reason than before.",
    /// It may be used again.
    DeprecatedRemoved = "deprecated-removed": "It may be used again.",
    /// The name on the wire, or the form of XML, is another.
    WireNameChanged = "wire-name-changed": "The name on the wire, or the form of XML, is another.",
    /// Instants are written in another way.
    TimestampFormatChanged = "timestamp-format-changed": "Instants are written in another way.",
    /// The media type of a blob or string changed; in a header or as the body it changes what is sent.
    MediaTypeChanged = "media-type-changed": "The media type of a blob or string changed; in a header or as the body it changes what is sent.",
    /// Whether the list or map may hold nulls has changed.
    SparseChanged = "sparse-changed": "Whether the list or map may hold nulls has changed.",
    /// The value is a stream where it was none, or the other way round, or needs a known length.
    StreamingChanged = "streaming-changed": "The value is a stream where it was none, or the other way round, or needs a known length.",
    /// The member stands elsewhere in an event.
    EventBindingChanged = "event-binding-changed": "The member stands elsewhere in an event.",
    /// Whether clients fill in a token has changed.
    IdempotencyChanged = "idempotency-changed": "Whether clients fill in a token has changed.",
    /// The service speaks other protocols, or a protocol with other settings.
    ProtocolChanged = "protocol-changed": "The service speaks other protocols, or a protocol with other settings.",
    /// Calls are authenticated in another way.
    AuthChanged = "auth-changed": "Calls are authenticated in another way.",
    /// Checksums, compression or the signing of the body have changed.
    ChecksumChanged = "checksum-changed": "Checksums, compression or the signing of the body have changed.",
    /// Whether, and how, a call that ended in the error may be tried again has changed.
    RetryChanged = "retry-changed": "Whether, and how, a call that ended in the error may be tried again has changed.",
    /// A fact of a request or response changed that no other rule is about.
    SchemaChanged = "schema-changed": "A fact of a request or response changed that no other rule is about.",
    /// The version of the service, or a name it goes by within AWS, has changed.
    ServiceChanged = "service-changed": "The version of the service, or a name it goes by within AWS, has changed.",
    /// Traits have changed that have an effect neither on the wire nor on what is generated.
    TraitChanged = "trait-changed": "Traits have changed that have an effect neither on the wire nor on what is generated.",
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

    /// The change that the rule is about, in one sentence.
    #[must_use]
    pub fn docs(self) -> &'static str {
        TABLE[self as usize].2
    }

    /// The rule of this id.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
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
            assert_eq!(Rule::of_id(id), Some(*rule));
            assert!(sentence.ends_with('.'), "{id}");
        }
        assert_eq!(Rule::of_id("member-forgotten"), None);
    }
}
