//! Files that are fetched by their URL, through the blocking transport of the runtime.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use tinsmith_runtime::Bytes;
use tinsmith_runtime::environment::{Environment, Settings};
use tinsmith_runtime::transport::{
    BlockingTransport, Body, Limits, TransportSettings, UreqTransport,
};

use crate::botocore::cache;
use crate::failure::Failure;
use crate::lock::hex_digest;
use crate::progress::Progress;

/// The largest number of redirects that are followed.
const REDIRECTS: usize = 5;

/// The longest that a download may take.
const TIMEOUT: Duration = Duration::from_secs(300);

/// Fetches a file into the cache and returns its path there, which ends as the URL does.
///
/// # Errors
/// Returns [`Failure`] if the server does not answer with the file, or it cannot be written.
pub(super) fn fetch(url: &str) -> Result<PathBuf, Failure> {
    let bytes = download(url)?;
    let folder = cache()?
        .join("downloads")
        .join(&hex_digest(url.as_bytes())[..16]);
    let path = folder.join(file_name(url));
    let unfinished = folder.join(format!("unfinished-{}", std::process::id()));
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&unfinished, &bytes))
        .and_then(|()| fs::rename(&unfinished, &path))
        .map_err(|error| Failure::at(&path, error))?;
    Ok(path)
}

/// The last part of a URL's path.
fn file_name(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let keep = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    let name: String = name.chars().filter(|letter| keep(*letter)).collect();
    match name.trim_matches('.') {
        "" => "model.json".to_owned(),
        name => name.to_owned(),
    }
}

fn download(url: &str) -> Result<Bytes, Failure> {
    let _progress = Progress::new(1, &format!("fetching {}", file_name(url)));
    let failed = |what: &dyn std::fmt::Display| Failure(format!("{url}: {what}"));
    let environment = Environment::process();
    let settings = Settings::load_without_credentials(&environment, "tinsmith")
        .map_err(|error| failed(&error))?;
    let mut network = TransportSettings::new().proxies(settings.proxies);
    network.ca_bundle = settings.ca_bundle;
    let transport = UreqTransport::with_settings(network);
    let mut at = url.to_owned();
    for _ in 0..=REDIRECTS {
        let request = http::Request::get(&at)
            .header(
                "user-agent",
                concat!("tinsmith/", env!("CARGO_PKG_VERSION")),
            )
            .body(Body::default())
            .map_err(|error| failed(&error))?;
        let mut limits = Limits::new();
        limits.timeout = Some(TIMEOUT);
        let response = transport
            .send(request, limits)
            .map_err(|error| failed(&said(&error)))?;
        match response.status().as_u16() {
            200 => return Ok(response.into_body()),
            301 | 302 | 303 | 307 | 308 => at = redirected(&at, response.headers(), url)?,
            status => return Err(failed(&format!("the server answers with status {status}"))),
        }
    }
    Err(failed(&format!("more than {REDIRECTS} redirects")))
}

/// The URL that a redirect leads to.
fn redirected(from: &str, headers: &http::HeaderMap, url: &str) -> Result<String, Failure> {
    let to = headers
        .get("location")
        .and_then(|location| location.to_str().ok());
    let to = to.ok_or_else(|| Failure(format!("{url}: a redirect without a location")))?;
    let (scheme, rest) = from.split_once("://").unwrap_or(("https", from));
    let host = rest.split('/').next().unwrap_or_default();
    let to = match to {
        path if path.starts_with("//") => format!("{scheme}:{path}"),
        path if path.starts_with('/') => format!("{scheme}://{host}{path}"),
        absolute => absolute.to_owned(),
    };
    let is_safe = to.starts_with("https://") || scheme == "http" && to.starts_with("http://");
    match is_safe {
        true => Ok(to),
        false => Err(Failure(format!(
            "{url}: a redirect to {to} is not followed"
        ))),
    }
}

/// An error with its sources, in one line.
fn said(error: &dyn std::error::Error) -> String {
    let sources = std::iter::successors(Some(error), |error| error.source());
    let texts: Vec<String> = sources.map(ToString::to_string).collect();
    texts.join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::is_archive;

    #[test]
    fn files_are_named_as_the_url_ends() {
        for (url, name) in [
            (
                "https://e.org/a/botocore-1.40.0-py3-none-any.whl#sha256=1",
                "botocore-1.40.0-py3-none-any.whl",
            ),
            ("https://e.org/models/main.tar.gz?x=/y", "main.tar.gz"),
            ("https://e.org/", "model.json"),
            ("https://e.org/a/..", "model.json"),
        ] {
            assert_eq!(file_name(url), name);
        }
        assert!(is_archive(std::path::Path::new(&file_name(
            "https://e.org/x.whl?a"
        ))));
    }

    #[test]
    fn redirects_do_not_leave_tls() {
        let to = |from: &str, location: &'static str| {
            let mut headers = http::HeaderMap::new();
            headers.insert("location", http::HeaderValue::from_static(location));
            redirected(from, &headers, from).map_err(|failure| failure.0)
        };
        let from = "https://e.org/a/b";
        assert_eq!(to(from, "/c").as_deref(), Ok("https://e.org/c"));
        assert_eq!(to(from, "//f.org/c").as_deref(), Ok("https://f.org/c"));
        assert_eq!(to(from, "https://f.org/").as_deref(), Ok("https://f.org/"));
        assert!(to(from, "http://e.org/c").is_err());
        assert!(to("http://e.org/", "file:///etc/passwd").is_err());
    }
}
