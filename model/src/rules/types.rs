//! The types of values in endpoint rules.

use std::fmt;

use super::path::{AttributePath, PathStep};

/// The type of a value. Whether it may be missing is not a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text.
    String,
    /// True or false.
    Boolean,
    /// A number, an argument of some functions.
    Integer,
    /// Texts in order.
    StringArray,
    /// The parts of a URL (`parseURL`).
    Url,
    /// The parts of an ARN (`aws.parseArn`).
    Arn,
    /// The facts of a partition (`aws.partition`).
    Partition,
}

impl Type {
    /// The type of the attribute at `path`; `None` if values of this type have none there.
    #[must_use]
    pub fn attribute(self, path: &AttributePath) -> Option<Self> {
        path.steps.iter().try_fold(self, |at, step| match step {
            PathStep::Key(key) => at.key(key),
            PathStep::Index(_) => (at == Self::StringArray).then_some(Self::String),
        })
    }

    fn key(self, key: &str) -> Option<Self> {
        match (self, key) {
            (Self::Url, "isIp") => Some(Self::Boolean),
            (Self::Url, "scheme" | "authority" | "path" | "normalizedPath") => Some(Self::String),
            (Self::Arn, "resourceId") => Some(Self::StringArray),
            (Self::Arn, "partition" | "service" | "region" | "accountId") => Some(Self::String),
            (Self::Partition, "supportsFIPS" | "supportsDualStack") => Some(Self::Boolean),
            (
                Self::Partition,
                "name" | "dnsSuffix" | "dualStackDnsSuffix" | "implicitGlobalRegion",
            ) => Some(Self::String),
            _ => None,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::String => "string",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::StringArray => "array of strings",
            Self::Url => "URL",
            Self::Arn => "ARN",
            Self::Partition => "partition",
        })
    }
}
