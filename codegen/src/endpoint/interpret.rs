//! Tables in the types of the runtime, which resolves them as it does in generated code.

use tinsmith_model::rules::{Parameter, ParameterType, ParameterValue};
use tinsmith_runtime::codegen::rules as rt;

use super::table::{Expr, Outcome, Property, Reference, Table};

/// The property in which each endpoint has its number among the results of its table.
pub(crate) const NUMBER: &str = "#";

/// Returns the table in the types of the runtime. Its memory is never freed, for the runtime takes
/// statics, as generated code has them.
pub(crate) fn leaked(table: &Table) -> &'static rt::Rules {
    let nodes = table.nodes.iter().map(|(condition, high, low)| {
        let condition = rt::Reference::try_from(*condition).unwrap_or(rt::Reference::MAX);
        [condition, reference(*high), reference(*low)]
    });
    let results = table.results.iter().enumerate();
    Box::leak(Box::new(rt::Rules {
        parameters: slice(table.parameters.iter().map(parameter)),
        variables: slice(table.variables.iter().map(|name| text(name))),
        conditions: slice(table.conditions.iter().map(expr)),
        results: slice(results.map(|(number, result)| outcome(number, result))),
        nodes: slice(nodes),
    }))
}

fn text(text: &str) -> &'static str {
    text.to_owned().leak()
}

fn slice<T>(items: impl Iterator<Item = T>) -> &'static [T] {
    items.collect::<Vec<T>>().leak()
}

fn reference(to: Reference) -> rt::Reference {
    let number = |index: usize| rt::Reference::try_from(index).unwrap_or(rt::Reference::MAX);
    match to {
        Reference::NoMatch => rt::Rules::NO_MATCH,
        Reference::Result(index) => -1 - number(index),
        Reference::Node(index) => number(index),
    }
}

fn parameter((name, said): (&String, &Parameter)) -> rt::Parameter {
    let name = text(name);
    let mut parameter = match said.kind {
        ParameterType::String => rt::string(name),
        ParameterType::Boolean => rt::boolean(name),
        ParameterType::StringArray => rt::string_array(name),
    };
    // The only one that the interpreter tells from others.
    if said.built_in.as_deref() == Some("SDK::Endpoint") {
        parameter = parameter.built_in(rt::BuiltIn::Endpoint);
    }
    match &said.default {
        Some(ParameterValue::String(value)) => parameter.or(text(value)),
        Some(ParameterValue::Boolean(value)) => parameter.or_bool(*value),
        Some(ParameterValue::StringArray(values)) => {
            parameter.or_texts(slice(values.iter().map(|value| text(value))))
        }
        None if said.required => parameter.required(),
        None => parameter,
    }
}

fn outcome(number: usize, said: &Outcome) -> rt::Outcome {
    match said {
        Outcome::Error(message) => rt::Outcome::Error(expr(message)),
        Outcome::Endpoint {
            url,
            headers,
            properties,
        } => {
            let number = i64::try_from(number).unwrap_or(i64::MAX);
            let number = (NUMBER, rt::Property::Integer(number));
            let headers = headers.iter();
            rt::Outcome::Endpoint {
                url: expr(url),
                headers: slice(
                    headers.map(|(name, all)| (text(name), slice(all.iter().map(expr)))),
                ),
                properties: slice(entries(properties).chain([number])),
            }
        }
    }
}

fn entries(
    all: &[(String, Property)],
) -> impl Iterator<Item = (&'static str, rt::Property)> + use<'_> {
    all.iter().map(|(name, said)| (text(name), property(said)))
}

fn property(said: &Property) -> rt::Property {
    match said {
        Property::Text(template) => rt::Property::Text(text(template)),
        Property::Boolean(value) => rt::Property::Boolean(*value),
        Property::Integer(value) => rt::Property::Integer(*value),
        Property::List(items) => rt::Property::List(slice(items.iter().map(property))),
        Property::Object(all) => rt::Property::Object(slice(entries(all))),
    }
}

fn part(said: &Expr) -> &'static rt::Expr {
    Box::leak(Box::new(expr(said)))
}

fn expr(said: &Expr) -> rt::Expr {
    let number = |number: usize| u8::try_from(number).unwrap_or(u8::MAX);
    match said {
        Expr::Value(value) => rt::Expr::Value(number(*value)),
        Expr::Text(value) => rt::Expr::Text(text(value)),
        Expr::Template(template) => rt::Expr::Template(text(template)),
        Expr::Boolean(value) => rt::Expr::Boolean(*value),
        Expr::Set(value, one) => rt::Expr::Set(number(*value), part(one)),
        Expr::IsSet(one) => rt::Expr::IsSet(part(one)),
        Expr::Not(one) => rt::Expr::Not(part(one)),
        Expr::Equal(one, other) => rt::Expr::Equal(part(one), part(other)),
        Expr::Attribute(one, path) => rt::Expr::Attribute(part(one), text(path)),
        Expr::Substring(one, start, end, reverse) => {
            rt::Expr::Substring(part(one), *start, *end, *reverse)
        }
        Expr::UriEncode(one) => rt::Expr::UriEncode(part(one)),
        Expr::ParseUrl(one) => rt::Expr::ParseUrl(part(one)),
        Expr::IsHostLabel(one, dots) => rt::Expr::IsHostLabel(part(one), *dots),
        Expr::Split(one, separator, limit) => rt::Expr::Split(part(one), part(separator), *limit),
        Expr::Coalesce(all) => rt::Expr::Coalesce(slice(all.iter().map(expr))),
        Expr::If(test, then, otherwise) => rt::Expr::If(part(test), part(then), part(otherwise)),
        Expr::Partition(one) => rt::Expr::Partition(part(one)),
        Expr::ParseArn(one) => rt::Expr::ParseArn(part(one)),
        Expr::IsBucketLabel(one, dots) => rt::Expr::IsBucketLabel(part(one), *dots),
    }
}
