//! Endpoints by rules: standard forms, tables, and what configuration and environment give them.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test
#![cfg(feature = "json")]

#[macro_use]
mod common;

use common::{Empty, NoError};
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::codegen::rules::{BuiltIn, Expr, Outcome, Rules, RulesError, string};
use tinsmith_runtime::endpoint::{
    ContextValue, Endpoint, EndpointError, EndpointParams, EndpointRules, Region, ResolveEndpoint,
    RulesEndpoint, dual_stack, global, standard,
};
use tinsmith_runtime::{Client, Config};

fn resolve(rules: EndpointRules, region: &str, fips: bool, dual: bool) -> Result<String, String> {
    let region = Region::new(region).unwrap();
    let mut params = EndpointParams::new(Some(&region), None);
    params.use_fips = fips;
    params.use_dual_stack = dual;
    let found = RulesEndpoint::new(rules).resolve(&params);
    let found = found.map_err(|error| error.to_string())?;
    Ok(found.endpoint.to_string())
}

#[test]
fn standard_forms_follow_region_fips_and_dual_stack() {
    for (region, fips, dual, url) in [
        (
            "eu-west-1",
            false,
            false,
            "https://a.eu-west-1.amazonaws.com",
        ),
        (
            "eu-west-1",
            true,
            false,
            "https://a-fips.eu-west-1.amazonaws.com",
        ),
        ("eu-west-1", false, true, "https://a.eu-west-1.api.aws"),
        ("eu-west-1", true, true, "https://a-fips.eu-west-1.api.aws"),
        (
            "cn-north-1",
            false,
            false,
            "https://a.cn-north-1.amazonaws.com.cn",
        ),
        (
            "us-iso-east-1",
            false,
            false,
            "https://a.us-iso-east-1.c2s.ic.gov",
        ),
        (
            "eusc-de-east-1",
            false,
            true,
            "https://a.eusc-de-east-1.api.amazonwebservices.eu",
        ),
    ] {
        assert_eq!(
            resolve(standard("a"), region, fips, dual).as_deref(),
            Ok(url)
        );
    }
    let url = resolve(dual_stack("b"), "us-east-1", false, false).unwrap();
    assert_eq!(url, "https://b.us-east-1.api.aws");
    let url = resolve(global("c"), "eu-west-1", false, false).unwrap();
    assert_eq!(url, "https://c.us-east-1.amazonaws.com");
}

#[test]
fn an_endpoint_of_the_user_takes_the_place_of_the_rules_own() {
    let url = Endpoint::parse("http://localhost:8080/x").unwrap();
    let mut params = EndpointParams::new(None, Some(&url));
    let rules = RulesEndpoint::new(standard("a"));
    assert_eq!(rules.resolve(&params).unwrap().endpoint, url);
    params.use_fips = true;
    let message = rules.resolve(&params).unwrap_err().to_string();
    assert!(
        message.starts_with("Invalid Configuration: FIPS and custom endpoint"),
        "{message}"
    );
    assert!(message.contains("UseFIPS=true"), "{message}");
}

static TABLE: Rules = Rules {
    parameters: &[
        string("Region").built_in(BuiltIn::Region),
        string("AccountId").built_in(BuiltIn::AccountId),
        string("Bucket"),
    ],
    variables: &[],
    conditions: &[Expr::IsSet(&Expr::Value(2)), Expr::IsSet(&Expr::Value(1))],
    results: &[
        tinsmith_runtime::codegen::rules::endpoint(
            "https://{Bucket}.{AccountId}.x.{Region}.amazonaws.com",
        ),
        tinsmith_runtime::codegen::rules::error("no bucket in {Region}"),
    ],
    nodes: &[[0, 1, -2], [1, -1, Rules::NO_MATCH]],
};

fn bucket(bucket: &str, account: Option<&str>) -> Result<String, EndpointError> {
    let region = Region::new("us-east-1").unwrap();
    let mut params = EndpointParams::new(Some(&region), None);
    let context = [("Bucket", ContextValue::String(bucket))];
    params.context = &context;
    let mut rules = RulesEndpoint::new(EndpointRules::table(&TABLE));
    if let Some(account) = account {
        rules = rules.built_in(BuiltIn::AccountId, account);
    }
    Ok(rules.resolve(&params)?.endpoint.to_string())
}

#[test]
fn context_and_built_ins_reach_the_table() {
    let url = bucket("b", Some("123")).unwrap();
    assert_eq!(url, "https://b.123.x.us-east-1.amazonaws.com");
    let error = bucket("b", None).unwrap_err();
    assert!(
        matches!(
            error,
            EndpointError::Rules {
                error: RulesError::NoMatch,
                ..
            }
        ),
        "{error}"
    );
    // A value of the input is not told: it may be secret.
    let message = bucket("secret/x", Some("123")).unwrap_err().to_string();
    assert!(!message.contains("secret"), "{message}");
}

#[test]
fn nothing_leads_out_of_the_domain() {
    for forged in [
        "x@evil.example:443/#",
        "evil.example/",
        "evil.example#",
        "..",
        "a\r\nb",
        "%2e%2e%2f",
        "\u{ff45}vil",
        "",
        &"a".repeat(300),
    ] {
        for (name, account) in [(forged, "1"), ("b", forged)] {
            if let Ok(url) = bucket(name, Some(account)) {
                let host = url.strip_prefix("https://").unwrap();
                assert!(host.ends_with(".x.us-east-1.amazonaws.com"), "{url}");
                assert!(!host.contains(['/', '@', ':', '#']), "{url}");
            }
        }
    }
}

/// Tables that refer to what there is not, or back, end in an error.
#[test]
fn broken_tables_end() {
    static LOOP: Rules = Rules {
        parameters: &[],
        variables: &[],
        conditions: &[Expr::Boolean(true), Expr::Value(9)],
        results: &[Outcome::Error(Expr::Template("{nothing}"))],
        nodes: &[[0, 0, 0]],
    };
    static FAR: Rules = Rules {
        nodes: &[[0, 7, 7]],
        ..LOOP_PARTS
    };
    static VALUE: Rules = Rules {
        nodes: &[[1, -1, -1]],
        ..LOOP_PARTS
    };
    static RESULT: Rules = Rules {
        nodes: &[[0, -9, -9]],
        ..LOOP_PARTS
    };
    static NAME: Rules = Rules {
        nodes: &[[0, -1, -1]],
        ..LOOP_PARTS
    };
    const LOOP_PARTS: Rules = Rules {
        parameters: &[],
        variables: &[],
        conditions: &[Expr::Boolean(true), Expr::Value(9)],
        results: &[Outcome::Error(Expr::Template("{nothing}"))],
        nodes: &[],
    };
    for table in [&LOOP, &FAR, &VALUE, &RESULT, &NAME] {
        let found = EndpointRules::table(table).resolve(&|_| None);
        assert_eq!(found, Err(RulesError::BrokenTable));
    }
}

static OF_CLIENTS: Rules = Rules {
    parameters: &[string("Kind")],
    variables: &[],
    conditions: &[Expr::IsSet(&Expr::Value(0))],
    results: &[tinsmith_runtime::codegen::rules::endpoint(
        "https://{Kind}.example.com",
    )],
    nodes: &[[0, -1, Rules::NO_MATCH]],
};

static OPEN: rt::ServiceSchema = rt::ServiceSchema::new("test#Open", &rt::protocol::REST_JSON_1)
    .auth(&[rt::AuthScheme::NoAuth])
    .endpoint(EndpointRules::table(&OF_CLIENTS));

operation!(Get: Empty => Empty, NoError, &OPEN, |schema| schema.http("GET", "/get"));
operation!(GetOwn: Empty => Empty, NoError, &OPEN, |schema| schema
    .http("GET", "/get")
    .endpoint_params(&[("Kind", rt::rules::Binding::Text("own"))]));

/// Rules that take no region need none, and what an operation binds comes before a setting of the
/// client.
#[test]
fn operations_come_before_settings_of_the_client() {
    let config = Config::without_region().endpoint_setting("Kind", "usual");
    let client = Client::new(&OPEN, config).unwrap();
    let get = client.call::<Get>(Empty::default()).to_request().unwrap();
    assert_eq!(get.uri(), "https://usual.example.com/get");
    let get = client
        .call::<GetOwn>(Empty::default())
        .to_request()
        .unwrap();
    assert_eq!(get.uri(), "https://own.example.com/get");
}

static OF_BUILT_INS: Rules = Rules {
    parameters: &[string("Place").built_in(BuiltIn::Region)],
    variables: &[],
    conditions: &[Expr::IsSet(&Expr::Value(0))],
    results: &[tinsmith_runtime::codegen::rules::endpoint(
        "https://{Place}.example.com",
    )],
    nodes: &[[0, -1, Rules::NO_MATCH]],
};

static PLACED: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Placed", &rt::protocol::REST_JSON_1)
        .auth(&[rt::AuthScheme::NoAuth])
        .endpoint(EndpointRules::table(&OF_BUILT_INS));

operation!(GetPlaced: Empty => Empty, NoError, &PLACED, |schema| schema.http("GET", "/get"));
operation!(GetElsewhere: Empty => Empty, NoError, &PLACED, |schema| schema
    .http("GET", "/get")
    .endpoint_params(&[("Place", rt::rules::Binding::Text("elsewhere"))]));

/// Calls have the endpoint that was found when the client was created, unless their operation binds
/// a value.
#[test]
fn operations_come_before_built_ins() {
    assert!(Client::new(&PLACED, Config::without_region()).is_err());
    let client = Client::new(&PLACED, Config::new("eu-west-1")).unwrap();
    let get = client
        .call::<GetPlaced>(Empty::default())
        .to_request()
        .unwrap();
    assert_eq!(get.uri(), "https://eu-west-1.example.com/get");
    let get = client
        .call::<GetElsewhere>(Empty::default())
        .to_request()
        .unwrap();
    assert_eq!(get.uri(), "https://elsewhere.example.com/get");
}
