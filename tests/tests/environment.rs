//! The settings that a client reads from environment variables and shared files, as visible in its
//! requests.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use http::Request;
use iottwinmaker::{Client, Config, ConfigError};
use tinsmith_runtime::Bytes;
use tinsmith_runtime::call::RetryConfig;
use tinsmith_runtime::environment::Environment;
use tinsmith_tests::carrier::both;
use tinsmith_tests::client::{ACCESS_KEY_ID, credentials, input};
use tinsmith_tests::clock::ManualClock;
use tinsmith_tests::example::Example;
use tinsmith_tests::server::{Server, exchange, ok, response};

const CONFIG: &str = "/home/me/.aws/config";
const CREDENTIALS: &str = "/home/me/.aws/credentials";

/// Creates an environment with these variables and files.
fn machine(variables: &[(&str, &str)], config: &str, credentials: &str) -> Environment {
    let home = ("HOME", "/home/me");
    Environment::from_map([variables, &[home]].concat())
        .with_file(CONFIG, config)
        .with_file(CREDENTIALS, credentials)
}

fn client(environment: Environment) -> Result<Client, ConfigError> {
    let clock = ManualClock::at("2021-11-29T23:59:58Z");
    Client::new(Config::from_environment(environment).clock(clock))
}

fn request(environment: Environment) -> Request<Bytes> {
    let client = client(environment).unwrap();
    client.list_sync_jobs(input()).to_request().unwrap()
}

/// The scheme, host and port of a request.
fn origin(request: &Request<Bytes>) -> String {
    let uri = request.uri();
    format!("{}://{}", uri.scheme().unwrap(), uri.authority().unwrap())
}

/// The scope of a request's signature: key, date, region and service.
fn scope(request: &Request<Bytes>) -> &str {
    let authorization = request.headers()["authorization"].to_str().unwrap();
    let rest = authorization
        .strip_prefix("AWS4-HMAC-SHA256 Credential=")
        .unwrap();
    rest.split_once(',').unwrap().0
}

fn token(request: &Request<Bytes>) -> Option<&str> {
    let token = request.headers().get("x-amz-security-token")?;
    Some(token.to_str().unwrap())
}

const VARIABLES: [(&str, &str); 4] = [
    ("AWS_ACCESS_KEY_ID", "AKIDVARIABLE"),
    ("AWS_SECRET_ACCESS_KEY", "secret"),
    ("AWS_SESSION_TOKEN", "a-token"),
    ("AWS_REGION", "eu-west-1"),
];

const FILE: &str =
    "[default]\nregion = eu-north-1\naws_access_key_id = AKIDFILE\naws_secret_access_key = s\n";

#[test]
fn variables_are_enough() {
    let request = request(Environment::from_map(VARIABLES));
    assert_eq!(
        origin(&request),
        "https://api.iottwinmaker.eu-west-1.amazonaws.com"
    );
    assert_eq!(
        scope(&request),
        "AKIDVARIABLE/20211129/eu-west-1/iottwinmaker/aws4_request"
    );
    assert_eq!(token(&request), Some("a-token"));
}

#[test]
fn files_are_enough() {
    let request = request(machine(&[], FILE, ""));
    assert_eq!(
        origin(&request),
        "https://api.iottwinmaker.eu-north-1.amazonaws.com"
    );
    assert_eq!(
        scope(&request),
        "AKIDFILE/20211129/eu-north-1/iottwinmaker/aws4_request"
    );
    assert_eq!(token(&request), None);
}

/// Variables take precedence over files, and keys of different sources are not mixed.
#[test]
fn variables_go_before_files() {
    let with_token = format!("{FILE}aws_session_token = of-the-file\n");
    let keys = &VARIABLES[..2];
    let request = request(machine(keys, &with_token, ""));
    assert_eq!(
        scope(&request),
        "AKIDVARIABLE/20211129/eu-north-1/iottwinmaker/aws4_request"
    );
    assert_eq!(token(&request), None);
}

#[test]
fn code_goes_before_everything() {
    let environment = machine(&VARIABLES, FILE, "");
    let clock = ManualClock::at("2021-11-29T23:59:58Z");
    let config = Config::from_environment(environment)
        .clock(clock)
        .region("ap-south-1")
        .credentials(credentials())
        .endpoint_url("https://code.example.com");
    let client = Client::new(config).unwrap();
    let request = client.list_sync_jobs(input()).to_request().unwrap();
    assert_eq!(origin(&request), "https://api.code.example.com");
    let scope = scope(&request);
    assert_eq!(
        scope,
        format!("{ACCESS_KEY_ID}/20211129/ap-south-1/iottwinmaker/aws4_request")
    );
    assert_eq!(token(&request), None);
}

#[test]
fn a_profile_is_selected_in_both_files() {
    let config = "[default]\nregion = us-east-1\n[profile work]\nregion = us-west-2\n";
    let keys =
        "[work]\naws_access_key_id = AKIDWORK\naws_secret_access_key = s\naws_session_token = t\n";
    let request = request(machine(&[("AWS_PROFILE", "work")], config, keys));
    assert_eq!(
        scope(&request),
        "AKIDWORK/20211129/us-west-2/iottwinmaker/aws4_request"
    );
    assert_eq!(token(&request), Some("t"));
}

#[test]
fn endpoints_by_precedence() {
    let files = format!(
        "{FILE}endpoint_url = http://profile.test\nservices = mine\n\
         [services mine]\niottwinmaker =\n  endpoint_url = http://profile-service.test\n"
    );
    let service = ("AWS_ENDPOINT_URL_IOTTWINMAKER", "http://service.test");
    let all = ("AWS_ENDPOINT_URL", "http://all.test");
    let other = ("AWS_ENDPOINT_URL_IOTFLEETWISE", "http://other.test");
    let ignore = ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true");
    let empty = ("AWS_ENDPOINT_URL_IOTTWINMAKER", "");
    let regional = "https://api.iottwinmaker.eu-north-1.amazonaws.com";
    let without_service = files.replace("services = mine\n", "");
    for (variables, config, expected) in [
        (
            &[service, all, other][..],
            &files,
            "http://api.service.test",
        ),
        (&[all, other], &files, "http://api.all.test"),
        (&[all, empty], &files, "http://api.all.test"),
        (&[other], &files, "http://api.profile-service.test"),
        (&[], &without_service, "http://api.profile.test"),
        (&[other], &FILE.to_owned(), regional),
        (&[service, all, ignore], &files, regional),
    ] {
        let request = request(machine(variables, config, ""));
        assert_eq!(origin(&request), expected, "{variables:?}");
        assert_eq!(request.uri().path(), "/workspaces/factory/sync-jobs-list");
        let scope = scope(&request);
        assert!(scope.contains("/eu-north-1/iottwinmaker/"), "{scope}");
    }
}

#[test]
fn missing_settings_are_named() {
    let nothing = Environment::from_map([("HOME", "/home/me")]);
    assert!(matches!(client(nothing), Err(ConfigError::NoRegion)));
    let region = Environment::from_map([("AWS_REGION", "us-east-1")]);
    assert!(matches!(client(region), Err(ConfigError::NoCredentials)));
    let half = Environment::from_map([("AWS_REGION", "us-east-1"), ("AWS_ACCESS_KEY_ID", "a")]);
    let shown = client(half).unwrap_err().to_string();
    assert!(shown.contains("AWS_SECRET_ACCESS_KEY"), "{shown}");
    let nobody = machine(&[("AWS_PROFILE", "nobody")], FILE, "");
    let shown = client(nobody).unwrap_err().to_string();
    assert!(
        shown.contains("nobody") && shown.contains("default"),
        "{shown}"
    );
}

#[test]
fn the_number_of_attempts_is_taken() {
    both(|carrier| {
        for (variables, config, expected) in [
            (&[][..], "", 3),
            (&[("AWS_MAX_ATTEMPTS", "1")], "", 1),
            (
                &[("AWS_MAX_ATTEMPTS", "2")],
                "[default]\nmax_attempts = 5\n",
                2,
            ),
            (&[], "[default]\nmax_attempts = 5\n", 5),
        ] {
            let close = [("connection", "close")];
            let server = Server::new([0; 9].map(|_| exchange(response(503, &close, ""))));
            let environment = machine(&[&VARIABLES, variables].concat(), config, "");
            let config = Config::from_environment(environment).endpoint_url(server.url());
            let client = Client::new(config.jitter(|| 0.0)).unwrap();
            let error = carrier.send(client.list_sync_jobs(input())).unwrap_err();
            assert_eq!(error.attempts(), expected);
            assert_eq!(server.requests().len(), expected as usize);
        }
    });
}

/// `Client::from_env` in a separate process, with real variables and files.
#[test]
fn a_process_has_its_own_environment() {
    for transport in [
        &["--workspace-id", "factory"][..],
        &["--workspace-id", "factory", "--blocking"],
    ] {
        let folder = tempfile::tempdir().unwrap();
        let aws = folder.path().join(".aws");
        let server = Server::new([exchange(ok("{}"))]);
        std::fs::create_dir(&aws).unwrap();
        std::fs::write(
            aws.join("config"),
            format!(
                "[profile work]\nregion = eu-central-1\nservices = mine\n\
                 [services mine]\niottwinmaker =\n  endpoint_url = {}\n",
                server.url()
            ),
        )
        .unwrap();
        let keys = "[work]\naws_access_key_id = AKIDWORK\naws_secret_access_key = s\n\
            aws_session_token = t\n";
        std::fs::write(aws.join("credentials"), keys).unwrap();
        let mut example = Example::new("", transport)
            .env("HOME", folder.path())
            .env("AWS_PROFILE", "work");
        for name in [
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_REGION",
            "AWS_CONFIG_FILE",
            "AWS_SHARED_CREDENTIALS_FILE",
        ] {
            example = example.without(name);
        }
        let run = example.run();
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        let requests = server.requests();
        let authorization = requests[0].header("authorization").unwrap();
        assert!(authorization.contains("AKIDWORK/"), "{authorization}");
        assert!(
            authorization.contains("/eu-central-1/iottwinmaker/"),
            "{authorization}"
        );
        assert_eq!(requests[0].header("x-amz-security-token"), Some("t"));
    }
}

/// The variable for the service takes precedence over the global one, in a real process too.
#[test]
fn a_process_takes_the_services_own_endpoint() {
    let (own, all) = (Server::new([exchange(ok("{}"))]), Server::new([]));
    let run = Example::new(&all.url(), &["--workspace-id", "factory"])
        .env("AWS_ENDPOINT_URL_IOTTWINMAKER", own.url())
        .run();
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!((own.requests().len(), all.connections()), (1, 0));
}

/// The host of a request with a local endpoint, with the operation's host prefix or without.
#[test]
fn the_host_prefix_is_left_out_where_it_is_turned_off() {
    let variable = ("AWS_DISABLE_HOST_PREFIX_INJECTION", "true");
    let on = ("AWS_DISABLE_HOST_PREFIX_INJECTION", "false");
    let property = format!("{FILE}disable_host_prefix_injection = true\n");
    let url = ("AWS_ENDPOINT_URL", "http://localhost:4566");
    for (variables, config, expected) in [
        (&[url][..], FILE, "http://api.localhost:4566"),
        (&[url, variable], FILE, "http://localhost:4566"),
        (&[url], &property, "http://localhost:4566"),
        (&[url, on], &property, "http://api.localhost:4566"),
    ] {
        let request = request(machine(variables, config, ""));
        assert_eq!(origin(&request), expected);
    }
    let code = Config::from_environment(machine(&[url, variable], FILE, "")).host_prefix(true);
    let client = Client::new(code).unwrap();
    let request = client.list_sync_jobs(input()).to_request().unwrap();
    assert_eq!(origin(&request), "http://api.localhost:4566");
}

/// The settings of FIPS and dual stack, in variable, profile or code, lead to the hosts of the
/// endpoint rules.
#[test]
fn fips_and_dual_stack_lead_to_their_hosts() {
    const FIPS: &str = "https://api.iottwinmaker-fips.eu-west-1.amazonaws.com";
    const DUAL_STACK: &str = "https://api.iottwinmaker.eu-west-1.api.aws";
    let host = |config: Config| {
        let config = config.region("eu-west-1").credentials(credentials());
        let client = Client::new(config).unwrap();
        origin(&client.list_sync_jobs(input()).to_request().unwrap())
    };
    for (variable, property, expected) in [
        ("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint", FIPS),
        (
            "AWS_USE_DUALSTACK_ENDPOINT",
            "use_dualstack_endpoint",
            DUAL_STACK,
        ),
    ] {
        let on = &[(variable, "true")];
        let file = format!("{FILE}{property} = true\n");
        let usual = host(Config::from_environment(machine(&[], FILE, "")));
        assert_eq!(usual, "https://api.iottwinmaker.eu-west-1.amazonaws.com");
        assert_eq!(
            host(Config::from_environment(machine(on, FILE, ""))),
            expected
        );
        assert_eq!(
            host(Config::from_environment(machine(&[], &file, ""))),
            expected
        );
        let off = Config::from_environment(machine(on, FILE, ""));
        assert_eq!(host(off.use_fips(false).use_dual_stack(false)), usual);
    }
    assert_eq!(host(Config::new("eu-west-1").use_fips(true)), FIPS);
}

/// Unsupported settings that would change the number of requests are errors that name the
/// setting.
#[test]
fn unsupported_settings_are_refused_by_name() {
    for (variable, property, value) in [
        ("AWS_RETRY_MODE", "retry_mode", "adaptive"),
        ("AWS_RETRY_MODE", "retry_mode", "legacy"),
    ] {
        let config = format!("{FILE}{property} = {value}\n");
        for machine in [
            machine(&[(variable, value)], FILE, ""),
            machine(&[], &config, ""),
        ] {
            let error = client(machine).unwrap_err();
            assert!(matches!(error, ConfigError::Unsupported { .. }));
            let shown = error.to_string();
            assert!(
                shown.contains(variable) && shown.contains(property),
                "{shown}"
            );
        }
        assert!(client(machine(&[(variable, "standard")], &config, "")).is_ok());
    }
    let error = client(machine(&[("AWS_RETRY_MODE", "often")], FILE, "")).unwrap_err();
    assert!(error.to_string().contains("AWS_RETRY_MODE"), "{error}");
}

/// Each of these settings has a function of `Config` that overrides the environment, and another
/// that ignores it.
#[test]
fn code_goes_before_unsupported_settings() {
    let variables = [
        ("AWS_RETRY_MODE", "adaptive"),
        ("AWS_CA_BUNDLE", "/missing.pem"),
        ("HTTPS_PROXY", "http://proxy:3128"),
    ];
    let config = || Config::from_environment(machine(&variables[..1], FILE, ""));
    assert!(Client::new(config().retry(RetryConfig::standard())).is_ok());
    let error = Client::new(config()).unwrap_err();
    assert!(matches!(error, ConfigError::Unsupported { .. }), "{error}");
    let ignoring = Config::from_environment(machine(&variables, FILE, "")).ignore_environment();
    let ignoring = ignoring.region("eu-west-1").credentials(credentials());
    assert!(Client::new(ignoring).is_ok());
}

#[test]
fn a_ca_bundle_in_code_must_hold_certificates() {
    let config = || Config::new("eu-west-1").credentials(credentials());
    let error = Client::new(config().ca_bundle("none")).unwrap_err();
    assert!(error.to_string().contains("Config::ca_bundle"), "{error}");
    let pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    assert!(Client::new(config().ca_bundle(pem)).is_ok());
}

#[test]
fn the_application_is_named_by_variable_profile_or_code() {
    let agent = |config: Config| {
        let client = Client::new(config).unwrap();
        let request = client.list_sync_jobs(input()).to_request().unwrap();
        let agent = request.headers()["user-agent"].to_str().unwrap();
        agent.rsplit(' ').next().unwrap().to_owned()
    };
    let variable = ("AWS_SDK_UA_APP_ID", "by-variable");
    let property = format!("{FILE}sdk_ua_app_id = by-profile\n");
    let config = |variables: &[_]| Config::from_environment(machine(variables, &property, ""));
    assert_eq!(agent(config(&[])), "app/by-profile");
    assert_eq!(agent(config(&[variable])), "app/by-variable");
    assert_eq!(agent(config(&[variable]).app_id("by-code")), "app/by-code");
}

/// A configuration error prints its cause once, if printed with its sources.
#[test]
fn errors_do_not_repeat_their_sources() {
    for machine in [
        machine(&[("AWS_REGION", "no region")], FILE, ""),
        machine(&[("AWS_ENDPOINT_URL", "nowhere")], FILE, ""),
        machine(&[("HTTPS_PROXY", "socks5://proxy")], FILE, ""),
        machine(
            &[("AWS_ACCESS_KEY_ID", "a b"), ("AWS_SECRET_ACCESS_KEY", "s")],
            FILE,
            "",
        ),
    ] {
        let error = client(machine).unwrap_err();
        let shown = error.to_string();
        let mut source = std::error::Error::source(&error);
        while let Some(cause) = source {
            assert!(!shown.contains(&cause.to_string()), "{shown}");
            source = cause.source();
        }
    }
}
