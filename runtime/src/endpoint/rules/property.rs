//! The properties of an endpoint, `authSchemes` among them.

use std::borrow::Cow;

use super::RulesError;
use super::evaluate::Scope;
use super::table::Property;

/// The value of an endpoint's property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PropertyValue {
    /// A string.
    Text(Cow<'static, str>),
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A list.
    List(Vec<PropertyValue>),
    /// An object.
    Object(Vec<(&'static str, PropertyValue)>),
}

/// An authentication scheme of an endpoint: an entry of its property `authSchemes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuthSchemeProperties<'e>(pub(super) &'e [(&'static str, PropertyValue)]);

impl<'e> AuthSchemeProperties<'e> {
    /// The scheme's name, such as `sigv4`.
    #[must_use]
    pub fn name(&self) -> &'e str {
        self.text("name").unwrap_or_default()
    }

    /// The signing name, if it is not the usual one.
    #[must_use]
    pub fn signing_name(&self) -> Option<&'e str> {
        self.text("signingName")
    }

    /// The signing region, if it is not the client's.
    #[must_use]
    pub fn signing_region(&self) -> Option<&'e str> {
        self.text("signingRegion")
    }

    /// The regions of a SigV4a signature.
    pub fn signing_region_set(&self) -> impl Iterator<Item = &'e str> + use<'e> {
        let regions = match self.get("signingRegionSet") {
            Some(PropertyValue::List(regions)) => regions.as_slice(),
            _ => &[],
        };
        regions.iter().filter_map(|region| match region {
            PropertyValue::Text(region) => Some(&**region),
            _ => None,
        })
    }

    /// True if the path is not encoded twice.
    #[must_use]
    pub fn disables_double_encoding(&self) -> bool {
        self.get("disableDoubleEncoding") == Some(&PropertyValue::Boolean(true))
    }

    /// True if the path is not normalized.
    #[must_use]
    pub fn disables_path_normalization(&self) -> bool {
        self.get("disableNormalizePath") == Some(&PropertyValue::Boolean(true))
    }

    fn text(&self, name: &str) -> Option<&'e str> {
        match self.get(name)? {
            PropertyValue::Text(text) => Some(text),
            _ => None,
        }
    }

    fn get(&self, name: &str) -> Option<&'e PropertyValue> {
        let entry = self.0.iter().find(|(known, _)| *known == name);
        entry.map(|(_, value)| value)
    }
}

/// Resolves the references in properties.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    properties: &'static [(&'static str, Property)],
) -> Result<Vec<(&'static str, PropertyValue)>, RulesError> {
    let entry =
        |(name, property): &'static (&'static str, Property)| Ok((*name, value(scope, property)?));
    properties.iter().map(entry).collect()
}

fn value(scope: &Scope<'_>, property: &'static Property) -> Result<PropertyValue, RulesError> {
    Ok(match property {
        Property::Text(template) => PropertyValue::Text(text(scope, template)?),
        Property::Boolean(value) => PropertyValue::Boolean(*value),
        Property::Integer(value) => PropertyValue::Integer(*value),
        Property::List(items) => {
            let items = items.iter().map(|item| value(scope, item));
            PropertyValue::List(items.collect::<Result<_, _>>()?)
        }
        Property::Object(entries) => PropertyValue::Object(evaluate(scope, entries)?),
    })
}

fn text(scope: &Scope<'_>, template: &'static str) -> Result<Cow<'static, str>, RulesError> {
    if memchr::memchr2(b'{', b'}', template.as_bytes()).is_none() {
        return Ok(Cow::Borrowed(template));
    }
    let text = scope.expand(template)?;
    Ok(Cow::Owned(text.unwrap_or_default().into_owned()))
}
