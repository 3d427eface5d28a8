//! Runs the cases of a file against the tables below, and writes those that fail.
#![allow(dead_code)]

mod forge;

use rt::endpoint::{EndpointRules, Partition};
use rt::rules::{ParamValue, PropertyValue, ResolvedUrl};
use serde_json::{Map, Value, json};
use tinsmith_runtime::codegen as rt;

fn main() {
    let path = std::env::args().nth(1).expect("a file of cases");
    let text = std::fs::read_to_string(path).expect("the file of cases");
    let cases: Vec<Vec<Value>> = serde_json::from_str(&text).expect("cases");
    let earlier: &[Partition] = Partition::all().iter().map(earlier).collect::<Vec<_>>().leak();
    let mut outcomes: Vec<Outcome> = vec![(Vec::new(), 0, Vec::new()); cases.len()];
    for (number, rules) in ALL {
        let (failed, by_earlier, astray) = &mut outcomes[*number];
        *astray = forge::astray(rules);
        for case in &cases[*number] {
            let Err(error) = run(rules, case) else {
                continue;
            };
            match run(&rules.partitions(earlier), case) {
                Ok(()) => *by_earlier += 1,
                Err(_) => failed.push(error),
            }
        }
    }
    println!("{}", json!(outcomes));
}

/// The failed cases of a service, how many passed with the partitions of before, and where forged
/// parameters lead.
type Outcome = (Vec<String>, usize, Vec<String>);

/// A partition as it was before 2026, when the isolated and sovereign ones had no dual-stack
/// endpoints. Cases of that time expect errors there.
fn earlier(partition: &Partition) -> Partition {
    let later = partition.name.starts_with("aws-iso") || partition.name == "aws-eusc";
    partition.dual_stack(partition.supports_dual_stack && !later)
}

/// Holds what rules make of a case's parameters against what is expected.
fn run(rules: &EndpointRules, case: &Value) -> Result<(), String> {
    let params = case.get("params");
    let found = rules.resolve(&|parameter| value(params?.get(parameter.name)?));
    let found = match found {
        Ok(found) => json!({ "endpoint": endpoint(&found) }),
        Err(error) => json!({ "error": error.to_string() }),
    };
    let expected = expected(&case["expect"]);
    if found == expected {
        return Ok(());
    }
    Err(format!("{}: expected {expected}, found {found}", case["documentation"]))
}

fn value(value: &Value) -> Option<ParamValue<'_>> {
    match value {
        Value::String(text) => Some(text.as_str().into()),
        Value::Bool(value) => Some((*value).into()),
        Value::Array(items) => {
            let texts = items.iter().map(|item| item.as_str().map(Into::into));
            texts.collect::<Option<_>>().map(ParamValue::Texts)
        }
        _ => None,
    }
}

/// The expectation with all its parts.
fn expected(expect: &Value) -> Value {
    let Some(endpoint) = expect.get("endpoint") else {
        return expect.clone();
    };
    let part = |name: &str| endpoint.get(name).cloned().unwrap_or_else(|| json!({}));
    json!({ "endpoint": {
        "url": endpoint["url"],
        "headers": part("headers"),
        "properties": part("properties"),
    } })
}

fn endpoint(found: &ResolvedUrl) -> Value {
    let headers = found.headers.iter();
    let headers: Map<String, Value> =
        headers.map(|(name, values)| ((*name).to_owned(), json!(values))).collect();
    let properties = found.properties.iter();
    let properties: Map<String, Value> =
        properties.map(|(name, value)| ((*name).to_owned(), property(value))).collect();
    json!({ "url": found.url, "headers": headers, "properties": properties })
}

fn property(value: &PropertyValue) -> Value {
    match value {
        PropertyValue::Text(text) => json!(text),
        PropertyValue::Boolean(value) => json!(value),
        PropertyValue::Integer(value) => json!(value),
        PropertyValue::List(items) => items.iter().map(property).collect(),
        PropertyValue::Object(entries) => {
            let entries = entries.iter();
            entries.map(|(name, value)| ((*name).to_owned(), property(value))).collect()
        }
    }
}

