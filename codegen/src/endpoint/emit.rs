//! Emits tables as Rust, one line per condition and result.

use std::fmt::Write;

use indexmap::IndexSet;
use tinsmith_model::rules::{Parameter, ParameterType, ParameterValue};

use super::table::{Expr, Outcome, Property, Reference, Table};

/// The number of nodes on a line.
const NODES: usize = 7;

/// The items of a table: constants for its values, and the static `name`. `rt` must be in scope.
pub fn rust_text(table: &Table, name: &str) -> String {
    let writer = Writer::new(table);
    let mut out = writer.imports();
    writer.values(&mut out);
    for (at, properties) in writer.properties.iter().enumerate() {
        let entries = writer.entries(properties);
        let _ = writeln!(out, "static P{at}: &[(&str, P)] = {entries};");
    }
    out.push('\n');
    let _ = writeln!(out, "pub(crate) static {name}: Rules = Rules {{");
    list(
        &mut out,
        "parameters",
        table
            .parameters
            .iter()
            .map(|(name, one)| parameter(name, one)),
    );
    let variables = table.variables.iter().map(|name| format!("{name:?}"));
    let _ = writeln!(
        out,
        "    variables: &[{}],",
        variables.collect::<Vec<_>>().join(", ")
    );
    list(
        &mut out,
        "conditions",
        table.conditions.iter().map(|one| writer.expr(one)),
    );
    list(
        &mut out,
        "results",
        table.results.iter().map(|one| writer.outcome(one)),
    );
    let nodes: Vec<String> = table.nodes.iter().map(node).collect();
    list(
        &mut out,
        "nodes",
        nodes.chunks(NODES).map(|row| row.join(",")),
    );
    out.push_str("};\n");
    out
}

fn list(out: &mut String, name: &str, items: impl Iterator<Item = String>) {
    let _ = writeln!(out, "    {name}: &[");
    for item in items {
        let _ = writeln!(out, "        {item},");
    }
    out.push_str("    ],\n");
}

fn node((condition, high, low): &(usize, Reference, Reference)) -> String {
    format!("[{condition},{},{}]", reference(*high), reference(*low))
}

fn reference(to: Reference) -> String {
    match to {
        Reference::NoMatch => "Rules::NO_MATCH".to_owned(),
        Reference::Result(index) => format!("-{}", index + 1),
        Reference::Node(index) => index.to_string(),
    }
}

fn parameter(name: &str, parameter: &Parameter) -> String {
    let function = match parameter.kind {
        ParameterType::String => "string",
        ParameterType::Boolean => "boolean",
        ParameterType::StringArray => "string_array",
    };
    let mut text = format!("{function}({name:?})");
    if let Some(built_in) = &parameter.built_in {
        let _ = write!(
            text,
            ".built_in(BuiltIn::{})",
            known_built_in(built_in).unwrap_or_default()
        );
    }
    match &parameter.default {
        Some(ParameterValue::String(value)) => {
            let _ = write!(text, ".or({value:?})");
        }
        Some(ParameterValue::Boolean(value)) => {
            let _ = write!(text, ".or_bool({value})");
        }
        Some(ParameterValue::StringArray(values)) => {
            let _ = write!(text, ".or_texts(&{values:?})");
        }
        None if parameter.required => text.push_str(".required()"),
        None => {}
    }
    text
}

/// The built-ins by name, and the runtime's variants.
const BUILT_INS: [(&str, &str); 14] = [
    ("AWS::Auth::AccountId", "AccountId"),
    ("AWS::Auth::AccountIdEndpointMode", "AccountIdEndpointMode"),
    ("AWS::Auth::CredentialScope", "CredentialScope"),
    ("AWS::Region", "Region"),
    ("AWS::S3::Accelerate", "S3Accelerate"),
    (
        "AWS::S3::DisableMultiRegionAccessPoints",
        "S3DisableMultiRegionAccessPoints",
    ),
    ("AWS::S3::ForcePathStyle", "S3ForcePathStyle"),
    ("AWS::S3::UseArnRegion", "S3UseArnRegion"),
    ("AWS::S3::UseGlobalEndpoint", "S3UseGlobalEndpoint"),
    ("AWS::S3Control::UseArnRegion", "S3ControlUseArnRegion"),
    ("AWS::STS::UseGlobalEndpoint", "StsUseGlobalEndpoint"),
    ("AWS::UseDualStack", "UseDualStack"),
    ("AWS::UseFIPS", "UseFips"),
    ("SDK::Endpoint", "Endpoint"),
];

/// The runtime's variant for a built-in; `None` if it is not known.
pub(super) fn known_built_in(name: &str) -> Option<&'static str> {
    let found = BUILT_INS.iter().find(|(known, _)| *known == name);
    found.map(|(_, variant)| *variant)
}

struct Writer<'t> {
    table: &'t Table,
    /// The names of the constants of values.
    names: Vec<String>,
    /// The properties of endpoints, each set once.
    properties: IndexSet<&'t [(String, Property)]>,
}

impl<'t> Writer<'t> {
    fn new(table: &'t Table) -> Self {
        let parameters = table.parameters.keys();
        let mut names = Vec::new();
        for name in parameters.chain(&table.variables) {
            let word = constant(name);
            let taken = names.contains(&word) || is_reserved(&word);
            names.push(if taken {
                format!("{word}_{}", names.len())
            } else {
                word
            });
        }
        let properties = table.results.iter().filter_map(|result| match result {
            Outcome::Endpoint { properties, .. } if !properties.is_empty() => {
                Some(properties.as_slice())
            }
            _ => None,
        });
        Self {
            table,
            names,
            properties: properties.collect(),
        }
    }

    /// The imports of the items.
    fn imports(&self) -> String {
        let expressions = !self.table.conditions.is_empty();
        let names = [
            (expressions, "Expr::*, "),
            (!self.properties.is_empty(), "Property as P, "),
        ];
        let names = names
            .iter()
            .filter(|(used, _)| *used)
            .map(|(_, name)| *name);
        format!("use rt::rules::{{{}*}};\n\n", names.collect::<String>())
    }

    /// The constants of the values that expressions refer to by number.
    fn values(&self, out: &mut String) {
        let results = self.table.results.iter().flat_map(Outcome::parts);
        let all: Vec<&Expr> = self.table.conditions.iter().chain(results).collect();
        for (number, name) in self.names.iter().enumerate() {
            if all.iter().any(|one| one.refers_to(number)) {
                let _ = writeln!(out, "const {name}: Expr = Value({number});");
            }
        }
    }

    fn expr(&self, expr: &Expr) -> String {
        let inner = |one: &Expr| format!("&{}", self.expr(one));
        match expr {
            Expr::Value(number) => self.names[*number].clone(),
            Expr::Text(text) => format!("Text({text:?})"),
            Expr::Template(text) => format!("Template({text:?})"),
            Expr::Boolean(value) => format!("Boolean({value})"),
            Expr::Set(number, value) => format!("Set({number}, {})", inner(value)),
            Expr::IsSet(one) => format!("IsSet({})", inner(one)),
            Expr::Not(one) => format!("Not({})", inner(one)),
            Expr::Equal(one, other) => format!("Equal({}, {})", inner(one), inner(other)),
            Expr::Attribute(one, path) => format!("Attribute({}, {path:?})", inner(one)),
            Expr::Substring(one, start, end, reverse) => {
                format!("Substring({}, {start}, {end}, {reverse})", inner(one))
            }
            Expr::UriEncode(one) => format!("UriEncode({})", inner(one)),
            Expr::ParseUrl(one) => format!("ParseUrl({})", inner(one)),
            Expr::IsHostLabel(one, dots) => format!("IsHostLabel({}, {dots})", inner(one)),
            Expr::Split(one, by, limit) => format!("Split({}, {}, {limit})", inner(one), inner(by)),
            Expr::Coalesce(all) => {
                let all: Vec<String> = all.iter().map(|one| self.expr(one)).collect();
                format!("Coalesce(&[{}])", all.join(", "))
            }
            Expr::If(test, then, other) => {
                format!("If({}, {}, {})", inner(test), inner(then), inner(other))
            }
            Expr::Partition(one) => format!("Partition({})", inner(one)),
            Expr::ParseArn(one) => format!("ParseArn({})", inner(one)),
            Expr::IsBucketLabel(one, dots) => format!("IsBucketLabel({}, {dots})", inner(one)),
        }
    }

    fn outcome(&self, outcome: &Outcome) -> String {
        match outcome {
            Outcome::Error(message) => match message {
                Expr::Text(text) => format!("error({:?})", escaped(text)),
                Expr::Template(text) => format!("error({text:?})"),
                other => format!("Outcome::Error({})", self.expr(other)),
            },
            Outcome::Endpoint {
                url,
                headers,
                properties,
            } => self.endpoint(url, headers, properties),
        }
    }

    fn endpoint(
        &self,
        url: &Expr,
        headers: &[(String, Vec<Expr>)],
        properties: &[(String, Property)],
    ) -> String {
        let set = self.properties.get_index_of(properties);
        let set = set.map_or("&[]".to_owned(), |at| format!("P{at}"));
        let text = match url {
            Expr::Text(text) => Some(escaped(text)),
            Expr::Template(text) => Some(text.clone()),
            _ => None,
        };
        match text {
            Some(text) if headers.is_empty() && properties.is_empty() => {
                format!("endpoint({text:?})")
            }
            Some(text) if headers.is_empty() => format!("endpoint({text:?}).with({set})"),
            _ => {
                let headers: Vec<String> = headers.iter().map(|one| self.header(one)).collect();
                format!(
                    "Outcome::Endpoint {{ url: {}, headers: &[{}], properties: {set} }}",
                    self.expr(url),
                    headers.join(", ")
                )
            }
        }
    }

    fn header(&self, (name, values): &(String, Vec<Expr>)) -> String {
        let values: Vec<String> = values.iter().map(|one| self.expr(one)).collect();
        format!("({name:?}, &[{}])", values.join(", "))
    }

    fn entries(&self, entries: &[(String, Property)]) -> String {
        let entries = entries.iter();
        let entries = entries.map(|(name, one)| format!("({name:?}, {})", self.property(one)));
        format!("&[{}]", entries.collect::<Vec<_>>().join(", "))
    }

    fn property(&self, property: &Property) -> String {
        match property {
            Property::Text(text) => format!("P::Text({text:?})"),
            Property::Boolean(value) => format!("P::Boolean({value})"),
            Property::Integer(value) => format!("P::Integer({value})"),
            Property::List(items) => {
                let items: Vec<String> = items.iter().map(|one| self.property(one)).collect();
                format!("P::List(&[{}])", items.join(", "))
            }
            Property::Object(entries) => format!("P::Object({})", self.entries(entries)),
        }
    }
}

/// Escapes a string as a template without references.
fn escaped(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// Returns true if a set of properties has this name, or if no set can.
fn is_reserved(word: &str) -> bool {
    let number = word.strip_prefix('P').unwrap_or(word);
    number.bytes().all(|b| b.is_ascii_digit())
}

/// The name of a value's constant.
fn constant(name: &str) -> String {
    heck::AsShoutySnakeCase(name).to_string()
}
