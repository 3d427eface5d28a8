//! The path and query of a request, from the template of the trait `smithy.api#http`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::serde::EncodeError;

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
    /// The labels in the order of the model: name and value.
    labels: Vec<(&'static str, String)>,
    query: String,
    /// Parameters whose names the caller chose; those that the model names take their place.
    chosen: Vec<(String, String)>,
}

impl Target {
    pub(super) fn new(template: &'static str) -> Self {
        Self {
            template,
            labels: Vec::new(),
            query: String::new(),
            chosen: Vec::new(),
        }
    }

    /// Sets a label. An empty one would lead to another resource, as would one of dots: whoever
    /// normalizes the path resolves it, and knows its escapes as well (RFC 3986, section 6.2.2).
    /// So these are refused.
    pub(super) fn label(&mut self, name: &'static str, value: &str) -> Result<(), EncodeError> {
        if value.is_empty() {
            return Err(
                EncodeError::new("is part of the path and must not be empty").in_member(name),
            );
        }
        if matches!(value, "." | "..") {
            return Err(
                EncodeError::new("is part of the path and must not be `.` or `..`").in_member(name),
            );
        }
        self.labels.push((name, value.to_owned()));
        Ok(())
    }

    /// Adds a query parameter.
    pub(super) fn query(&mut self, name: &str, value: &str) {
        push_parameter(&mut self.query, name, value);
    }

    /// Adds a query parameter whose name the caller chose.
    pub(super) fn chosen_query(&mut self, name: &str, value: &str) {
        self.chosen.push((name.to_owned(), value.to_owned()));
    }

    /// Path and query with all labels in their places.
    pub(super) fn finish(&self) -> Result<String, EncodeError> {
        let (path, fixed) = split_once(self.template, b'?').unwrap_or((self.template, ""));
        let mut out = String::with_capacity(self.template.len() + self.query.len() + 64);
        let mut rest = path;
        while let Some((before, after)) = split_once(rest, b'{') {
            let (name, after) = split_once(after, b'}')
                .ok_or_else(|| EncodeError::new("the path's template is malformed"))?;
            out.push_str(before);
            self.push_label(&mut out, name)?;
            rest = after;
        }
        out.push_str(rest);
        let chosen = self.chosen_parameters(fixed);
        for query in [fixed, &self.query, &chosen] {
            if !query.is_empty() {
                out.push(if out.contains('?') { '&' } else { '?' });
                out.push_str(query);
            }
        }
        Ok(out)
    }

    /// Appends the label that the template calls `name`, or `name+` where the value may span
    /// segments. Dot segments (RFC 3986, section 5.2.4) would lead to another resource, and no
    /// escape protects them.
    fn push_label(&self, out: &mut String, name: &str) -> Result<(), EncodeError> {
        let (name, greedy) = match name.strip_suffix('+') {
            Some(name) => (name, true),
            None => (name, false),
        };
        let labels = &self.labels;
        let (label, value) = labels
            .iter()
            .find(|(label, _)| *label == name)
            .ok_or_else(|| {
                EncodeError::new(format!("the path needs {name}, which has no value"))
            })?;
        // Any other label is one segment, whatever it holds.
        let most = if greedy { usize::MAX } else { 1 };
        for (index, segment) in value.splitn(most, '/').enumerate() {
            if matches!(segment, "." | "..") {
                let reason = "is part of the path, in which `.` and `..` lead elsewhere";
                return Err(EncodeError::new(reason).in_member(label));
            }
            if index > 0 {
                out.push('/');
            }
            encode(out, segment);
        }
        Ok(())
    }

    /// The parameters that the caller chose, but for those that the template or a member names as
    /// well.
    fn chosen_parameters(&self, fixed: &str) -> String {
        let mut out = String::new();
        for (name, value) in &self.chosen {
            let mut encoded = String::new();
            encode(&mut encoded, name);
            let parameters = fixed.split('&').chain(self.query.split('&'));
            let mut named = parameters.filter(|parameter| !parameter.is_empty());
            if !named.any(|parameter| parameter.split('=').next() == Some(&encoded)) {
                push_parameter(&mut out, name, value);
            }
        }
        out
    }
}

/// Splits at the first such ASCII byte, quicker than a search for a `char` does.
fn split_once(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = memchr::memchr(byte, text.as_bytes())?;
    Some((&text[..at], &text[at + 1..]))
}

fn push_parameter(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    encode(query, name);
    query.push('=');
    encode(query, value);
}
