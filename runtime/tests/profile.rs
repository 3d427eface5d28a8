//! Settings out of environment variables and the shared files.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use tinsmith_runtime::environment::{Environment, Settings, SettingsError};

const ID: &str = "AKIAIOSFODNN7EXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const KEYS: &str = "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = abc/def+=\n";

/// A home at `/home/me` with these files; an empty file does not exist.
fn environment(variables: &[(&str, &str)], config: &str, credentials: &str) -> Environment {
    let home = ("HOME", "/home/me");
    let variables = variables.iter().copied().chain([home]);
    let mut environment = Environment::from_map(variables);
    for (name, contents) in [("config", config), ("credentials", credentials)] {
        if !contents.is_empty() {
            environment = environment.with_file(format!("/home/me/.aws/{name}"), contents);
        }
    }
    environment
}

fn load(environment: &Environment) -> Result<Settings, SettingsError> {
    Settings::load(environment, "IoTTwinMaker")
}

fn settings(variables: &[(&str, &str)], config: &str, credentials: &str) -> Settings {
    load(&environment(variables, config, credentials)).unwrap()
}

fn message(variables: &[(&str, &str)], config: &str, credentials: &str) -> String {
    let error = load(&environment(variables, config, credentials)).unwrap_err();
    let message = error.to_string();
    let debug = format!("{error:?}");
    for secret in [SECRET, "abc/def"] {
        assert!(
            !message.contains(secret) && !debug.contains(secret),
            "{debug}"
        );
    }
    assert!(!message.contains('\n'), "{message:?}");
    message
}

fn region(settings: &Settings) -> Option<&str> {
    settings.region.as_ref().map(|region| region.as_str())
}

fn endpoint(variables: &[(&str, &str)], config: &str) -> Option<String> {
    let endpoint = settings(variables, config, "").endpoint_url;
    endpoint.map(|endpoint| endpoint.to_string())
}

/// Id, secret and token, as far as there are any.
fn keys(settings: &Settings) -> Option<(&str, &str, Option<&str>)> {
    let credentials = settings.credentials.as_ref()?;
    let secret = credentials.secret_access_key();
    Some((credentials.access_key_id(), secret, credentials.token()))
}

#[test]
fn nothing_set_is_nothing_found() {
    for environment in [
        Environment::from_map([("", ""); 0]),
        environment(&[], "", ""),
        environment(&[("AWS_REGION", ""), ("AWS_PROFILE", "")], "", ""),
        environment(&[("AWS_PROFILE", "default")], "", ""),
    ] {
        let settings = load(&environment).unwrap();
        assert!(settings.region.is_none() && settings.credentials.is_none());
        assert!(settings.endpoint_url.is_none() && settings.max_attempts.is_none());
    }
}

#[test]
fn variables_go_before_files() {
    let config = "[default]\nregion = eu-west-1\nmax_attempts = 7\n";
    let credentials = format!("[default]\n{KEYS}aws_session_token = filetoken\n");
    let files = settings(&[], config, &credentials);
    assert_eq!(region(&files), Some("eu-west-1"));
    assert_eq!(keys(&files), Some((ID, "abc/def+=", Some("filetoken"))));
    assert_eq!(files.max_attempts, Some(7));

    let variables = [
        ("AWS_DEFAULT_REGION", "us-west-1"),
        ("AWS_ACCESS_KEY_ID", "AKIDENV"),
        ("AWS_SECRET_ACCESS_KEY", SECRET),
        ("AWS_MAX_ATTEMPTS", "2"),
    ];
    let both = settings(&variables, config, &credentials);
    assert_eq!(region(&both), Some("us-west-1"));
    // The token of the file belongs to the keys of the file.
    assert_eq!(keys(&both), Some(("AKIDENV", SECRET, None)));
    assert_eq!(both.max_attempts, Some(2));

    let variables = [
        ("AWS_REGION", "us-east-2"),
        ("AWS_DEFAULT_REGION", "us-west-1"),
    ];
    assert_eq!(region(&settings(&variables, "", "")), Some("us-east-2"));
}

#[test]
fn the_credentials_file_goes_before_the_config_file() {
    let config = format!("[default]\nregion = eu-west-1\n{KEYS}aws_session_token = t\n");
    let from_config = settings(&[], &config, "");
    assert_eq!(keys(&from_config), Some((ID, "abc/def+=", Some("t"))));
    let credentials =
        "[default]\naws_access_key_id = OTHER\naws_secret_access_key = other\nregion = eu-west-2";
    let from_both = settings(&[], &config, credentials);
    assert_eq!(keys(&from_both), Some(("OTHER", "other", None)));
    assert_eq!(region(&from_both), Some("eu-west-2"));
}

#[test]
fn profiles_are_selected() {
    let config = "[default]\nregion=a\n[profile dev]\nregion=b\n[dev]\nregion=c\n\
                  [profile \"with space\"]\nregion=d\n[profile  tab\t]\nregion=e\n";
    let credentials = format!("[dev]\n{KEYS}");
    for (profile, expected) in [
        ("default", "a"),
        ("dev", "b"),
        ("with space", "d"),
        ("tab", "e"),
    ] {
        let found = settings(&[("AWS_PROFILE", profile)], config, &credentials);
        assert_eq!(region(&found), Some(expected), "{profile}");
        assert_eq!(keys(&found).is_some(), profile == "dev");
    }
    // An older name of the variable counts if the usual one is not set.
    let older = [("AWS_DEFAULT_PROFILE", "dev")];
    assert_eq!(region(&settings(&older, config, &credentials)), Some("b"));
    let both_names = [("AWS_DEFAULT_PROFILE", "dev"), ("AWS_PROFILE", "tab")];
    assert_eq!(
        region(&settings(&both_names, config, &credentials)),
        Some("e")
    );
    let text = message(&[("AWS_DEFAULT_PROFILE", "nobody")], config, &credentials);
    assert!(text.starts_with("AWS_DEFAULT_PROFILE names"), "{text}");
    let both = "[profile default]\nregion = x\n[default]\nregion = y\n";
    assert_eq!(region(&settings(&[], both, "")), Some("x"));
}

#[test]
fn a_profile_that_does_not_exist_is_an_error_that_names_those_that_do() {
    let config = "[profile dev]\nregion=b\n[profile prod]\n[services x]\n[other]\n";
    let text = message(&[("AWS_PROFILE", "de\nv")], config, "[ci]\n");
    assert_eq!(
        text,
        "AWS_PROFILE names profile `de\\nv`, which is not in /home/me/.aws/config and \
         /home/me/.aws/credentials; use one of these: ci, dev, prod"
    );
    let text = message(&[("AWS_PROFILE", "dev")], "", "");
    assert!(text.contains("does not exist"), "{text}");
    let many: String = (0..50).map(|n| format!("[p{n:02}]\n")).collect();
    let text = message(&[("AWS_PROFILE", "dev")], "", &many);
    assert!(text.ends_with("p19 and 30 more"), "{text}");
}

#[test]
fn files_lie_where_the_variables_say() {
    let variables = [
        ("HOME", "/home/me"),
        ("AWS_CONFIG_FILE", "/etc/aws"),
        ("AWS_SHARED_CREDENTIALS_FILE", "~/keys"),
    ];
    let environment = Environment::from_map(variables)
        .with_file("/etc/aws", "[default]\nregion = a")
        .with_file("/home/me/keys", format!("[default]\n{KEYS}"))
        .with_file("/home/me/.aws/config", "[default]\nregion = b");
    let found = load(&environment).unwrap();
    assert_eq!(region(&found), Some("a"));
    assert!(found.credentials.is_some());
}

#[test]
fn half_credentials_name_the_other_half() {
    let id = [("AWS_ACCESS_KEY_ID", ID)];
    let text = message(&id, "", &format!("[default]\n{KEYS}"));
    assert!(
        text.starts_with(
            "environment variable AWS_ACCESS_KEY_ID is set but AWS_SECRET_ACCESS_KEY is not;"
        ),
        "{text}"
    );
    let secret = [("AWS_SECRET_ACCESS_KEY", SECRET)];
    let text = message(&secret, "", "");
    assert!(text.contains("but AWS_ACCESS_KEY_ID is not"), "{text}");
    let text = message(
        &[],
        "",
        "[default]\n\naws_access_key_id = A\naws_secret_access_key =\n",
    );
    assert!(
        text.starts_with(
            "/home/me/.aws/credentials:3: `aws_access_key_id` is set but \
        aws_secret_access_key is not;"
        ),
        "{text}"
    );
    // A token alone is a leftover.
    assert!(
        settings(&[("AWS_SESSION_TOKEN", "t")], "", "")
            .credentials
            .is_none()
    );
}

#[test]
fn endpoints_by_precedence() {
    let config = "[default]\nservices = local\nendpoint_url = http://global\n\
                  [services local]\ns3 =\n  endpoint_url = http://s3\n\
                  iottwinmaker = \n  endpoint_url = http://own # comment\n  x = y\n\
                  [services other]\niottwinmaker =\n  endpoint_url = http://other\n";
    let service = ("AWS_ENDPOINT_URL_IOTTWINMAKER", "http://env-own");
    let global = ("AWS_ENDPOINT_URL", "http://env");
    assert_eq!(
        endpoint(&[service, global], config).unwrap(),
        "http://env-own"
    );
    assert_eq!(endpoint(&[global], config).unwrap(), "http://env");
    assert_eq!(endpoint(&[], config).unwrap(), "http://own");
    let without = config.replace("services = local\n", "");
    assert_eq!(endpoint(&[], &without).unwrap(), "http://global");

    let ignore = ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "TRUE");
    assert_eq!(endpoint(&[service, global, ignore], config), None);
    let ignoring = config.replace("services = local", "ignore_configured_endpoint_urls=true");
    assert_eq!(endpoint(&[global], &ignoring), None);
    let heed = ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "false");
    assert_eq!(endpoint(&[heed], &ignoring).unwrap(), "http://global");
}

#[test]
fn service_ids_become_names() {
    let config =
        "[default]\nservices=a\n[services a]\nelastic_beanstalk=\n  endpoint_url=http://file\n";
    let id = "Elastic Beanstalk";
    let found = Settings::load(&environment(&[], config, ""), id).unwrap();
    assert_eq!(found.endpoint_url.unwrap().to_string(), "http://file");
    let variables = [("AWS_ENDPOINT_URL_ELASTIC_BEANSTALK", "http://env")];
    let found = Settings::load(&environment(&variables, config, ""), id).unwrap();
    assert_eq!(found.endpoint_url.unwrap().to_string(), "http://env");
}

#[test]
fn values_that_are_not_valid_say_where_they_stand() {
    for (variable, value, expected) in [
        (
            "AWS_REGION",
            "us-east-1\n",
            r"environment variable AWS_REGION: `us-east-1\n` is not a region",
        ),
        (
            "AWS_REGION",
            "x@evil.com:443/#",
            "environment variable AWS_REGION: `x@evil.com:443/#`",
        ),
        (
            "AWS_ENDPOINT_URL",
            "localhost:80",
            "environment variable AWS_ENDPOINT_URL: the endpoint URL `localhost:80` is not valid; \
             begin it with",
        ),
        (
            "AWS_MAX_ATTEMPTS",
            "0",
            "environment variable AWS_MAX_ATTEMPTS is not valid; use a whole number",
        ),
        (
            "AWS_MAX_ATTEMPTS",
            "4294967296",
            "environment variable AWS_MAX_ATTEMPTS is not",
        ),
        (
            "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
            "yes",
            "environment variable AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is not",
        ),
    ] {
        let text = message(&[(variable, value)], "", "");
        assert!(text.starts_with(expected), "{text}");
    }
    let text = message(&[], "\u{feff}[default]\r\n\r\nregion = a b\r\n", "");
    assert!(
        text.starts_with("/home/me/.aws/config:3: `region`: `a b` is not a region"),
        "{text}"
    );
    let text = message(&[], "[default]\nservices = x\n[services y]\n", "");
    assert!(text.contains("[services x] that does not exist"), "{text}");
    let keys = [
        ("AWS_ACCESS_KEY_ID", "AK\r\nID"),
        ("AWS_SECRET_ACCESS_KEY", SECRET),
    ];
    let text = message(&keys, "", "");
    assert!(
        text.starts_with("environment variable AWS_ACCESS_KEY_ID: the access key id holds"),
        "{text}"
    );
}

#[test]
fn a_bad_secret_is_traced_to_its_own_variable() {
    let keys = [("AWS_ACCESS_KEY_ID", ID), ("AWS_SECRET_ACCESS_KEY", "a\nb")];
    let text = message(&keys, "", "");
    assert!(
        text.starts_with("environment variable AWS_SECRET_ACCESS_KEY: the secret"),
        "{text}"
    );
}

#[test]
fn the_format_of_the_files() {
    let config = "\u{feff}# comment\r\n; comment\r\n  # indented comment\r\n\r\n\
                  [ default ]  # after\r\n REGION\r\n";
    let text = message(&[], config, "");
    assert!(
        text.starts_with("/home/me/.aws/config:6: the indented line"),
        "{text}"
    );

    let config = "[default] ; x\r\nRegion\t=\teu-west-1\t# here\r\n\r\n\
                  [plugins]\nx = y\n[sso-session s]\nsso_region = z\n\
                  [default]\nmax_attempts = 3 ; there\nregion = eu-west-2 \n";
    let found = settings(&[], config, "");
    assert_eq!(
        (region(&found), found.max_attempts),
        (Some("eu-west-2"), Some(3))
    );

    // A value holds `=`, `#` and `;` where no space stands before them.
    let credentials = "[default]\naws_access_key_id=A\naws_secret_access_key=a=b#c;d==\n";
    assert_eq!(
        keys(&settings(&[], "", credentials)),
        Some(("A", "a=b#c;d==", None))
    );
}

#[test]
fn lines_that_are_not_understood_are_named() {
    for (config, line, problem) in [
        ("region = a\n", 1, "before any section"),
        ("[default\nregion = a\n", 1, "no closing `]`"),
        ("[default] x\n", 1, "follows the `]`"),
        ("[default]\nregion\n", 2, "neither `[section]` nor"),
        ("[default]\n= a\n", 2, "no name stands before"),
        ("[default]\n  a = b\n", 2, "belongs to no property"),
        ("[default]\ns3 =\n  a\n", 3, "neither `[section]` nor"),
        ("[default]\nregion = a\0b\n", 2, "control character"),
        ("[default]\nregion = a\rb\n", 2, "control character"),
    ] {
        let text = message(&[], config, "");
        let place = format!("/home/me/.aws/config:{line}: ");
        assert!(text.starts_with(&place) && text.contains(problem), "{text}");
    }
}

#[test]
fn a_value_over_two_lines_is_no_secret() {
    let credentials = "[default]\naws_access_key_id = A\naws_secret_access_key = abc/def\n  more\n";
    let text = message(&[], "", credentials);
    assert!(text.starts_with("/home/me/.aws/credentials:3: "), "{text}");
}

#[test]
fn hostile_files_end_in_errors() {
    let at = "/home/me/.aws/config";
    let load_bytes = |bytes: Vec<u8>| load(&environment(&[], "", "").with_file(at, bytes));
    let error = load_bytes(b"[default]\nregion = \xff\n".to_vec()).unwrap_err();
    assert!(
        matches!(error, SettingsError::Syntax { line: 2, .. }),
        "{error}"
    );
    let error = load_bytes([b"#".as_slice(), &[b'x'; 70_000]].concat()).unwrap_err();
    assert!(
        matches!(error, SettingsError::Syntax { line: 1, .. }),
        "{error}"
    );
    let error = load_bytes(vec![b'\n'; 4 * 1024 * 1024 + 1]).unwrap_err();
    assert!(matches!(error, SettingsError::TooLarge { .. }), "{error}");
    let sections: String = (0..50_000).map(|n| format!("[profile {n}]\n")).collect();
    assert!(load_bytes(sections.into_bytes()).is_ok());
    let lines = "[default]\na = b\n".to_string() + &"  c\n".repeat(100_000);
    assert!(load_bytes(lines.into_bytes()).is_ok());
}

#[test]
fn files_of_the_machine_are_read() {
    let process = Environment::process();
    assert_eq!(process.variable("TINSMITH_NO_SUCH_VARIABLE").unwrap(), None);
    assert!(process.variable("PATH").unwrap().is_some());
    assert_eq!(format!("{process:?}"), "Environment::process()");
}

#[test]
fn debug_shows_no_secret() {
    let variables = [
        ("AWS_ACCESS_KEY_ID", ID),
        ("AWS_SECRET_ACCESS_KEY", SECRET),
        ("AWS_SESSION_TOKEN", "FwoGtoken"),
    ];
    let environment = environment(
        &variables,
        "[default]\nregion=a",
        &format!("[default]\n{KEYS}"),
    );
    let settings = load(&environment).unwrap();
    let shown = format!("{environment:?} {settings:?} {settings:#?}");
    for secret in [ID, SECRET, "FwoGtoken", "abc/def"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    assert!(shown.contains("AWS_SECRET_ACCESS_KEY"));
}
