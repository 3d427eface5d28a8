//! Errors of the environment and the shared files.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::auth::CredentialsError;
use crate::endpoint::{EndpointError, InvalidRegion};
use crate::escape::{Escaped, EscapedPath};
use crate::transport::InvalidProxy;

/// The place of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// An environment variable.
    Variable(Box<str>),
    /// A property of a shared file.
    Property {
        /// The file.
        path: Arc<Path>,
        /// The line, counted from 1.
        line: usize,
        /// The property's name.
        name: Box<str>,
    },
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(name) => write!(f, "environment variable {name}"),
            Self::Property { path, line, name } => {
                write!(f, "{}:{line}: `{name}`", EscapedPath(path))
            }
        }
    }
}

/// The error of an environment or of shared files that give no usable settings. Never shows a
/// secret.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum SettingsError {
    /// An environment variable is not Unicode.
    NotUnicode {
        /// Its name.
        variable: Box<str>,
    },
    /// A shared file exists but cannot be read.
    Unreadable {
        /// The file.
        path: Arc<Path>,
        /// The error of the system.
        source: Arc<io::Error>,
    },
    /// A shared file is larger than any real one.
    TooLarge {
        /// The file.
        path: Arc<Path>,
        /// The most that is read, in bytes.
        limit: u64,
    },
    /// A line of a shared file cannot be understood.
    Syntax {
        /// The file.
        path: Arc<Path>,
        /// The line, counted from 1.
        line: usize,
        /// The problem, and what to do.
        problem: &'static str,
    },
    /// A variable names a profile that no file has.
    NoSuchProfile {
        /// The variable: `AWS_PROFILE` or `AWS_DEFAULT_PROFILE`.
        variable: &'static str,
        /// The profile.
        profile: Box<str>,
        /// The profiles that exist.
        existing: Vec<Box<str>>,
        /// The files looked at, as text.
        files: Box<str>,
    },
    /// A profile's `services` names a section that the config file does not have.
    NoSuchServices {
        /// The setting that names it.
        origin: Origin,
        /// The name.
        services: Box<str>,
    },
    /// Of access key id and secret one is set and the other is not.
    HalfCredentials {
        /// The one that is set.
        origin: Origin,
        /// The name of the one that is missing.
        missing: &'static str,
    },
    /// Credentials come from a source that is not supported, such as a role.
    UnsupportedCredentials {
        /// The property or variable that names the source.
        origin: Origin,
        /// The profile, if a profile names it.
        profile: Option<Box<str>>,
    },
    /// Credentials that hold what credentials cannot have.
    InvalidCredentials {
        /// The setting.
        origin: Origin,
        /// The problem.
        source: Arc<CredentialsError>,
    },
    /// A region that is none.
    InvalidRegion {
        /// The setting.
        origin: Origin,
        /// The problem.
        source: InvalidRegion,
    },
    /// An endpoint URL that is none.
    InvalidEndpoint {
        /// The setting.
        origin: Origin,
        /// The problem.
        source: EndpointError,
    },
    /// The URL of a proxy is not valid.
    InvalidProxy {
        /// The setting.
        origin: Origin,
        /// The reason.
        source: InvalidProxy,
    },
    /// A file that a setting names is missing, cannot be read or holds something else.
    UnusableFile {
        /// The setting.
        origin: Origin,
        /// The file.
        path: Arc<Path>,
        /// The reason.
        reason: Box<str>,
    },
    /// A setting that AWS tools honor and that is not supported.
    Unsupported {
        /// The setting.
        origin: Origin,
        /// The part that is not supported, and what to do.
        reason: &'static str,
    },
    /// A value that is not one of those allowed.
    InvalidValue {
        /// The setting.
        origin: Origin,
        /// The values that are allowed.
        expected: &'static str,
    },
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUnicode { variable } => write!(
                f,
                "environment variable {variable} is not valid Unicode; correct or unset it"
            ),
            Self::Unreadable { path, source } => write!(
                f,
                "cannot read {}: {source}; correct its permissions, or name another file in \
                 AWS_CONFIG_FILE or AWS_SHARED_CREDENTIALS_FILE",
                EscapedPath(path)
            ),
            Self::TooLarge { path, limit } => write!(
                f,
                "{} is larger than {limit} bytes; check whether it is the right file",
                EscapedPath(path)
            ),
            Self::Syntax {
                path,
                line,
                problem,
            } => write!(f, "{}:{line}: {problem}", EscapedPath(path)),
            Self::NoSuchProfile {
                variable,
                profile,
                existing,
                files,
            } => no_such_profile(f, variable, profile, existing, files),
            Self::NoSuchServices { origin, services } => write!(
                f,
                "{origin} names a section [services {}] that does not exist; add it or remove \
                 the line",
                Escaped(services)
            ),
            Self::HalfCredentials { origin, missing } => write!(
                f,
                "{origin} is set but {missing} is not; set both in the same place or neither"
            ),
            Self::UnsupportedCredentials { origin, profile } => {
                unsupported_credentials(f, origin, profile.as_deref())
            }
            Self::InvalidCredentials { origin, source } => write!(f, "{origin}: {source}"),
            Self::InvalidRegion { origin, source } => write!(f, "{origin}: {source}"),
            Self::InvalidEndpoint { origin, source } => write!(f, "{origin}: {source}"),
            Self::InvalidProxy { origin, source } => write!(f, "{origin}: {source}"),
            Self::UnusableFile {
                origin,
                path,
                reason,
            } => write!(f, "{origin}: cannot use {}: {reason}", EscapedPath(path)),
            Self::Unsupported { origin, reason } => write!(f, "{origin}: {reason}"),
            Self::InvalidValue { origin, expected } => {
                write!(f, "{origin} is not valid; use {expected}")
            }
        }
    }
}

fn unsupported_credentials(
    f: &mut fmt::Formatter<'_>,
    origin: &Origin,
    profile: Option<&str>,
) -> fmt::Result {
    write!(f, "{origin}: ")?;
    match profile {
        Some(profile) => write!(f, "profile `{}` gets its credentials", Escaped(profile))?,
        None => f.write_str("it gets credentials")?,
    }
    f.write_str(
        " in a way that is not supported; pass Credentials in code, or export keys into the \
         environment",
    )
}

fn no_such_profile(
    f: &mut fmt::Formatter<'_>,
    variable: &str,
    profile: &str,
    existing: &[Box<str>],
    files: &str,
) -> fmt::Result {
    /// More profiles than this are not listed.
    const LISTED: usize = 20;
    let name = Escaped(profile);
    write!(f, "{variable} names profile `{name}`, which ")?;
    if existing.is_empty() {
        return write!(f, "does not exist: {files} have no profiles; unset it");
    }
    write!(f, "is not in {files}; use one of these: ")?;
    for (index, existing) in existing.iter().take(LISTED).enumerate() {
        let separator = if index > 0 { ", " } else { "" };
        write!(f, "{separator}{}", Escaped(existing))?;
    }
    match existing.len().saturating_sub(LISTED) {
        0 => Ok(()),
        more => write!(f, " and {more} more"),
    }
}

/// There is no source: the text of the error that caused this one is part of it.
impl Error for SettingsError {}
