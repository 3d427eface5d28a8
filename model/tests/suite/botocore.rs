//! The botocore form of models.

use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use tinsmith_model::{Model, Selection, ShapeKind, syntax, write};

use crate::common::{golden, golden_text};

const SERVICE: &str = include_str!("../models/library-service-2.json");
const PAGINATORS: &str = include_str!("../models/library-paginators-1.json");

#[test]
fn every_fact_has_its_place_in_smithy() {
    let origins = ["service-2.json", "paginators-1.json"];
    let model = Model::parse_botocore(SERVICE, PAGINATORS, origins)
        .unwrap_or_else(|errors| panic!("{errors}"));
    golden("botocore/library.json", &write(&model));
}

#[test]
fn the_syntax_shows_the_model() {
    let model = Model::parse(SERVICE, "service-2.json").unwrap();
    let all = Selection::all(&model, &model.service().unwrap().id).unwrap();
    let texts = all.operation_ids().iter();
    let texts: Vec<String> = texts
        .map(|id| syntax::operation(&model, id).unwrap())
        .collect();
    golden("botocore/library-syntax.txt", &texts.join("\n"));
}

/// Reads a service of one operation, with a protocol's view of `shapes`.
fn service(metadata: &str, operation: &str, shapes: &str) -> Model {
    let text = format!(
        r#"{{ "metadata": {{ "apiVersion": "1", "serviceId": "S", "endpointPrefix": "s",
            {metadata} }},
             "operations": {{ "Do": {operation} }}, "shapes": {{ {shapes} }} }}"#
    );
    Model::parse(&text, "service-2.json").unwrap_or_else(|errors| panic!("{errors}"))
}

const POST: &str = r#""http": { "method": "POST", "requestUri": "/" }"#;

#[test]
fn unions_without_a_mark_are_unions_in_the_services_that_have_them() {
    let kind = |service_id: &str| {
        let text = format!(
            r#"{{ "metadata": {{ "apiVersion": "1", "serviceId": "{service_id}",
                "endpointPrefix": "s", "protocol": "json", "jsonVersion": "1.0" }},
             "operations": {{ "Do": {{ {POST}, "input": {{ "shape": "In" }} }} }}, "shapes": {{
                "In": {{ "type": "structure", "members": {{ "v": {{ "shape": "AttributeValue" }} }} }},
                "AttributeValue": {{ "type": "structure", "members": {{
                    "S": {{ "shape": "Text" }}, "M": {{ "shape": "Entries" }} }} }},
                "Entries": {{ "type": "map", "key": {{ "shape": "Text" }},
                    "value": {{ "shape": "AttributeValue" }} }},
                "Text": {{ "type": "string" }} }} }}"#
        );
        let model = Model::parse(&text, "service-2.json").unwrap();
        let mut shapes = model
            .shapes()
            .filter(|shape| shape.id.name() == "AttributeValue");
        let union = matches!(shapes.next().unwrap().kind, ShapeKind::Union { .. });
        union
    };
    assert!(kind("DynamoDB"));
    assert!(kind("DynamoDB Streams"));
    assert!(!kind("Lambda"));
}

#[test]
fn names_of_json_rpc_are_targets() {
    let model = service(
        r#""protocol": "json", "jsonVersion": "1.1", "targetPrefix": "com.amazonaws.s.Service_1",
            "awsQueryCompatible": {}"#,
        &format!(r#"{{ {POST}, "errors": [{{ "shape": "Gone" }}] }}"#),
        r#""Gone": { "type": "structure", "exception": true, "members": {},
            "error": { "code": "S.Gone", "httpStatusCode": 400, "senderFault": true } }"#,
    );
    golden("botocore/json-rpc.json", &write(&model));
}

#[test]
fn names_of_rest_xml_are_elements() {
    let model = service(
        r#""protocol": "rest-xml", "signatureVersion": "s3v4""#,
        r#"{ "http": { "method": "PUT", "requestUri": "/{Key+}" },
             "input": { "shape": "In", "locationName": "Order",
                 "xmlNamespace": { "uri": "http://example.com/" } },
             "output": { "shape": "Out" } }"#,
        r#""In": { "type": "structure", "members": {
               "Key": { "shape": "String", "location": "uri", "locationName": "Key" },
               "Items": { "shape": "Items", "locationName": "Entries" },
               "Plain": { "shape": "Plain", "flattened": true, "locationName": "P" },
               "Owner": { "shape": "Owner", "locationName": "Owner" } } },
           "Out": { "type": "structure", "payload": "Body", "members": {
               "Body": { "shape": "Owner", "locationName": "Result",
                   "xmlNamespace": { "uri": "http://example.com/" } } } },
           "Items": { "type": "list", "flattened": true, "member": { "shape": "String",
               "locationName": "Item" } },
           "Plain": { "type": "list", "member": { "shape": "String" } },
           "Owner": { "type": "structure", "xmlNamespace": { "uri": "http://example.com/x",
               "prefix": "x" }, "members": {
               "Kind": { "shape": "String", "xmlAttribute": true, "locationName": "x:type" } } },
           "String": { "type": "string" }"#,
    );
    golden("botocore/rest-xml.json", &write(&model));
}

#[test]
fn names_of_the_query_protocols() {
    let query = service(
        r#""protocol": "query", "xmlNamespace": "http://example.com/", "signatureVersion": "v2""#,
        &format!(
            r#"{{ {POST}, "output": {{ "shape": "Out", "resultWrapper": "DoResult" }},
                "errors": [{{ "shape": "Gone" }}] }}"#
        ),
        r#""Out": { "type": "structure", "members": { "A": { "shape": "Map" } } },
           "Map": { "type": "map", "flattened": true, "key": { "shape": "S", "locationName": "K" },
               "value": { "shape": "S", "locationName": "V" } },
           "S": { "type": "string" },
           "Gone": { "type": "structure", "exception": true, "members": {},
               "error": { "code": "Gone", "httpStatusCode": 500 } }"#,
    );
    golden("botocore/query.json", &write(&query));
    let ec2 = service(
        r#""protocol": "ec2""#,
        &format!(r#"{{ {POST}, "input": {{ "shape": "In" }} }}"#),
        r#""In": { "type": "structure", "members": {
               "Ids": { "shape": "Ids", "locationName": "idSet", "queryName": "Id" } } },
           "Ids": { "type": "list", "member": { "shape": "S", "locationName": "item" } },
               "S": { "type": "string" }"#,
    );
    golden("botocore/ec2.json", &write(&ec2));
}

#[test]
fn diagnostics_have_their_place() {
    let broken = [
        (
            "no-metadata",
            r#"{ "metadata": {}, "operations": {}, "shapes": {} }"#,
        ),
        (
            "unknown-protocol",
            r#"{ "metadata": { "apiVersion": "1", "serviceId": "S", "endpointPrefix": "s",
                "protocol": "soap" }, "operations": {}, "shapes": {} }"#,
        ),
    ];
    for (name, text) in broken {
        let errors = Model::parse(text, "service-2.json").unwrap_err();
        golden(&format!("botocore/{name}.txt"), &errors.to_string());
    }
    let text = SERVICE
        .replace(
            r#""required": ["Shelf", "Path"]"#,
            r#""required": ["Shelf", "Pfad"]"#,
        )
        .replace(r#""type": "long""#, r#""type": "huge""#)
        .replace(r#""shape": "Cover" }"#, r#""shape": "Kover" }"#)
        .replace(r#""requiresLength": true"#, r#""requiresWidth": true"#)
        .replace(r#""max": 64"#, r#""max": -64"#)
        .replace(r#""Soft": {"#, r#""So ft": {"#)
        .replace(r#""authtype": "none""#, r#""authtype": "some""#)
        .replace(r#""shape": "NoSuchShelf""#, r#""shape": "Page""#);
    let errors = Model::parse(&text, "service-2.json").unwrap_err();
    golden("botocore/many.txt", &errors.to_string());
    let origins = ["service-2.json", "paginators-1.json"];
    let errors =
        Model::parse_botocore(SERVICE, r#"{ "pagination": { "A": 1 } }"#, origins).unwrap_err();
    golden("botocore/paginators.txt", &errors.to_string());
}

/// Results of the query protocol are read from the element of their operation, and would be empty
/// without it.
#[test]
fn other_result_wrappers_are_refused() {
    for protocols in [r#""query""#, r#""json", "protocols": ["json", "query"]"#] {
        let text = format!(
            r#"{{ "metadata": {{ "apiVersion": "1", "serviceId": "S", "endpointPrefix": "s",
                    "jsonVersion": "1.0", "targetPrefix": "S", "signatureVersion": "v4",
                    "protocol": {protocols} }},
                "operations": {{ "Do": {{ "name": "Do", {POST},
                    "output": {{ "shape": "Out", "resultWrapper": "DoneResult" }} }} }},
                "shapes": {{ "Out": {{ "type": "structure", "members": {{}} }} }} }}"#
        );
        let errors = Model::parse(&text, "service-2.json")
            .unwrap_err()
            .to_string();
        assert!(
            errors.contains("unknown result wrapper `DoneResult`"),
            "{errors}"
        );
        assert!(
            errors.contains("the query protocol uses `DoResult`"),
            "{errors}"
        );
    }
}

#[test]
fn files_and_folders_are_found() {
    let root = folder("files");
    let newest = root.join("library/2021-03-04");
    write_gz(&newest.join("service-2.json.gz"), SERVICE);
    write_plain(&newest.join("paginators-1.json"), PAGINATORS);
    let extras = r#"{ "version": 1.0, "merge": { "metadata": { "serviceId": "Renamed" },
        "shapes": { "Count": { "type": "timestamp" },
            "Page": { "members": { "Added": { "shape": "Count" } } } } } }"#;
    write_plain(&newest.join("service-2.sdk-extras.json"), extras);
    write_plain(&root.join("library/2020-01-01/service-2.json"), "{}");
    let by_service = Model::read(&root.join("library")).unwrap_or_else(|errors| panic!("{errors}"));
    let by_version = Model::read(&newest).unwrap();
    let by_file = Model::read(&newest.join("service-2.json.gz")).unwrap();
    assert!(by_service == by_version && by_version == by_file);
    let service = by_service.service().unwrap();
    assert_eq!(service.id.as_str(), "com.amazonaws.renamed#Renamed");
    let page = by_service.shape("com.amazonaws.renamed#Page").unwrap();
    let names: Vec<&str> = page.members().map(|member| &*member.name).collect();
    assert_eq!(names, ["Books", "Next", "Total", "Added"]);
    let count = by_service.shape("com.amazonaws.renamed#Count").unwrap();
    assert_eq!(count.kind.word(), "timestamp");
    let list = by_service.shape("com.amazonaws.renamed#ListBooks").unwrap();
    assert_eq!(list.traits.paginated().unwrap().items, Some("Page.Books"));
    for wrong in ["library/2019", "", "library/2021-03-04/paginators-1.json"] {
        let errors = Model::read(&root.join(wrong)).unwrap_err();
        assert_eq!(errors.diagnostics[0].shape, None, "{errors}");
    }
}

#[test]
fn a_compressed_file_that_is_cut_off_is_refused() {
    let path = folder("cut").join("service-2.json.gz");
    write_gz(&path, SERVICE);
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let errors = Model::read(&path).unwrap_err();
    assert!(errors.to_string().contains("cannot be read"), "{errors}");
}

/// Creates an empty folder for a test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("botocore")
        .join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn write_plain(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn write_gz(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    let file = std::fs::File::create(path).unwrap();
    let mut encoder = GzEncoder::new(file, Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap();
}

#[test]
fn goldens_are_read_as_models() {
    let text = golden_text("botocore/library.json");
    let model = Model::parse(&text, "library.json").unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(write(&model), text);
}
