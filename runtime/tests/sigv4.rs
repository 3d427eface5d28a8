//! Signatures equal known ones; what cannot be signed is refused; nothing shows a secret.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use std::sync::Arc;
use std::time::Duration;

use http::{Request, header::AUTHORIZATION, request::Parts};
use jiff::Timestamp;
use tinsmith_runtime::auth::sigv4::{
    PayloadHash, SignError, Signer, SigningOptions, SigningParams,
};
use tinsmith_runtime::auth::{
    Credentials, CredentialsError, CredentialsField, ProvideCredentials, SharedCredentials,
};

const ID: &str = "AKIDEXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const URI: &str =
    "https://api.iottwinmaker.eu-west-1.amazonaws.com/workspaces/a%20b%2F%C3%BC%25/sync-jobs-list";
const SERVICE: &str = "iottwinmaker";

fn credentials() -> Credentials {
    Credentials::new(ID, SECRET).unwrap()
}

fn with_token(token: &str) -> Credentials {
    credentials().session_token(token).unwrap()
}

fn params<'a>(credentials: &'a Credentials, service: &'a str) -> SigningParams<'a> {
    let time: Timestamp = "2021-11-29T23:59:58Z".parse().unwrap();
    SigningParams::new(credentials, "eu-west-1", service, time)
}

fn parts(method: &str, uri: &str, headers: &[(&str, &str)]) -> Parts {
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(()).unwrap().into_parts().0
}

/// The signed header names and the signature out of `Authorization`.
fn signature(parts: &Parts) -> (&str, &str) {
    let value = parts.headers[AUTHORIZATION].to_str().unwrap();
    let rest = value.split_once("SignedHeaders=").unwrap().1;
    rest.split_once(", Signature=").unwrap()
}

#[test]
fn the_example_of_the_signing_guide() {
    let credentials = credentials();
    let time: Timestamp = "2015-08-30T12:36:00Z".parse().unwrap();
    let form = "application/x-www-form-urlencoded; charset=utf-8";
    let uri = "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08";
    let mut parts = parts("GET", uri, &[("content-type", form)]);
    let params = SigningParams::new(&credentials, "us-east-1", "iam", time);
    Signer::new()
        .sign_headers(&mut parts, b"", &params)
        .unwrap();
    assert_eq!(
        parts.headers[AUTHORIZATION],
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, \
         SignedHeaders=content-type;host;x-amz-date, \
         Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"
    );
    assert_eq!(parts.headers["x-amz-date"], "20150830T123600Z");
}

/// Computed with botocore 1.44.
#[test]
fn a_post_as_botocore_signs_it() {
    let headers = [
        ("content-type", "application/json"),
        ("user-agent", "x/1"),
        ("accept", "  a   b  "),
        ("traceparent", "00"),
    ];
    let mut parts = parts("POST", URI, &headers);
    let credentials = credentials();
    let params = params(&credentials, SERVICE);
    let body = br#"{"maxResults":50}"#;
    Signer::new()
        .sign_headers(&mut parts, body, &params)
        .unwrap();
    assert_eq!(
        signature(&parts),
        (
            "accept;content-type;host;x-amz-date",
            "aeb8cc23ab208ebbc6726af3da708ad12bf2b7a68a62d1a3ff0a02b1d8f9273a"
        )
    );
}

/// Computed with botocore 1.44.
#[test]
fn a_query_and_a_token_as_botocore_signs_them() {
    let uri = format!("{URI}?b=2&a=1&a=%2F&c");
    let mut parts = parts("POST", &uri, &[("content-type", "application/json")]);
    let credentials = with_token("FwoGtoken/+=");
    let params = params(&credentials, SERVICE);
    Signer::new()
        .sign_headers(&mut parts, b"{}", &params)
        .unwrap();
    assert_eq!(
        signature(&parts),
        (
            "content-type;host;x-amz-date;x-amz-security-token",
            "e72abc9468db5a8b33b3a4fa2c345cfa658b1575f19f258650e9184c6cfb3bb2"
        )
    );
    assert_eq!(parts.headers["x-amz-security-token"], "FwoGtoken/+=");
}

/// Computed with botocore 1.44.
#[test]
fn paths_and_ports_as_botocore_signs_them() {
    let mut parts = parts("GET", "http://localhost:8080/a/../b//c/./d/?x=%C3%BC", &[]);
    let credentials = credentials();
    let params = params(&credentials, SERVICE);
    Signer::new()
        .sign_headers(&mut parts, b"", &params)
        .unwrap();
    assert_eq!(
        signature(&parts).1,
        "14c90b4ff11a3a0a21eb316f45c24d51da3b012cb547a5907cb05ed5bcea8844"
    );
}

/// Computed with botocore 1.44.
#[test]
fn an_unsigned_payload_as_botocore_signs_it() {
    let mut parts = parts("PUT", "https://localhost:443/stream", &[]);
    let credentials = credentials();
    let mut params = params(&credentials, SERVICE);
    params.payload = PayloadHash::Unsigned;
    Signer::new()
        .sign_headers(&mut parts, b"abc", &params)
        .unwrap();
    assert_eq!(
        signature(&parts).1,
        "b873fabefcaee2f2cbcebf3980148c7acd8d95f51090efb3973be0aefa0c10be"
    );
    assert_eq!(parts.headers["x-amz-content-sha256"], "UNSIGNED-PAYLOAD");
}

/// Computed with botocore 1.44.
#[test]
fn an_s3_request_as_botocore_signs_it() {
    let uri = "https://bucket.s3.eu-west-1.amazonaws.com/a/../b//c%20d";
    let mut parts = parts("PUT", uri, &[]);
    let credentials = with_token("tok");
    let mut params = params(&credentials, "s3");
    params.options = SigningOptions::s3();
    Signer::new()
        .sign_headers(&mut parts, b"abc", &params)
        .unwrap();
    assert_eq!(
        signature(&parts).1,
        "f9f79d2013a372ed60df96123658bd73fb758b455cd915d553bb5d7110a870b5"
    );
}

/// Computed with botocore 1.44.
#[test]
fn a_presigned_uri_as_botocore_makes_it() {
    let mut parts = parts("GET", &format!("{URI}?maxResults=5"), &[]);
    let credentials = with_token("FwoGtoken/+=");
    let params = params(&credentials, SERVICE);
    let expires = Duration::from_secs(900);
    Signer::new()
        .presign(&mut parts, b"", expires, &params)
        .unwrap();
    let expected = format!(
        "{URI}?maxResults=5&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F\
         20211129%2Feu-west-1%2Fiottwinmaker%2Faws4_request&X-Amz-Date=20211129T235958Z&\
         X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Security-Token=FwoGtoken%2F%2B%3D&\
         X-Amz-Signature=f59be478a12dbf5e3bdf3eb4292462101f10229dcf6539e92791dc40b75c8b8c"
    );
    assert_eq!(parts.uri.to_string(), expected);
}

#[test]
fn signing_again_replaces_the_signature() {
    let signer = Signer::new();
    let old = with_token("old");
    let new = credentials();
    let mut again = parts("GET", URI, &[("accept", "a"), ("accept", "b")]);
    let mut fresh = again.clone();
    signer
        .sign_headers(&mut again, b"", &params(&old, SERVICE))
        .unwrap();
    signer
        .sign_headers(&mut again, b"", &params(&new, SERVICE))
        .unwrap();
    signer
        .sign_headers(&mut fresh, b"", &params(&new, SERVICE))
        .unwrap();
    assert_eq!(again.headers, fresh.headers);
}

#[test]
fn the_kept_key_is_used_for_nothing_else() {
    let signer = Signer::new();
    let first = credentials();
    let second = Credentials::new(ID, "another secret").unwrap();
    let at = |time: &str| -> Timestamp { time.parse().unwrap() };
    let scopes = [
        ("eu-west-1", SERVICE, at("2021-11-29T00:00:00Z")),
        ("eu-west-1", SERVICE, at("2021-11-30T00:00:00Z")),
        ("eu-west-2", SERVICE, at("2021-11-30T00:00:00Z")),
        ("eu-west-2", "s3", at("2021-11-30T00:00:00Z")),
    ];
    for (region, service, time) in scopes {
        for credentials in [&first, &second, &first] {
            let params = SigningParams::new(credentials, region, service, time);
            let mut kept = parts("GET", URI, &[]);
            let mut derived = kept.clone();
            signer.sign_headers(&mut kept, b"", &params).unwrap();
            Signer::new()
                .sign_headers(&mut derived, b"", &params)
                .unwrap();
            assert_eq!(kept.headers, derived.headers);
        }
    }
}

#[test]
fn threads_share_a_signer() {
    let signer = Arc::new(Signer::new());
    let sign = move |secret: String, signer: &Signer| {
        let credentials = Credentials::new(ID, secret).unwrap();
        let mut parts = parts("GET", URI, &[]);
        signer
            .sign_headers(&mut parts, b"", &params(&credentials, SERVICE))
            .unwrap();
        parts.headers[AUTHORIZATION].clone()
    };
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let signer = &signer;
            scope.spawn(move || {
                let secret = format!("secret{thread}");
                let expected = sign(secret.clone(), &Signer::new());
                for _ in 0..200 {
                    assert_eq!(sign(secret.clone(), signer), expected);
                }
            });
        }
    });
}

fn refused(uri: &str, region: &str, service: &str, payload: PayloadHash<'_>) -> SignError {
    let credentials = credentials();
    let mut params = params(&credentials, service);
    params.region = region;
    params.payload = payload;
    let mut parts = parts("GET", uri, &[]);
    let error = Signer::new()
        .sign_headers(&mut parts, b"", &params)
        .unwrap_err();
    assert!(!parts.headers.contains_key(AUTHORIZATION));
    assert!(!error.to_string().contains('\n'));
    error
}

#[test]
fn unsignable_requests_are_refused() {
    const HASH: PayloadHash<'_> = PayloadHash::Computed;
    let no_host = refused("/relative", "r", "s", HASH);
    assert_eq!(no_host, SignError::NoHost);
    let user = refused("https://u:p@example.com/", "r", "s", HASH);
    assert_eq!(user, SignError::UserInfo);
    for bad in [
        "",
        "us-east-1\n",
        "x@evil.com:443/#",
        "a/b",
        "a,b",
        "a b",
        "ü",
    ] {
        let part = "region";
        assert_eq!(
            refused(URI, bad, "s", HASH),
            SignError::InvalidScope { part }
        );
        let part = "service name";
        assert_eq!(
            refused(URI, "r", bad, HASH),
            SignError::InvalidScope { part }
        );
    }
    for hash in ["", "abc", "A\nB", &"f".repeat(63), &"g".repeat(64)] {
        let error = refused(URI, "r", "s", PayloadHash::Given(hash));
        assert_eq!(error, SignError::InvalidPayloadHash, "{hash:?}");
    }
}

#[test]
fn presigning_has_its_limits() {
    let credentials = credentials();
    let params = params(&credentials, SERVICE);
    let presign = |uri: &str, expires| {
        let mut parts = parts("GET", uri, &[]);
        let result = Signer::new().presign(&mut parts, b"", expires, &params);
        result.map(|()| parts.uri)
    };
    let week = Duration::from_secs(604_800);
    for expires in [
        Duration::ZERO,
        Duration::from_millis(999),
        week + Duration::from_nanos(1),
    ] {
        let expected = Err(SignError::InvalidExpiry(expires));
        assert_eq!(presign(URI, expires), expected);
    }
    let uri = presign(URI, week).unwrap();
    let again = presign(&uri.to_string(), week);
    assert_eq!(again, Err(SignError::AlreadyPresigned));
    let long = format!("{URI}?a={}", "b".repeat(65_300));
    assert_eq!(presign(&long, week), Err(SignError::UriTooLong));
}

#[test]
fn a_presigned_request_carries_no_signature_headers() {
    let credentials = with_token("token");
    let params = params(&credentials, SERVICE);
    let mut parts = parts("GET", URI, &[("x-amz-user-agent", "x")]);
    let signer = Signer::new();
    signer.sign_headers(&mut parts, b"", &params).unwrap();
    signer
        .presign(&mut parts, b"", Duration::from_secs(1), &params)
        .unwrap();
    let names: Vec<_> = parts.headers.keys().map(|name| name.as_str()).collect();
    assert_eq!(names, ["x-amz-user-agent"]);
    assert!(parts.uri.query().unwrap().contains("SignedHeaders=host&"));
}

#[test]
fn debug_shows_no_secret() {
    let id = "AKIAIOSFODNN7EXAMPLE";
    let credentials = Credentials::new(id, SECRET).unwrap();
    let credentials = credentials.session_token("FwoGtoken").unwrap();
    let credentials = credentials.expires_at(Timestamp::UNIX_EPOCH);
    let signer = Signer::new();
    let mut parts = parts("GET", URI, &[]);
    let params = params(&credentials, SERVICE);
    signer.sign_headers(&mut parts, b"", &params).unwrap();
    let shared = SharedCredentials::from(credentials.clone());
    let shown =
        format!("{credentials:?} {credentials:#?} {params:?} {signer:?} {shared:?} {parts:?}");
    let signature = signature(&parts).1;
    for secret in [id, SECRET, "FwoGtoken", signature, &SECRET[..8]] {
        assert!(!shown.contains(secret), "{shown}");
    }
    assert!(shown.contains("…MPLE"), "{shown}");
    assert!(!format!("{:?}", Credentials::new("short", "s").unwrap()).contains("ort"));
}

#[test]
fn credentials_refuse_what_they_cannot_hold() {
    use CredentialsField::{AccessKeyId, SecretAccessKey, SessionToken};
    let field = |error: CredentialsError| error.field().unwrap();
    for bad in ["", "a\r\nx-evil: 1", "a\n", "a\0", "a\x7f", "a\u{85}"] {
        let id = Credentials::new(bad, SECRET).unwrap_err();
        let secret = Credentials::new(ID, bad).unwrap_err();
        let token = credentials().session_token(bad).unwrap_err();
        for error in [&id, &secret, &token] {
            let message = error.to_string();
            assert!(
                !message.contains("evil") && !message.contains('\n'),
                "{message}"
            );
        }
        assert_eq!(
            [id, secret, token].map(field),
            [AccessKeyId, SecretAccessKey, SessionToken]
        );
    }
    for bad in ["a b", "a/b", "a,b", "ü"] {
        assert_eq!(
            field(Credentials::new(bad, SECRET).unwrap_err()),
            AccessKeyId
        );
    }
    for bad in ["a b", "ü"] {
        assert_eq!(
            field(credentials().session_token(bad).unwrap_err()),
            SessionToken
        );
    }
}

#[test]
fn a_provider_says_why_it_has_none() {
    #[derive(Debug)]
    struct None;
    impl ProvideCredentials for None {
        fn credentials(&self) -> Result<Credentials, CredentialsError> {
            Err(CredentialsError::provider("log in first"))
        }
    }
    let error = SharedCredentials::new(None).credentials().unwrap_err();
    assert_eq!(
        error.to_string(),
        "no credentials to sign with: log in first"
    );
}
