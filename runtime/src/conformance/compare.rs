//! What is expected against what is there, in words where they differ.

use std::fmt::Debug;

use http::HeaderMap;

use crate::codec::json::document as parse;

/// Collects what differs in one case.
pub(super) struct Differences {
    id: &'static str,
    found: Vec<String>,
}

impl Differences {
    pub(super) fn of(id: &'static str) -> Self {
        Self {
            id,
            found: Vec::new(),
        }
    }

    /// Notes a difference, unless the two are equal.
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

    /// Compares headers: some have values, some must be there, some must not.
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
            self.equal(
                &format!("header {name}"),
                values.join(", "),
                (*value).to_owned(),
            );
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

    /// Compares the parts of a query: some must be there with their values, some by name, some must not.
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
            let wanted = expected.iter().filter(|other| *other == part).count();
            let found = parts.iter().filter(|other| *other == part).count();
            if found != wanted {
                self.note(format!(
                    "query {part} comes {found} times in {actual}, not {wanted}"
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

    /// Compares bodies by their media type: JSON by its values, all else byte by byte.
    pub(super) fn body(&mut self, actual: &[u8], expected: &str, media_type: Option<&str>) {
        let actual = String::from_utf8_lossy(actual).into_owned();
        let json = media_type.is_some_and(|media_type| {
            media_type == "application/json" || media_type.starts_with("application/x-amz-json")
        });
        match (parse(&actual), parse(expected)) {
            (Ok(actual), Ok(expected)) if json => self.equal("body", actual, expected),
            _ => self.equal("body", actual, expected.to_owned()),
        }
    }
}
