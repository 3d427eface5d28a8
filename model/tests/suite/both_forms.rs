//! The common content of Smithy's and botocore's form.

use std::collections::BTreeSet;

use tinsmith_model::common::{Gap, common};
use tinsmith_model::compare::compare;
use tinsmith_model::{Model, Selection, write};

/// A service with HTTP bindings in Smithy's form, with content that botocore's form lacks.
const SMITHY: &str = r##"{ "smithy": "2.0", "shapes": {
"com.amazonaws.town#TownService": { "type": "service", "version": "1",
    "resources": [{ "target": "com.amazonaws.town#Book" }],
    "traits": { "aws.protocols#restJson1": {}, "aws.auth#sigv4": { "name": "town" },
        "smithy.api#auth": ["aws.auth#sigv4"],
        "aws.api#service": { "sdkId": "Town", "arnNamespace": "town" },
            "smithy.rules#endpointRuleSet": {},
        "smithy.api#title": "Town", "smithy.api#xmlNamespace": { "uri": "http://town/" } } },
"com.amazonaws.town#Book": { "type": "resource",
    "identifiers": { "id": { "target": "smithy.api#String" } },
    "list": { "target": "com.amazonaws.town#ListBooks" } },
"com.amazonaws.town#ListBooks": { "type": "operation",
    "input": { "target": "com.amazonaws.town#In" },
    "output": { "target": "com.amazonaws.town#Out" },
    "errors": [{ "target": "com.amazonaws.town#NotThere" },
        { "target": "com.amazonaws.town#Closed" }],
    "traits": { "smithy.api#http": { "method": "GET", "uri": "/books/{Shelf}", "code": 200 },
        "smithy.api#readonly": {},
        "smithy.api#documentation": "Lists.", "smithy.api#paginated": { "inputToken": "Next",
            "outputToken": "Next" } } },
"com.amazonaws.town#In": { "type": "structure", "traits": { "smithy.api#input": {} }, "members": {
    "Shelf": { "target": "com.amazonaws.town#Name", "traits": { "smithy.api#httpLabel": {},
        "smithy.api#required": {}, "smithy.api#jsonName": "s" } },
    "Next": { "target": "smithy.api#String", "traits": { "smithy.api#httpQuery": "next" } },
    "Most": { "target": "smithy.api#Integer", "traits": { "smithy.api#httpQuery": "most",
        "smithy.api#default": 7, "smithy.api#clientOptional": {} } } } },
"com.amazonaws.town#Out": { "type": "structure", "traits": { "smithy.api#output": {} }, "members": {
    "Books": { "target": "com.amazonaws.town#Names", "traits": { "smithy.api#length": { "min": 0,
        "max": 9 } } },
    "Kind": { "target": "com.amazonaws.town#Kind" },
    "Next": { "target": "smithy.api#String", "traits": { "smithy.api#httpQuery": "next" } } } },
"com.amazonaws.town#Names": { "type": "list", "member": { "target": "com.amazonaws.town#Name" },
    "traits": { "smithy.api#uniqueItems": {} } },
"com.amazonaws.town#Name": { "type": "string", "traits": { "smithy.api#pattern": "^[^\n]+" } },
"com.amazonaws.town#Kind": { "type": "enum", "members": {
    "NEW": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "brand-new",
        "smithy.api#deprecated": {} } },
    "USED": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "x.Y" } },
    "LOST": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "x-Y" } } } },
"com.amazonaws.town#Closed": { "type": "structure", "members": {},
    "traits": { "smithy.api#error": "server", "smithy.api#httpError": 503,
    "aws.protocols#awsQueryError": { "code": "Town.Closed", "httpResponseCode": 503 } } },
"com.amazonaws.town#NotThere": { "type": "structure", "members": {},
    "traits": { "smithy.api#error": "client", "smithy.api#httpError": 404 } }
} }"##;

/// The same service in botocore's form.
const BOTOCORE: &str = r#"{ "metadata": { "apiVersion": "1", "serviceId": "Town",
    "serviceFullName": "Town", "endpointPrefix": "town", "protocol": "rest-json",
    "auth": ["aws.auth#sigv4"], "uid": "town-1" },
"operations": { "ListBooks": { "http": { "method": "GET", "requestUri": "/books/{shelf}",
    "responseCode": 200 },
    "input": { "shape": "In" }, "output": { "shape": "Out" }, "errors": [{ "shape": "Closed" },
        { "shape": "NotThere" }],
    "documentation": "<p>Lists.</p>" } },
"shapes": {
    "In": { "type": "structure", "required": ["Shelf"], "members": {
        "Shelf": { "shape": "Name", "location": "uri", "locationName": "shelf" },
        "Next": { "shape": "String", "location": "querystring", "locationName": "next" },
        "Most": { "shape": "Integer", "location": "querystring", "locationName": "most" } } },
    "Out": { "type": "structure", "members": {
        "Books": { "shape": "OutBooksList" }, "Kind": { "shape": "Kind" },
            "Next": { "shape": "String" } } },
    "OutBooksList": { "type": "list", "member": { "shape": "Name" }, "max": 9 },
    "Name": { "type": "string", "pattern": "[^ ]+.*" },
    "Kind": { "type": "string", "enum": ["brand-new", "x.Y", "x-Y"] },
    "Closed": { "type": "structure", "members": {}, "exception": true, "fault": true,
        "error": { "httpStatusCode": 503 } },
    "NotThere": { "type": "structure", "members": {}, "exception": true,
        "error": { "httpStatusCode": 404, "senderFault": true } },
    "String": { "type": "string" }, "Integer": { "type": "integer" }
} }"#;

/// A service with an RPC protocol, in both forms.
const CALLS: [&str; 2] = [
    r#"{ "smithy": "2.0", "shapes": {
"com.amazonaws.town#Town_1": { "type": "service", "version": "1",
    "operations": [{ "target": "com.amazonaws.town#Lend" }],
    "traits": { "aws.protocols#awsJson1_1": {}, "aws.api#service": { "sdkId": "Town",
        "endpointPrefix": "town" } } },
"com.amazonaws.town#Lend": { "type": "operation",
    "input": { "target": "com.amazonaws.town#LendRequest" },
    "errors": [{ "target": "com.amazonaws.town#Closed" }] },
"com.amazonaws.town#LendRequest": { "type": "structure", "members": {
    "Id": { "target": "smithy.api#String", "traits": { "smithy.api#httpHeader": "x-id" } } } },
"com.amazonaws.town#Closed": { "type": "structure", "members": {},
    "traits": { "smithy.api#error": "client", "smithy.api#httpError": 409 } }
} }"#,
    r#"{ "metadata": { "apiVersion": "1", "serviceId": "Town", "endpointPrefix": "town",
        "protocol": "json", "jsonVersion": "1.1", "targetPrefix": "Town_1" },
"operations": { "Lend": { "http": { "method": "POST", "requestUri": "/" },
    "input": { "shape": "LendRequest" }, "errors": [{ "shape": "Closed" }] } },
"shapes": {
    "LendRequest": { "type": "structure", "members": { "Id": { "shape": "String" } } },
    "Closed": { "type": "structure", "members": {}, "exception": true },
    "String": { "type": "string" }
} }"#,
];

fn of_both(text: &str) -> (Model, Vec<(Gap, usize)>) {
    let model = Model::parse(text, "model.json").unwrap_or_else(|errors| panic!("{errors}"));
    let both = common(&model, &model.service().unwrap().id).unwrap();
    (both.model, both.removed)
}

/// The differences in effect.
fn compared(old: &Model, new: &Model) -> Vec<String> {
    let all = [old, new].map(|model| Selection::all(model, &model.service().unwrap().id).unwrap());
    let changes = compare((old, &all[0]), (new, &all[1]));
    let changes = changes.iter();
    changes
        .map(|one| format!("{} {}: {}", one.subject, one.rule, one.message))
        .collect()
}

#[test]
fn a_service_says_the_same_in_both_forms() {
    let mut gaps = BTreeSet::new();
    for [smithy, botocore] in [[SMITHY, BOTOCORE], CALLS] {
        let ((old, taken), (new, also)) = (of_both(smithy), of_both(botocore));
        assert_eq!(compared(&old, &new), [""; 0]);
        assert_eq!(old.service().unwrap().id, new.service().unwrap().id);
        gaps.extend(taken.into_iter().chain(also).map(|(gap, _)| gap));
    }
    assert_eq!(gaps, Gap::all().collect());
}

#[test]
fn each_gap_is_counted_where_it_is() {
    let (model, taken) = of_both(SMITHY);
    let expected = [
        (Gap::Resources, 1),
        (Gap::Documentation, 1),
        (Gap::EnumNames, 3),
        (Gap::Defaults, 1),
        (Gap::ClientOptional, 1),
        (Gap::MemberConstraints, 1),
        (Gap::Patterns, 2),
        (Gap::ZeroLengths, 1),
        (Gap::UniqueItems, 1),
        (Gap::Pagination, 1),
        (Gap::ErrorOrder, 1),
        (Gap::QueryErrors, 1),
        (Gap::UnusedXml, 1),
        (Gap::UnusedHttp, 1),
        (Gap::UnusedNames, 1),
        (Gap::OnlyAuth, 1),
        (Gap::ServiceNames, 2),
        (Gap::Tooling, 2),
        (Gap::ServiceName, 1),
    ];
    assert_eq!(taken, expected);
    // Common content is unchanged.
    let again = common(&model, &model.service().unwrap().id).unwrap();
    assert_eq!(write(&again.model), write(&model));
}

#[test]
fn a_change_between_the_forms_stays() {
    let (old, _) = of_both(SMITHY);
    let (new, _) = of_both(
        &BOTOCORE
            .replace(r#""brand-new", "#, "")
            .replace("httpStatusCode\": 404", "httpStatusCode\": 410"),
    );
    let changes = compared(&old, &new);
    let starts = |at: usize, start: &str| assert!(changes[at].starts_with(start), "{changes:?}");
    starts(0, "com.amazonaws.town#Kind$brand_new enum-value-removed");
    starts(1, "com.amazonaws.town#NotThere error-changed");
    assert_eq!(changes.len(), 2, "{changes:?}");
}
