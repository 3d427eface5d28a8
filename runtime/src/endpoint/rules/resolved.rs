//! The results of rules.

use super::property::{AuthSchemeProperties, PropertyValue};

/// An endpoint as resolved by the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedUrl {
    /// The URL, not validated yet.
    pub url: String,
    /// Headers to send, each with its values.
    pub headers: Vec<(&'static str, Vec<String>)>,
    /// The properties by name.
    pub properties: Vec<(&'static str, PropertyValue)>,
}

impl ResolvedUrl {
    /// The authentication schemes that the endpoint names, in order of preference; empty if it
    /// names none.
    pub fn auth_schemes(&self) -> impl Iterator<Item = AuthSchemeProperties<'_>> {
        let listed = self
            .properties
            .iter()
            .find(|(name, _)| *name == "authSchemes");
        let schemes = match listed {
            Some((_, PropertyValue::List(schemes))) => schemes.as_slice(),
            _ => &[],
        };
        schemes.iter().filter_map(|scheme| match scheme {
            PropertyValue::Object(entries) => Some(AuthSchemeProperties(entries)),
            _ => None,
        })
    }
}
