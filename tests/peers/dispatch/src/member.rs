//! What a shape tells the reader about a member, as in the runtime's schema.

/// How a timestamp is written.
#[derive(Clone, Copy, Debug)]
pub enum TimestampFormat {
    /// Decimal seconds since 1970.
    EpochSeconds,
    /// RFC 3339.
    DateTime,
}

/// A member of a structure, or the element of a list.
#[derive(Debug)]
pub struct Member {
    /// The name in the model.
    pub name: &'static str,
    /// The format of a timestamp, where it is not the reader's own choice.
    pub timestamp: Option<TimestampFormat>,
}

/// A member of a structure.
#[must_use]
pub const fn member(name: &'static str) -> Member {
    Member {
        name,
        timestamp: None,
    }
}
