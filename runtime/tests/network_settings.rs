//! Proxies, root certificates and the host prefix switch, as the environment and the profile set
//! them.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use tinsmith_runtime::environment::{Environment, Settings, SettingsError};

const PEM: &str = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";

fn environment(variables: &[(&str, &str)], config: &str) -> Environment {
    let home = ("HOME", "/home/me");
    Environment::from_map([variables, &[home]].concat())
        .with_file("/home/me/.aws/config", config)
        .with_file("/etc/ca.pem", PEM)
        .with_file("/home/me/own.pem", PEM)
        .with_file("/etc/empty.pem", "none")
}

fn load(variables: &[(&str, &str)], config: &str) -> Result<Settings, SettingsError> {
    Settings::load(&environment(variables, config), "IoTTwinMaker")
}

fn message(variables: &[(&str, &str)], config: &str) -> String {
    load(variables, config).unwrap_err().to_string()
}

fn proxy_for(variables: &[(&str, &str)], uri: &str) -> Option<String> {
    let proxies = load(variables, "").unwrap().proxies;
    let proxy = proxies.proxy_for(&uri.parse().unwrap());
    proxy.map(|proxy| proxy.to_string())
}

#[test]
fn proxies_by_scheme_and_case() {
    const HTTP: &str = "http://service.test/";
    const HTTPS: &str = "https://service.test/";
    for (variables, http, https) in [
        (&[][..], None, None),
        (&[("HTTPS_PROXY", "http://up:1")], None, Some("http://up:1")),
        (&[("HTTP_PROXY", "up:1")], Some("http://up:1"), None),
        (
            &[("ALL_PROXY", "up:1")],
            Some("http://up:1"),
            Some("http://up:1"),
        ),
        (
            &[("all_proxy", "low:1"), ("ALL_PROXY", "up:1")],
            Some("http://low:1"),
            Some("http://low:1"),
        ),
        (
            &[("https_proxy", "low:1"), ("HTTPS_PROXY", "up:1")],
            None,
            Some("http://low:1"),
        ),
        (
            &[("https_proxy", "own:1"), ("ALL_PROXY", "up:1")],
            Some("http://up:1"),
            Some("http://own:1"),
        ),
        (
            &[("ALL_PROXY", "up:1"), ("NO_PROXY", "service.test")],
            None,
            None,
        ),
        (
            &[
                ("ALL_PROXY", "up:1"),
                ("no_proxy", "test"),
                ("NO_PROXY", "x"),
            ],
            None,
            None,
        ),
        (&[("ALL_PROXY", "up:1"), ("NO_PROXY", "*")], None, None),
        // In a CGI program the variable comes from a header of the request.
        (
            &[("HTTP_PROXY", "up:1"), ("REQUEST_METHOD", "GET")],
            None,
            None,
        ),
        (
            &[("http_proxy", "low:1"), ("REQUEST_METHOD", "GET")],
            Some("http://low:1"),
            None,
        ),
    ] {
        assert_eq!(proxy_for(variables, HTTP).as_deref(), http, "{variables:?}");
        assert_eq!(
            proxy_for(variables, HTTPS).as_deref(),
            https,
            "{variables:?}"
        );
    }
}

#[test]
fn a_proxy_that_is_none_is_named_without_its_password() {
    for (variable, url, reason) in [
        (
            "HTTPS_PROXY",
            "socks5://me:secret@proxy:1080",
            "scheme is not supported",
        ),
        (
            "all_proxy",
            "http://me:secret@:3128",
            "host or port is not valid",
        ),
        (
            "HTTP_PROXY",
            "http://me:secret@proxy:x",
            "host or port is not valid",
        ),
    ] {
        let text = message(&[(variable, url)], "");
        assert!(text.contains(variable) && text.contains(reason), "{text}");
        assert!(!text.contains("secret"), "{text}");
    }
}

#[test]
fn a_ca_bundle_is_read_from_the_file_that_is_named() {
    let origin = |variables: &[(&str, &str)], config: &str| {
        let bundle = load(variables, config).unwrap().ca_bundle?;
        assert_eq!(bundle.pem(), PEM.as_bytes());
        Some(bundle.origin().to_owned())
    };
    let profile = "[default]\nca_bundle = ~/own.pem\n";
    assert_eq!(origin(&[], ""), None);
    assert_eq!(
        origin(&[("AWS_CA_BUNDLE", "/etc/ca.pem")], profile).unwrap(),
        "environment variable AWS_CA_BUNDLE"
    );
    assert_eq!(
        origin(&[], profile).unwrap(),
        "/home/me/.aws/config:2: `ca_bundle`"
    );

    let text = message(&[("AWS_CA_BUNDLE", "/etc/missing.pem")], "");
    assert_eq!(
        text,
        "environment variable AWS_CA_BUNDLE: cannot use /etc/missing.pem: it does not exist"
    );
    let text = message(&[("AWS_CA_BUNDLE", "/etc/empty.pem")], "");
    assert!(
        text.contains("/etc/empty.pem") && text.contains("no certificate"),
        "{text}"
    );
}

#[test]
fn the_host_prefix_switch() {
    let disabled = |variables: &[(&str, &str)], config: &str| {
        load(variables, config).unwrap().disable_host_prefix
    };
    let profile = "[default]\ndisable_host_prefix_injection = true\n";
    let variable = |value| [("AWS_DISABLE_HOST_PREFIX_INJECTION", value)];
    assert_eq!(disabled(&[], ""), None);
    assert_eq!(disabled(&[], profile), Some(true));
    assert_eq!(disabled(&variable("True"), ""), Some(true));
    assert_eq!(disabled(&variable("false"), profile), Some(false));
    let text = message(&variable("yes"), "");
    assert!(text.contains("AWS_DISABLE_HOST_PREFIX_INJECTION"), "{text}");
}
