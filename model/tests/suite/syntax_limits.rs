//! The syntax of very large operations.

use std::time::Duration;

use crate::common::on_core;
use tinsmith_model::{Model, ShapeId, syntax};

use crate::common::read;

/// An operation whose input and output have this many members.
fn wide(members: usize) -> Model {
    let members: Vec<String> = (0..members)
        .map(|index| format!(r#""m{index}": {{ "target": "smithy.api#String" }}"#))
        .collect();
    let members = members.join(",");
    read(
        "2.0",
        &format!(
            r#""a#S": {{ "type": "service", "version": "2020-01-01",
                "operations": [{{ "target": "a#Do" }}],
                "traits": {{ "aws.api#service": {{ "sdkId": "Some Thing" }} }} }},
               "a#Do": {{ "type": "operation", "input": {{ "target": "a#In" }},
                   "output": {{ "target": "a#Out" }} }},
               "a#In": {{ "type": "structure", "members": {{ {members} }} }},
               "a#Out": {{ "type": "structure", "members": {{ {members} }} }}"#
        ),
    )
}

fn published(model: &Model) -> (String, String) {
    let id = |text: &str| ShapeId::new(text).unwrap();
    let text = syntax::published(model, &id("a#S"), &id("a#Do")).unwrap();
    let (request, response) = text.split_once("\nResponse Syntax\n").unwrap();
    (request.to_owned(), response.to_owned())
}

const NOTICE: &str = "    # This section is too large to render.\n    \
    # Please see the AWS API Documentation linked below.\n\n\
    `AWS API Documentation <https://docs.aws.amazon.com/goto/WebAPI/some-thing-2020-01-01/Do>`_\n";

#[test]
fn long_blocks_have_a_notice_in_their_place() {
    let (request, response) = published(&wide(1000));
    assert!(!request.contains("too large") && !response.contains("too large"));
    let (request, response) = published(&wide(1991));
    let parameters = format!("\n)\n\n\n**Parameters**\n::\n\n{NOTICE}");
    assert!(
        request.ends_with(&parameters),
        "{}",
        &request[request.len() - 500..]
    );
    assert!(response.starts_with("{\n    'm0': 'string',"));
    let (request, response) = published(&wide(1992));
    assert!(request.starts_with("Request Syntax\nresponse = client.do(\n"));
    assert_eq!(response, NOTICE);
    let (request, _) = published(&wide(1993));
    let expected = format!("Request Syntax\n{NOTICE}\n\n\n\n**Parameters**\n::\n\n{NOTICE}");
    assert_eq!(request, expected);
}

#[test]
fn shapes_that_grow_without_end_are_cut_short() {
    let double = |index: usize| {
        let next = index + 1;
        format!(
            r#""a#L{index}": {{ "type": "structure", "members": {{ "x": {{ "target": "a#L{next}" }},
                "y": {{ "target": "a#L{next}" }} }} }}"#
        )
    };
    let chain = |index: usize| {
        format!(
            r#""a#L{index}": {{ "type": "list", "member": {{ "target": "a#L{}" }} }}"#,
            index + 1
        )
    };
    let cases: [(usize, &dyn Fn(usize) -> String); 2] = [(60, &double), (50_000, &chain)];
    for (count, shape) in cases {
        let shapes: Vec<String> = (0..count).map(shape).collect();
        let model = read(
            "2.0",
            &format!(
                r#""a#S": {{ "type": "service", "version": "1",
                    "operations": [{{ "target": "a#Do" }}] }},
                   "a#Do": {{ "type": "operation", "input": {{ "target": "a#In" }} }},
                   "a#In": {{ "type": "structure", "members": {{ "m": {{ "target": "a#L0" }} }} }},
                   {}, "a#L{count}": {{ "type": "string" }}"#,
                shapes.join(",")
            ),
        );
        let start = on_core();
        let text = syntax::operation(&model, &ShapeId::new("a#Do").unwrap()).unwrap();
        assert!(text.contains("{...}") && text.len() < 60_000_000);
        let limit = if cfg!(debug_assertions) { 30 } else { 1 };
        let taken = on_core() - start;
        assert!(taken < Duration::from_secs(limit), "{taken:?}");
    }
}
