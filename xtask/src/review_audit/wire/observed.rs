//! The differences between what two crates send and read.

use std::fmt;

use serde_json::{Value, json};
use tinsmith::failure::Failure;
use tinsmith_model::{Model, Shape};

use super::program::{BEFORE, Program, module};
use super::samples::{Sample, inputs, responses, tokens};
use crate::review_audit::base::Base;
use crate::review_audit::draw::Change;

/// A difference that breaks old clients.
pub(super) struct Observed {
    operation: String,
    what: &'static str,
    old: String,
    new: String,
}

impl fmt::Display for Observed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [old, new] =
            [&self.old, &self.new].map(|text| text.chars().take(400).collect::<String>());
        write!(
            f,
            "{}: {}\n    old {old:?}\n    new {new:?}",
            self.operation, self.what
        )
    }
}

/// Headers that a service does not mind if nobody asked for them.
const WELCOME: [&str; 2] = ["header content-md5", "header authorization"];

/// Lines that a service does not miss: it takes signed bodies and signed requests, too.
const NOT_MISSED: [&str; 2] = [
    "header x-amz-content-sha256: UNSIGNED-PAYLOAD",
    "token is enough",
];

/// The description of a reading that holds a member of a union which is new.
const UNKNOWN_MEMBER: &str = "error a union's member that the model does not know cannot be sent";

/// Lets the program of a service answer for all of its changes; the differences of each.
///
/// # Errors
/// Returns a failure if the program does not answer.
pub(super) fn observe(
    program: &Program,
    base: &Base,
    changes: &[&Change<'_>],
) -> Result<Vec<Vec<Observed>>, Failure> {
    let mut all = Vec::new();
    for change in changes {
        let mut found = Vec::new();
        for id in base.selection.operation_ids() {
            let old = base.model.shape(id);
            let mut ids = change.selection.operation_ids().iter();
            let new = ids.find(|new| new.name() == id.name());
            let new = new.and_then(|id| change.model.shape(id));
            let Some(old) = old else { continue };
            let Some(new) = new else {
                found.push(of(old, "the operation is gone", "", ""));
                continue;
            };
            requests(program, change, (old, new), &mut found)?;
            readings(program, change, (old, new), &mut found)?;
        }
        all.push(found);
    }
    Ok(all)
}

fn of(operation: &Shape, what: &'static str, old: &str, new: &str) -> Observed {
    Observed {
        operation: operation.id.name().to_owned(),
        what,
        old: old.to_owned(),
        new: new.to_owned(),
    }
}

/// Compares the requests of both crates for inputs of the old model.
fn requests(
    program: &Program,
    change: &Change<'_>,
    (operation, after): (&Shape, &Shape),
    found: &mut Vec<Observed>,
) -> Result<(), Failure> {
    let base = change.base;
    let inputs = inputs(&base.model, operation, &tokens(&change.model, after));
    let ask = |module: &str| {
        let questions = inputs.iter().map(
            |input| json!({ "module": module, "operation": operation.id.name(), "input": input }),
        );
        program.ask(base, &questions.collect::<Vec<_>>())
    };
    let (old, new) = (ask(BEFORE)?, ask(&module(change))?);
    for (old, new) in old.iter().zip(&new) {
        let (old, new) = (text(old), text(new));
        if let Some(error) = old.strip_prefix("error ") {
            let operation = operation.id.name();
            let message = format!(
                "{}: {operation}: no request can be made: {error}",
                base.name
            );
            return Err(Failure(message));
        }
        if !is_welcome(&old, &new) {
            found.push(of(operation, "the requests differ", &old, &new));
        }
    }
    Ok(())
}

/// Returns true if a service that expects the new request takes the old one: all lines are the
/// same, but for headers that do more than is asked for.
fn is_welcome(old: &str, new: &str) -> bool {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<String>>();
    let (old, new) = (lines(old), lines(new));
    let more = |line: &&String| {
        let name = WELCOME.iter().find(|name| line.starts_with(**name));
        name.is_none_or(|name| new.iter().any(|line| line.starts_with(name)))
    };
    let needed = old.iter().filter(more);
    let wanted = new
        .iter()
        .filter(|line| !NOT_MISSED.contains(&line.as_str()) || old.contains(line));
    needed.eq(wanted)
}

/// Compares how both crates read responses of the new model, and if they hold what those of the old
/// one did.
fn readings(
    program: &Program,
    change: &Change<'_>,
    (old, new): (&Shape, &Shape),
    found: &mut Vec<Observed>,
) -> Result<(), Failure> {
    let base = change.base;
    let errors = |shape: &Shape| {
        let operation = shape.as_operation();
        let ids = operation.into_iter().flat_map(|one| &one.errors);
        ids.map(|id| id.name().to_owned()).collect::<Vec<String>>()
    };
    let (before, after) = (errors(old), errors(new));
    let both: Vec<&str> = before
        .iter()
        .filter(|name| after.contains(name))
        .map(String::as_str)
        .collect();
    let samples = |model: &Model, shape: &Shape| responses((model, &base.model), shape, &both);
    let of_new = samples(&change.model, new);
    let ask = |module: &str, operation: &Shape, samples: &[Sample]| {
        let questions = samples.iter().map(|sample| {
            json!({
                "module": module, "operation": operation.id.name(), "code": sample.code,
                "headers": sample.headers, "body": sample.body,
            })
        });
        program.ask(base, &questions.collect::<Vec<_>>())
    };
    let old_reads = ask(BEFORE, old, &of_new)?;
    let new_reads = ask(&module(change), new, &of_new)?;
    for (old_reads, new_reads) in old_reads.iter().zip(&new_reads) {
        let (old_reads, new_reads) = (text(old_reads), text(new_reads));
        // Unions are open, but what is unknown cannot be shown.
        if old_reads != UNKNOWN_MEMBER && !holds(&new_reads, &old_reads, true) {
            found.push(of(
                old,
                "the response is read differently",
                &old_reads,
                &new_reads,
            ));
        }
    }
    let promised = ask(BEFORE, old, &samples(&base.model, old))?;
    let old_reads: Vec<String> = old_reads.iter().map(|reads| text(reads)).collect();
    for promised in promised.iter().map(|promised| text(promised)) {
        if let Some(error) = promised.strip_prefix("error ").filter(is_unread) {
            let (service, operation) = (&base.name, old.id.name());
            let message = format!("{service}: {operation}: the sample is not read: {error}");
            return Err(Failure(message));
        }
        let held = |reads: &String| holds(reads, &promised, false);
        if !old_reads.iter().any(held) {
            let reads = old_reads.first().map_or("", String::as_str);
            found.push(of(old, "no response holds what one did", &promised, reads));
        }
    }
    Ok(())
}

/// Returns true if an error is not one of the model, and no unknown member of a union.
fn is_unread(error: &&str) -> bool {
    !error.starts_with("modeled ") && !UNKNOWN_MEMBER.ends_with(*error)
}

/// The text of an answer.
fn text(answer: &str) -> String {
    let value: Value = serde_json::from_str(answer).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// Returns true if a reading holds the members of another, with the same values if those count.
fn holds(reading: &str, other: &str, values: bool) -> bool {
    let document = |text: &str| {
        let json = text.strip_prefix("output ")?;
        serde_json::from_str::<Value>(json).ok()
    };
    match (document(reading), document(other)) {
        (Some(reading), Some(other)) => has(&reading, &other, values),
        (None, None) => has_facts(reading, other, values),
        _ => false,
    }
}

/// Returns true if the description of an error has the facts of another in their order.
fn has_facts(reading: &str, other: &str, values: bool) -> bool {
    let (reading, other) = (facts(reading, values), facts(other, values));
    let mut left = reading.iter().peekable();
    let wanted = other.iter().filter(|fact| !is_variant(fact));
    wanted.into_iter().all(|wanted| match left.peek() {
        // Its name is not what is on the wire; the other crate may have read a string there.
        Some(fact) if is_variant(fact) && wanted.starts_with('"') => left.next().is_some(),
        _ => left.any(|fact| fact == wanted),
    })
}

/// Returns true for the name of an enum's variant.
fn is_variant(fact: &&str) -> bool {
    fact.starts_with(|first: char| first.is_ascii_uppercase())
        && fact.chars().all(char::is_alphanumeric)
}

/// The code, and the fields and literals of a value that `Debug` has written; not the types that
/// they are wrapped in. Without `values` it is the fields alone.
fn facts(described: &str, values: bool) -> Vec<&str> {
    let (code, debug) = described.split_once('\n').unwrap_or((described, ""));
    let lines = without_values_of_enums(debug).map(str::trim);
    let lines = lines.filter(|line| !line.ends_with(": None,"));
    let words = lines.flat_map(|line| match line.split_once(": ") {
        Some((field, value)) if !line.starts_with('"') && values => vec![field, value],
        Some((field, _)) if !line.starts_with('"') => vec![field],
        _ if values => vec![line],
        _ => Vec::new(),
    });
    let words = words.map(|word| word.trim_end_matches(','));
    let is_fact = |word: &&str| {
        let literal = |byte: u8| matches!(byte, b'"' | b'-' | b'a'..=b'z' | b'0'..=b'9');
        word.bytes().next().is_some_and(literal) || values && is_variant(word)
    };
    [code].into_iter().chain(words.filter(is_fact)).collect()
}

/// The lines without the values of enums that a crate does not know.
///
/// Of those that it knows, `Debug` has the names of variants, which are no facts.
fn without_values_of_enums(debug: &str) -> impl Iterator<Item = &str> {
    let mut end = None;
    debug.lines().filter(move |line| {
        let indent = line.len() - line.trim_start().len();
        if end.is_some_and(|end| end < indent) {
            return false;
        }
        end = line.trim_start().starts_with("Unknown(").then_some(indent);
        end.is_none()
    })
}

fn is_zero(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Bool(true) => false,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(elements) => elements.is_empty(),
        Value::Object(members) => members.is_empty(),
    }
}

/// Returns true if a value has the members of another. It may have more, but nulls: those are
/// elements and entries that the other reading has lost.
fn has(value: &Value, other: &Value, values: bool) -> bool {
    match (value, other) {
        (Value::Object(value), Value::Object(other)) => {
            let held = |key: &String| value.get(key).zip(other.get(key));
            let mut lost = value.iter().filter(|(key, _)| !other.contains_key(*key));
            let all = other.iter().all(|(key, of_other)| match held(key) {
                Some((value, other)) => has(value, other, values),
                // What is missing may have been filled in.
                None => values && is_zero(of_other),
            });
            all && !lost.any(|(_, value)| value.is_null())
        }
        (Value::Array(value), Value::Array(other)) => {
            let mut pairs = value.iter().zip(other);
            value.len() == other.len() && pairs.all(|(value, other)| has(value, other, values))
        }
        (value, other) if values => value == other,
        // What a client fills in is not what it was promised.
        (value, other) => is_zero(other) || !is_zero(value),
    }
}
