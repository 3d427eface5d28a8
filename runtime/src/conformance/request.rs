//! Requests: parameters in, an HTTP request out.

use http::header::CONTENT_LENGTH;

use super::compare::Differences;
use super::config;
use super::params_decode::ParamsDecoder;
use crate::client::Client;
use crate::codec::json::document as parse;
use crate::operation::Operation;
use crate::serde::{DecodeError, Decoder, Structure, Zero};

/// An entry of the trait `smithy.test#httpRequestTests`.
#[derive(Clone, Copy, Debug)]
pub struct RequestCase {
    /// The case's name.
    pub id: &'static str,
    /// The expected method.
    pub method: &'static str,
    /// The expected path.
    pub uri: &'static str,
    /// The host of the endpoint, with a path where it has one.
    pub host: Option<&'static str>,
    /// The host that the request goes to.
    pub resolved_host: Option<&'static str>,
    /// Parts of the query, encoded.
    pub query: &'static [&'static str],
    /// Names that the query must hold.
    pub require_query: &'static [&'static str],
    /// Names that the query must not hold.
    pub forbid_query: &'static [&'static str],
    /// Headers with their values.
    pub headers: &'static [(&'static str, &'static str)],
    /// Headers that must be there.
    pub require_headers: &'static [&'static str],
    /// Headers that must not be there.
    pub forbid_headers: &'static [&'static str],
    /// The body; `None` where nothing is said of it.
    pub body: Option<&'static str>,
    /// The media type by which bodies are compared: JSON by its values, all else byte by byte.
    pub body_media_type: Option<&'static str>,
    /// The input as JSON.
    pub params: &'static str,
}

impl RequestCase {
    /// A case that expects nothing.
    pub const EMPTY: Self = Self {
        id: "",
        method: "",
        uri: "",
        host: None,
        resolved_host: None,
        query: &[],
        require_query: &[],
        forbid_query: &[],
        headers: &[],
        require_headers: &[],
        forbid_headers: &[],
        body: None,
        body_media_type: None,
        params: "{}",
    };
}

/// Makes the request for a case's input and compares it.
///
/// # Errors
/// What differs, in words.
pub fn request<O: Operation>(case: &RequestCase) -> Result<(), String> {
    let failed =
        |what: &str, error: &dyn std::fmt::Display| format!("{}: {what}: {error}", case.id);
    let input = params::<O::Input>(case.params).map_err(|error| failed("params", &error))?;
    let config = config(case.host.unwrap_or("example.com"));
    let config = config.map_err(|error| failed("credentials", &error))?;
    let client = Client::new(O::SCHEMA.service, config);
    let client = client.map_err(|error| failed("client", &error))?;
    let request = client.call::<O>(input).to_request();
    let request = request.map_err(|error| failed("request", &error))?;
    let mut differences = Differences::new(case.id);
    differences.equal("method", request.method().as_str(), case.method);
    differences.equal("path", request.uri().path(), case.uri);
    let query = request.uri().query().unwrap_or_default();
    differences.query(query, case.query, case.require_query, case.forbid_query);
    let mut headers = request.headers().clone();
    if !request.body().is_empty() {
        // What every transport adds to a body of known length.
        headers.insert(CONTENT_LENGTH, request.body().len().into());
    }
    differences.headers(
        &headers,
        case.headers,
        case.require_headers,
        case.forbid_headers,
    );
    if let Some(host) = case.resolved_host {
        differences.equal("host", request.uri().host(), Some(host));
    }
    if let Some(body) = case.body {
        differences.body(request.body(), body, case.body_media_type);
    }
    differences.finish()
}

/// A structure out of a case's parameters.
pub(super) fn params<T: Structure>(text: &str) -> Result<T, DecodeError> {
    let mut value = <T as Zero>::zero();
    let document = parse(text)?;
    ParamsDecoder(&document).structure(T::SCHEMA, &mut |row, decoder| {
        value.decode_row(row, decoder)
    })?;
    Ok(value)
}
