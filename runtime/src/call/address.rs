//! The address of a request: scheme and host of the endpoint, with the operation's own prefix, and
//! its path.

use std::error::Error as StdError;

use http::Uri;
use http::uri::{Authority, PathAndQuery};

use crate::config::ClientContext;
use crate::endpoint::{Endpoint, is_label_part};
use crate::operation::OperationSchema;
use crate::serde::EncodeError;

/// The error of a request without an address.
pub(super) type AddressError = Box<dyn StdError + Send + Sync>;

/// The values of the labels in a host prefix, under the names of their members.
pub(super) type HostLabels = [(&'static str, String)];

impl ClientContext {
    /// Puts an endpoint, with the host prefix of the operation, before a path.
    pub(super) fn address(
        &self,
        operation: &OperationSchema,
        endpoint: &Endpoint,
        labels: &HostLabels,
        path: Uri,
    ) -> Result<Uri, AddressError> {
        let authority = match operation.host_prefix {
            Some(prefix) if self.host_prefix => {
                endpoint.with_host_prefix(&expand(prefix, labels)?)?
            }
            _ => endpoint.authority().clone(),
        };
        put_before(endpoint, authority, path)
    }
}

/// Puts the endpoint of this URL, which the input names, before a path.
pub(super) fn address_at(url: &str, path: Uri) -> Result<Uri, AddressError> {
    let endpoint = Endpoint::parse(url)?;
    let authority = endpoint.authority().clone();
    put_before(&endpoint, authority, path)
}

fn put_before(endpoint: &Endpoint, authority: Authority, path: Uri) -> Result<Uri, AddressError> {
    let mut parts = path.into_parts();
    let prefix = endpoint.path_prefix();
    if !prefix.is_empty() {
        let path = parts
            .path_and_query
            .as_ref()
            .map_or("/", PathAndQuery::as_str);
        parts.path_and_query = Some(PathAndQuery::try_from([prefix, path].concat())?);
    }
    parts.scheme = Some(endpoint.scheme().clone());
    parts.authority = Some(authority);
    Ok(Uri::from_parts(parts)?)
}

/// The prefix with its labels in their places. A label is a part of one name between two dots, so
/// that no value leads to another host.
fn expand(template: &'static str, labels: &HostLabels) -> Result<String, EncodeError> {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after
            .split_once('}')
            .ok_or_else(|| EncodeError::new("the host prefix's template is malformed"))?;
        let label = labels.iter().find(|(label, _)| *label == name);
        let (label, value) = label.ok_or_else(|| {
            EncodeError::new(format!("the host needs {name}, which has no value"))
        })?;
        if !is_label_part(value) {
            let reason = "is part of the host and must be 1 to 63 letters, digits, `-` and `_`";
            return Err(EncodeError::new(reason).in_member(label));
        }
        out.push_str(before);
        out.push_str(value);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}
