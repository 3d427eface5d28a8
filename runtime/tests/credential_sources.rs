//! The order of credential sources: that of botocore and the AWS CLI, with unsupported ones refused
//! in their place.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use tinsmith_runtime::environment::{Environment, Settings, SettingsError};

const KEYS: [(&str, &str); 2] = [
    ("AWS_ACCESS_KEY_ID", "AKIDENVIRONMENT"),
    ("AWS_SECRET_ACCESS_KEY", "secret"),
];
const WEB_IDENTITY: [(&str, &str); 2] = [
    ("AWS_WEB_IDENTITY_TOKEN_FILE", "/token"),
    ("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/pod"),
];
const CONTAINER: [(&str, &str); 1] = [(
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "/v2/credentials/x",
)];

const FILE_KEYS: &str =
    "[default]\naws_access_key_id = AKIDCREDENTIALS\naws_secret_access_key = s\n";
const CONFIG_KEYS: &str = "[default]\naws_access_key_id = AKIDCONFIG\naws_secret_access_key = s\n";

fn environment(variables: &[(&str, &str)], config: &str, credentials: &str) -> Environment {
    let home = ("HOME", "/home/me");
    Environment::from_map([variables, &[home]].concat())
        .with_file("/home/me/.aws/config", config)
        .with_file("/home/me/.aws/credentials", credentials)
}

/// The access key id that is found, or the setting that an error names.
fn source(variables: &[(&str, &str)], config: &str, credentials: &str) -> String {
    match Settings::load(&environment(variables, config, credentials), "IoTTwinMaker") {
        Ok(settings) => settings
            .credentials
            .map_or("none".to_owned(), |found| found.access_key_id().to_owned()),
        Err(error @ SettingsError::UnsupportedCredentials { .. }) => {
            let text = error.to_string();
            assert!(text.contains("pass Credentials in code"), "{text}");
            let name = text
                .split_once("AWS_")
                .map(|(_, rest)| format!("AWS_{rest}"));
            let name = name.unwrap_or_else(|| text.split('`').nth(1).unwrap().to_owned());
            name.split(':').next().unwrap().to_owned()
        }
        Err(error) => panic!("{error}"),
    }
}

/// A profile with `property` beside keys of its own.
fn with(property: &str, keys: &str) -> String {
    let keys = if keys.is_empty() { "[default]\n" } else { keys };
    format!("{keys}{property} = x\n")
}

#[test]
fn keys_of_the_environment_come_first() {
    let variables = [&KEYS[..], &WEB_IDENTITY, &CONTAINER].concat();
    for property in [
        "role_arn",
        "web_identity_token_file",
        "sso_session",
        "credential_process",
    ] {
        assert_eq!(
            source(&variables, &with(property, ""), FILE_KEYS),
            "AKIDENVIRONMENT"
        );
    }
}

#[test]
fn roles_and_identity_center_come_before_the_keys_of_files() {
    for property in [
        "role_arn",
        "web_identity_token_file",
        "sso_session",
        "sso_account_id",
        "sso_role_name",
        "sso_start_url",
    ] {
        let config = with(property, "");
        assert_eq!(source(&[], &config, ""), property);
        assert_eq!(source(&[], &config, FILE_KEYS), property);
        assert_eq!(source(&[], &with(property, CONFIG_KEYS), ""), property);
        // In the credentials file, too.
        assert_eq!(source(&[], "", &with(property, FILE_KEYS)), property);
    }
    let variable = "environment variable AWS_WEB_IDENTITY_TOKEN_FILE";
    let named = &variable["environment variable ".len()..];
    assert_eq!(source(&WEB_IDENTITY, "", ""), named);
    assert_eq!(source(&WEB_IDENTITY, CONFIG_KEYS, FILE_KEYS), named);
    // Only the token file makes a source.
    assert_eq!(source(&WEB_IDENTITY[1..], "", FILE_KEYS), "AKIDCREDENTIALS");
}

#[test]
fn the_first_of_several_is_named() {
    let both = "[default]\nrole_arn = x\nsso_session = x\n";
    assert_eq!(source(&WEB_IDENTITY, both, ""), "role_arn");
    // A role by web identity is one source.
    let both = "[default]\nrole_arn = x\nweb_identity_token_file = x\n";
    assert_eq!(source(&[], both, ""), "web_identity_token_file");
    assert_eq!(
        source(&WEB_IDENTITY, both, ""),
        "AWS_WEB_IDENTITY_TOKEN_FILE"
    );
}

#[test]
fn the_credentials_file_comes_before_processes_and_they_before_the_config_file() {
    for property in ["credential_process", "login_session"] {
        assert_eq!(
            source(&[], &with(property, CONFIG_KEYS), FILE_KEYS),
            "AKIDCREDENTIALS"
        );
        assert_eq!(source(&[], &with(property, CONFIG_KEYS), ""), property);
    }
    assert_eq!(source(&[], CONFIG_KEYS, FILE_KEYS), "AKIDCREDENTIALS");
    assert_eq!(source(&[], CONFIG_KEYS, ""), "AKIDCONFIG");
}

#[test]
fn containers_come_last() {
    assert_eq!(source(&CONTAINER, CONFIG_KEYS, ""), "AKIDCONFIG");
    assert_eq!(source(&CONTAINER, "", ""), CONTAINER[0].0);
    let full = (
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "http://169.254.170.23/v1/credentials",
    );
    assert_eq!(source(&[full], "", ""), full.0);
    assert_eq!(
        source(&[], "[default]\ncredential_source = EcsContainer\n", ""),
        "credential_source"
    );
    assert_eq!(source(&[], "", ""), "none");
}

#[test]
fn other_profiles_do_not_count() {
    let config = "[default]\nregion = a\n[profile work]\nrole_arn = x\nsource_profile = default\n";
    assert_eq!(source(&[], config, FILE_KEYS), "AKIDCREDENTIALS");
    assert_eq!(
        source(&[("AWS_PROFILE", "work")], config, FILE_KEYS),
        "role_arn"
    );
}

#[test]
fn callers_with_credentials_do_not_care() {
    let environment = environment(&WEB_IDENTITY, &with("role_arn", ""), "");
    let settings = Settings::load_without_credentials(&environment, "IoTTwinMaker").unwrap();
    assert!(settings.credentials.is_none());
}

#[test]
fn the_older_name_of_the_session_token_counts() {
    let variables = [&KEYS[..], &[("AWS_SECURITY_TOKEN", "old")]].concat();
    let settings = Settings::load(&environment(&variables, "", ""), "x").unwrap();
    assert_eq!(settings.credentials.unwrap().token(), Some("old"));
}
