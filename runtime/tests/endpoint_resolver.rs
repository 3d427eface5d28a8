//! Resolution of each call's endpoint by a resolver of the caller's own.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test
#![cfg(feature = "json")]

#[macro_use]
mod common;

use std::sync::Arc;

use common::{Empty, NoError, config, header};
use http::{HeaderMap, HeaderValue, Request};
use tinsmith_runtime::auth::{AuthScheme, Credentials};
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::endpoint::{
    Endpoint, EndpointAuthScheme, EndpointError, EndpointParams, FixedEndpoint, ResolveEndpoint,
    ResolvedEndpoint,
};
use tinsmith_runtime::{Bytes, Client, Config, ErrorKind};

static SERVICE: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Service", &rt::protocol::REST_JSON_1)
        .signing_name("test")
        .endpoint_prefix("test");

operation!(Get: Empty => Empty, NoError, &SERVICE, |schema| schema.http("GET", "/get"));
operation!(Put: Empty => Empty, NoError, &SERVICE, |schema| schema
    .http("PUT", "/put")
    .host_prefix("data."));
operation!(Open: Empty => Empty, NoError, &SERVICE, |schema| schema
    .http("GET", "/open")
    .auth(&[AuthScheme::NoAuth]));

/// One host for each operation, and what else the scheme `name` needs.
#[derive(Debug)]
struct ByOperation {
    scheme: EndpointAuthScheme,
}

impl ResolveEndpoint for ByOperation {
    fn resolve(&self, params: &EndpointParams<'_>) -> Result<Arc<ResolvedEndpoint>, EndpointError> {
        let fips = if params.use_fips { "-fips" } else { "" };
        let stack = if params.use_dual_stack {
            "api.aws"
        } else {
            "test"
        };
        let name = params.operation.to_ascii_lowercase();
        let region = params.region.ok_or(EndpointError::NoRegion)?;
        let endpoint = Endpoint::parse(&format!("https://{name}{fips}.{region}.{stack}"))?;
        let headers = HeaderMap::from_iter([(
            http::header::HeaderName::from_static("x-endpoint"),
            HeaderValue::from_static("own"),
        )]);
        let resolved = ResolvedEndpoint::new(endpoint).with_headers(headers);
        Ok(Arc::new(resolved.with_auth_scheme(self.scheme.clone())))
    }
}

fn client(scheme: EndpointAuthScheme) -> Client {
    Client::new(&SERVICE, config().endpoint_resolver(ByOperation { scheme })).unwrap()
}

fn scope(request: &Request<Bytes>) -> Vec<&str> {
    let text = header(request, "authorization").unwrap();
    text.split(['/', ',']).skip(2).take(2).collect()
}

#[test]
fn host_headers_and_scope_of_the_signature_are_those_of_the_endpoint() {
    let scheme = EndpointAuthScheme::new("sigv4")
        .signing_name("other")
        .signing_region("us-gov-west-1");
    let client = client(scheme);
    let get = client.call::<Get>(Empty::default()).to_request().unwrap();
    assert_eq!(get.uri(), "https://get.us-east-1.test/get");
    assert_eq!(header(&get, "x-endpoint"), Some("own"));
    assert_eq!(scope(&get), ["us-gov-west-1", "other"]);
    let signed = header(&get, "authorization").unwrap();
    assert!(signed.contains("x-endpoint"), "{signed}");
    let put = client.call::<Put>(Empty::default()).to_request().unwrap();
    assert_eq!(put.uri(), "https://data.put.us-east-1.test/put");
}

#[test]
fn signing_scope_defaults_to_service_and_client() {
    let client = client(EndpointAuthScheme::new("sigv4"));
    let get = client.call::<Get>(Empty::default()).to_request().unwrap();
    assert_eq!(scope(&get), ["us-east-1", "test"]);
    let open = client.call::<Open>(Empty::default()).to_request().unwrap();
    assert_eq!(header(&open, "authorization"), None);
}

#[test]
fn a_scheme_that_is_not_supported_is_refused_by_name() {
    let client = client(EndpointAuthScheme::new("sigv4-s3express"));
    let error = client
        .call::<Get>(Empty::default())
        .to_request()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(error.to_string().contains("sigv4-s3express"), "{error}");
}

#[test]
fn an_invalid_region_of_an_endpoint_reaches_no_signature() {
    let client = client(EndpointAuthScheme::new("sigv4").signing_region("x/y\r\n"));
    let error = client
        .call::<Get>(Empty::default())
        .to_request()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
}

#[test]
fn errors_of_the_resolver_name_the_operation() {
    let scheme = EndpointAuthScheme::new("sigv4");
    let config = Config::without_region()
        .credentials(tinsmith_runtime::auth::Credentials::new("AKID", "secret").unwrap())
        .endpoint_resolver(ByOperation { scheme });
    let error = Client::new(&SERVICE, config).unwrap_err();
    assert!(matches!(error, rt::ConfigError::NoRegion));
    let scheme = EndpointAuthScheme::new("sigv4");
    let config = Config::without_region()
        .anonymous()
        .endpoint_resolver(ByOperation { scheme });
    let client = Client::new(&SERVICE, config).unwrap();
    let error = client
        .call::<Open>(Empty::default())
        .to_request()
        .unwrap_err();
    assert_eq!(error.operation(), "Open");
    assert!(error.to_string().contains("no region is set"), "{error}");
}

#[test]
fn fips_and_dual_stack_are_for_the_resolver_to_decide() {
    let scheme = EndpointAuthScheme::new("sigv4");
    let config = config().use_fips(true).use_dual_stack(true);
    let config = config.endpoint_resolver(ByOperation { scheme });
    let client = Client::new(&SERVICE, config).unwrap();
    let get = client.call::<Get>(Empty::default()).to_request().unwrap();
    assert_eq!(get.uri(), "https://get-fips.us-east-1.api.aws/get");
}

/// An endpoint that takes signatures of two versions gets the one that it names first, unless the
/// caller prefers the other.
#[test]
fn the_endpoint_chooses_the_version_of_signatures() {
    let [four, mut four_a] = ["sigv4", "sigv4a"].map(EndpointAuthScheme::new);
    four_a.signing_region_set = vec!["*".into()];
    let cases = [
        ([&four_a, &four], &[][..], cfg!(feature = "sigv4a")),
        ([&four, &four_a], &[], false),
        ([&four_a, &four], &["sigv4"], false),
        (
            [&four, &four_a],
            &["aws.auth#sigv4a"],
            cfg!(feature = "sigv4a"),
        ),
        ([&four, &four_a], &["httpBearerAuth"], false),
    ];
    for (offered, preference, by_region_set) in cases {
        let mut endpoint = ResolvedEndpoint::new(Endpoint::parse("https://example.com").unwrap());
        endpoint.auth_schemes = offered.map(Clone::clone).into();
        let config = Config::new("eu-west-1")
            .credentials(Credentials::new("AKIDEXAMPLE", "secret").unwrap())
            .endpoint_resolver(FixedEndpoint::new(endpoint))
            .auth_scheme_preference(preference.iter().copied());
        let client = Client::new(&SERVICE, config).unwrap();
        let request = client.call::<Get>(Empty::default()).to_request().unwrap();
        let found = header(&request, "x-amz-region-set").is_some();
        assert_eq!(found, by_region_set, "{offered:?} {preference:?}");
    }
}

#[cfg(feature = "sigv4a")]
#[test]
fn regions_of_a_signature_are_the_callers_or_those_of_the_environment_or_of_the_endpoint() {
    use tinsmith_runtime::environment::Environment;

    let mut scheme = EndpointAuthScheme::new("sigv4a");
    scheme.signing_region_set = vec!["*".into()];
    let resolver = || ByOperation {
        scheme: scheme.clone(),
    };
    let keys = Credentials::new("AKIDEXAMPLE", "secret").unwrap();
    let from = |variables: &[(&'static str, &'static str)], profile: &str| {
        let environment = Environment::from_map([variables, &[("HOME", "/h")]].concat());
        let environment = environment.with_file("/h/.aws/config", profile);
        let config = Config::from_environment(environment).region("eu-west-1");
        config
            .credentials(keys.clone())
            .endpoint_resolver(resolver())
    };
    const VARIABLE: &str = "AWS_SIGV4A_SIGNING_REGION_SET";
    let profile = "[default]\nsigv4a_signing_region_set = us-west-2\n";
    for (config, expected) in [
        (from(&[], ""), "*"),
        (from(&[], profile), "us-west-2"),
        (
            from(&[(VARIABLE, "eu-*, us-east-1")], profile),
            "eu-*,us-east-1",
        ),
        (
            from(&[(VARIABLE, "eu-*")], profile).sigv4a_region_set(["us-east-2"]),
            "us-east-2",
        ),
    ] {
        let client = Client::new(&SERVICE, config).unwrap();
        let request = client.call::<Get>(Empty::default()).to_request().unwrap();
        assert_eq!(header(&request, "x-amz-region-set"), Some(expected));
    }
}
