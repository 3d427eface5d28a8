//! The parameters of both rules, with the values to try.

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};
use tinsmith_model::rules::{Case, ParameterType, ParameterValue};
use tinsmith_runtime::codegen::endpoint::Partition;

use super::calls::{DUAL_STACK, FIPS};
use crate::endpoint::{Expr, Table};

pub(super) const REGION: &str = "AWS::Region";
const ENDPOINT: &str = "SDK::Endpoint";

/// The most values of one parameter.
const MOST_VALUES: usize = 8;

/// The parameters that calls can have different values of, by the names of built-ins or else their
/// own.
#[derive(Default)]
pub(super) struct Domain {
    parameters: IndexMap<String, Values>,
    /// The services and the types of resources whose ARNs the rules tell from others.
    arns: [IndexSet<String>; 2],
}

struct Values {
    kind: ParameterType,
    /// The texts that rules compare the parameter with.
    compared: IndexSet<String>,
    /// The values in test cases.
    given: IndexSet<ParameterValue>,
    is_arn: bool,
}

impl Domain {
    /// Adds the parameters of a table that are built-ins, or have one of these names.
    pub(super) fn add(&mut self, table: &Table, names: &HashSet<&str>, cases: &[Case]) {
        for (number, (name, parameter)) in table.parameters.iter().enumerate() {
            let built_in = parameter.built_in.as_deref();
            if built_in.is_none() && !names.contains(name.as_str()) {
                continue;
            }
            let values = self.parameter(built_in.unwrap_or(name), parameter.kind);
            let given = cases.iter().filter_map(|case| case.params.get(name));
            let given = given.filter_map(ParameterValue::from_json);
            values
                .given
                .extend(given.filter(|value| value.kind() == parameter.kind));
            for condition in &table.conditions {
                visit(condition, &mut |expr| {
                    values.compared.extend(literal(expr, &Expr::Value(number)));
                    values.is_arn |= *expr == Expr::ParseArn(Box::new(Expr::Value(number)));
                });
            }
        }
        for (found, path) in self.arns.iter_mut().zip(["service", "resourceId[0]"]) {
            for condition in &table.conditions {
                visit(condition, &mut |expr| {
                    found.extend(literal_attribute(expr, path))
                });
            }
        }
    }

    /// Adds the parameters of a service without rules.
    pub(super) fn add_region(&mut self) {
        self.parameter(REGION, ParameterType::String);
    }

    fn parameter(&mut self, key: &str, kind: ParameterType) -> &mut Values {
        self.parameters
            .entry(key.to_owned())
            .or_insert_with(|| Values {
                kind,
                compared: IndexSet::new(),
                given: IndexSet::new(),
                is_arn: false,
            })
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.parameters.contains_key(key)
    }

    /// The regions that rules compare with.
    pub(super) fn named_regions(&self) -> impl Iterator<Item = &str> {
        let values = self.parameters.get(REGION);
        let compared = values.into_iter().flat_map(|values| &values.compared);
        compared.map(String::as_str)
    }

    /// A value of each text that inputs have and that rules compare with nothing.
    pub(super) fn texts(&self, region: &str) -> Vec<(&str, ParameterValue)> {
        let others = self.apart().filter(|(key, values)| {
            *key != ENDPOINT && values.kind != ParameterType::Boolean && values.compared.is_empty()
        });
        let first = others.filter_map(|(key, values)| {
            let first = self.candidates(key, values, region).into_iter().next();
            Some((key, first?))
        });
        first.collect()
    }

    /// The values of all parameters besides region, FIPS and dual stack.
    pub(super) fn others(&self, region: &str) -> Vec<(&str, ParameterValue)> {
        let all = self.apart().flat_map(|(key, values)| {
            let candidates = self.candidates(key, values, region).into_iter();
            candidates.map(move |value| (key, value))
        });
        all.collect()
    }

    fn apart(&self) -> impl Iterator<Item = (&str, &Values)> {
        let all = self.parameters.iter();
        let all = all.map(|(key, values)| (key.as_str(), values));
        all.filter(|(key, _)| ![REGION, FIPS, DUAL_STACK].contains(key))
    }

    fn candidates(&self, key: &str, values: &Values, region: &str) -> Vec<ParameterValue> {
        if values.kind == ParameterType::Boolean {
            return [true, false].map(ParameterValue::Boolean).into();
        }
        let mut texts: Vec<String> = values.compared.iter().cloned().collect();
        match key {
            ENDPOINT => texts.push("https://user.example:8443/path".to_owned()),
            "AWS::Auth::AccountId" => texts.push("123456789012".to_owned()),
            _ if values.is_arn => texts.extend(self.arns(region)),
            _ => {}
        }
        if values.kind == ParameterType::StringArray {
            texts.extend(self.arns(region));
        }
        if texts.is_empty() && values.given.is_empty() {
            texts.push("example".to_owned());
        }
        let made = texts.into_iter().map(|text| match values.kind {
            ParameterType::StringArray => ParameterValue::StringArray(vec![text]),
            _ => ParameterValue::String(text),
        });
        let all: IndexSet<ParameterValue> = made.chain(values.given.iter().cloned()).collect();
        all.into_iter().take(MOST_VALUES).collect()
    }

    /// ARNs of the services and the types of resources that the rules tell from others.
    fn arns(&self, region: &str) -> Vec<String> {
        let [services, types] = &self.arns;
        let partition = Partition::for_region(region).name;
        let services = services
            .iter()
            .map(String::as_str)
            .chain(["example"])
            .take(2);
        let all = services.flat_map(|service| {
            let types = types.iter().map(String::as_str).chain(["example"]).take(3);
            types.map(move |kind| {
                format!("arn:{partition}:{service}:{region}:123456789012:{kind}/example")
            })
        });
        all.collect()
    }
}

fn visit(expr: &Expr, see: &mut impl FnMut(&Expr)) {
    see(expr);
    for part in expr.parts() {
        visit(part, see);
    }
}

/// The text that an expression compares another one with.
fn literal(expr: &Expr, with: &Expr) -> Option<String> {
    let Expr::Equal(one, other) = expr else {
        return None;
    };
    match (&**one, &**other) {
        (Expr::Text(text), value) | (value, Expr::Text(text)) if value == with => {
            Some(text.clone())
        }
        _ => None,
    }
}

/// The text that an expression compares an attribute of some value with.
fn literal_attribute(expr: &Expr, path: &str) -> Option<String> {
    let Expr::Equal(one, other) = expr else {
        return None;
    };
    match (&**one, &**other) {
        (Expr::Text(text), Expr::Attribute(_, found))
        | (Expr::Attribute(_, found), Expr::Text(text))
            if found == path =>
        {
            Some(text.clone())
        }
        _ => None,
    }
}
