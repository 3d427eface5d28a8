//! Validation of well-formed models that cannot be generated.

use tinsmith_model::{Model, ReadErrors, Selection, validate};

use crate::common::{self, golden, read};

/// Renders the errors of a model.
fn found(model: &Model) -> String {
    let selection = Selection::all(model, &model.service().unwrap().id).unwrap();
    let diagnostics = validate(model, &selection);
    let source = model.source().clone();
    ReadErrors {
        source,
        diagnostics,
    }
    .to_string()
}

/// A service of restJson1 operations with these shapes.
fn rest(operations: &str, shapes: &str) -> Model {
    read(
        "2.0",
        &format!(
            "\"a#S\": {{ \"type\": \"service\", \"version\": \"1\", \"operations\": \
             [{operations}], \
             \"traits\": {{ \"aws.protocols#restJson1\": {{}} }} }},\n{shapes}"
        ),
    )
}

#[test]
fn unknown_protocols() {
    let service = |traits: &str| {
        read(
            "2.0",
            &format!(
                r#""a#S": {{ "type": "service", "version": "1", "traits": {{ {traits} }} }},
"b#soap": {{ "type": "structure", "members": {{}}, "traits": {{ "smithy.api#trait": {{}},
    "smithy.api#protocolDefinition": {{}} }} }}"#
            ),
        )
    };
    golden("validation/no-protocol.txt", &found(&service("")));
    let two = r#""b#soap": {}, "aws.protocols#awsJson9": {}, "smithy.api#title": "T""#;
    golden("validation/unknown-protocol.txt", &found(&service(two)));
    assert_eq!(
        found(&service(r#""b#soap": {}, "aws.protocols#restXml": {}"#)),
        ""
    );
}

#[test]
fn operations_and_labels() {
    let model = rest(
        r#"{ "target": "a#NoHttp" }, { "target": "a#Labels" }, { "target": "a#NoInput" }"#,
        r#""a#NoHttp": { "type": "operation" },
"a#NoInput": { "type": "operation", "traits": { "smithy.api#http": { "method": "GET",
    "uri": "/{x}" } } },
"a#Labels": { "type": "operation", "input": { "target": "a#In" },
    "traits": { "smithy.api#http": { "method": "GET",
        "uri": "/{good}/{missing}/{unbound}/{good}/{greedy+}" } } },
"a#In": { "type": "structure", "members": {
    "good": { "target": "smithy.api#String", "traits": { "smithy.api#httpLabel": {},
        "smithy.api#required": {} } },
    "greedy": { "target": "smithy.api#String", "traits": { "smithy.api#httpLabel": {} } },
    "unbound": { "target": "smithy.api#String", "traits": { "smithy.api#required": {} } },
    "elsewhere": { "target": "smithy.api#String", "traits": { "smithy.api#httpLabel": {},
        "smithy.api#required": {} } } } }"#,
    );
    golden("validation/labels.txt", &found(&model));
}

#[test]
fn labels_of_hosts() {
    let endpoint = |prefix: &str| {
        format!(
            r#""smithy.api#endpoint": {{ "hostPrefix": "{prefix}" }},
                "smithy.api#http": {{ "method": "GET", "uri": "/" }}"#
        )
    };
    let model = rest(
        r#"{ "target": "a#Good" }, { "target": "a#Labels" }, { "target": "a#NoInput" },
            { "target": "a#Plain" }"#,
        &format!(
            r#""a#Good": {{ "type": "operation", "input": {{ "target": "a#GoodIn" }},
                "traits": {{ {} }} }},
"a#NoInput": {{ "type": "operation", "traits": {{ {} }} }},
"a#Plain": {{ "type": "operation", "traits": {{ {} }} }},
"a#Labels": {{ "type": "operation", "input": {{ "target": "a#In" }},
    "traits": {{ {} }} }},
"a#GoodIn": {{ "type": "structure", "members": {{
    "kind": {{ "target": "a#Kind", "traits": {{ "smithy.api#hostLabel": {{}},
        "smithy.api#required": {{}} }} }} }} }},
"a#Kind": {{ "type": "enum", "members": {{ "A": {{ "target": "smithy.api#Unit" }} }} }},
"a#In": {{ "type": "structure", "members": {{
    "good": {{ "target": "smithy.api#String", "traits": {{ "smithy.api#hostLabel": {{}},
        "smithy.api#required": {{}} }} }},
    "number": {{ "target": "smithy.api#Integer", "traits": {{ "smithy.api#hostLabel": {{}},
        "smithy.api#required": {{}} }} }},
    "unbound": {{ "target": "smithy.api#String", "traits": {{ "smithy.api#required": {{}} }} }},
    "optional": {{ "target": "smithy.api#String", "traits": {{ "smithy.api#hostLabel": {{}} }} }},
    "elsewhere": {{ "target": "smithy.api#String", "traits": {{ "smithy.api#hostLabel": {{}},
        "smithy.api#required": {{}} }} }} }} }}"#,
            endpoint("{kind}-x."),
            endpoint("{x}."),
            endpoint("data."),
            endpoint("{good}.{missing}.{unbound}.{good}.{number}.{optional}."),
        ),
    );
    golden("validation/hosts.txt", &found(&model));
}

#[test]
fn prefixes_that_no_host_can_have() {
    let prefixes = [
        "a.b-1.", "x", "a b.", "a/b.", "{", "a}.", "{a.", "a..", ".a.", "ü.",
    ];
    let long = "a".repeat(64) + ".";
    let prefixes = prefixes.into_iter().chain([long.as_str()]);
    let (mut targets, mut operations) = (Vec::new(), Vec::new());
    for (n, prefix) in prefixes.enumerate() {
        targets.push(format!(r#"{{ "target": "a#O{n}" }}"#));
        operations.push(format!(
            r#""a#O{n}": {{ "type": "operation", "traits": {{
    "smithy.api#endpoint": {{ "hostPrefix": "{prefix}" }},
    "smithy.api#http": {{ "method": "GET", "uri": "/" }} }} }}"#
        ));
    }
    let model = rest(&targets.join(","), &operations.join(",\n"));
    golden("validation/host-prefixes.txt", &found(&model));
}

#[test]
fn two_members_in_one_place() {
    let model = rest(
        r#"{ "target": "a#Do" }"#,
        r#""a#Do": { "type": "operation", "input": { "target": "a#In" },
            "output": { "target": "a#Out" }, "errors": [{ "target": "a#E" }],
    "traits": { "smithy.api#http": { "method": "GET", "uri": "/" } } },
"a#In": { "type": "structure", "members": {
    "a": { "target": "smithy.api#String", "traits": { "smithy.api#httpHeader": "X-Name" } },
    "b": { "target": "smithy.api#String", "traits": { "smithy.api#httpHeader": "x-name" } },
    "c": { "target": "smithy.api#String", "traits": { "smithy.api#httpQuery": "q" } },
    "d": { "target": "smithy.api#String", "traits": { "smithy.api#httpQuery": "q" } },
    "e": { "target": "smithy.api#String", "traits": { "smithy.api#httpQuery": "Q" } } } },
"a#Out": { "type": "structure", "members": {
    "a": { "target": "smithy.api#Blob", "traits": { "smithy.api#httpPayload": {} } },
    "b": { "target": "smithy.api#Blob", "traits": { "smithy.api#httpPayload": {} } },
    "c": { "target": "smithy.api#Integer", "traits": { "smithy.api#httpResponseCode": {} } },
    "d": { "target": "smithy.api#Integer", "traits": { "smithy.api#httpResponseCode": {} } } } },
"a#E": { "type": "structure", "traits": { "smithy.api#error": "client" }, "members": {
    "a": { "target": "smithy.api#String", "traits": { "smithy.api#httpHeader": "h" } },
    "b": { "target": "smithy.api#String", "traits": { "smithy.api#httpHeader": "h" } } } }"#,
    );
    golden("validation/bindings.txt", &found(&model));
}

#[test]
fn circles_of_required_members() {
    let member = |target: &str, traits: &str| {
        format!(r#"{{ "target": "{target}", "traits": {{ {traits} }} }}"#)
    };
    let required = |target: &str| member(target, r#""smithy.api#required": {}"#);
    let model = rest(
        r#"{ "target": "a#Do" }"#,
        &format!(
            r#""a#Do": {{ "type": "operation", "input": {{ "target": "a#In" }},
                "traits": {{ "smithy.api#http": {{ "method": "GET", "uri": "/" }} }} }},
"a#In": {{ "type": "structure", "members": {{ "a": {}, "self": {} }} }},
"a#A": {{ "type": "structure", "members": {{ "b": {} }} }},
"a#B": {{ "type": "structure", "members": {{ "list": {}, "a": {}, "union": {} }} }},
"a#List": {{ "type": "list", "member": {} }},
"a#Union": {{ "type": "union", "members": {{ "a": {} }} }}"#,
            required("a#A"),
            required("a#In"),
            required("a#B"),
            required("a#List"),
            required("a#A"),
            required("a#Union"),
            member("a#B", ""),
            member("a#A", ""),
        ),
    );
    golden("validation/circles.txt", &found(&model));
}

#[test]
fn circles_through_unions() {
    let model = rest(
        r#"{ "target": "a#Do" }"#,
        r#""a#Do": { "type": "operation", "input": { "target": "a#In" },
    "traits": { "smithy.api#http": { "method": "GET", "uri": "/" } } },
"a#In": { "type": "structure", "members": {
    "own": { "target": "a#Own" }, "a": { "target": "a#A" }, "fine": { "target": "a#Fine" },
    "list": { "target": "a#Listed" } } },
"a#Own": { "type": "union", "members": { "x": { "target": "a#Own" }, "y": { "target": "a#B" } } },
"a#A": { "type": "union", "members": { "b": { "target": "a#B" } } },
"a#B": { "type": "structure", "members": {
    "a": { "target": "a#A", "traits": { "smithy.api#required": {} } } } },
"a#Fine": { "type": "union", "members": {
    "own": { "target": "a#Fine" }, "text": { "target": "smithy.api#String" } } },
"a#Listed": { "type": "union", "members": { "list": { "target": "a#List" } } },
"a#List": { "type": "list", "member": { "target": "a#Listed" } }"#,
    );
    golden("validation/circles-unions.txt", &found(&model));
}

#[test]
fn published_models_are_valid() {
    for folder in ["models", "protocol-tests"] {
        for path in common::shared_files(folder) {
            let model = Model::read(&path).unwrap();
            assert_eq!(found(&model), "", "{}", path.display());
        }
    }
}

#[test]
fn methods_uris_and_targets_of_bindings() {
    let model = rest(
        r#"{ "target": "a#Do" }, { "target": "a#Get" }"#,
        r#""a#Do": { "type": "operation", "input": { "target": "a#In" },
            "output": { "target": "a#Out" },
    "traits": { "smithy.api#http": { "method": "GET IT", "uri": "/x{list}" } } },
"a#Get": { "type": "operation", "input": { "target": "a#Good" },
    "traits": { "smithy.api#http": { "method": "GET", "uri": "/{label+}?q" } } },
"a#List": { "type": "list", "member": { "target": "smithy.api#String" } },
"a#Map": { "type": "map", "key": { "target": "smithy.api#String" },
    "value": { "target": "smithy.api#String" } },
"a#Lists": { "type": "map", "key": { "target": "smithy.api#String" },
    "value": { "target": "a#List" } },
"a#In": { "type": "structure", "members": {
    "list": { "target": "a#List",
        "traits": { "smithy.api#httpLabel": {}, "smithy.api#required": {} } },
    "map": { "target": "a#Map", "traits": { "smithy.api#httpHeader": "X-Map" } },
    "name": { "target": "smithy.api#String", "traits": { "smithy.api#httpHeader": "a b" } },
    "params": { "target": "a#List", "traits": { "smithy.api#httpQueryParams": {} } },
    "prefixed": { "target": "a#Lists", "traits": { "smithy.api#httpPrefixHeaders": "x-" } },
    "twice": { "target": "smithy.api#String",
        "traits": { "smithy.api#httpHeader": "h", "smithy.api#httpQuery": "q" } } } },
"a#Good": { "type": "structure", "members": {
    "label": { "target": "smithy.api#Timestamp",
        "traits": { "smithy.api#httpLabel": {}, "smithy.api#required": {} } },
    "lists": { "target": "a#Lists", "traits": { "smithy.api#httpQueryParams": {} } },
    "headers": { "target": "a#Map", "traits": { "smithy.api#httpPrefixHeaders": "" } },
    "list": { "target": "a#List", "traits": { "smithy.api#httpHeader": "x-list" } },
    "body": { "target": "a#List", "traits": { "smithy.api#httpPayload": {} } } } },
"a#Out": { "type": "structure", "members": {
    "code": { "target": "smithy.api#Integer", "traits": { "smithy.api#httpResponseCode": {} } },
    "whole": { "target": "smithy.api#String", "traits": { "smithy.api#httpPayload": {} } } } }"#,
    );
    golden("validation/targets.txt", &found(&model));
}

#[test]
fn traits_of_members_and_names_of_errors() {
    let model = read(
        "2.0",
        r#""a#S": { "type": "service", "version": "1", "operations": [{ "target": "a#Do" }],
    "rename": { "b#E": "Other" }, "traits": { "aws.protocols#awsJson1_1": {} } },
"a#Do": { "type": "operation", "input": { "target": "a#In" },
    "errors": [{ "target": "a#E" }, { "target": "b#E" }] },
"a#E": { "type": "structure", "traits": { "smithy.api#error": "client" } },
"b#E": { "type": "structure", "traits": { "smithy.api#error": "client" } },
"a#In": { "type": "structure", "members": {
    "name": { "target": "smithy.api#String" },
    "other": { "target": "smithy.api#String", "traits": { "smithy.api#jsonName": "name" } },
    "token": { "target": "smithy.api#Integer", "traits": { "smithy.api#idempotencyToken": {} } },
    "good": { "target": "smithy.api#String", "traits": { "smithy.api#xmlName": "p:Good-1" } },
    "bad": { "target": "smithy.api#String", "traits": { "smithy.api#xmlName": "a b<" } } } }"#,
    );
    golden("validation/members.txt", &found(&model));
}
