//! Runs the cases of a file against the tables below, and writes those that fail.
#![allow(dead_code)]

mod forge;
mod sender;

use rt::endpoint::{EndpointRules, Partition};
use rt::rules::{ParamValue, PropertyValue, ResolvedUrl};
use serde_json::{Map, Value, json};
use tinsmith_runtime::codegen as rt;

fn main() {
    let path = std::env::args().nth(1).expect("a file of cases");
    let text = std::fs::read_to_string(path).expect("the file of cases");
    let cases: Vec<Vec<Value>> = serde_json::from_str(&text).expect("cases");
    let earlier: &[Partition] = Partition::all().iter().map(earlier).collect::<Vec<_>>().leak();
    let outcome = || json!({ "failed": [], "byEarlier": 0, "astray": [], "calls": 0, "failedCalls": [] });
    let mut outcomes: Vec<Value> = cases.iter().map(|_| outcome()).collect();
    for (number, rules) in ALL {
        let (mut failed, mut by_earlier) = (Vec::new(), 0);
        let (mut calls, mut failed_calls) = (0, Vec::new());
        for case in &cases[*number] {
            let earlier_only = run(rules, case).is_err_and(|error| {
                let passes = run(&rules.partitions(earlier), case).is_ok();
                failed.extend((!passes).then_some(error));
                passes
            });
            by_earlier += usize::from(earlier_only);
            for call in case["operationInputs"].as_array().into_iter().flatten() {
                match called(*number, rules, case, call) {
                    // The partitions of a client are those of now.
                    Some(Err(_)) if earlier_only => calls += 1,
                    Some(Err(error)) => failed_calls.push(error),
                    Some(Ok(())) => calls += 1,
                    None => {}
                }
            }
        }
        let astray = forge::astray(rules);
        outcomes[*number] = json!({
            "failed": failed, "byEarlier": by_earlier, "astray": astray, "calls": calls,
            "failedCalls": failed_calls });
    }
    println!("{}", json!(outcomes));
}

/// Holds what a generated client makes of a case's call against what is expected; `None` if there
/// is no client.
fn called(
    number: usize,
    rules: &EndpointRules,
    case: &Value,
    call: &Value,
) -> Option<Result<(), String>> {
    let name = call["operationName"].as_str()?;
    let sent = send(number, name, &sender::Call { rules: rules.rules(), call })?;
    let checked = sender::check(sent, &case["expect"], call);
    Some(checked.map_err(|found| {
        format!("{} by {name}: expected {}, {found}", case["documentation"], case["expect"])
    }))
}

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

