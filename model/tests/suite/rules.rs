//! Endpoint rules: published ones are read, broken ones are told with their place.

use tinsmith_model::rules::{self, RuleSet};
use tinsmith_model::{Diagnostic, Model, Selection, Shape, validate};

use crate::common;

const FOLDERS: [&str; 4] = [
    "models",
    "models-2026",
    "endpoint-tests",
    "endpoint-tests/bdd",
];

fn service(model: &Model) -> &Shape {
    model.services().next().unwrap()
}

fn forms(model: &Model) -> Vec<Result<RuleSet, Vec<Diagnostic>>> {
    let service = service(model);
    let forms = [rules::RULE_SET, rules::DIAGRAM];
    let read = forms.map(|id| rules::read_form(model, service, id));
    read.into_iter().flatten().collect()
}

#[test]
fn every_shared_rule_set_and_diagram_is_read() {
    let files = FOLDERS.into_iter().flat_map(common::shared_files);
    for path in files.filter(|path| !path.ends_with("sdk-partitions.json")) {
        let model = Model::read(&path).unwrap();
        for form in forms(&model) {
            let problems = form.err().unwrap_or_default();
            let shown = problems.iter().map(|one| one.render(model.source()));
            assert!(
                problems.is_empty(),
                "{}",
                shown.collect::<Vec<_>>().join("\n")
            );
        }
        assert!(!rules::cases(&service(&model).traits).unwrap().is_empty());
        let selection = Selection::all(&model, &service(&model).id).unwrap();
        let problems = validate(&model, &selection);
        let about_rules = problems
            .iter()
            .find(|one| one.message.contains("smithy.rules"));
        assert_eq!(about_rules, None, "{}", path.display());
    }
}

/// A service whose trait `id` has this value, and what is said about it: line, column and message
/// each.
fn said(id: &str, value: &str) -> Vec<String> {
    let text = format!(
        "{{ \"smithy\": \"2.0\", \"shapes\": {{ \"a#S\": {{ \"type\": \"service\", \"traits\": {{\n\
         \"{id}\": {value} }} }} }} }}"
    );
    let model = Model::parse(&text, "model.json").unwrap();
    let found = rules::read_form(&model, service(&model), id).unwrap();
    let line = |one: &Diagnostic| format!("{} {}", one.place.unwrap(), one.message);
    found.err().unwrap_or_default().iter().map(line).collect()
}

/// A rule set with the parameters `Region` and `Fips`, and these rules, on lines of their own.
fn in_tree(rules: &str) -> Vec<String> {
    let parameters = r#"{ "Region": { "type": "string" }, "Fips": { "type": "boolean" } }"#;
    let value =
        format!("{{ \"version\": \"1.0\", \"parameters\": {parameters}, \"rules\":\n{rules} }}");
    said(rules::RULE_SET, &value)
}

fn assert_said(found: &[String], expected: &str) {
    assert!(
        found.iter().any(|one| one.contains(expected)),
        "{expected} is not in {found:#?}"
    );
}

const END: &str = r#"{ "type": "error", "conditions": [], "error": "no" }"#;

/// A rule with this condition.
fn on(condition: &str) -> String {
    format!("[{{ \"type\": \"error\", \"conditions\": [\n{condition}], \"error\": \"no\" }}]")
}

#[test]
fn trees_are_checked() {
    let trees = [
        (
            "[]".to_owned(),
            "3:1 smithy.rules#endpointRuleSet /rules: there is no rule",
        ),
        (
            format!("[{END},\n{END}]"),
            "3:2 smithy.rules#endpointRuleSet /rules/0: 1 rules after it are never reached",
        ),
        (
            "[{ \"type\": \"sort\" }]".to_owned(),
            "/rules/0/type: `sort` is no type of a rule",
        ),
        (
            "[{ \"type\": \"endpoint\" }]".to_owned(),
            "/rules/0: the rule has no `endpoint`",
        ),
        (
            on(r#"{ "fn": "isSett", "argv": [{ "ref": "Region" }] }"#),
            "4:9 smithy.rules#endpointRuleSet /rules/0/conditions/0/fn: there is no function \
             `isSett`",
        ),
        (
            on(r#"{ "fn": "isSet", "argv": [{ "ref": "Regio" }] }"#),
            "`Regio` is not defined here",
        ),
        (
            on(r#"{ "fn": "not", "argv": [{ "ref": "Region" }] }"#),
            "/argv/0: expected a value of type boolean, found string",
        ),
        (
            on(r#"{ "fn": "isSet", "argv": [] }"#),
            "`isSet` takes 1 arguments, found 0",
        ),
        (
            on(r#"{ "fn": "stringEquals", "argv": ["{x#y}", "{Fips}"] },
               { "fn": "aws.partition", "argv": [{ "ref": "Region" }], "assign": "x" }"#),
            "`x` is not defined here",
        ),
        (
            on(r#"{ "fn": "stringEquals", "argv": ["a", "{Fips}"] }"#),
            "`Fips` is of type boolean",
        ),
        (
            on(r#"{ "fn": "stringEquals", "argv": ["a", "{Region"] }"#),
            "`{` has no counterpart",
        ),
        (
            on(r#"{ "fn": "getAttr", "argv": [{ "fn": "parseURL", "argv": ["a"] }, "port"] }"#),
            "a value of type URL has no `port`",
        ),
        (
            on(r#"{ "fn": "parseURL", "argv": ["a"], "assign": "Region" }"#),
            "there is a `Region` already",
        ),
        (
            on(r#"{ "fn": "coalesce", "argv": ["a", true] }"#),
            "expected a value of type string",
        ),
    ];
    for (rules, expected) in trees {
        assert_said(&in_tree(&rules), expected);
    }
    assert_eq!(in_tree(&format!("[{END}]")), [] as [String; 0]);
}

/// A variable is out of scope once its rule is over.
#[test]
fn variables_have_a_scope() {
    let assign = r#"{ "fn": "parseURL", "argv": ["a"], "assign": "u" }"#;
    let use_it = r#"{ "fn": "getAttr", "argv": [{ "ref": "u" }, "path"] }"#;
    let rule = |conditions: &str| {
        format!("{{ \"type\": \"error\", \"conditions\": [{conditions}], \"error\": \"no\" }}")
    };
    assert!(in_tree(&format!("[{}]", rule(&format!("{assign},{use_it}")))).is_empty());
    let apart = in_tree(&format!("[{},{}]", rule(assign), rule(use_it)));
    assert_said(&apart, "`u` is not defined here");
}

#[test]
fn parameters_are_checked() {
    let value = |parameters: &str| {
        format!(
            "{{ \"version\": \"1.0\", \"parameters\": {{ {parameters} }}, \"rules\": [{END}] }}"
        )
    };
    for (parameters, expected) in [
        (
            r#""a-b": { "type": "string" }"#,
            "`a-b` is no name of a parameter",
        ),
        (
            r#""a": { "type": "string" }, "A": { "type": "string" }"#,
            "another parameter `A` but for case",
        ),
        (
            r#""a": { "type": "text" }"#,
            "`text` is no type of a parameter",
        ),
        (
            r#""a": { "type": "string", "default": true }"#,
            "the parameter is of type string, its default is a boolean",
        ),
        (r#""a": {}"#, "/parameters/a: the parameter has no `type`"),
    ] {
        assert_said(&said(rules::RULE_SET, &value(parameters)), expected);
    }
    let version = value("").replace("1.0", "2.0");
    assert_said(
        &said(rules::RULE_SET, &version),
        "version `2.0` of the rules engine is not known",
    );
}

/// A diagram with one condition, which assigns `u`, and two results, the second of which uses it.
fn in_diagram(root: &str, count: u32, nodes: &str) -> Vec<String> {
    let condition = r#"{ "fn": "parseURL", "argv": ["a"], "assign": "u" }"#;
    let result = r#"{ "type": "error", "error": "{u#path}" }"#;
    let value = format!(
        "{{ \"version\": \"1.1\", \"parameters\": {{}}, \"conditions\": [{condition}],\n\
         \"results\": [{END}, {result}], \"root\": {root}, \"nodeCount\": {count},\n\"nodes\": \
         \"{nodes}\" }}"
    );
    said(rules::DIAGRAM, &value)
}

fn nodes(all: &[[i32; 3]]) -> String {
    let bytes: Vec<u8> = all
        .iter()
        .flatten()
        .flat_map(|number| number.to_be_bytes())
        .collect();
    base64_simd::STANDARD.encode_to_string(bytes)
}

#[test]
fn diagrams_are_checked() {
    const FIRST: [i32; 3] = [-1, 1, -1];
    const NO: i32 = 100_000_001;
    const PATH: i32 = 100_000_002;
    let good = nodes(&[FIRST, [0, PATH, NO]]);
    assert_eq!(in_diagram("2", 2, &good), [] as [String; 0]);
    let swapped = nodes(&[FIRST, [0, NO, PATH]]);
    for (found, expected) in [
        (
            in_diagram("2", 2, "****"),
            "4:10 smithy.rules#endpointBdd /nodes: the nodes are not base64",
        ),
        (in_diagram("2", 2, "AAAA"), "3 bytes are no list of nodes"),
        (
            in_diagram("2", 3, &good),
            "`nodeCount` is not the number of nodes, 2",
        ),
        (in_diagram("-2", 2, &good), "-2 is a complement edge"),
        (in_diagram("0", 2, &good), "the root refers to 0"),
        (in_diagram("9", 2, &good), "the root refers to 9"),
        (in_diagram("1", 2, &good), "no walk reaches a result"),
        (
            in_diagram("2", 2, &nodes(&[FIRST, [7, PATH, NO]])),
            "node 1 tests condition 7",
        ),
        (
            in_diagram("2", 2, &nodes(&[FIRST, [0, PATH, 100_000_003]])),
            "node 1 refers to 100000003",
        ),
        (
            in_diagram("2", 2, &nodes(&[[0, 1, 1], [0, PATH, NO]])),
            "the first node is not the terminal",
        ),
        (
            in_diagram("2", 3, &nodes(&[FIRST, [0, 3, NO], [0, 2, NO]])),
            "nodes lead back to themselves",
        ),
        (
            in_diagram("2", 2, &swapped),
            "/results/1/error: `u` is not defined here",
        ),
    ] {
        assert_said(&found, expected);
    }
}

#[test]
fn bindings_are_checked() {
    let bind = |traits: &str, member: &str| {
        let shapes = format!(
            r##""a#S": {{ "type": "service", "operations": [{{ "target": "a#Op" }}], "traits": {{
                "aws.protocols#awsJson1_0": {{}},
                "smithy.rules#endpointRuleSet": {{ "version": "1.0", "rules": [{END}],
                    "parameters": {{ "Region": {{ "type": "string" }} }} }} }} }},
            "a#Op": {{ "type": "operation", "input": {{ "target": "a#In" }},
                "output": {{ "target": "smithy.api#Unit" }},
                "traits": {{ {traits} }} }},
            "a#In": {{ "type": "structure", "members": {{ "m": {{ "target": "smithy.api#String",
                "traits": {{ {member} }} }} }} }}"##
        );
        let model = common::read("2.0", &shapes);
        let selection = Selection::all(&model, &service(&model).id).unwrap();
        let found = validate(&model, &selection);
        found.into_iter().map(|one| one.message).collect::<Vec<_>>()
    };
    for (operation, member, expected) in [
        (
            r#""smithy.rules#staticContextParams": { "X": { "value": true } }"#,
            "",
            "`X` is no parameter",
        ),
        (
            r#""smithy.rules#staticContextParams": { "Region": { "value": true } }"#,
            "",
            "/Region: the parameter is of type string",
        ),
        (
            "",
            r#""smithy.rules#contextParam": { "name": "Y" }"#,
            "`m` is bound to `Y`",
        ),
    ] {
        assert_said(&bind(operation, member), expected);
    }
    let good = r#""smithy.rules#contextParam": { "name": "Region" }"#;
    assert_eq!(bind("", good), [] as [String; 0]);
}

/// Nothing in a hostile rule set makes the reader panic.
#[test]
fn any_json_is_read_or_refused() {
    let deep = format!("{}{}", "[".repeat(90), "]".repeat(90));
    for value in ["null", "1", "\"x\"", "[]", "{}", "{\"rules\": 3}", &deep] {
        for id in [rules::RULE_SET, rules::DIAGRAM] {
            assert!(!said(id, value).is_empty(), "{value}");
        }
    }
}
