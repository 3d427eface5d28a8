//! Sends the calls of cases by generated clients, and compares where they would go.

use rt::Operation;
use rt::rules::{BuiltIn, Rules};
use serde_json::{Map, Value};
use tinsmith_runtime::auth::Credentials;
use tinsmith_runtime::{Config, codegen as rt};

/// A call of a case: its settings, and the input.
pub struct Call<'c> {
    pub rules: &'static Rules,
    pub call: &'c Value,
}

/// The request as lines, or the error.
pub type Sent = Result<String, String>;

impl Call<'_> {
    pub fn send<O: Operation>(&self) -> Sent {
        let input = &self.call["operationParams"];
        let input = if input.is_null() { "{}".to_owned() } else { input.to_string() };
        rt::conformance::describe_request_with::<O>(&input, self.config()?)
    }

    /// A client with the built-ins and the settings of the call.
    fn config(&self) -> Result<Config, String> {
        let none = Map::new();
        let object = |name: &str| self.call[name].as_object().unwrap_or(&none);
        let built_ins = object("builtInParams");
        let text = |name: &str| built_ins.get(name).and_then(Value::as_str);
        let mut credentials = Credentials::new("AKID", "SECRET").map_err(|error| error.to_string())?;
        let mut config = text("AWS::Region").map_or_else(Config::without_region, Config::new);
        for (name, value) in built_ins {
            let on = value == true;
            config = match (name.as_str(), value.as_str()) {
                ("AWS::Region", _) => config,
                ("AWS::UseFIPS", _) => config.use_fips(on),
                ("AWS::UseDualStack", _) => config.use_dual_stack(on),
                ("SDK::Endpoint", Some(url)) => config.endpoint_url(url),
                ("AWS::Auth::AccountId", Some(id)) => match credentials.clone().account_id(id) {
                    Ok(known) => {
                        credentials = known;
                        config
                    }
                    // Credentials have no such account; the setting leaves it to the rules.
                    Err(_) => config.account_id(id),
                },
                ("AWS::Auth::AccountIdEndpointMode", Some(mode)) => {
                    config.account_id_endpoint_mode(mode)
                }
                _ => set(config, self.parameter(name)?, value)?,
            };
        }
        for (name, value) in object("clientParams") {
            config = set(config, name, value)?;
        }
        Ok(config.credentials(credentials))
    }

    /// The parameter that a built-in of S3 or STS gives its value to.
    fn parameter(&self, built_in: &str) -> Result<&'static str, String> {
        let built_in = match built_in {
            "AWS::S3::Accelerate" => BuiltIn::S3Accelerate,
            "AWS::S3::DisableMultiRegionAccessPoints" => BuiltIn::S3DisableMultiRegionAccessPoints,
            "AWS::S3::ForcePathStyle" => BuiltIn::S3ForcePathStyle,
            "AWS::S3::UseArnRegion" => BuiltIn::S3UseArnRegion,
            "AWS::S3::UseGlobalEndpoint" => BuiltIn::S3UseGlobalEndpoint,
            "AWS::S3Control::UseArnRegion" => BuiltIn::S3ControlUseArnRegion,
            "AWS::STS::UseGlobalEndpoint" => BuiltIn::StsUseGlobalEndpoint,
            other => return Err(format!("the built-in {other} is not known")),
        };
        let mut parameters = self.rules.parameters.iter();
        let found = parameters.find(|one| one.built_in == Some(built_in));
        found.map(|one| one.name).ok_or_else(|| format!("no parameter takes {built_in:?}"))
    }
}

fn set(config: Config, name: &str, value: &Value) -> Result<Config, String> {
    match value {
        Value::String(text) => Ok(config.endpoint_setting(name.to_owned(), text.as_str())),
        Value::Bool(value) => Ok(config.endpoint_setting(name.to_owned(), *value)),
        other => Err(format!("{name} cannot be {other}")),
    }
}

/// Compares a request, or the error in its place, with what a case expects.
pub fn check(sent: Sent, expect: &Value, call: &Value) -> Result<(), String> {
    let (sent, expected) = match (sent, &expect["error"], &expect["endpoint"]) {
        (Err(found), Value::String(expected), _) if found.contains(expected) => return Ok(()),
        (Err(found), Value::Null, endpoint) if is_refused(&found, endpoint) => return Ok(()),
        (Ok(sent), Value::Null, endpoint) => (sent, endpoint),
        (found, ..) => return Err(format!("found {found:?}")),
    };
    let uri = line(&sent, "uri ").unwrap_or_default();
    let url = expected["url"].as_str().unwrap_or_default();
    if !leads_to(uri, url) {
        return Err(format!("found {uri}"));
    }
    for (name, values) in expected["headers"].as_object().into_iter().flatten() {
        for value in values.as_array().into_iter().flatten().filter_map(Value::as_str) {
            let wanted = format!("header {}: {value}\n", name.to_ascii_lowercase());
            if !sent.contains(&wanted) {
                return Err(format!("no {wanted:?} in {sent}"));
            }
        }
    }
    match &expected["properties"]["authSchemes"][0] {
        Value::Null => Ok(()),
        scheme => signing(&sent, scheme, call),
    }
}

/// Sessions of S3 Express are not supported, which is said by name.
fn is_refused(error: &str, endpoint: &Value) -> bool {
    let name = "sigv4-s3express";
    endpoint["properties"]["authSchemes"][0]["name"] == name && error.contains(name)
}

/// The URI begins with the URL; its host may have the prefix of an operation before that.
fn leads_to(uri: &str, url: &str) -> bool {
    let parts = |text: &str| -> Option<(String, String, String)> {
        let (scheme, rest) = text.split_once("://")?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        Some((scheme.to_owned(), host.to_ascii_lowercase(), path.to_owned()))
    };
    let (Some(found), Some(wanted)) = (parts(uri), parts(url)) else {
        return false;
    };
    let host = found.1 == wanted.1 || found.1.ends_with(&format!(".{}", wanted.1));
    found.0 == wanted.0 && host && found.2.starts_with(&wanted.2)
}

fn signing(sent: &str, scheme: &Value, call: &Value) -> Result<(), String> {
    let text = |name: &str| scheme[name].as_str();
    let found = line(sent, "header authorization: ").unwrap_or_default();
    let region = text("signingRegion").or(call["builtInParams"]["AWS::Region"].as_str());
    let name = text("signingName").unwrap_or_default();
    let (wanted, set) = match text("name") {
        Some("sigv4") => {
            let scope = [region.unwrap_or_default(), name, "aws4_request"].join("/");
            (format!("AWS4-HMAC-SHA256 {scope}"), None)
        }
        Some("sigv4a") => {
            let regions = scheme["signingRegionSet"].as_array().into_iter().flatten();
            let regions: Vec<&str> = regions.filter_map(Value::as_str).collect();
            let scope = [name, "aws4_request"].join("/");
            (format!("AWS4-ECDSA-P256-SHA256 {scope}"), Some(regions.join(",")))
        }
        other => return Err(format!("the scheme {other:?} is not known here")),
    };
    let of_set = line(sent, "header x-amz-region-set: ");
    match found == wanted && (set.is_none() || set.as_deref() == of_set) {
        true => Ok(()),
        false => Err(format!("expected {wanted} {set:?}, found {found} {of_set:?}")),
    }
}

fn line<'s>(lines: &'s str, start: &str) -> Option<&'s str> {
    lines.lines().find_map(|line| line.strip_prefix(start))
}
