//! URLs (Smithy 2.0, "Rules engine standard library", "parseURL").

use std::borrow::Cow;

use super::value::{Value, part};
use crate::endpoint::host::{is_ip, split_port};

/// The parts of a URL.
#[derive(Clone, Debug)]
pub(super) struct Url<'a> {
    scheme: &'static str,
    authority: Cow<'a, str>,
    /// Empty, or with a slash before.
    path: Cow<'a, str>,
}

impl<'a> Url<'a> {
    /// Reads a URL of `http` or `https` without user name, query or fragment.
    pub(super) fn parse(text: &Cow<'a, str>) -> Option<Self> {
        let (scheme, start) = match text.split_once("://")?.0 {
            "https" => ("https", 8),
            "http" => ("http", 7),
            _ => return None,
        };
        let allowed = |b: u8| b.is_ascii_graphic() && !matches!(b, b'?' | b'#' | b'\\' | b'@');
        let rest = text.get(start..)?;
        if !rest.bytes().all(allowed) {
            return None;
        }
        let end = start + rest.find('/').unwrap_or(rest.len());
        let url = Self {
            scheme,
            authority: part(text, start..end),
            path: part(text, end..text.len()),
        };
        let (host, port) = split_port(&url.authority);
        let digits = port.is_none_or(|port| port.parse::<u16>().is_ok() && !port.starts_with('+'));
        (!host.is_empty() && digits).then_some(url)
    }

    pub(super) fn attribute(&self, path: &str) -> Value<'a> {
        match path {
            "scheme" => Value::UrlPart(Cow::Borrowed(self.scheme)),
            "authority" => Value::UrlPart(self.authority.clone()),
            "path" => Value::UrlPart(self.path.clone()),
            "normalizedPath" => Value::UrlPart(self.normalized_path()),
            "isIp" => Value::Boolean(is_ip(split_port(&self.authority).0)),
            _ => Value::Missing,
        }
    }

    /// The path with a slash at both ends.
    fn normalized_path(&self) -> Cow<'a, str> {
        match &*self.path {
            "" | "/" => Cow::Borrowed("/"),
            path if path.ends_with('/') => self.path.clone(),
            path => Cow::Owned([path, "/"].concat()),
        }
    }
}
