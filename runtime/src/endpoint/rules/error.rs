//! Errors of the rules engine.

use std::error::Error;
use std::fmt;

use super::MAX_TEXT;

/// The reason why rules resolve to no endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RulesError {
    /// The rules say why, in this message.
    Message(String),
    /// No rule applies.
    NoMatch,
    /// A parameter that must have a value has none.
    MissingParameter(&'static str),
    /// A parameter has a value of another type than its own.
    WrongType(&'static str),
    /// A text is longer than [`MAX_TEXT`] bytes.
    TooLong,
    /// A value would change where the request goes: it holds what a host name cannot hold.
    UnsafeHost {
        /// The reference in the rules.
        reference: &'static str,
    },
    /// A header of the endpoint has a value that headers cannot have.
    InvalidHeader,
    /// The table refers to what there is not.
    BrokenTable,
}

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Message(message) => f.write_str(message),
            Self::NoMatch => f.write_str("no endpoint rule applies; set an endpoint URL"),
            Self::MissingParameter(name) => write!(f, "the endpoint needs `{name}`; set it"),
            Self::WrongType(name) => {
                write!(
                    f,
                    "the endpoint parameter `{name}` has a value of another type"
                )
            }
            Self::TooLong => write!(
                f,
                "a text that the endpoint depends on is longer than {MAX_TEXT} bytes; shorten it"
            ),
            Self::UnsafeHost { reference } => write!(
                f,
                "`{reference}` is a part of the host and holds other characters than letters, \
                 digits, `-`, `_` and `.`; correct it"
            ),
            Self::InvalidHeader => {
                f.write_str("a header of the endpoint has a value that headers cannot have")
            }
            Self::BrokenTable => {
                f.write_str("the table of endpoint rules is broken; generate it again")
            }
        }
    }
}

impl Error for RulesError {}
