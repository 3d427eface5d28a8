//! Compares expected with actual values, and describes the differences.

use std::fmt::Debug;

use http::HeaderMap;

use crate::codec::json::document as parse;
use crate::codec::json::{JsonEncoder, Names};
use crate::codec::{cbor, xml};
use crate::types::plain_decimal;
use crate::types::{BigDecimal, Document};

/// Collects what differs in one case.
pub(super) struct Differences {
    id: &'static str,
    found: Vec<String>,
}

impl Differences {
    pub(super) fn new(id: &'static str) -> Self {
        Self {
            id,
            found: Vec::new(),
        }
    }

    /// Records a difference unless the two are equal.
    pub(super) fn equal<T: PartialEq + Debug>(&mut self, what: &str, actual: T, expected: T) {
        if actual != expected {
            self.note(format!(
                "{what}:\n    expected {expected:?}\n    actual   {actual:?}"
            ));
        }
    }

    pub(super) fn note(&mut self, difference: String) {
        self.found.push(difference);
    }

    /// All differences as one message.
    pub(super) fn finish(self) -> Result<(), String> {
        if self.found.is_empty() {
            return Ok(());
        }
        Err(format!("{}:\n  {}", self.id, self.found.join("\n  ")))
    }

    /// Compares headers: those with values, required ones and forbidden ones.
    pub(super) fn headers(
        &mut self,
        actual: &HeaderMap,
        expected: &[(&str, &str)],
        required: &[&str],
        forbidden: &[&str],
    ) {
        for (name, value) in expected {
            let values = actual.get_all(*name).iter();
            let values: Vec<_> = values
                .map(|value| String::from_utf8_lossy(value.as_bytes()))
                .collect();
            // An empty header differs from a missing one.
            let joined = (!values.is_empty()).then(|| values.join(", "));
            self.equal(&format!("header {name}"), joined.as_deref(), Some(*value));
        }
        for name in required.iter().filter(|name| !actual.contains_key(**name)) {
            self.note(format!("header {name} is missing"));
        }
        for name in forbidden.iter().filter(|name| actual.contains_key(**name)) {
            self.note(format!(
                "header {name} must not be sent: {:?}",
                actual.get(*name)
            ));
        }
    }

    /// Compares query parameters: those with values, in this order for each name, required ones
    /// and forbidden ones.
    pub(super) fn query(
        &mut self,
        actual: &str,
        expected: &[&str],
        required: &[&str],
        forbidden: &[&str],
    ) {
        let parts: Vec<&str> = actual.split('&').filter(|part| !part.is_empty()).collect();
        let has = |name: &str| {
            parts
                .iter()
                .any(|part| part.split('=').next() == Some(name))
        };
        for part in expected {
            let name = part.split('=').next();
            let same_name = |other: &&&str| other.split('=').next() == name;
            let wanted: Vec<_> = expected.iter().filter(same_name).collect();
            let found: Vec<_> = parts.iter().filter(same_name).collect();
            if found != wanted {
                self.note(format!(
                    "query {part}: {found:?} in {actual}, expected {wanted:?}"
                ));
            }
        }
        for name in required.iter().filter(|name| !has(name)) {
            self.note(format!("query {name} is missing in {actual}"));
        }
        for name in forbidden.iter().filter(|name| has(name)) {
            self.note(format!("query {name} must not be sent: {actual}"));
        }
    }

    /// Compares bodies by their media type: what can be written in several ways by its meaning, all
    /// else byte by byte.
    pub(super) fn body(&mut self, actual: &[u8], expected: &str, media_type: Option<&str>) {
        let media_type = media_type.unwrap_or_default();
        let text = || String::from_utf8_lossy(actual).into_owned();
        match media_type {
            "application/cbor" => {
                let expected = body_bytes(expected, media_type);
                let [actual, expected] = [actual, &expected]
                    .map(|bytes| cbor::canonical(bytes).map_err(|error| error.to_string()));
                self.equal("body", actual, expected);
            }
            "application/xml" if !actual.is_empty() || !expected.is_empty() => {
                let [actual, expected] = [actual, expected.as_bytes()]
                    .map(|bytes| xml::canonical(bytes).map_err(|error| error.to_string()));
                self.equal("body", actual, expected);
            }
            "application/x-www-form-urlencoded" => {
                self.equal("body", parameters(&text()), parameters(expected));
            }
            _ if is_json(media_type) => match (parse(&text()), parse(expected)) {
                (Ok(actual), Ok(expected)) => self.documents("body", &actual, &expected),
                _ => self.equal("body", text(), expected.to_owned()),
            },
            _ => self.equal("body", text(), expected.to_owned()),
        }
    }

    /// Compares documents by their values, and reports the first difference.
    pub(super) fn documents(&mut self, what: &str, actual: &Document, expected: &Document) {
        if let Some(difference) = difference(what, actual, expected) {
            self.note(difference);
        }
    }
}

/// The bytes of a case's body, which is in base64 if its format is not text.
pub(super) fn body_bytes(body: &str, media_type: &str) -> Vec<u8> {
    let decoded = base64_simd::STANDARD.decode_to_vec(body.as_bytes());
    match decoded {
        Ok(bytes) if media_type == "application/cbor" => bytes,
        _ => body.as_bytes().to_vec(),
    }
}

fn is_json(media_type: &str) -> bool {
    media_type == "application/json" || media_type.starts_with("application/x-amz-json")
}

/// The parameters of a form, sorted, without the line breaks that the suites have between them.
fn parameters(form: &str) -> Vec<&str> {
    let mut all: Vec<&str> = form.split('&').map(str::trim).collect();
    all.sort_unstable();
    all
}

fn difference(path: &str, actual: &Document, expected: &Document) -> Option<String> {
    match (actual, expected) {
        (Document::Number(one), Document::Number(other)) if same_number(one, other) => None,
        (Document::Array(one), Document::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(index, (one, other))| {
                difference(&format!("{path}[{index}]"), one, other)
            })
        }
        (Document::Object(one), Document::Object(other)) => {
            let mut names = one.keys().chain(other.keys());
            names.find_map(|name| {
                let path = format!("{path}.{name}");
                match (one.get(name), other.get(name)) {
                    (Some(one), Some(other)) => difference(&path, one, other),
                    (one, other) => Some(told(&path, one, other)),
                }
            })
        }
        _ if actual == expected => None,
        _ => Some(told(path, Some(actual), Some(expected))),
    }
}

/// Returns true if both numbers have the same value, whatever their notation.
fn same_number(one: &BigDecimal, other: &BigDecimal) -> bool {
    one == other || digits(one).is_some_and(|one| Some(one) == digits(other))
}

/// Normalizes a number: `1.50e1` and `15` become `15.`.
fn digits(number: &BigDecimal) -> Option<String> {
    let plain = plain_decimal(number.as_str())?;
    let (sign, unsigned) = match plain.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", &*plain),
    };
    let digits = unsigned.trim_start_matches('0').trim_end_matches('0');
    Some([if digits == "." { "" } else { sign }, digits].concat())
}

fn told(path: &str, actual: Option<&Document>, expected: Option<&Document>) -> String {
    let [actual, expected] = [actual, expected].map(|document| match document {
        None => "nothing".to_owned(),
        Some(document) => {
            let mut json = JsonEncoder::new(Names::Model);
            // Documents of a case nest no deeper than what was read.
            let _ = json.value(document);
            json.into_text()
        }
    });
    format!("{path}:\n    expected {expected}\n    actual   {actual}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_equal_by_value_to_their_last_digit() {
        let same =
            |one: &str, other: &str| same_number(&one.parse().unwrap(), &other.parse().unwrap());
        for (one, other) in [
            ("1", "1.0"),
            ("100", "1e2"),
            ("1.50e1", "15"),
            ("0", "-0.0"),
            ("-0.5", "-5e-1"),
            ("1e999", "1e999"),
        ] {
            assert!(same(one, other), "{one} and {other}");
        }
        for (one, other) in [
            ("1", "10"),
            ("1", "-1"),
            ("1", "0.1"),
            ("12345678901234567890123", "12345678901234567890124"),
            ("0.1", "0.10000000000000000001"),
            ("1e999", "1e998"),
        ] {
            assert!(!same(one, other), "{one} and {other}");
        }
    }
}
