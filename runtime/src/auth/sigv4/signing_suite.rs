//! The cases of the AWS signing test suite, in a folder of test data that is named by
//! `TINSMITH_TEST_DATA` or lies beside the repository: canonical request, string to sign and
//! signature, of headers and of queries.

#![allow(clippy::unwrap_used)] // in helpers, too, a panic is a failed test

use std::path::{Path, PathBuf};
use std::time::Duration;

use http::request::Parts;
use http::{HeaderName, HeaderValue, Request};
use jiff::Timestamp;
use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{Signature, VerifyingKey};
use serde_json::Value;

use super::payload::PayloadLine;
use super::signature::Signing;
use super::signed_headers::{Location, SignedHeaders};
use super::{Signer, SigningAlgorithm, SigningParams, header, presign};
use crate::auth::Credentials;

/// A request of the suite, and what it is signed with.
struct Case {
    folder: PathBuf,
    parts: Parts,
    body: Vec<u8>,
    context: Context,
}

struct Context {
    credentials: Credentials,
    region: String,
    service: String,
    time: Timestamp,
    expires: Duration,
    normalize: bool,
    sign_body: bool,
    omit_token: bool,
    /// True if the path is not encoded in the request, so that it is encoded once in all.
    raw_path: bool,
}

fn folders(name: &str) -> Vec<PathBuf> {
    let root = std::env::var_os("TINSMITH_TEST_DATA").map(PathBuf::from);
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let folder = root.unwrap_or_else(beside).join("signing").join(name);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: there is no {}", folder.display());
        return Vec::new();
    };
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert!(!folders.is_empty(), "{} is empty", folder.display());
    folders
}

impl Case {
    fn read(folder: PathBuf) -> Self {
        let text = std::fs::read_to_string(folder.join("request.txt")).unwrap();
        let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
        let mut lines = head.lines();
        let (method, rest) = lines.next().unwrap().split_once(' ').unwrap();
        let target = rest.rsplit_once(" HTTP/").unwrap().0;
        let headers = headers(lines);
        let host = headers
            .iter()
            .find(|(name, _)| name == "host")
            .unwrap()
            .1
            .clone();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let raw_path = !path.is_ascii() || path.contains(' ');
        let query = if query.is_empty() {
            String::new()
        } else {
            format!("?{query}")
        };
        let uri = format!("https://{host}{}{query}", encoded(path, raw_path));
        let mut request = Request::builder().method(method).uri(uri).body(()).unwrap();
        for (name, value) in headers {
            let name: HeaderName = name.parse().unwrap();
            // The signer sets the date itself.
            if name != "x-amz-date" {
                let value = HeaderValue::from_str(&value).unwrap();
                request.headers_mut().append(name, value);
            }
        }
        Self {
            context: Context::read(&folder, raw_path),
            parts: request.into_parts().0,
            body: body.as_bytes().to_vec(),
            folder,
        }
    }

    /// Reads a file of the case; `None` if there is no such file.
    fn expected(&self, name: &str) -> Option<String> {
        std::fs::read_to_string(self.folder.join(name)).ok()
    }

    fn params(&self, algorithm: SigningAlgorithm) -> SigningParams<'_> {
        let context = &self.context;
        let (region, service) = (&context.region, &context.service);
        let mut params = SigningParams::new(&context.credentials, region, service, context.time);
        params.algorithm = algorithm;
        params.options.normalize_path = context.normalize;
        params.options.double_encode_path = !context.raw_path;
        params.options.content_sha256_header = context.sign_body;
        params.options.unsigned_session_token = context.omit_token;
        params
    }
}

/// Names in small letters, and values; a line that begins with blanks goes on with the one before.
fn headers<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in lines {
        if line.starts_with(' ') {
            let last = headers.last_mut().unwrap();
            last.1 = format!("{} {}", last.1, line.trim());
        } else {
            let (name, value) = line.split_once(':').unwrap();
            headers.push((name.to_ascii_lowercase(), value.to_owned()));
        }
    }
    headers
}

fn encoded(path: &str, raw: bool) -> String {
    let mut out = Vec::new();
    for (index, segment) in path.split('/').enumerate() {
        if index > 0 {
            out.push(b'/');
        }
        if raw {
            super::encode::push_encoded(&mut out, segment.as_bytes());
        } else {
            out.extend_from_slice(segment.as_bytes());
        }
    }
    String::from_utf8(out).unwrap()
}

impl Context {
    fn read(folder: &Path, raw_path: bool) -> Self {
        let text = std::fs::read_to_string(folder.join("context.json"));
        let value: Value = serde_json::from_str(&text.unwrap_or("{}".to_owned())).unwrap();
        // Two cases have no context: they are about the canonical request alone.
        let canonical = folder.join("header-canonical-request.txt");
        let canonical = std::fs::read_to_string(canonical).unwrap();
        let date = canonical.split_once("x-amz-date:");
        let date = date.and_then(|(_, rest)| rest.lines().next()).unwrap();
        let text = |value: &Value, otherwise: &str| {
            value
                .as_str()
                .map_or_else(|| otherwise.to_owned(), str::to_owned)
        };
        let said = &value["credentials"];
        let credentials = Credentials::new(
            text(&said["access_key_id"], "AKIDEXAMPLE"),
            text(
                &said["secret_access_key"],
                "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            ),
        );
        let mut credentials = credentials.unwrap();
        if let Some(token) = said["token"].as_str() {
            credentials = credentials.session_token(token).unwrap();
        }
        let flag = |name: &str| value[name].as_bool().unwrap_or(name == "normalize");
        Self {
            credentials,
            region: text(&value["region"], "us-east-1"),
            service: text(&value["service"], "service"),
            time: text(&value["timestamp"], date).parse().unwrap(),
            expires: Duration::from_secs(value["expiration_in_seconds"].as_u64().unwrap_or(3600)),
            normalize: flag("normalize"),
            sign_body: flag("sign_body"),
            omit_token: flag("omit_session_token"),
            raw_path,
        }
    }
}

/// The canonical request and the string to sign of a case.
fn texts(case: &Case, params: &SigningParams<'_>, in_query: bool) -> (String, String) {
    let mut parts = case.parts.clone();
    let signing = Signing::new(params).unwrap();
    let payload = PayloadLine::new(&parts.headers, &case.body, params).unwrap();
    let mut buffer = if in_query {
        let before = parts.uri.query().unwrap_or_default();
        let headers = SignedHeaders::new(&parts, Location::Query).unwrap();
        let expires = case.context.expires;
        let query = presign::signing_query(before, expires, params, &signing, &headers);
        presign::canonical_request(&parts, &query, &headers, &payload, params)
    } else {
        header::set_headers(&mut parts.headers, &signing, &payload, params).unwrap();
        let headers = SignedHeaders::new(&parts, Location::Headers).unwrap();
        header::canonical_request(&parts, &headers, &payload, params)
    };
    let canonical = String::from_utf8(buffer.clone()).unwrap();
    signing.push_string_to_sign(&mut buffer);
    let to_sign = String::from_utf8(buffer.split_off(canonical.len())).unwrap();
    (canonical, to_sign)
}

/// The signature that the signer puts into the request.
fn signature(case: &Case, params: &SigningParams<'_>, in_query: bool) -> String {
    let mut parts = case.parts.clone();
    let signer = Signer::new();
    if in_query {
        let expires = case.context.expires;
        signer
            .presign(&mut parts, &case.body, expires, params)
            .unwrap();
        let uri = parts.uri.to_string();
        return uri.rsplit_once("X-Amz-Signature=").unwrap().1.to_owned();
    }
    signer.sign_headers(&mut parts, &case.body, params).unwrap();
    let value = parts.headers["authorization"].to_str().unwrap();
    value.rsplit_once("Signature=").unwrap().1.to_owned()
}

/// Holds every case against its files; how many forms of cases there were.
fn run(
    name: &str,
    algorithm: SigningAlgorithm,
    agrees: impl Fn(&Case, &str, &str, &str) -> bool,
) -> usize {
    let mut count = 0;
    for case in folders(name).into_iter().map(Case::read) {
        let params = case.params(algorithm);
        for (form, in_query) in [("header", false), ("query", true)] {
            let Some(canonical) = case.expected(&format!("{form}-canonical-request.txt")) else {
                continue;
            };
            let at = format!("{} {form}", case.folder.display());
            let (found, to_sign) = texts(&case, &params, in_query);
            assert_eq!(found, canonical.trim_end(), "{at}");
            // Without a context, credentials and scope are not known.
            if let Some(expected) = case.expected(&format!("{form}-signature.txt")) {
                let text = case
                    .expected(&format!("{form}-string-to-sign.txt"))
                    .unwrap();
                assert_eq!(to_sign, text.trim_end(), "{at}");
                let found = signature(&case, &params, in_query);
                assert!(
                    agrees(&case, &to_sign, &found, expected.trim()),
                    "{at}: {found}"
                );
            }
            count += 1;
        }
    }
    println!("{count} requests of {name} are signed alike");
    count
}

#[test]
fn signing_suite_of_sigv4() {
    run("v4", SigningAlgorithm::Hmac, |_, _, found, expected| {
        found == expected
    });
}

/// Signatures of SigV4a differ from those of the suite, which are verified by the same key.
#[test]
fn signing_suite_of_sigv4a() {
    run(
        "v4a",
        SigningAlgorithm::Ecdsa,
        |case, to_sign, found, expected| {
            let key: Value =
                serde_json::from_str(&case.expected("public-key.json").unwrap()).unwrap();
            let coordinate = |name: &str| bytes(key[name].as_str().unwrap());
            let point = [vec![4], coordinate("X"), coordinate("Y")].concat();
            let key = VerifyingKey::from_sec1_bytes(&point).unwrap();
            [found, expected].into_iter().all(|signature| {
                let signature = Signature::from_der(&bytes(signature)).unwrap();
                key.verify(to_sign.as_bytes(), &signature).is_ok()
            })
        },
    );
}

fn bytes(hex: &str) -> Vec<u8> {
    let pairs = hex.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}
