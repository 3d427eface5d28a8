//! `Cargo.toml` of a generated crate.

use super::Header;
use super::root::what;
use crate::ir::{Crate, Feature};
use crate::{Options, RuntimeSource};

/// The features of a crate with a client.
const TRANSPORTS: &str = r#"
[features]
default = ["hyper"]
# Awaited calls, by hyper and rustls on tokio.
hyper = ["tinsmith-runtime/hyper"]
# Calls that block the thread, by ureq and rustls.
blocking = ["tinsmith-runtime/blocking"]
"#;

pub(super) fn manifest(lowered: &Crate, options: &Options, header: &Header<'_>) -> String {
    let mut text = format!(
        "# {}
",
        header.line(lowered.service.id.as_str())
    );
    let quoted = basic_string;
    let package = [
        ("name", options.name.as_str()),
        ("version", &options.version),
        ("edition", "2024"),
        ("rust-version", "1.85"),
        (
            "description",
            &format!("{} of {}.", what(options.kind), lowered.service.title),
        ),
    ];
    let license = options
        .license
        .as_deref()
        .map(|license| ("license", license));
    text.push_str("\n[package]\n");
    for (key, value) in package.into_iter().chain(license) {
        text.push_str(&format!("{key} = {}\n", quoted(value)));
    }
    text.push_str(&options.package);
    if options.kind.has_client() {
        text.push_str(TRANSPORTS);
    }
    text.push_str(&format!(
        "\n[dependencies]\ntinsmith-runtime = {{ {}, features = [{}] }}\n",
        runtime(options),
        features(lowered).map(quoted).collect::<Vec<_>>().join(", "),
    ));
    let mut dev_dependencies = options.dev_dependencies.clone();
    if !lowered.cases.is_empty() {
        let line = format!(
            "tinsmith-runtime = {{ {}, features = [\"conformance\"] }}\n",
            runtime(options)
        );
        dev_dependencies.push_str(&line);
    }
    if !dev_dependencies.is_empty() {
        text.push_str("\n[dev-dependencies]\n");
        text.push_str(&dev_dependencies);
    }
    text
}

/// The version of the runtime, and where it is if not in the registry.
fn runtime(options: &Options) -> String {
    let quoted = basic_string;
    let version = format!("version = {}", quoted(&options.runtime_version));
    match &options.runtime {
        RuntimeSource::Registry => version,
        RuntimeSource::Path(path) => format!("{version}, path = {}", quoted(path)),
        RuntimeSource::Git { url, revision } => {
            let revision = revision.as_deref().map(quoted);
            let revision = revision.map_or_else(String::new, |rev| format!(", rev = {rev}"));
            format!("git = {}{revision}", quoted(url))
        }
    }
}

/// The names of features in the runtime's manifest.
fn features(lowered: &Crate) -> impl Iterator<Item = &'static str> {
    lowered.features.iter().map(|feature| match feature {
        Feature::Cbor => "cbor",
        Feature::Gzip => "gzip",
        Feature::Json => "json",
        Feature::Md5 => "md5",
        Feature::Query => "query",
        Feature::Xml => "xml",
    })
}

/// A string of TOML (TOML 1.0, "String").
fn basic_string(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            control if control.is_control() => {
                out.push_str(&format!("\\u{:04X}", u32::from(control)));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
