//! Selections and closures.

use tinsmith_model::{Model, Selection, ShapeId};

use crate::common::{read, refused};

const MODEL: &str = r#"
    "a#Weather": { "type": "service", "version": "1", "operations": [{ "target": "a#Ping" }],
        "resources": [{ "target": "a#City" }], "errors": [{ "target": "a#Broken" }] },
    "a#City": { "type": "resource", "identifiers": { "id": { "target": "a#Id" } },
        "read": { "target": "a#GetCity" }, "list": { "target": "a#ListCities" },
        "operations": [{ "target": "a#Rename" }], "collectionOperations": [{ "target": "a#Count" }],
            "resources": [{ "target": "a#Street" }, { "target": "a#City" }] },
    "a#Street": { "type": "resource", "create": { "target": "a#Build" } },
    "a#Ping": { "type": "operation", "input": { "target": "smithy.api#Unit" },
        "output": { "target": "smithy.api#Unit" } },
    "a#GetCity": { "type": "operation", "input": { "target": "a#GetCityInput" },
        "output": { "target": "a#CityData" }, "errors": [{ "target": "a#Gone" }] },
    "a#ListCities": { "type": "operation" }, "a#Rename": { "type": "operation" },
        "a#Count": { "type": "operation" }, "a#Build": { "type": "operation" },
    "a#Loose": { "type": "operation" },
    "a#GetCityInput": { "type": "structure", "members": { "id": { "target": "a#Id" } } },
    "a#CityData": { "type": "structure", "members": { "parts": { "target": "a#Parts" },
        "kind": { "target": "a#Kind" }, "id": { "target": "a#Id" } } },
    "a#Parts": { "type": "map", "key": { "target": "a#Key" }, "value": { "target": "a#PartList" } },
    "a#PartList": { "type": "list", "member": { "target": "a#Part" } },
    "a#Part": { "type": "union", "members": { "city": { "target": "a#CityData" },
        "none": { "target": "smithy.api#Unit" } } },
    "a#Kind": { "type": "enum", "members": { "x": { "target": "smithy.api#Unit" } } },
    "a#Key": { "type": "string" }, "a#Id": { "type": "string" }, "a#Unused": { "type": "string" },
    "a#Gone": { "type": "structure", "members": {}, "traits": { "smithy.api#error": "client" } },
    "a#Broken": { "type": "structure", "members": {},
        "traits": { "smithy.api#error": "server" } }"#;

fn names<'a>(ids: impl IntoIterator<Item = &'a ShapeId>) -> Vec<&'a str> {
    ids.into_iter().map(ShapeId::name).collect()
}

fn weather() -> (Model, ShapeId) {
    let model = read("2.0", MODEL);
    let id = model.service().unwrap().id.clone();
    (model, id)
}

#[test]
fn all_operations_are_found_through_resources() {
    let (model, service) = weather();
    let all = Selection::all(&model, &service).unwrap();
    let expected = ["Build", "Count", "GetCity", "ListCities", "Ping", "Rename"];
    assert_eq!(names(all.operation_ids()), expected);
}

#[test]
fn the_closure_holds_what_is_reached_and_from_where() {
    let (model, service) = weather();
    let selection = Selection::operations(&model, &service, ["GetCity"]).unwrap();
    let expected = [
        "Broken",
        "CityData",
        "GetCityInput",
        "Gone",
        "Id",
        "Key",
        "Kind",
        "Part",
        "PartList",
        "Parts",
    ];
    assert_eq!(names(selection.shapes()), expected);
    let id = |name: &str| ShapeId::new(&format!("a#{name}")).unwrap();
    let reached = |name| {
        let id = id(name);
        (
            selection.reached_from_input(&id),
            selection.reached_from_output(&id),
        )
    };
    assert_eq!(reached("Id"), (true, true));
    assert_eq!(reached("GetCityInput"), (true, false));
    assert_eq!(reached("Broken"), (false, true));
    assert!(!selection.contains(&id("Unused")));
}

#[test]
fn operations_are_named_by_name_or_id_and_count_once() {
    let (model, service) = weather();
    let selection = Selection::operations(&model, &service, ["a#Ping", "Ping"]).unwrap();
    assert_eq!(names(selection.operation_ids()), ["Ping"]);
    assert_eq!(names(selection.shapes()), ["Broken"]);
}

#[test]
fn unknown_names_are_answered_with_the_nearest() {
    let (model, service) = weather();
    let error = Selection::operations(&model, &service, ["getcity", "Ping"]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the service a#Weather has no operation `getcity`; did you mean `GetCity`?"
    );
    let error = Selection::operations(&model, &service, ["Loose"]).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("the service a#Weather has no operation `Loose`")
    );
    let error = Selection::all(&model, &ShapeId::new("a#City").unwrap()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the model has no service a#City; it has a#Weather"
    );
}

#[test]
fn models_with_no_or_several_services_are_told_apart() {
    let none = read("2.0", r#""a#X": { "type": "string" }"#);
    assert_eq!(
        none.service().unwrap_err().to_string(),
        "model.json: the model has no service"
    );
    let two = read(
        "2.0",
        r#""a#X": { "type": "service", "version": "1" }, "a#Y": { "type": "service",
            "version": "1" }"#,
    );
    let text = two.service().unwrap_err().to_string();
    assert_eq!(
        text,
        "model.json: the model has 2 services, name one of them: a#X a#Y"
    );
}

#[test]
fn a_chain_of_many_shapes_is_no_deep_stack() {
    let shapes: Vec<String> = (0..50_000)
        .map(|index| {
            format!(
                r#""a#L{index}": {{ "type": "list", "member": {{ "target": "a#L{}" }} }}"#,
                index + 1
            )
        })
        .collect();
    let model = read(
        "2.0",
        &format!(
            r#"{}, "a#L50000": {{ "type": "string" }}, "a#S": {{ "type": "service", "version": "1",
                "operations": [{{ "target": "a#O" }}] }},
               "a#O": {{ "type": "operation", "input": {{ "target": "a#I" }} }},
                   "a#I": {{ "type": "structure", "members": {{ "m": {{ "target": "a#L0" }} }} }}"#,
            shapes.join(",")
        ),
    );
    let all = Selection::all(&model, &model.service().unwrap().id).unwrap();
    assert_eq!(all.shapes().count(), 50_002);
}

#[test]
fn a_resource_that_is_no_resource_is_refused_before() {
    let text = refused(
        "2.0",
        r#""a#S": { "type": "service", "version": "1", "resources": [{ "target": "a#T" }] },
            "a#T": { "type": "string" }"#,
    );
    assert!(text.contains("target a resource"), "{text}");
}

#[test]
fn a_service_is_found_by_any_of_its_names() {
    let model = read(
        "2.0",
        r#""a#One": { "type": "service", "version": "1", "traits": {
            "aws.api#service": { "sdkId": "Cloud Logs", "endpointPrefix": "logs" },
                "aws.auth#sigv4": { "name": "signed" } } },
        "b#One": { "type": "service", "version": "1" },
        "b#Two": { "type": "service", "version": "1", "traits": {
            "aws.api#service": { "sdkId": "Other", "endpointPrefix": "signed" } } }"#,
    );
    for (name, id) in [
        ("a#One", "a#One"),
        ("Two", "b#Two"),
        ("two", ""),
        ("cloudlogs", "a#One"),
        ("cloud-logs", "a#One"),
        ("LOGS", "a#One"),
        ("other", "b#Two"),
        ("One", ""),
        ("signed", ""),
        ("nothing", ""),
    ] {
        match model.service_named(name) {
            Ok(service) => assert_eq!(service.id.as_str(), id, "{name}"),
            Err(error) => {
                assert_eq!(id, "", "{name}");
                let text = format!(
                    "model.json: the model has not one service `{name}`; it has a#One b#One b#Two"
                );
                assert_eq!(error.to_string(), text);
            }
        }
    }
}
