//! Runs cases of a protocol's conformance suite against an operation (Smithy 2.0, "HTTP protocol
//! compliance tests").
//!
//! The tests of a generated crate fill in a [`RequestCase`] or [`ResponseCase`] and call one of
//! the functions here. Nothing is sent anywhere.

mod compare;
mod params_decode;
mod params_encode;
mod probe;
mod request;
mod response;

pub use self::probe::{describe_request, describe_request_with, describe_response};
pub use self::request::{RequestCase, request};
pub use self::response::{ResponseCase, error, response};

use crate::auth::{Credentials, CredentialsError};
use crate::config::Config;

/// The idempotency token in the suites.
const TOKEN: &str = "00000000-0000-4000-8000-000000000000";

/// The configuration of a client in the suites, independent of the machine.
fn config(host: &str) -> Result<Config, CredentialsError> {
    Ok(regional()?.endpoint_url(format!("https://{host}")))
}

/// A configuration by which the model decides on the host.
fn regional() -> Result<Config, CredentialsError> {
    Ok(Config::new("us-east-1")
        .credentials(Credentials::new("AKID", "SECRET")?)
        .bearer_token("token")
        .idempotency_tokens(|| TOKEN.to_owned())
        .max_attempts(1))
}
