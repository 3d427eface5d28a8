//! The cases of the model's conformance traits as tests, one call of the runtime each.

use super::Header;
use super::lines::{block, literal};
use super::print::{Chunk, File, NotRust};
use crate::ir::{Case, CaseKind, CaseValue, Crate};
use crate::names::ident;

/// `src/protocol_tests.rs`; `None` where there are no cases.
pub(super) fn cases(lowered: &Crate, header: &Header<'_>) -> Result<Option<String>, NotRust> {
    if lowered.cases.is_empty() {
        return Ok(None);
    }
    let id = lowered.service.id.as_str();
    let chunks = lowered.cases.iter().map(|case| Chunk::Text(test(case)));
    File::new(&header.of(id), chunks.collect())
        .print(id)
        .map(Some)
}

fn test(case: &Case) -> String {
    let operation = format!("operation::{}", ident(&case.operation));
    let (function, kind) = match &case.kind {
        CaseKind::Request => (format!("request::<{operation}>"), "RequestCase"),
        CaseKind::Response => (format!("response::<{operation}>"), "ResponseCase"),
        CaseKind::Error(name) => (
            format!("error::<{operation}, types::{}>", ident(name)),
            "ResponseCase",
        ),
    };
    let settings = case
        .settings
        .iter()
        .map(|(name, value)| format!("{name}: {},", value_of(name, value)));
    let id = [format!("id: {},", literal(&case.id))];
    let rest = [format!("..rt::conformance::{kind}::EMPTY")];
    let fields = id.into_iter().chain(settings).chain(rest);
    let given = block(&format!("let case = rt::conformance::{kind}"), fields);
    let given = format!("{};", given.trim_end());
    let call = format!("rt::conformance::{function}(&case).unwrap();");
    let body = block(&format!("fn {}()", ident(&case.name)), [given, call]);
    format!("#[test]\n{body}")
}

/// What is optional in the runtime's structures, for an empty text is not the same as none.
const OPTIONAL: [&str; 4] = ["body", "body_media_type", "host", "resolved_host"];

fn value_of(name: &str, value: &CaseValue) -> String {
    match value {
        CaseValue::Number(number) => number.to_string(),
        CaseValue::Text(text) if OPTIONAL.contains(&name) => format!("Some({})", literal(text)),
        CaseValue::Text(text) => literal(text),
        CaseValue::Texts(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| literal(text)).collect();
            format!("&[{}]", texts.join(", "))
        }
        CaseValue::Pairs(pairs) => {
            let pair = |(name, value): &(String, String)| {
                format!("({}, {})", literal(name), literal(value))
            };
            let pairs: Vec<String> = pairs.iter().map(pair).collect();
            format!("&[{}]", pairs.join(", "))
        }
    }
}
