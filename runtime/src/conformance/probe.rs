//! Requests and readings of responses as text, for audits that compare two generated crates.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request, Response, StatusCode};

use super::request::params;
use super::response::document;
use super::{config, regional};
use crate::auth::CredentialsError;
use crate::call::Outcome;
use crate::client::Client;
use crate::codec::json::{JsonEncoder, Names};
use crate::config::Config;
use crate::operation::Operation;
use crate::types::Document;

/// Headers that are not compared: they hold the time, or name the client.
const NOT_COMPARED: [&str; 2] = ["user-agent", "x-amz-date"];

/// Describes the request for an input, whose members `input` gives as JSON.
///
/// Method, URI, headers and body have a line each, and there is the line `token is enough` if a
/// bearer token authenticates it. A request that cannot be made is described by the error.
#[must_use]
pub fn describe_request<O: Operation>(input: &str) -> String {
    request::<O>(input).unwrap_or_else(|error| format!("error {error}\n"))
}

fn request<O: Operation>(input: &str) -> Result<String, String> {
    // The host is a part of what is sent, unless the rules want other members than the input has.
    let by = |config: Result<Config, CredentialsError>| {
        let config = config.map_err(|error| error.to_string())?;
        describe_request_with::<O>(input, config)
    };
    let request = by(regional()).or_else(|_| by(config("example.com")))?;
    let alone = by(Ok(token_alone()));
    let known = alone.is_ok_and(|alone| alone.contains("header authorization: Bearer"));
    let known = if known { "token is enough\n" } else { "" };
    Ok(request + known)
}

/// A configuration without credentials.
fn token_alone() -> Config {
    Config::new("us-east-1")
        .bearer_token("token")
        .endpoint_url("https://example.com")
}

/// Describes the request that a client of this configuration makes of an input, as
/// [`describe_request`] does, but for the token.
///
/// # Errors
/// Returns the error in words if the request cannot be made.
pub fn describe_request_with<O: Operation>(input: &str, config: Config) -> Result<String, String> {
    let input = params::<O::Input>(input).map_err(|error| error.to_string())?;
    let client = Client::new(O::SCHEMA.service, config).map_err(|error| error.to_string())?;
    let request = client.call::<O>(input).to_request();
    Ok(lines(&request.map_err(|error| error.to_string())?))
}

fn lines(request: &Request<Bytes>) -> String {
    let mut lines = format!("method {}\nuri {}\n", request.method(), request.uri());
    let mut headers: Vec<String> = Vec::new();
    for (name, value) in request.headers() {
        let value = String::from_utf8_lossy(value.as_bytes());
        let value = match name.as_str() {
            name if NOT_COMPARED.contains(&name) => continue,
            // The signature depends on the time, and its scope on the day.
            "authorization" => scope(&value),
            _ => value.into_owned(),
        };
        headers.push(format!("header {name}: {value}\n"));
    }
    headers.sort();
    lines.extend(headers);
    let body = String::from_utf8_lossy(request.body());
    lines + &format!("body {body}\n")
}

/// The scheme of authentication, with the names that its scope holds besides the day.
fn scope(value: &str) -> String {
    let scheme = value.split(' ').next().unwrap_or_default();
    let credential = value.split("Credential=").nth(1).unwrap_or_default();
    let parts = credential.split(',').next().unwrap_or_default().split('/');
    let parts: Vec<&str> = parts.skip(2).collect();
    format!("{scheme} {}", parts.join("/"))
}

/// Describes the output that a response is read as, as JSON, or the error.
///
/// A modeled error is described by its code and its `Debug` text.
#[must_use]
pub fn describe_response<O: Operation>(
    code: u16,
    headers: &[(String, String)],
    body: &[u8],
) -> String {
    read::<O>(code, headers, body).unwrap_or_else(|error| format!("error {error}"))
}

fn read<O: Operation>(
    code: u16,
    headers: &[(String, String)],
    body: &[u8],
) -> Result<String, String> {
    let mut response = Response::new(Bytes::copy_from_slice(body));
    *response.status_mut() = StatusCode::from_u16(code).map_err(|error| error.to_string())?;
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_bytes()).map_err(|error| error.to_string())?;
        let value = HeaderValue::from_str(value).map_err(|error| error.to_string())?;
        response.headers_mut().append(name, value);
    }
    match Outcome::of_response(O::SCHEMA, response).output::<O>() {
        Ok(output) => {
            let document: Document = document(&output).map_err(|error| error.to_string())?;
            Ok(format!("output {}", text(&document)))
        }
        Err(error) => match error.service() {
            Some(modeled) => {
                let code = error.code().unwrap_or_default();
                Err(format!("modeled {code}\n{modeled:#?}"))
            }
            None => Err(error.to_string()),
        },
    }
}

fn text(document: &Document) -> String {
    let mut json = JsonEncoder::new(Names::Model);
    // It nests no deeper than what was read.
    let _ = json.value(document);
    json.into_text()
}
