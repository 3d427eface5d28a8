//! Tests of the patches, on models with no more than they need.

use tinsmith_model::Selection;

use super::*;
use crate::Options;

fn logs(paginated: &str) -> Result<crate::Files, tinsmith_model::ReadErrors> {
    let text = format!(
        r##"{{"smithy":"2.0","shapes":{{
        "l#Logs":{{"type":"service","version":"1","operations":[{{"target":"l#GetLogEvents"}},{{"target":"l#List"}}],
        "traits":{{"aws.protocols#awsJson1_1":{{}},"aws.api#service":{{"sdkId":"CloudWatch Logs"}}}}}},
        "l#GetLogEvents":{{"type":"operation","input":{{"target":"l#In"}},"output":{{"target":"l#Out"}},"traits":{{{paginated}}}}},
        "l#List":{{"type":"operation","input":{{"target":"l#In"}},"output":{{"target":"l#Out"}},"traits":{{{PAGINATED}}}}},
        "l#In":{{"type":"structure","members":{{"token":{{"target":"smithy.api#String"}}}}}},
        "l#Out":{{"type":"structure","members":{{"nextForwardToken":{{"target":"smithy.api#String"}},
            "other":{{"target":"smithy.api#String"}}}}}}}}}}"##
    );
    let model = Model::parse(&text, "logs.json").unwrap();
    let selection = Selection::all(&model, &model.service().unwrap().id).unwrap();
    crate::generate(&model, &selection, &Options::new("logs"))
}

const PAGINATED: &str =
    r#""smithy.api#paginated":{"inputToken":"token","outputToken":"nextForwardToken"}"#;

#[test]
fn a_repeated_token_ends_the_pages_of_the_patched_operation_alone() {
    let files = logs(PAGINATED).unwrap();
    let fact = "const REPEATED_TOKEN_ENDS: bool = true;";
    assert!(files["src/operation/get_log_events.rs"].contains(fact));
    assert!(!files["src/operation/list.rs"].contains(fact));
}

#[test]
fn a_patch_that_does_not_apply_any_more_is_an_error() {
    let other = PAGINATED.replace("nextForwardToken", "other");
    let error = logs(&other).unwrap_err().to_string();
    for part in ["get-log-events-end", "does not apply any more", "https://"] {
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn an_operation_without_pages_has_no_end_to_mark() {
    let files = logs("").unwrap();
    assert!(!files["src/operation/get_log_events.rs"].contains("REPEATED_TOKEN_ENDS"));
}

#[test]
fn every_patch_has_a_name_a_reason_and_a_source() {
    for (at, patch) in PATCHES.iter().enumerate() {
        assert!(!patch.reason.is_empty() && patch.source.starts_with("https://"));
        let others = PATCHES[at + 1..].iter();
        assert!(
            others
                .map(|other| other.name)
                .all(|name| name != patch.name)
        );
    }
}

/// The files of a restXml service with one operation, whose input has these members.
fn rest_xml(sdk_id: &str, service: &str, operation: &str, shapes: &str) -> crate::Files {
    let text = format!(
        r##"{{"smithy":"2.0","shapes":{{
            "x#X":{{"type":"service","version":"1","operations":[{{"target":"x#{operation}"}}],
            "traits":{{"aws.protocols#restXml":{{}},"aws.api#service":{{"sdkId":"{sdk_id}"}}{service}}}}},
            {shapes}}}}}"##
    );
    let model = Model::parse(&text, "x.json").unwrap();
    let selection = Selection::all(&model, &model.service().unwrap().id).unwrap();
    crate::generate(&model, &selection, &Options::new("x")).unwrap()
}

const RULES: &str = r#","smithy.rules#endpointRuleSet":{"version":"1.0","parameters":{
    "Bucket":{"type":"string","required":true}},"rules":[{"type":"endpoint","conditions":[],
    "endpoint":{"url":"https://{Bucket}.example"}}]}"#;

fn get_object(service: &str, uri: &str) -> String {
    let shapes = format!(
        r#""x#GetObject":{{"type":"operation","input":{{"target":"x#In"}},
            "output":{{"target":"x#Out"}},
            "traits":{{"smithy.api#http":{{"method":"GET","uri":"{uri}"}},"smithy.api#readonly":{{}}}}}},
        "x#In":{{"type":"structure","traits":{{"smithy.api#input":{{}}}},"members":{{
            "Bucket":{{"target":"smithy.api#String","traits":{{"smithy.api#httpLabel":{{}},
                "smithy.api#required":{{}},"smithy.rules#contextParam":{{"name":"Bucket"}}}}}}}}}},
        "x#Out":{{"type":"structure","members":{{"Expires":{{"target":"smithy.api#Timestamp",
            "traits":{{"smithy.api#httpHeader":"Expires"}}}}}}}}"#
    );
    rest_xml("S3", service, "GetObject", &shapes)["src/operation/get_object.rs"].clone()
}

#[test]
fn a_bucket_is_in_the_path_only_if_no_rules_place_it() {
    let path = |service, uri| {
        let file = get_object(service, uri);
        let line = file.lines().find(|line| line.contains(".http("));
        line.unwrap().trim().to_owned()
    };
    assert_eq!(path(RULES, "/{Bucket}"), r#".http("GET", "/")"#);
    assert_eq!(path(RULES, "/{Bucket}?list"), r#".http("GET", "/?list")"#);
    assert_eq!(path(RULES, "/a/{Bucket}"), r#".http("GET", "/a/{Bucket}")"#);
    assert_eq!(path("", "/{Bucket}"), r#".http("GET", "/{Bucket}")"#);
}

#[test]
fn a_header_that_uploaders_set_freely_is_lenient() {
    assert!(get_object(RULES, "/{Bucket}").contains(r#".header("Expires").lenient()"#));
}

#[test]
fn ids_lose_their_path_in_labels_and_queries() {
    let member = |name: &str, target: &str, binding: &str| {
        format!(r#""{name}":{{"target":"{target}","traits":{{{binding}}}}}"#)
    };
    let label = r#""smithy.api#httpLabel":{},"smithy.api#required":{}"#;
    let members = [
        member("Id", "x#ResourceId", label),
        member("Set", "x#ResourceId", r#""smithy.api#httpQuery":"set""#),
        member(
            "Name",
            "smithy.api#String",
            r#""smithy.api#httpQuery":"name""#,
        ),
        member("Body", "x#ResourceId", ""),
    ];
    let shapes = format!(
        r#""x#GetHostedZone":{{"type":"operation","input":{{"target":"x#In"}},
            "output":{{"target":"smithy.api#Unit"}},
            "traits":{{"smithy.api#http":{{"method":"POST","uri":"/{{Id}}"}}}}}},
        "x#ResourceId":{{"type":"string"}},
        "x#In":{{"type":"structure","members":{{{}}}}}"#,
        members.join(",")
    );
    let files = rest_xml("Route 53", "", "GetHostedZone", &shapes);
    let text = &files["src/operation/get_hosted_zone.rs"];
    assert_eq!(text.matches(".last_segment()").count(), 2);
    assert!(text.contains(".label().last_segment()"), "{text}");
    assert!(text.contains(r#".query("set").last_segment()"#), "{text}");
}

#[test]
fn an_account_is_in_the_host_prefix_only_if_no_rules_place_it() {
    let has_prefix = |service| {
        let shapes = r#""x#GetThing":{"type":"operation","input":{"target":"x#In"},
                "output":{"target":"smithy.api#Unit"},"traits":{
                "smithy.api#endpoint":{"hostPrefix":"{AccountId}."},
                "smithy.api#http":{"method":"GET","uri":"/"}}},
            "x#In":{"type":"structure","members":{"AccountId":{"target":"smithy.api#String",
                "traits":{"smithy.api#required":{},"smithy.api#hostLabel":{},
                "smithy.rules#contextParam":{"name":"Bucket"},
                "smithy.api#httpHeader":"x-amz-account-id"}}}}"#;
        let files = rest_xml("S3 Control", service, "GetThing", shapes);
        files["src/operation/get_thing.rs"].contains(".host_prefix(")
    };
    assert!(has_prefix(""));
    assert!(!has_prefix(RULES));
}

#[test]
fn an_error_without_a_body_is_the_one_that_the_model_lists() {
    let code = |error: &str| {
        let shapes = format!(
            r#""x#HeadObject":{{"type":"operation","input":{{"target":"smithy.api#Unit"}},
                "output":{{"target":"x#Out"}},"errors":[{{"target":"x#{error}"}}],
                "traits":{{"smithy.api#http":{{"method":"HEAD","uri":"/"}},"smithy.api#readonly":{{}}}}}},
            "x#Out":{{"type":"structure","members":{{"Expires":{{"target":"smithy.api#Timestamp",
                "traits":{{"smithy.api#httpHeader":"Expires"}}}}}}}},
            "x#{error}":{{"type":"structure","members":{{}},"traits":{{"smithy.api#error":"client"}}}}"#
        );
        let files = rest_xml("S3", "", "HeadObject", &shapes);
        let text = &files["src/operation/head_object.rs"];
        let line = text.lines().find(|line| line.contains(".empty_error("));
        line.unwrap().trim().to_owned()
    };
    assert_eq!(code("NotFound"), r#".empty_error(404, "NotFound")"#);
    assert_eq!(code("NoSuchKey"), r#".empty_error(404, "NoSuchKey")"#);
}

#[test]
fn an_error_that_is_documented_as_transient_is_retried() {
    let error = |sdk_id: &str| {
        let shapes = r#""x#Assume":{"type":"operation","input":{"target":"smithy.api#Unit"},
                "output":{"target":"smithy.api#Unit"},
                "errors":[{"target":"x#IDPCommunicationErrorException"}],
                "traits":{"smithy.api#http":{"method":"POST","uri":"/"}}},
            "x#IDPCommunicationErrorException":{"type":"structure","members":{},
                "traits":{"smithy.api#error":"client"}}"#;
        let files = rest_xml(sdk_id, "", "Assume", shapes);
        files["src/types/idp_communication_error_exception.rs"].contains("Fault::RETRYABLE")
    };
    assert!(error("STS"));
    assert!(!error("Other"));
}
