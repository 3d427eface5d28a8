//! The names that the text of a model has, found without reading it whole.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

/// A name without what does not count in it.
pub(super) fn plain(name: &str) -> String {
    let counts = name.chars().filter(|letter| letter.is_alphanumeric());
    counts.flat_map(char::to_lowercase).collect()
}

/// The service's `sdkId`, endpoint prefix and signing name, in either form.
pub(super) fn known(text: &[u8]) -> [Option<String>; 3] {
    let text = String::from_utf8_lossy(text);
    let sdk_id = member(&text, "serviceId").or_else(|| member(&text, "sdkId"));
    let signing = member(&text, "signingName").or_else(|| {
        let at = text.find("\"aws.auth#sigv4\"")?;
        member(&text[at..], "name")
    });
    [sdk_id, member(&text, "endpointPrefix"), signing]
}

/// The first member of a JSON text that has this name and is a string.
fn member(text: &str, name: &str) -> Option<String> {
    let quoted = format!("\"{name}\"");
    let (_, rest) = text.split_once(&quoted)?;
    let rest = rest.trim_start().strip_prefix(':')?;
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<String>();
    values.next()?.ok()
}

/// The version that the package botocore says it has.
pub(super) fn version(package: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(package);
    text.lines().find_map(|line| {
        let value = line.strip_prefix("__version__")?.trim_start();
        let value = value.strip_prefix('=')?.trim();
        Some(value.trim_matches(['"', '\'']).to_owned())
    })
}

/// The names of the operations, sorted; none if it is no model.
pub(super) fn operations(text: &[u8]) -> Vec<String> {
    #[derive(Deserialize)]
    struct Either {
        #[serde(default)]
        operations: BTreeMap<String, IgnoredAny>,
        #[serde(default)]
        shapes: BTreeMap<String, Shape>,
    }
    #[derive(Deserialize)]
    struct Shape {
        #[serde(rename = "type")]
        kind: String,
    }
    let Ok(model) = serde_json::from_slice::<Either>(text) else {
        return Vec::new();
    };
    let of_smithy = model.shapes.into_iter();
    let of_smithy = of_smithy.filter(|(_, shape)| shape.kind == "operation");
    let of_smithy = of_smithy.map(|(id, _)| match id.split_once('#') {
        Some((_, name)) => name.to_owned(),
        None => id,
    });
    let mut names: Vec<String> = model.operations.into_keys().chain(of_smithy).collect();
    names.sort();
    names.dedup();
    names
}
