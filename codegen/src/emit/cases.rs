//! The cases of the model's conformance traits as tests, one call of the runtime each.

use super::Header;
use super::lines::{block, literal};
use super::print::{Chunk, File, NotRust};
use crate::ir::{Case, CaseKind, CaseSetting, Crate};
use crate::names::ident;

/// `src/protocol_tests.rs`; `None` where there are no cases.
pub(super) fn cases(lowered: &Crate, header: &Header<'_>) -> Result<Option<String>, NotRust> {
    if lowered.cases.is_empty() {
        return Ok(None);
    }
    let id = lowered.service.id.as_str();
    let chunks = lowered.cases.iter().map(|case| Chunk::Text(test(case)));
    File::new(&header.comment(id), chunks.collect())
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
    let settings = case.settings.iter().map(|setting| {
        let (name, value) = field(setting);
        format!("{name}: {value},")
    });
    let id = [format!("id: {},", literal(&case.id))];
    let rest = [format!("..rt::conformance::{kind}::EMPTY")];
    let fields = id.into_iter().chain(settings).chain(rest);
    let given = block(&format!("let case = rt::conformance::{kind}"), fields);
    let given = format!("{};", given.trim_end());
    let call = format!("rt::conformance::{function}(&case).unwrap();");
    let body = block(&format!("fn {}()", ident(&case.name)), [given, call]);
    format!("#[test]\n{body}")
}

/// The field of the runtime's structure, and its value. What is optional there is so since an
/// empty text is not the same as none.
fn field(setting: &CaseSetting) -> (&'static str, String) {
    let optional = |text: &str| format!("Some({})", literal(text));
    match setting {
        CaseSetting::Code(number) => ("code", number.to_string()),
        CaseSetting::Method(text) => ("method", literal(text)),
        CaseSetting::Uri(text) => ("uri", literal(text)),
        CaseSetting::Host(text) => ("host", optional(text)),
        CaseSetting::ResolvedHost(text) => ("resolved_host", optional(text)),
        CaseSetting::Query(all) => ("query", texts(all)),
        CaseSetting::RequireQuery(all) => ("require_query", texts(all)),
        CaseSetting::ForbidQuery(all) => ("forbid_query", texts(all)),
        CaseSetting::Headers(all) => ("headers", pairs(all)),
        CaseSetting::RequireHeaders(all) => ("require_headers", texts(all)),
        CaseSetting::ForbidHeaders(all) => ("forbid_headers", texts(all)),
        CaseSetting::Body(text) => ("body", optional(text)),
        CaseSetting::BodyMediaType(text) => ("body_media_type", optional(text)),
        CaseSetting::Params(text) => ("params", literal(text)),
    }
}

fn texts(texts: &[String]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| literal(text)).collect();
    format!("&[{}]", texts.join(", "))
}

fn pairs(pairs: &[(String, String)]) -> String {
    let pair =
        |(name, value): &(String, String)| format!("({}, {})", literal(name), literal(value));
    let pairs: Vec<String> = pairs.iter().map(pair).collect();
    format!("&[{}]", pairs.join(", "))
}
