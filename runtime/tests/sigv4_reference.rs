//! Signatures equal those of the `aws-sigv4` crate, on random requests.
#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use std::time::{Duration, SystemTime};

use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation,
    SigningSettings, UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::{v4, v4a};
use fastrand::Rng;
use http::{HeaderName, HeaderValue, Request, request::Parts};
use jiff::Timestamp;
use tinsmith_runtime::auth::Credentials;
use tinsmith_runtime::auth::sigv4::{
    PayloadHash, Signer, SigningAlgorithm, SigningOptions, SigningParams,
};

const CASES: usize = 3000;

/// The reference leaves out fewer headers than this project and botocore do, unless told.
const NEVER_SIGNED: [&str; 15] = [
    "authorization",
    "baggage",
    "connection",
    "expect",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "traceparent",
    "tracestate",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-amzn-trace-id",
];

/// A request and all that its signature depends on.
#[derive(Debug)]
struct Case {
    method: &'static str,
    uri: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    id: String,
    secret: String,
    token: Option<String>,
    region: &'static str,
    service: &'static str,
    seconds: i64,
    payload: Payload,
    s3: bool,
    expires: u64,
}

#[derive(Clone, Copy, Debug)]
enum Payload {
    Computed,
    Unsigned,
    Given,
}

const GIVEN: &str = "9c0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778899aabbccddeef";

fn choose<'a>(rng: &mut Rng, from: &[&'a str]) -> &'a str {
    from[rng.usize(..from.len())]
}

fn joined(rng: &mut Rng, most: usize, from: &[&str]) -> String {
    (0..rng.usize(..=most)).map(|_| choose(rng, from)).collect()
}

const PATH: &[&str] = &[
    "/",
    "/",
    "/",
    "//",
    ".",
    "..",
    "/./",
    "/../",
    "a",
    "Z9",
    "-",
    "_",
    "~",
    "%2F",
    "%2f",
    "%20",
    "%C3%BC",
    "%25",
    "%2e",
    "%2E%2E",
    "%ff",
    "%00",
    ":",
    "@",
    "!",
    "$",
    "'",
    "(",
    ")",
    "*",
    ",",
    ";",
    "=",
    "&",
    "+",
    "workspaces",
    "sync-jobs-list",
];

const QUERY: &[&str] = &[
    "a",
    "b",
    "A",
    "aa",
    "a-",
    "a.",
    "a0",
    "%41",
    "%7E",
    "~",
    "%2B",
    "+",
    "%20",
    "%2f",
    "%2F",
    "%C3%BC",
    "=",
    "=",
    "=",
    "&",
    "&",
    "&",
    "/",
    "?",
    ":",
    "@",
    "!",
    "$",
    "'",
    "(",
    ")",
    "*",
    ",",
    ";",
    "prefix",
    "max-keys",
    "X-Amz-Meta",
];

const NAMES: &[&str] = &[
    "content-type",
    "Accept",
    "x-amz-meta-b",
    "X-Amz-Meta-A",
    "x-amz-target",
    "Cache-Control",
    "user-agent",
    "x-amz-user-agent",
    "x-amzn-trace-id",
    "Expect",
    "te",
    "connection",
    "x-amz-checksum-mode",
    "date",
    "range",
    "x-amz-meta",
    "x-amz-meta-a-b",
    "zz",
];

const VALUES: &[&str] = &[
    " ",
    " ",
    "  ",
    "    ",
    "a",
    "B",
    "c,d",
    "\"q  q\"",
    ";",
    "=",
    "text/plain",
    "é",
    "\t",
    "1",
];

impl Case {
    fn random(rng: &mut Rng) -> Self {
        let scheme = choose(rng, &["http", "https"]);
        let host = choose(
            rng,
            &[
                "example.com",
                "api.iottwinmaker.us-east-1.amazonaws.com",
                "127.0.0.1",
                "[::1]",
            ],
        );
        let port = choose(rng, &["", "", ":80", ":443", ":8080"]);
        let path = format!("/{}", joined(rng, 12, PATH));
        let query = match rng.usize(..4) {
            0 => String::new(),
            _ => format!("?{}", joined(rng, 12, QUERY)),
        };
        let mut headers = Vec::new();
        for _ in 0..rng.usize(..8) {
            headers.push((choose(rng, NAMES), joined(rng, 6, VALUES)));
        }
        let length = [0, 1, 64, 1000][rng.usize(..4)];
        let token = rng.bool().then(|| format!("FwoG{}/+=", text(rng, 1..200)));
        Self {
            method: choose(rng, &["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH"]),
            uri: format!("{scheme}://{host}{port}{path}{query}"),
            headers,
            body: (0..length).map(|_| rng.u8(..)).collect(),
            id: format!("AKIA{}", text(rng, 4..20)),
            secret: text(rng, 1..100),
            token,
            region: choose(rng, &["us-east-1", "eu-central-1", "cn-north-1"]),
            service: choose(rng, &["iottwinmaker", "s3", "execute-api"]),
            seconds: rng.i64(0..4_000_000_000),
            payload: [Payload::Computed, Payload::Unsigned, Payload::Given][rng.usize(..3)],
            s3: rng.bool(),
            expires: rng.u64(1..=604_800),
        }
    }

    fn parts(&self) -> Parts {
        let mut parts = Request::builder()
            .method(self.method)
            .uri(&self.uri)
            .body(())
            .unwrap()
            .into_parts()
            .0;
        for (name, value) in &self.headers {
            let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
            let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
            parts.headers.append(name, value);
        }
        parts
    }

    fn credentials(&self) -> Credentials {
        let credentials = Credentials::new(&self.id, &self.secret).unwrap();
        match &self.token {
            Some(token) => credentials.session_token(token).unwrap(),
            None => credentials,
        }
    }

    fn params<'a>(&self, credentials: &'a Credentials) -> SigningParams<'a> {
        let time = Timestamp::from_second(self.seconds).unwrap();
        let mut params = SigningParams::new(credentials, self.region, self.service, time);
        params.payload = match self.payload {
            Payload::Computed => PayloadHash::Computed,
            Payload::Unsigned => PayloadHash::Unsigned,
            Payload::Given => PayloadHash::Given(GIVEN),
        };
        if self.s3 {
            params.options = SigningOptions::s3();
        }
        params
    }

    /// The headers and query parameters that the reference adds.
    fn reference(
        &self,
        algorithm: SigningAlgorithm,
        location: SignatureLocation,
    ) -> (Pairs, Pairs) {
        let identity = aws_credential_types::Credentials::new(
            &self.id,
            &self.secret,
            self.token.clone(),
            None,
            "test",
        )
        .into();
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(self.seconds as u64);
        let settings = self.settings(location);
        let params = if algorithm == SigningAlgorithm::Hmac {
            let params = v4::SigningParams::builder()
                .identity(&identity)
                .region(self.region)
                .name(self.service);
            params.time(time).settings(settings).build().unwrap().into()
        } else {
            let params = v4a::SigningParams::builder()
                .identity(&identity)
                .region_set(self.region)
                .name(self.service);
            params.time(time).settings(settings).build().unwrap().into()
        };
        let body = match self.payload {
            Payload::Computed => SignableBody::Bytes(&self.body),
            Payload::Unsigned => SignableBody::UnsignedPayload,
            Payload::Given => SignableBody::Precomputed(GIVEN.into()),
        };
        let headers = self.headers.iter().map(|(n, v)| (*n, v.as_str()));
        let request = SignableRequest::new(self.method, &self.uri, headers, body).unwrap();
        let (instructions, _) = sign(request, &params).unwrap().into_parts();
        let headers = instructions
            .headers()
            .map(|(n, v)| (n.into(), v.into()))
            .collect();
        let params = instructions
            .params()
            .iter()
            .map(|(n, v)| ((*n).into(), v.to_string()));
        (headers, params.collect())
    }

    fn settings(&self, location: SignatureLocation) -> SigningSettings {
        let hash_header = self.s3 || matches!(self.payload, Payload::Unsigned);
        let mut settings = SigningSettings::default();
        settings.signature_location = location;
        settings.expires_in = Some(Duration::from_secs(self.expires));
        settings.excluded_headers = Some(NEVER_SIGNED.map(Into::into).to_vec());
        if hash_header {
            settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
        }
        if self.s3 {
            settings.percent_encoding_mode = PercentEncodingMode::Single;
            settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
        }
        settings
    }
}

type Pairs = Vec<(String, String)>;

fn text(rng: &mut Rng, length: std::ops::Range<usize>) -> String {
    (0..rng.usize(length)).map(|_| rng.alphanumeric()).collect()
}

#[test]
fn headers_equal_the_reference() {
    compare_headers(SigningAlgorithm::Hmac, CASES);
}

/// Both derive the nonce from key and text (RFC 6979), so that signatures are equal.
#[test]
#[cfg(feature = "sigv4a")]
fn sigv4a_headers_equal_the_reference() {
    compare_headers(SigningAlgorithm::Ecdsa, 40);
}

fn compare_headers(algorithm: SigningAlgorithm, cases: usize) {
    let mut rng = Rng::with_seed(20_211_129);
    let signer = Signer::new();
    for number in 0..cases {
        let case = Case::random(&mut rng);
        let credentials = case.credentials();
        let mut parts = case.parts();
        let mut params = case.params(&credentials);
        params.algorithm = algorithm;
        signer
            .sign_headers(&mut parts, &case.body, &params)
            .unwrap();
        for (name, value) in case.reference(algorithm, SignatureLocation::Headers).0 {
            let ours: Vec<_> = parts.headers.get_all(&name).iter().collect();
            assert_eq!(ours, [value.as_str()], "{name} of case {number}: {case:#?}");
        }
    }
}

#[test]
fn presigned_queries_equal_the_reference() {
    compare_queries(SigningAlgorithm::Hmac, CASES);
}

#[test]
#[cfg(feature = "sigv4a")]
fn sigv4a_presigned_queries_equal_the_reference() {
    compare_queries(SigningAlgorithm::Ecdsa, 40);
}

fn compare_queries(algorithm: SigningAlgorithm, cases: usize) {
    let mut rng = Rng::with_seed(19_700_101);
    let signer = Signer::new();
    for number in 0..cases {
        let case = Case::random(&mut rng);
        let credentials = case.credentials();
        let mut parts = case.parts();
        let before = parts.uri.clone();
        let expires = Duration::from_secs(case.expires);
        let mut params = case.params(&credentials);
        params.algorithm = algorithm;
        signer
            .presign(&mut parts, &case.body, expires, &params)
            .unwrap();
        assert_eq!(parts.uri.path(), before.path());
        assert_eq!(parts.uri.authority(), before.authority());
        let query = parts.uri.query().unwrap();
        let added = match before.query() {
            Some(before) if !before.is_empty() => query
                .strip_prefix(before)
                .unwrap()
                .strip_prefix('&')
                .unwrap(),
            _ => query,
        };
        let mut ours: Pairs = added.split('&').map(decoded).collect();
        let (_, mut reference) = case.reference(algorithm, SignatureLocation::QueryParams);
        ours.sort();
        reference.sort();
        assert_eq!(ours, reference, "case {number}: {case:#?}");
    }
}

fn decoded(pair: &str) -> (String, String) {
    let decode = |text| {
        let text = percent_encoding::percent_decode_str(text);
        text.decode_utf8().unwrap().into_owned()
    };
    let (name, value) = pair.split_once('=').unwrap();
    (decode(name), decode(value))
}
