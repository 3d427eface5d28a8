//! Regions.

use std::error::Error;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use super::host::MAX_LABEL;
use crate::escape::Quoted;

/// A region such as `eu-west-1`, checked: it becomes a label of the host name and a part of the
/// signature's scope. Cloning is cheap.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region(Arc<str>);

impl Region {
    /// Checks the form of a region's name; whether it exists is for the service to say.
    ///
    /// # Errors
    /// If `name` is not 1 to 63 lower-case letters, digits and hyphens, or has a hyphen at
    /// either end (RFC 1123, section 2.1).
    pub fn new(name: impl AsRef<str>) -> Result<Self, InvalidRegion> {
        let name = name.as_ref();
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        let valid = (1..=MAX_LABEL).contains(&name.len())
            && name.bytes().all(allowed)
            && !name.starts_with('-')
            && !name.ends_with('-');
        if valid {
            Ok(Self(name.into()))
        } else {
            Err(InvalidRegion { name: name.into() })
        }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Region {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl FromStr for Region {
    type Err = InvalidRegion;

    fn from_str(name: &str) -> Result<Self, InvalidRegion> {
        Self::new(name)
    }
}

impl TryFrom<&str> for Region {
    type Error = InvalidRegion;

    fn try_from(name: &str) -> Result<Self, InvalidRegion> {
        Self::new(name)
    }
}

/// A text that is no region name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidRegion {
    name: Box<str>,
}

impl fmt::Display for InvalidRegion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} is not a region; use a name such as `eu-west-1`: lower-case letters, digits and \
             hyphens",
            Quoted(&self.name)
        )
    }
}

impl Error for InvalidRegion {}
