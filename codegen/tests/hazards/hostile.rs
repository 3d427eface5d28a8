//! A model with a given string in every position that takes one.

use serde_json::{Value, json};
use tinsmith_codegen::{Files, Options, generate};
use tinsmith_model::{Model, ReadErrors, Selection};

/// The string in each position.
pub(crate) type Texts<'a> = &'a dyn Fn(&str) -> String;

/// The positions.
pub(crate) const POSITIONS: [&str; 33] = [
    "version",
    "sdk id",
    "endpoint prefix",
    "signing name",
    "title",
    "service docs",
    "method",
    "uri",
    "host prefix",
    "operation docs",
    "input token",
    "output token",
    "items",
    "deprecated",
    "since",
    "member docs",
    "structure docs",
    "json name",
    "header",
    "prefix",
    "query",
    "media type",
    "pattern",
    "default",
    "document default",
    "enum docs",
    "value docs",
    "first value",
    "second value",
    "union docs",
    "variant docs",
    "variant json name",
    "encoding",
];

/// The most hostile string for any position.
pub(crate) const NASTY: &str = "*/ \"] \"# \\\" ' // {x} ${x} --> \n\r\n #[cfg(x)] ``` \
    \u{202e}\u{2066}\0\u{b}\u{85}\u{2028} <p><code> ; } } fn evil() {} /* ]]> r#\"";

/// The text of the model. Of the texts of methods, URIs, headers and hosts only what these can have
/// is left; see [`unchecked`].
pub(crate) fn model(text: Texts<'_>) -> String {
    let token = |b: &char| b.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(*b);
    let of_uri = |b: &char| b.is_ascii_graphic() && !"#{}".contains(*b);
    let of_host = |b: &char| b.is_ascii_alphanumeric();
    unchecked(&|position| {
        let text = text(position);
        match position {
            "method" | "header" => "X".chars().chain(text.chars().filter(token)).collect(),
            "uri" => "/".chars().chain(text.chars().filter(of_uri)).collect(),
            "host prefix" => text.chars().filter(of_host).take(60).collect(),
            _ => text,
        }
    })
}

/// The text of the model, as it is.
pub(crate) fn unchecked(text: Texts<'_>) -> String {
    let [service, operation, input] = [service(text), operation(text), input(text)];
    let output = json!({ "type": "structure", "members": {
        "next": { "target": "smithy.api#String" },
        "list": { "target": "h#List" },
        "value": { "target": "h#Value" },
        "choice": { "target": "h#Choice" },
    } });
    let choice = json!({ "type": "union", "traits": { "smithy.api#documentation": text("union \
        docs") }, "members": {
        "a": { "target": "smithy.api#String", "traits": {
            "smithy.api#documentation": text("variant docs"),
            "smithy.api#jsonName": text("variant json name"),
        } },
    } });
    let value = json!({ "type": "enum", "traits": { "smithy.api#documentation": text("enum \
        docs") }, "members": {
        "FIRST": { "target": "smithy.api#Unit", "traits": {
            "smithy.api#enumValue": text("first value") + "1",
            "smithy.api#documentation": text("value docs"),
        } },
        "SECOND": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": text("second \
         value") + "2" } },
    } });
    let inner = json!({ "type": "structure", "members": {
        "x": { "target": "smithy.api#String", "traits": { "smithy.api#default": text("default") } },
        "y": { "target": "smithy.api#Document", "traits": { "smithy.api#default": text("document \
         default") } },
    } });
    json!({ "smithy": "2.0", "shapes": {
        "h#Inner": inner,
        "h#Hazard": service, "h#Run": operation, "h#Input": input, "h#Output": output, "h#Choice": choice,
        "h#Value": value,
        "h#List": { "type": "list", "member": { "target": "smithy.api#String" } },
        "h#Map": { "type": "map", "key": { "target": "smithy.api#String" },
            "value": { "target": "smithy.api#String" } },
    } })
    .to_string()
}

fn service(text: Texts<'_>) -> Value {
    json!({ "type": "service", "version": text("version"), "operations": [{ "target": "h#Run" }],
        "traits": {
        "aws.protocols#restJson1": {},
        "aws.auth#sigv4": { "name": text("signing name") },
        "aws.api#service": { "sdkId": text("sdk id"), "endpointPrefix": text("endpoint prefix") },
        "smithy.api#title": text("title"),
        "smithy.api#documentation": text("service docs"),
    } })
}

fn operation(text: Texts<'_>) -> Value {
    let deprecated = json!({ "message": text("deprecated"), "since": text("since") });
    json!({ "type": "operation", "input": { "target": "h#Input" }, "output": { "target": "h#Output" },
        "traits": {
        "smithy.api#http": { "method": text("method"), "uri": text("uri"), "code": 200 },
        "smithy.api#endpoint": { "hostPrefix": text("host prefix") },
        "smithy.api#documentation": text("operation docs"),
        "smithy.api#deprecated": deprecated,
        "smithy.api#requestCompression": { "encodings": [text("encoding")] },
        "smithy.api#paginated": {
            "inputToken": text("input token"), "outputToken": text("output \
             token"), "items": text("items"),
        },
    } })
}

fn input(text: Texts<'_>) -> Value {
    let string = |traits: Value| json!({ "target": "smithy.api#String", "traits": traits });
    json!({ "type": "structure", "traits": { "smithy.api#documentation": text("structure \
        docs") }, "members": {
        "a": string(json!({ "smithy.api#documentation": text("member \
         docs"), "smithy.api#jsonName": text("json name"),
            "smithy.api#pattern": text("pattern"), "smithy.api#mediaType": text("media type") })),
        "b": string(json!({ "smithy.api#httpHeader": text("header") })),
        "c": string(json!({ "smithy.api#httpQuery": text("query"),
            "smithy.api#length": { "min": 1 } })),
        "d": { "target": "h#Map", "traits": { "smithy.api#httpPrefixHeaders": text("prefix") } },
        "inner": { "target": "h#Inner" },
    } })
}

/// Generates a crate from a model's text.
pub(crate) fn generated(model: &str, options: &Options) -> Result<Files, ReadErrors> {
    let model = Model::parse(model, "hostile.json")?;
    let selection = Selection::all(&model, &model.service().unwrap().id).unwrap();
    generate(&model, &selection, options)
}
