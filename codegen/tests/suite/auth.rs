//! Authentication schemes in generated schemas: one line, left out where they are those of the
//! service.

use tinsmith_codegen::{Files, Options, generate};
use tinsmith_model::{Model, Selection};

/// The crate of a service with these traits and one operation with those.
fn crate_of(service: &str, operation: &str) -> Files {
    let text = format!(
        r#"{{ "smithy": "2.0", "shapes": {{
            "a#Service": {{ "type": "service", "version": "1",
                "operations": [{{ "target": "a#Get" }}],
                "traits": {{ "aws.protocols#restJson1": {{}} {service} }} }},
            "a#Get": {{ "type": "operation", "traits": {{
                "smithy.api#http": {{ "method": "GET", "uri": "/", "code": 200 }} {operation} }} }}
        }} }}"#
    );
    let model = Model::parse(&text, "auth.json").unwrap_or_else(|error| panic!("{error}"));
    let selection = Selection::all(&model, &model.service().unwrap().id).unwrap();
    generate(&model, &selection, &Options::new("auth")).unwrap_or_else(|error| panic!("{error}"))
}

/// The schemes in a file, without white space.
fn schemes(files: &Files, path: &str) -> Option<String> {
    let text: String = files[path].split_whitespace().collect();
    // Lists that are too long for a line end in a comma.
    let text = text
        .replace(",]", "]")
        .replace(",)", ")")
        .replace(",}", "}");
    let list = text.split(".auth(&[").nth(1)?.split("])").next()?;
    Some(list.replace("rt::AuthScheme::", ""))
}

const SIGV4: &str = r#", "aws.auth#sigv4": { "name": "s" }"#;
const BEARER: &str = r#", "smithy.api#httpBearerAuth": {}"#;

#[test]
fn schemes_are_listed_in_the_order_of_the_model() {
    let both = format!("{SIGV4}{BEARER}");
    let token_first = r#", "smithy.api#auth": ["smithy.api#httpBearerAuth", "aws.auth#sigv4"]"#;
    let optional = r#", "smithy.api#optionalAuth": {}"#;
    let digest = r#", "smithy.api#httpDigestAuth": {}"#;
    for (service, operation, of_service, of_operation) in [
        // What follows from the signing name is not said.
        ("", "", None, None),
        (SIGV4, "", None, None),
        (SIGV4, optional, None, Some("SigV4, NoAuth")),
        (SIGV4, r#", "smithy.api#auth": []"#, None, Some("NoAuth")),
        (
            SIGV4,
            r#", "smithy.api#auth": ["aws.auth#sigv4"]"#,
            None,
            None,
        ),
        (BEARER, "", Some("Bearer"), None),
        (BEARER, optional, Some("Bearer"), Some("Bearer, NoAuth")),
        // Without `auth` they are in the order of their ids.
        (&both, "", Some("SigV4, Bearer"), None),
        (
            &both,
            token_first,
            Some("SigV4, Bearer"),
            Some("Bearer, SigV4"),
        ),
        (
            &format!("{both}{token_first}"),
            "",
            Some("Bearer, SigV4"),
            None,
        ),
        (&format!("{digest}{SIGV4}"), "", None, None),
        (
            r#", "smithy.api#httpApiKeyAuth": { "name": "X-Key", "in": "header",
                "scheme": "Key" }"#,
            "",
            Some(r#"ApiKeyHeader { name: "X-Key", prefix: "Key" }"#),
            None,
        ),
        (
            r#", "smithy.api#httpApiKeyAuth": { "name": "key", "in": "query" },
                "smithy.api#httpBasicAuth": {}"#,
            optional,
            Some(r#"ApiKeyQuery { name: "key" }, Basic"#),
            Some(r#"ApiKeyQuery { name: "key" }, Basic, NoAuth"#),
        ),
    ] {
        let files = crate_of(service, operation);
        let packed = |list: Option<&str>| list.map(|list| list.replace(' ', ""));
        assert_eq!(
            schemes(&files, "src/schema.rs"),
            packed(of_service),
            "{service}"
        );
        let found = schemes(&files, "src/operation/get.rs");
        assert_eq!(found, packed(of_operation), "{service} {operation}");
    }
}
