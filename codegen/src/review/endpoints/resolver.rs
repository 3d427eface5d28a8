//! Resolution of the endpoints of one model's service.

use tinsmith_model::rules::{Parameter, ParameterValue};
use tinsmith_runtime::codegen::endpoint::{self, Endpoint, Region};
use tinsmith_runtime::codegen::rules::{self, ParamValue, PropertyValue, ResolvedUrl};

use super::calls::Call;
use super::outcome::{Outcome, Signer, Target};
use crate::endpoint::{self as tables, Binding, NUMBER, Table};
use crate::ir::{AuthScheme, EndpointRules, Service};

/// The values that an operation gives to parameters.
pub(super) type Bindings = [(String, Binding)];

/// A service with its endpoint rules.
pub(super) struct Resolver<'c> {
    service: &'c Service,
    rules: Option<Rules<'c>>,
}

struct Rules<'c> {
    table: &'c Table,
    interpreted: endpoint::EndpointRules,
    /// The prefix of host names, if the table is a standard form.
    prefix: Option<&'c str>,
}

impl<'c> Resolver<'c> {
    pub(super) fn new(service: &'c Service) -> Self {
        let rules = service.endpoint.as_ref().and_then(|said| {
            let (table, prefix) = match said {
                EndpointRules::Table(table) => (table, None),
                EndpointRules::Standard(form) => {
                    let mut forms = tables::standard_tables();
                    let (_, table) = forms.find(|(name, _)| *name == form.function)?;
                    (table, Some(form.prefix.as_str()))
                }
            };
            let interpreted = endpoint::EndpointRules::table(tables::leaked(table));
            Some(Rules {
                table,
                interpreted,
                prefix,
            })
        });
        Self { service, rules }
    }

    /// The table of the rules; `None` for one endpoint in each region.
    pub(super) fn table(&self) -> Option<&'c Table> {
        self.rules.as_ref().map(|rules| rules.table)
    }

    /// The endpoint of a call to an operation with these bindings.
    pub(super) fn resolve(&self, call: &Call, bindings: &Bindings) -> Outcome {
        let Some(rules) = &self.rules else {
            return self.regional(call.region());
        };
        let value = |parameter: &'static rules::Parameter| {
            let name = parameter.name;
            if let Some(prefix) = rules.prefix.filter(|_| name == tables::PREFIX) {
                return Some(prefix.into());
            }
            let said = rules.table.parameters.get(name)?;
            self.value(call, bindings, (name, said)).map(converted)
        };
        match rules.interpreted.resolve(&value) {
            Ok(resolved) => Outcome::Target(self.target(&resolved, call)),
            Err(error) => Outcome::Failed(error.to_string()),
        }
    }

    /// The value of a parameter: the operation's, or else the client's, or else a built-in.
    fn value<'v>(
        &self,
        call: &'v Call,
        bindings: &'v Bindings,
        (name, said): (&str, &Parameter),
    ) -> Option<&'v ParameterValue> {
        if call.is_exact() {
            return call.value(name);
        }
        let bound = bindings.iter().find(|(known, _)| known == name);
        let setting = || {
            self.service
                .client_params
                .iter()
                .any(|one| one.name == name)
        };
        let found = match bound {
            Some((_, Binding::Fixed(value))) => Some(value),
            Some((_, Binding::Input(_))) => call.value(name),
            None if setting() => call.value(name),
            None => None,
        };
        found.or_else(|| call.value(said.built_in.as_deref()?))
    }

    fn target(&self, resolved: &ResolvedUrl, call: &Call) -> Target {
        let number = resolved.properties.iter().rev();
        let mut number = number.filter_map(|(name, value)| match value {
            PropertyValue::Integer(number) if *name == NUMBER => usize::try_from(*number).ok(),
            _ => None,
        });
        let headers = resolved.headers.iter();
        let headers = headers.map(|(name, values)| format!("{name}: {}", values.join(", ")));
        let mut signers: Vec<Signer> = resolved
            .auth_schemes()
            .map(|scheme| self.signer(Some(scheme), call))
            .collect();
        if signers.is_empty() && self.service.auth_schemes().contains(&AuthScheme::SigV4) {
            signers.push(self.signer(None, call));
        }
        Target {
            number: number.next(),
            url: resolved.url.clone(),
            headers: headers.collect(),
            signers,
        }
    }

    /// The signing by a scheme of the endpoint, or else by that of the service.
    fn signer(&self, scheme: Option<rules::AuthSchemeProperties<'_>>, call: &Call) -> Signer {
        let own = self.service.signing_name.as_ref();
        let own = own.unwrap_or(&self.service.endpoint_prefix);
        let name = scheme.and_then(|scheme| scheme.signing_name());
        let region = scheme.and_then(|scheme| scheme.signing_region());
        let set = scheme
            .into_iter()
            .flat_map(|scheme| scheme.signing_region_set());
        let flag = |name: &str, holds: bool| holds.then(|| name.to_owned());
        let flags = scheme.map(|scheme| {
            [
                flag("single encoding", scheme.disables_double_encoding()),
                flag("path as it is", scheme.disables_path_normalization()),
            ]
        });
        Signer {
            scheme: scheme.map_or("sigv4", |scheme| scheme.name()).to_owned(),
            name: name.unwrap_or(own).to_owned(),
            of_service: name.is_none(),
            region: region.or(call.region()).unwrap_or_default().to_owned(),
            region_set: set.map(str::to_owned).collect(),
            flags: flags.into_iter().flatten().flatten().collect(),
        }
    }

    /// The endpoint of a service without rules.
    fn regional(&self, region: Option<&str>) -> Outcome {
        let region = region.and_then(|region| Region::new(region).ok());
        let Some(region) = region else {
            return Outcome::Failed("there is no region".to_owned());
        };
        let call = Call::of_region(region.as_str());
        match Endpoint::regional(&self.service.endpoint_prefix, &region) {
            Ok(endpoint) => Outcome::Target(Target {
                number: None,
                url: endpoint.to_string(),
                headers: Vec::new(),
                signers: vec![self.signer(None, &call)],
            }),
            Err(error) => Outcome::Failed(error.to_string()),
        }
    }
}

fn converted(value: &ParameterValue) -> ParamValue<'_> {
    match value {
        ParameterValue::String(text) => text.as_str().into(),
        ParameterValue::Boolean(value) => (*value).into(),
        ParameterValue::StringArray(texts) => {
            ParamValue::Texts(texts.iter().map(|text| text.as_str().into()).collect())
        }
    }
}
