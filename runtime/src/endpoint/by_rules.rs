//! The resolver that follows a service's endpoint rules.

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::resolve::{
    ContextValue, EndpointAuthScheme, EndpointParams, ResolveEndpoint, ResolvedEndpoint,
};
use super::rules::{
    AuthSchemeProperties, BuiltIn, ParamKind, ParamValue, Parameter, ResolvedUrl, RulesError,
};
use super::{Endpoint, EndpointError, EndpointRules};

/// A value that a client has for all of its calls.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EndpointSetting {
    /// Text.
    Text(Box<str>),
    /// True or false.
    Boolean(bool),
}

impl From<bool> for EndpointSetting {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<&str> for EndpointSetting {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for EndpointSetting {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

/// Resolves endpoints by the rules of a service.
#[derive(Clone, Debug)]
pub struct RulesEndpoint {
    rules: EndpointRules,
    /// Client context parameters by name.
    settings: Vec<(Cow<'static, str>, EndpointSetting)>,
    built_ins: Vec<(BuiltIn, EndpointSetting)>,
}

impl RulesEndpoint {
    /// Creates a resolver without settings of the client's own.
    #[must_use]
    pub const fn new(rules: EndpointRules) -> Self {
        Self {
            rules,
            settings: Vec::new(),
            built_ins: Vec::new(),
        }
    }

    /// Sets a client context parameter (`smithy.rules#clientContextParams`).
    #[must_use]
    pub fn setting(
        mut self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<EndpointSetting>,
    ) -> Self {
        self.settings.push((name.into(), value.into()));
        self
    }

    /// Sets the value of a built-in that is the same for all calls.
    #[must_use]
    pub fn built_in(mut self, built_in: BuiltIn, value: impl Into<EndpointSetting>) -> Self {
        self.built_ins.push((built_in, value.into()));
        self
    }

    /// True if the rules take nothing but what a client has: then all calls have the same endpoint,
    /// but for those of operations that bind a value in its place.
    pub(crate) fn is_of_client(&self) -> bool {
        let known =
            |parameter: &Parameter| parameter.built_in.is_some() || parameter.name == "Prefix";
        self.rules.rules().parameters.iter().all(known)
    }

    fn value<'a>(
        &'a self,
        params: &EndpointParams<'a>,
        parameter: &Parameter,
    ) -> Option<ParamValue<'a>> {
        let given = params
            .context
            .iter()
            .find(|(name, _)| *name == parameter.name);
        let setting = self
            .settings
            .iter()
            .find(|(name, _)| *name == parameter.name);
        given
            .map(|(_, value)| context(*value))
            .or_else(|| setting.map(|(_, value)| own(value)))
            .or_else(|| self.built_in_value(params, parameter.built_in?))
    }

    fn built_in_value<'a>(
        &'a self,
        params: &EndpointParams<'a>,
        built_in: BuiltIn,
    ) -> Option<ParamValue<'a>> {
        match built_in {
            BuiltIn::Region => params.region.map(|region| region.as_str().into()),
            BuiltIn::UseFips => Some(params.use_fips.into()),
            BuiltIn::UseDualStack => Some(params.use_dual_stack.into()),
            BuiltIn::Endpoint => {
                let url = params.endpoint_url?.to_string();
                Some(ParamValue::Text(Cow::Owned(url)))
            }
            _ => {
                let set = self.built_ins.iter().find(|(known, _)| *known == built_in);
                let of_call = params.account_id.filter(|_| built_in == BuiltIn::AccountId);
                set.map(|(_, value)| own(value))
                    .or_else(|| of_call.map(Into::into))
            }
        }
    }

    /// The parameters that have a value, for messages. Texts of inputs may be secret and are left
    /// out.
    fn describe(&self, params: &EndpointParams<'_>) -> Box<str> {
        let mut text = String::new();
        for parameter in self.rules.rules().parameters {
            let Some(value) = self.value(params, parameter) else {
                continue;
            };
            let separator = if text.is_empty() { "" } else { ", " };
            let of_input = params
                .context
                .iter()
                .any(|(name, _)| *name == parameter.name);
            let _ = match (value, parameter.kind()) {
                (ParamValue::Boolean(value), _) => {
                    write!(text, "{separator}{}={value}", parameter.name)
                }
                (ParamValue::Text(value), ParamKind::Text) if !of_input => {
                    write!(text, "{separator}{}={value}", parameter.name)
                }
                _ => write!(text, "{separator}{}=…", parameter.name),
            };
        }
        text.into()
    }
}

fn context(value: ContextValue<'_>) -> ParamValue<'_> {
    match value {
        ContextValue::Boolean(value) => value.into(),
        ContextValue::String(text) => text.into(),
        ContextValue::Strings(texts) => {
            ParamValue::Texts(texts.iter().map(|text| Cow::Borrowed(*text)).collect())
        }
    }
}

fn own(value: &EndpointSetting) -> ParamValue<'_> {
    match value {
        EndpointSetting::Text(text) => (&**text).into(),
        EndpointSetting::Boolean(value) => (*value).into(),
    }
}

impl ResolveEndpoint for RulesEndpoint {
    fn resolve(&self, params: &EndpointParams<'_>) -> Result<Arc<ResolvedEndpoint>, EndpointError> {
        let resolved = self
            .rules
            .resolve(&|parameter| self.value(params, parameter));
        let failed = |error: RulesError| EndpointError::Rules {
            error,
            params: self.describe(params),
        };
        let resolved = resolved.map_err(failed)?;
        let mut found = ResolvedEndpoint::new(Endpoint::parse(&resolved.url)?);
        found.headers = headers(&resolved).ok_or_else(|| failed(RulesError::InvalidHeader))?;
        found.auth_schemes = resolved.auth_schemes().map(scheme).collect();
        Ok(Arc::new(found))
    }
}

fn headers(resolved: &ResolvedUrl) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    for (name, values) in &resolved.headers {
        for value in values {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            headers.append(name, HeaderValue::from_str(value).ok()?);
        }
    }
    Some(headers)
}

fn scheme(said: AuthSchemeProperties<'_>) -> EndpointAuthScheme {
    let mut scheme = EndpointAuthScheme::new(said.name());
    scheme.signing_name = said.signing_name().map(Into::into);
    scheme.signing_region = said.signing_region().map(Into::into);
    scheme.signing_region_set = said.signing_region_set().map(Into::into).collect();
    scheme.disable_double_encoding = said.disables_double_encoding();
    scheme.disable_normalize_path = said.disables_path_normalization();
    scheme
}
