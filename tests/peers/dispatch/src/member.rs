//! The description of a member for the reader, as in the runtime's schema.

/// The format of a timestamp.
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
    /// The format of a timestamp, if it differs from the reader's default.
    pub timestamp: Option<TimestampFormat>,
}

/// Creates a member of a structure.
#[must_use]
pub const fn member(name: &'static str) -> Member {
    Member {
        name,
        timestamp: None,
    }
}
