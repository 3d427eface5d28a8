//! The path and query of a request, from the template of the trait `smithy.api#http`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::codec::EncodeError;

/// Everything but the unreserved characters of RFC 3986 is encoded in labels and query values.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Appends `text`, percent-encoded.
fn encode(out: &mut String, text: &str) {
    out.extend(utf8_percent_encode(text, RESERVED));
}

/// A request's path and query while its members come in.
#[derive(Debug)]
pub(super) struct Target {
    template: &'static str,
    /// The labels in the order of the model: name and encoded value.
    labels: Vec<(&'static str, String)>,
    query: String,
}

impl Target {
    pub(super) fn new(template: &'static str) -> Self {
        Self {
            template,
            labels: Vec::new(),
            query: String::new(),
        }
    }

    /// Sets a label. An empty one would lead to another resource, as would one of dots: whoever normalises the path resolves
    /// it, and knows its escapes as well (RFC 3986, section 6.2.2). So these are refused.
    pub(super) fn label(&mut self, name: &'static str, value: &str) -> Result<(), EncodeError> {
        if value.is_empty() {
            return Err(EncodeError::new("is part of the path and must not be empty").of(name));
        }
        if matches!(value, "." | "..") {
            return Err(
                EncodeError::new("is part of the path and must not be `.` or `..`").of(name),
            );
        }
        let mut encoded = String::with_capacity(value.len());
        encode(&mut encoded, value);
        self.labels.push((name, encoded));
        Ok(())
    }

    /// Adds a query parameter.
    pub(super) fn query(&mut self, name: &str, value: &str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        encode(&mut self.query, name);
        self.query.push('=');
        encode(&mut self.query, value);
    }

    /// Path and query with all labels in their places.
    pub(super) fn finish(&self) -> Result<String, EncodeError> {
        let (path, fixed) = self.template.split_once('?').unwrap_or((self.template, ""));
        let mut out = String::with_capacity(self.template.len() + self.query.len() + 64);
        let mut rest = path;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after
                .split_once('}')
                .ok_or_else(|| EncodeError::new("the path's template is malformed"))?;
            out.push_str(before);
            out.push_str(self.value(name)?);
            rest = after;
        }
        out.push_str(rest);
        for query in [fixed, &self.query] {
            if !query.is_empty() {
                out.push(if out.contains('?') { '&' } else { '?' });
                out.push_str(query);
            }
        }
        Ok(out)
    }

    fn value(&self, name: &str) -> Result<&str, EncodeError> {
        let label = self.labels.iter().find(|(label, _)| *label == name);
        label
            .map(|(_, value)| value.as_str())
            .ok_or_else(|| EncodeError::new(format!("the path needs {name}, which has no value")))
    }
}
