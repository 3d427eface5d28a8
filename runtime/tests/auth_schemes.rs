//! Authentication schemes: which one a request is authenticated by, and with what.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test
#![cfg(feature = "json")]

#[macro_use]
mod common;

use common::{Empty, NoError, Service, client, config, header};
use tinsmith_runtime::auth::{AuthScheme, Credentials};
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::codegen::rules::{BuiltIn, Expr, Rules, string};
use tinsmith_runtime::endpoint::EndpointRules;
use tinsmith_runtime::environment::Environment;
use tinsmith_runtime::{Client, Config, ConfigError, ErrorKind};

static SERVICE: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Service", &rt::protocol::REST_JSON_1)
        .signing_name("test")
        .sdk_id("My Test")
        .endpoint_prefix("test");
static PRIVATE: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Private", &rt::protocol::REST_JSON_1).sdk_id("Private");
static LOCKER: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Locker", &rt::protocol::REST_JSON_1).auth(&[
        AuthScheme::ApiKeyHeader {
            name: "X-Api-Key",
            prefix: "",
        },
        AuthScheme::Basic,
    ]);
static BEDROCK: rt::ServiceSchema =
    rt::ServiceSchema::new("test#Bedrock", &rt::protocol::REST_JSON_1)
        .signing_name("bedrock")
        .endpoint_prefix("bedrock")
        .auth(&[AuthScheme::SigV4, AuthScheme::Bearer]);

operation!(Open: Empty => Empty, NoError, &SERVICE, |schema| schema
    .http("GET", "/o")
    .auth(&[AuthScheme::NoAuth]));
operation!(Signed: Empty => Empty, NoError, &SERVICE, |schema| schema.http("GET", "/s"));
operation!(Bearer: Empty => Empty, NoError, &SERVICE, |schema| schema
    .http("GET", "/b")
    .auth(&[AuthScheme::Bearer]));
operation!(Own: Empty => Empty, NoError, &PRIVATE, |schema| schema.http("GET", "/p"));
operation!(OwnBearer: Empty => Empty, NoError, &PRIVATE, |schema| schema
    .http("GET", "/p")
    .auth(&[AuthScheme::Bearer]));
operation!(Model: Empty => Empty, NoError, &BEDROCK, |schema| schema.http("GET", "/m"));

fn authorization<O: rt::Operation<Input = Empty>>(
    config: Config,
) -> Result<Option<String>, tinsmith_runtime::Error<O::Error>> {
    let client = Client::new(O::SCHEMA.service, config).unwrap();
    let request = client.call::<O>(Empty::default()).to_request()?;
    Ok(header(&request, "authorization").map(str::to_owned))
}

#[test]
fn unsigned_operations_go_without_a_signature() {
    assert_eq!(authorization::<Open>(config()).unwrap(), None);
    let anonymous = || Config::new("eu-west-1").anonymous();
    assert_eq!(authorization::<Open>(anonymous()).unwrap(), None);
    let error = authorization::<Signed>(anonymous()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    let signed = authorization::<Signed>(config()).unwrap().unwrap();
    assert!(signed.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"));
    let nobody = Client::new(&SERVICE, Config::new("eu-west-1")).unwrap_err();
    assert!(matches!(nobody, ConfigError::NoCredentials), "{nobody}");
}

#[test]
fn an_unsigned_request_is_presigned_as_it_is() {
    let client = client(&SERVICE, Config::new("eu-west-1").anonymous());
    let presign = client
        .call::<Open>(Empty::default())
        .presign(std::time::Duration::from_secs(60));
    assert_eq!(
        presign.unwrap().uri().to_string(),
        "https://test.eu-west-1.amazonaws.com/o"
    );
}

#[test]
fn services_of_ones_own_need_an_endpoint_and_nothing_else() {
    let own = || Config::without_region().endpoint_url("http://localhost:8080");
    assert_eq!(authorization::<Own>(own()).unwrap(), None);
    let error = Client::new(&PRIVATE, Config::without_region()).unwrap_err();
    assert!(matches!(error, ConfigError::NoEndpoint), "{error}");
    let error = Client::new(&PRIVATE, Config::new("us-east-1")).unwrap_err();
    assert!(matches!(error, ConfigError::NoEndpoint), "{error}");
    // What the surroundings say about credentials is of no concern.
    let broken = Environment::from_map([
        ("AWS_ACCESS_KEY_ID", "half"),
        ("AWS_ENDPOINT_URL", "http://[::1]"),
    ]);
    assert_eq!(
        authorization::<Own>(Config::from_environment(broken)).unwrap(),
        None
    );
}

#[test]
fn bearer_tokens_come_from_code_or_from_the_services_own_variable() {
    let bearer = |token: &str| Some(format!("Bearer {token}"));
    let own = config().bearer_token("t0ken");
    assert_eq!(authorization::<Bearer>(own).unwrap(), bearer("t0ken"));
    let of = |name: &str| {
        Config::from_environment(Environment::from_map([(name, "from-env")])).region("us-east-1")
    };
    assert_eq!(
        authorization::<Bearer>(of("AWS_BEARER_TOKEN_TEST")).unwrap(),
        bearer("from-env")
    );
    let own = of("AWS_BEARER_TOKEN_TEST").bearer_token("code");
    assert_eq!(authorization::<Bearer>(own).unwrap(), bearer("code"));
    let private = of("AWS_BEARER_TOKEN_PRIVATE").endpoint_url("https://private.example");
    assert_eq!(
        authorization::<OwnBearer>(private).unwrap(),
        bearer("from-env")
    );
    let error = authorization::<Bearer>(config()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(
        error.to_string().contains("Config::bearer_token"),
        "{error}"
    );
}

#[test]
fn a_token_that_aws_documents_counts_before_other_credentials() {
    let environment = || {
        Environment::from_map([
            ("AWS_BEARER_TOKEN_BEDROCK", "t"),
            ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
        ])
    };
    let plain = Config::from_environment(environment()).region("us-east-1");
    assert_eq!(
        authorization::<Model>(plain.clone()).unwrap().as_deref(),
        Some("Bearer t")
    );
    let with_keys = plain.credentials(Credentials::new("AKIDOTHER", "secret").unwrap());
    let signed = authorization::<Model>(with_keys).unwrap().unwrap();
    assert!(signed.contains("Credential=AKIDOTHER/"), "{signed}");
}

#[test]
fn tokens_are_checked_and_never_shown_or_sent_in_the_clear() {
    for evil in ["", "a\r\nx: y", "a b", "ü", "a\0"] {
        let error = Client::new(&SERVICE, config().bearer_token(evil)).unwrap_err();
        assert!(error.to_string().contains("bearer_token"), "{error}");
        assert!(evil.is_empty() || !error.to_string().contains(evil));
    }
    let secret = || config().bearer_token("s3cret");
    assert!(!format!("{:?}", secret()).contains("s3cret"));
    let sent = client(&SERVICE, secret())
        .call::<Bearer>(Empty::default())
        .to_request()
        .unwrap();
    assert!(!format!("{sent:?}").contains("s3cret"));
    for local in ["http://127.0.0.1:1", "http://localhost", "http://[::1]:1"] {
        authorization::<Bearer>(secret().endpoint_url(local)).unwrap();
    }
    for remote in [
        "http://example.com",
        "http://10.0.0.1",
        "http://localhost.example.com",
    ] {
        let error = authorization::<Bearer>(secret().endpoint_url(remote)).unwrap_err();
        assert!(error.to_string().contains("https"), "{error}");
    }
    let error = client(&SERVICE, secret())
        .call::<Bearer>(Empty::default())
        .presign(std::time::Duration::from_secs(60))
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
}

operation!(Optional: Empty => Empty, NoError, &SERVICE, |schema| schema
    .http("GET", "/x")
    .auth(&[AuthScheme::SigV4, AuthScheme::NoAuth]));
operation!(Either: Empty => Empty, NoError, &SERVICE, |schema| schema
    .http("GET", "/e")
    .auth(&[AuthScheme::SigV4, AuthScheme::Bearer]));
operation!(TokenFirst: Empty => Empty, NoError, &SERVICE, |schema| schema
    .http("GET", "/e")
    .auth(&[AuthScheme::Bearer, AuthScheme::SigV4]));
operation!(Locked: Empty => Empty, NoError, &LOCKER, |schema| schema.http("GET", "/l"));
operation!(Query: Empty => Empty, NoError, &LOCKER, |schema| schema
    .http("GET", "/q")
    .auth(&[AuthScheme::ApiKeyQuery { name: "key" }]));

fn is_signed(authorization: Option<String>) -> bool {
    authorization.is_some_and(|text| text.starts_with("AWS4-HMAC-SHA256 "))
}

/// `optionalAuth`: signed if there are credentials, and sent without a signature if there are none.
#[test]
fn optional_authentication_is_used_where_there_are_credentials() {
    assert!(is_signed(authorization::<Optional>(config()).unwrap()));
    let anonymous = Config::new("eu-west-1").anonymous();
    assert_eq!(authorization::<Optional>(anonymous).unwrap(), None);
    let keys = [
        ("AWS_ACCESS_KEY_ID", "AKID"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
    ];
    let anonymous = Config::from_environment(Environment::from_map(keys)).anonymous();
    let anonymous = anonymous.region("eu-west-1");
    assert_eq!(authorization::<Optional>(anonymous).unwrap(), None);
}

#[test]
fn the_order_of_the_model_decides_between_identities() {
    let both = || config().bearer_token("token");
    assert!(is_signed(authorization::<Either>(both()).unwrap()));
    let token = Some("Bearer token".to_owned());
    assert_eq!(authorization::<TokenFirst>(both()).unwrap(), token);
    assert!(is_signed(authorization::<TokenFirst>(config()).unwrap()));
    let only_token = Config::new("eu-west-1").bearer_token("token");
    assert_eq!(authorization::<Either>(only_token).unwrap(), token);
}

#[test]
fn the_callers_preference_goes_before_the_order_of_the_model() {
    let token = Some("Bearer token".to_owned());
    let both = || config().bearer_token("token");
    let code = both().auth_scheme_preference(["smithy.api#httpBearerAuth"]);
    assert_eq!(authorization::<Either>(code).unwrap(), token);
    let keys = Credentials::new("AKIDEXAMPLE", "secret").unwrap();
    let from = |variables: &[(&str, &str)], profile: &str| {
        let environment = Environment::from_map([variables, &[("HOME", "/h")]].concat());
        let environment = environment.with_file("/h/.aws/config", profile);
        let config = Config::from_environment(environment).region("eu-west-1");
        config.credentials(keys.clone()).bearer_token("token")
    };
    let variable = ("AWS_AUTH_SCHEME_PREFERENCE", "sigv4a, httpBearerAuth,sigv4");
    assert_eq!(
        authorization::<Either>(from(&[variable], "")).unwrap(),
        token
    );
    let profile = "[default]\nauth_scheme_preference = httpBearerAuth\n";
    assert_eq!(authorization::<Either>(from(&[], profile)).unwrap(), token);
    let variable = ("AWS_AUTH_SCHEME_PREFERENCE", "sigv4");
    assert!(is_signed(
        authorization::<TokenFirst>(from(&[variable], profile)).unwrap()
    ));
    // A scheme that the operation does not have is of no use.
    let code = both().auth_scheme_preference(["httpApiKeyAuth"]);
    assert!(is_signed(authorization::<Either>(code).unwrap()));
}

#[test]
fn api_keys_and_passwords_go_where_the_model_says() {
    let own = || Config::without_region().endpoint_url("https://locker.example");
    let request = |config: Config, query: bool| {
        let client = Client::new(&LOCKER, config).unwrap();
        match query {
            true => client.call::<Query>(Empty::default()).to_request(),
            false => client.call::<Locked>(Empty::default()).to_request(),
        }
    };
    let sent = request(own().api_key("k3y"), false).unwrap();
    assert_eq!(header(&sent, "x-api-key"), Some("k3y"));
    let sent = request(own().api_key("k3y"), true).unwrap();
    assert_eq!(sent.uri(), "https://locker.example/q?key=k3y");
    let sent = request(own().basic_auth("me", "pass"), false).unwrap();
    assert_eq!(header(&sent, "authorization"), Some("Basic bWU6cGFzcw=="));
    assert!(!format!("{sent:?}").contains("bWU6cGFzcw"));

    let error = request(own(), false).unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("Config::api_key or Config::basic_auth"),
        "{text}"
    );
    let error = request(own().api_key("k").endpoint_url("http://far.example"), false);
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Credentials);
    for config in [own().api_key("a b"), own().basic_auth("a:b", "c")] {
        let shown = format!("{config:?}");
        assert!(!shown.contains("a b") && !shown.contains("a:b"), "{shown}");
        let error = Client::new(&LOCKER, config).unwrap_err();
        assert!(matches!(error, ConfigError::Setting { .. }), "{error}");
    }
}

#[test]
fn keys_and_passwords_that_a_service_repeats_are_redacted() {
    let own = || Config::without_region().endpoint_url("https://locker.example");
    let refusal = |config: Config, query: bool, body: &'static str| {
        let service = Service::new(403, &[("x-amzn-errortype", "Denied")], body);
        let client = Client::new(&LOCKER, config.blocking_transport(service)).unwrap();
        match query {
            true => client
                .call::<Query>(Empty::default())
                .send_blocking()
                .unwrap_err(),
            false => client
                .call::<Locked>(Empty::default())
                .send_blocking()
                .unwrap_err(),
        }
    };
    let key = || own().api_key("k3y/1");
    for (config, query, body) in [
        (key(), true, r#"{"message": "the key k3y/1 is none"}"#),
        (key(), true, r#"{"message": "/q?key=k3y%2F1 is forbidden"}"#),
        (key(), false, r#"{"message": "the key k3y\/1 is none"}"#),
        (
            own().basic_auth("me", "k3y/1"),
            false,
            r#"{"message": "not me:k3y/1"}"#,
        ),
        (
            own().basic_auth("me", "k3y/1"),
            false,
            r#"{"message": "bWU6azN5LzE= is wrong"}"#,
        ),
    ] {
        let error = refusal(config, query, body);
        let shown = format!("{error} {error:?} {:?}", error.body_excerpt());
        assert!(shown.contains("**redacted**"), "{body}: {shown}");
        assert!(!shown.contains("k3y") && !shown.contains("bWU6"), "{shown}");
    }
}

/// Endpoints with the account in their host, as far as it is known.
static ACCOUNTS: Rules = Rules {
    parameters: &[
        string("Region").built_in(BuiltIn::Region),
        string("AccountId").built_in(BuiltIn::AccountId),
    ],
    variables: &[],
    conditions: &[Expr::IsSet(&Expr::Value(1))],
    results: &[
        rt::rules::endpoint("https://{AccountId}.test.{Region}.amazonaws.com"),
        rt::rules::endpoint("https://test.{Region}.amazonaws.com"),
    ],
    nodes: &[[0, -1, -2]],
};
static BY_ACCOUNT: rt::ServiceSchema =
    rt::ServiceSchema::new("test#ByAccount", &rt::protocol::REST_JSON_1)
        .signing_name("test")
        .sdk_id("By Account")
        .endpoint(EndpointRules::table(&ACCOUNTS));
operation!(OfAccount: Empty => Empty, NoError, &BY_ACCOUNT, |schema| schema.http("GET", "/"));

#[test]
fn the_account_is_that_of_the_credentials() {
    let keys = || Credentials::new("AKIDEXAMPLE", "secret").unwrap();
    let of_account = |id: &str| keys().account_id(id).unwrap();
    let variables = [
        ("HOME", "/h"),
        ("AWS_REGION", "eu-west-1"),
        ("AWS_ACCOUNT_ID", "111111111111"),
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
    ];
    let environment = || Config::from_environment(Environment::from_map(variables));
    let code = || Config::new("eu-west-1");
    for (config, expected) in [
        (environment(), "111111111111.test"),
        (
            code().credentials(of_account("222222222222")),
            "222222222222.test",
        ),
        (
            environment().credentials(of_account("222222222222")),
            "222222222222.test",
        ),
        // The environment's account is not that of other credentials.
        (environment().credentials(keys()), "test"),
        (
            environment()
                .credentials(of_account("222222222222"))
                .account_id("333333333333"),
            "333333333333.test",
        ),
    ] {
        let client = Client::new(&BY_ACCOUNT, config).unwrap();
        let request = client
            .call::<OfAccount>(Empty::default())
            .to_request()
            .unwrap();
        let expected = format!("{expected}.eu-west-1.amazonaws.com");
        assert_eq!(request.uri().host(), Some(&*expected));
    }
    for id in ["", "1/2", "a.b", "1 2"] {
        assert!(keys().account_id(id).is_err(), "{id:?}");
    }
}
