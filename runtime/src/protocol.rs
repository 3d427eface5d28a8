//! Protocols: from an input to an HTTP request, and from an HTTP response to an output or an error.

#[cfg(feature = "json")]
mod aws_json;
#[cfg(feature = "json")]
mod header_list;
#[cfg(feature = "json")]
mod json_body;
#[cfg(feature = "json")]
mod json_error;
#[cfg(feature = "json")]
mod request;
#[cfg(feature = "json")]
mod response;
#[cfg(feature = "json")]
mod rest_json;
#[cfg(feature = "json")]
mod text;
#[cfg(feature = "json")]
mod uri;

#[cfg(feature = "json")]
pub use self::aws_json::{AwsJson1_0, AwsJson1_1};
#[cfg(feature = "json")]
pub use self::rest_json::RestJson1;
pub use crate::operation::{Draft, ErrorInfo, Protocol, Token};
