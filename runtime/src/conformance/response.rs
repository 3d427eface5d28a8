//! Responses: an HTTP response in, an output or error out.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Response, StatusCode};

use super::compare::{Differences, body_bytes};
use super::params_encode::ParamsEncoder;
use super::request::params;
use crate::call::Outcome;
use crate::operation::Operation;
use crate::serde::EncodeError;
use crate::serde::{Structure, Zero};
use crate::types::Document;

/// An entry of the trait `smithy.test#httpResponseTests`.
#[derive(Clone, Copy, Debug)]
pub struct ResponseCase {
    /// The case's name.
    pub id: &'static str,
    /// The status.
    pub code: u16,
    /// The headers.
    pub headers: &'static [(&'static str, &'static str)],
    /// Headers that a server must send, which means nothing here.
    pub require_headers: &'static [&'static str],
    /// Headers that a server must not send, which means nothing here.
    pub forbid_headers: &'static [&'static str],
    /// The body.
    pub body: Option<&'static str>,
    /// The body's media type.
    pub body_media_type: Option<&'static str>,
    /// The expected output or error as JSON.
    pub params: &'static str,
}

impl ResponseCase {
    /// An empty response, of which nothing is expected.
    pub const EMPTY: Self = Self {
        id: "",
        code: 200,
        headers: &[],
        require_headers: &[],
        forbid_headers: &[],
        body: None,
        body_media_type: None,
        params: "{}",
    };

    fn response(&self) -> Result<Response<Bytes>, http::Error> {
        let media_type = self.body_media_type.unwrap_or_default();
        let body = body_bytes(self.body.unwrap_or_default(), media_type);
        let mut response = Response::new(Bytes::from(body));
        *response.status_mut() = StatusCode::from_u16(self.code)?;
        for (name, value) in self.headers {
            let name = HeaderName::from_bytes(name.as_bytes())?;
            response
                .headers_mut()
                .append(name, HeaderValue::from_str(value)?);
        }
        Ok(response)
    }

    fn failed(&self, what: &str, error: &dyn std::fmt::Display) -> String {
        format!("{}: {what}: {error}", self.id)
    }
}

/// Reads a case's response as the operation's output and compares it.
///
/// # Errors
/// The differences, in words.
pub fn response<O: Operation>(case: &ResponseCase) -> Result<(), String> {
    let expected = params::<O::Output>(case.params);
    let expected = expected.map_err(|error| case.failed("params", &error))?;
    let output = outcome::<O>(case)?.output::<O>();
    let output = output.map_err(|error| case.failed("output", &error))?;
    compare(case, &output, &expected)
}

/// Reads a case's response as the error `E` of the operation and compares it.
///
/// # Errors
/// The differences, in words.
pub fn error<O: Operation, E: Structure>(case: &ResponseCase) -> Result<(), String> {
    let expected = params::<E>(case.params);
    let expected = expected.map_err(|error| case.failed("params", &error))?;
    let Err(error) = outcome::<O>(case)?.output::<O>() else {
        return Err(format!("{}: the response is taken for an output", case.id));
    };
    if error.service().is_none() {
        return Err(case.failed("not the modeled error", &error));
    }
    let response = case
        .response()
        .map_err(|error| case.failed("response", &error))?;
    let protocol = O::SCHEMA.service.protocol;
    let code = protocol.error(O::SCHEMA.service, &response).code;
    let code = code.unwrap_or_default();
    if !protocol.is_code_of(&code, E::SCHEMA) {
        return Err(format!(
            "{}: the code `{code}` is not that of {}",
            case.id,
            E::ID
        ));
    }
    let mut value = <E as Zero>::zero();
    let read = protocol.error_members(E::SCHEMA, &response, &mut |row, decoder| {
        value.decode_row(row, decoder)
    });
    read.map_err(|error| case.failed("error", &error))?;
    compare(case, &value, &expected)
}

/// The result of a call that receives the case's response.
fn outcome<O: Operation>(case: &ResponseCase) -> Result<Outcome, String> {
    let response = case
        .response()
        .map_err(|error| case.failed("response", &error))?;
    Ok(Outcome::of_response(O::SCHEMA, response))
}

fn compare<T: Structure>(case: &ResponseCase, actual: &T, expected: &T) -> Result<(), String> {
    let documents = document(actual).and_then(|actual| Ok((actual, document(expected)?)));
    let (actual, expected) = documents.map_err(|error| case.failed("output", &error))?;
    let mut differences = Differences::new(case.id);
    differences.documents("output", &actual, &expected);
    differences.finish()
}

/// A structure as a document.
pub(super) fn document<T: Structure>(value: &T) -> Result<Document, EncodeError> {
    let mut encoder = ParamsEncoder::default();
    value.encode_members(&mut encoder)?;
    Ok(encoder.into_object())
}
