//! Expansion of templates.

use std::borrow::Cow;

use super::evaluate::Scope;
use super::value::Value;
use super::{MAX_TEXT, RulesError};
use crate::endpoint::host::is_in_name;

impl<'a> Scope<'a> {
    /// The text of a template; `None` if a value in it is missing.
    pub(super) fn expand(
        &self,
        template: &'static str,
    ) -> Result<Option<Cow<'a, str>>, RulesError> {
        if memchr::memchr2(b'{', b'}', template.as_bytes()).is_none() {
            return Ok(Some(Cow::Borrowed(template)));
        }
        let mut out = String::with_capacity(template.len() + 32);
        let whole = self.expand_into(&mut out, template, |_, _, _| Ok(()))?;
        Ok(whole.then_some(Cow::Owned(out)))
    }

    /// The URL of a template. What stands for a part of the host cannot end it.
    pub(super) fn expand_url(&self, template: &'static str) -> Result<Option<String>, RulesError> {
        let mut out = String::with_capacity(template.len() + 48);
        let whole = self.expand_into(&mut out, template, check_host)?;
        Ok(whole.then_some(out))
    }

    /// Appends the expansion. `check` sees the text before a value, the reference, and the value.
    fn expand_into(
        &self,
        out: &mut String,
        template: &'static str,
        check: impl Fn(&str, &'static str, &Value<'a>) -> Result<(), RulesError>,
    ) -> Result<bool, RulesError> {
        let mut rest = template;
        while let Some(at) = memchr::memchr2(b'{', b'}', rest.as_bytes()) {
            out.push_str(&rest[..at]);
            let after = &rest[at + 1..];
            if after.starts_with(&rest[at..=at]) {
                out.push_str(&rest[at..=at]);
                rest = &after[1..];
                continue;
            }
            let (reference, after) = split_at(after, b'}').ok_or(RulesError::BrokenTable)?;
            let value = self.reference(reference)?;
            let Some(text) = value.as_text() else {
                return Ok(false);
            };
            check(out, reference, &value)?;
            out.push_str(text);
            if out.len() > MAX_TEXT {
                return Err(RulesError::TooLong);
            }
            rest = after;
        }
        out.push_str(rest);
        Ok(true)
    }

    /// The value of `name` or `name#path`.
    fn reference(&self, reference: &'static str) -> Result<Value<'a>, RulesError> {
        match split_at(reference, b'#') {
            Some((name, path)) => Ok(self.named(name)?.attribute(path)),
            None => self.named(reference).cloned(),
        }
    }
}

/// The parts before and after the first `separator`, which is ASCII. Texts of a few bytes are found
/// faster byte by byte than by [`str::split_once`].
fn split_at(text: &str, separator: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|b| b == separator)?;
    Some((&text[..at], &text[at + 1..]))
}

/// Scheme and host take the parts of a URL that has been parsed as they are; any other value there
/// consists of what host names consist of, so that the text after it stays the end of the host.
fn check_host(before: &str, reference: &'static str, value: &Value<'_>) -> Result<(), RulesError> {
    let after_host = || {
        let rest = before.split_once("://");
        rest.is_some_and(|(_, rest)| rest.contains('/'))
    };
    match value {
        Value::Text(text) if !text.bytes().all(is_in_name) && !after_host() => {
            Err(RulesError::UnsafeHost { reference })
        }
        _ => Ok(()),
    }
}
