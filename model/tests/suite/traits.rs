//! Traits with an accessor have the form that the accessor promises.

use tinsmith_model::{ErrorKind, TimestampFormat};

use crate::common::{golden, read, refused};

#[test]
fn accessors_read_what_the_file_says() {
    let model = read(
        "2.0",
        r#""a#S": { "type": "service", "version": "1", "traits": {
             "aws.api#service": { "sdkId": "Some Thing", "endpointPrefix": "some" },
                 "aws.auth#sigv4": { "name": "thing" },
             "aws.protocols#awsJson1_1": {}, "aws.protocols#restJson1": { "http": ["h2"] },
                 "aws.protocols#awsQueryCompatible": {},
             "smithy.api#httpBearerAuth": {}, "smithy.api#title": "Thing",
                 "smithy.api#auth": ["aws.auth#sigv4"],
             "smithy.api#paginated": { "inputToken": "in", "pageSize": "size" } } },
           "a#Op": { "type": "operation", "traits": { "smithy.api#http": { "method": "GET",
               "uri": "/" }, "smithy.api#endpoint": { "hostPrefix": "api." },
             "smithy.api#paginated": { "outputToken": "out", "inputToken": "own" },
                 "smithy.api#readonly": {}, "aws.auth#unsignedPayload": {},
             "smithy.api#requestCompression": { "encodings": ["gzip"] } } },
           "a#E": { "type": "structure", "members": { "at": { "target": "smithy.api#Timestamp",
               "traits": { "smithy.api#timestampFormat": "http-date",
                 "aws.protocols#ec2QueryName": "At", "smithy.api#xmlNamespace": { "uri": "u",
                     "prefix": "p" }, "smithy.api#eventHeader": {} } } },
             "traits": { "smithy.api#error": "server", "smithy.api#httpError": 503,
                 "smithy.api#retryable": { "throttling": true },
               "aws.protocols#awsQueryError": { "code": "E.Code", "httpResponseCode": 400 },
                   "smithy.api#deprecated": { "since": "2020" } } },
           "a#N": { "type": "integer", "traits": { "smithy.api#range": { "min": -1.5,
               "max": 100000000000000000000 }, "smithy.api#length": { "max": 3 } } }"#,
    );
    let service = &model.shape("a#S").unwrap().traits;
    assert_eq!(service.service_names().unwrap().sdk_id, "Some Thing");
    assert_eq!(service.sigv4_name(), Some("thing"));
    assert!(service.query_compatible() && service.http_bearer_auth());
    let protocols: Vec<&str> = service.protocols().map(|(id, _)| id.name()).collect();
    assert_eq!(protocols, ["awsJson1_1", "restJson1"]);
    let operation = &model.shape("a#Op").unwrap().traits;
    assert_eq!(operation.http().unwrap().code, 200);
    assert_eq!(operation.endpoint().unwrap().host_prefix, "api.");
    assert_eq!(operation.request_compression().unwrap(), ["gzip"]);
    assert!(operation.readonly() && operation.unsigned_payload() && !operation.idempotent());
    let pages = tinsmith_model::Paginated::merged(operation, service).unwrap();
    let pages = (
        pages.input_token,
        pages.output_token,
        pages.page_size,
        pages.items,
    );
    assert_eq!(pages, (Some("own"), Some("out"), Some("size"), None));
    let error = model.shape("a#E").unwrap();
    assert_eq!(error.traits.error(), Some(ErrorKind::Server));
    assert_eq!(error.traits.http_error(), Some(503));
    assert!(error.traits.retryable().unwrap().throttling);
    assert_eq!(error.traits.query_error().unwrap().code, "E.Code");
    assert_eq!(error.traits.deprecated().unwrap().since, Some("2020"));
    let member = &error.members().next().unwrap().traits;
    assert_eq!(member.timestamp_format(), Some(TimestampFormat::HttpDate));
    assert_eq!(member.ec2_query_name(), Some("At"));
    assert_eq!(member.xml_namespace().unwrap().prefix, Some("p"));
    assert!(member.event_header() && !member.event_payload());
    let range = model.shape("a#N").unwrap().traits.range().unwrap();
    assert_eq!(range.min.unwrap().to_string(), "-1.5");
    assert_eq!(range.max.unwrap().as_f64(), Some(1e20));
}

#[test]
fn values_of_the_wrong_form_are_refused() {
    let text = refused(
        "2.0",
        r#""a#S": { "type": "structure", "members": { "x": { "target": "smithy.api#String",
            "traits": {
               "smithy.api#required": true,
               "smithy.api#httpHeader": ["x"],
               "smithy.api#length": { "min": -1 },
               "smithy.api#timestampFormat": "iso8601",
               "smithy.api#http": ["GET", "/"],
               "smithy.api#http": { "method": "GET" },
               "not an id": {} } } },
             "traits": { "smithy.api#error": "both", "smithy.api#httpError": 99999,
                 "aws.protocols#awsQueryError": { "code": "x" }, "example#other": [1,
                 { "any": null }] } }"#,
    );
    golden("traits/wrong.txt", &text);
}
