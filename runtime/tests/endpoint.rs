//! Endpoints: what is accepted, what is refused, and how hosts are put together.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use tinsmith_runtime::endpoint::{
    Endpoint, EndpointError, EndpointParams, InvalidEndpoint, Region, RegionalEndpoint,
    ResolveEndpoint,
};

#[test]
fn regions_are_checked() {
    let longest = "a".repeat(63);
    for name in ["us-east-1", "aws-global", "a", "1", longest.as_str()] {
        assert_eq!(Region::new(name).unwrap().as_str(), name);
    }
    let long = "a".repeat(64);
    for name in [
        "",
        "us-east-1\n",
        "us-east-1\0",
        "x@evil.com:443/#",
        "US-EAST-1",
        "us east",
        "us.east",
        "us_east",
        "-a",
        "a-",
        "ü",
        &long,
    ] {
        let message = Region::new(name).unwrap_err().to_string();
        assert!(message.contains("is not a region; use"), "{message}");
        assert!(
            message.bytes().all(|b| !b.is_ascii_control()),
            "{message:?}"
        );
    }
    let message = Region::new("us-east-1\n").unwrap_err().to_string();
    assert!(message.starts_with(r"`us-east-1\n` is not"), "{message}");
    let message = Region::new("\u{202e}x@evil.com:443/#")
        .unwrap_err()
        .to_string();
    assert!(
        message.starts_with(r"`\u{202e}x@evil.com:443/#`"),
        "{message}"
    );
    let message = Region::new("x".repeat(10_000)).unwrap_err().to_string();
    assert!(message.len() < 300, "{message}");
}

#[test]
fn urls_are_read() {
    for (url, shown, host, prefix) in [
        (
            "https://example.com",
            "https://example.com",
            "example.com",
            "",
        ),
        (
            "HTTP://LocalHost:8080/",
            "http://localhost:8080",
            "localhost",
            "",
        ),
        (
            "https://a.b/c/%2F/d//",
            "https://a.b/c/%2F/d",
            "a.b",
            "/c/%2F/d",
        ),
        ("http://127.0.0.1:1", "http://127.0.0.1:1", "127.0.0.1", ""),
        (
            "http://[::1]:65535/x",
            "http://[::1]:65535/x",
            "[::1]",
            "/x",
        ),
        (
            "http://my_service:80",
            "http://my_service:80",
            "my_service",
            "",
        ),
    ] {
        let endpoint = Endpoint::parse(url).unwrap();
        assert_eq!(endpoint.to_string(), shown);
        assert_eq!(endpoint.authority().host(), host);
        assert_eq!(endpoint.path_prefix(), prefix);
        assert_eq!(shown.parse(), Ok(endpoint));
    }
}

#[test]
fn invalid_endpoints_are_refused() {
    use InvalidEndpoint::{Character, Host, Path, Port, Query, Scheme, UserInfo};
    let label = format!("http://{}.com", "a".repeat(64));
    let long = format!("http://{}com", "a.".repeat(130));
    for (url, expected) in [
        ("", Scheme),
        ("example.com", Scheme),
        ("//example.com", Scheme),
        ("ftp://example.com", Scheme),
        ("javascript://example.com", Scheme),
        ("x@evil.com:443/#", Scheme),
        ("https://a b", Character),
        ("https://a\r\nx: y", Character),
        (" https://a", Character),
        ("https://a\\b", Character),
        ("https://a\0", Character),
        ("https://ü.de", Character),
        ("https://a?b", Query),
        ("https://a/#b", Query),
        ("https://a/b?c=d", Query),
        ("https://user@a", UserInfo),
        ("https://user:secret@a:1/b", UserInfo),
        ("https://", Host),
        ("https:///a", Host),
        ("https://:80", Host),
        ("https://a..b", Host),
        ("https://-a", Host),
        ("https://a.", Host),
        ("https://a%41", Host),
        ("https://1.2.3.4.5", Host),
        ("https://256.1.1.1", Host),
        ("https://127.1", Host),
        ("https://0x7f000001", Host),
        ("https://::1", Host),
        ("https://[::1", Host),
        ("https://[::1]a", Host),
        ("https://[::g]", Host),
        (&label, Host),
        (&long, Host),
        ("https://a:", Port),
        ("https://a:0", Port),
        ("https://a:080", Port),
        ("https://a:65536", Port),
        ("https://a:b", Port),
        ("https://a:+1", Port),
        ("https://[::1]:1:2", Port),
        ("https://a/%", Path),
        ("https://a/%4", Path),
        ("https://a/%zz", Path),
        ("https://a/..", Path),
        ("https://a/b/./c", Path),
        ("https://a/\"", Path),
        ("https://a/{x}", Path),
    ] {
        match Endpoint::parse(url) {
            Err(EndpointError::InvalidUrl { reason, .. }) => assert_eq!(reason, expected, "{url}"),
            other => panic!("{url}: {other:?}"),
        }
        let message = Endpoint::parse(url).unwrap_err().to_string();
        assert!(!message.contains("secret"), "{message}");
        assert!(
            message.bytes().all(|b| !b.is_ascii_control()),
            "{message:?}"
        );
    }
}

#[test]
fn regional_hosts_end_in_the_suffix_of_the_partition() {
    for (region, url) in [
        ("eu-west-1", "https://iottwinmaker.eu-west-1.amazonaws.com"),
        (
            "cn-north-1",
            "https://iottwinmaker.cn-north-1.amazonaws.com.cn",
        ),
        (
            "us-gov-west-1",
            "https://iottwinmaker.us-gov-west-1.amazonaws.com",
        ),
    ] {
        let region = Region::new(region).unwrap();
        let params = EndpointParams::new(Some(&region), None);
        assert_eq!(resolve(&params).unwrap().to_string(), url);
    }
}

fn resolve(params: &EndpointParams<'_>) -> Result<Endpoint, EndpointError> {
    let resolved = RegionalEndpoint::new("iottwinmaker").resolve(params)?;
    assert!(resolved.headers.is_empty() && resolved.auth_schemes.is_empty());
    Ok(resolved.endpoint.clone())
}

#[test]
fn an_endpoint_that_is_set_needs_no_known_region() {
    assert_eq!(
        resolve(&EndpointParams::default()),
        Err(EndpointError::NoRegion)
    );
    let region = Region::new("us-iso-east-1").unwrap();
    let regional = resolve(&EndpointParams::new(Some(&region), None)).unwrap();
    assert_eq!(
        regional.to_string(),
        "https://iottwinmaker.us-iso-east-1.c2s.ic.gov"
    );
    let endpoint = Endpoint::parse("http://localhost:8080/x").unwrap();
    for region in [Some(&region), None] {
        let params = EndpointParams::new(region, Some(&endpoint));
        assert_eq!(resolve(&params), Ok(endpoint.clone()));
    }
}

#[test]
fn host_prefixes_go_before_names_and_never_before_addresses() {
    for (url, prefix, authority) in [
        (
            "https://iottwinmaker.eu-west-1.amazonaws.com",
            "api.",
            "api.iottwinmaker.eu-west-1.amazonaws.com",
        ),
        ("http://localhost:8080/a", "api.", "api.localhost:8080"),
        ("https://a.com", "Data-", "data-a.com"),
        ("https://a.com", "", "a.com"),
        ("http://127.0.0.1:8080", "api.", "127.0.0.1:8080"),
        ("http://[::1]:8080", "api.", "[::1]:8080"),
    ] {
        let endpoint = Endpoint::parse(url).unwrap();
        assert_eq!(endpoint.with_host_prefix(prefix).unwrap(), authority);
    }
    let endpoint = Endpoint::parse("https://a.com:1").unwrap();
    let label = format!("{}.", "a".repeat(64));
    let long = "a.".repeat(125);
    for prefix in [
        ".",
        "a..",
        "-",
        "a-.",
        "evil.com/",
        "evil.com:443/#",
        "x@",
        "a b.",
        "a\r\n.",
        "ü.",
        "%41.",
        &label,
        &long,
    ] {
        let message = endpoint.with_host_prefix(prefix).unwrap_err().to_string();
        assert!(message.contains("is not a host name"), "{message}");
    }
}
