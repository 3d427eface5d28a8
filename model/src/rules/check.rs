//! Checks of a rule set as a whole: names are defined before they are used, values have the types
//! that functions take, and every result can be reached.

use indexmap::IndexMap;

use super::expression::{Condition, Expression};
use super::function::{Function, Signature};
use super::json::{At, Reading};
use super::path::AttributePath;
use super::rule::{Endpoint, Property, Rule, RuleOutcome};
use super::template::{Piece, Template};
use super::types::Type;
use super::{Body, Parameter, Problem, RuleSet};
use crate::nearest;
use crate::quoted::quoted;

/// Everything that is wrong with a rule set that could be read.
pub(super) fn check(set: &RuleSet) -> Vec<Problem> {
    let mut checker = Checker {
        reading: Reading::default(),
        parameters: &set.parameters,
        variables: Vec::new(),
    };
    match &set.body {
        Body::Tree(rules) => checker.rules(rules, At::ROOT.key("rules")),
        Body::Diagram(diagram) => checker.diagram(diagram),
    }
    checker.reading.into_problems()
}

pub(super) struct Checker<'s> {
    pub(super) reading: Reading,
    pub(super) parameters: &'s IndexMap<String, Parameter>,
    /// The variables in scope, the newest last.
    pub(super) variables: Vec<(&'s str, Type)>,
}

impl<'s> Checker<'s> {
    fn rules(&mut self, rules: &'s [Rule], at: At<'_>) {
        for (index, rule) in rules.iter().enumerate() {
            let at = at.index(index);
            let scope = self.variables.len();
            let conditions = at.key("conditions");
            for (index, condition) in rule.conditions.iter().enumerate() {
                self.condition(condition, conditions.index(index));
            }
            self.outcome(&rule.outcome, at);
            self.variables.truncate(scope);
            if rule.conditions.is_empty() && index + 1 < rules.len() {
                let message = format!(
                    "{} rules after it are never reached",
                    rules.len() - index - 1
                );
                self.reading
                    .report(at, message, "give it a condition, or remove them");
                return;
            }
        }
    }

    pub(super) fn outcome(&mut self, outcome: &'s RuleOutcome, at: At<'_>) {
        match outcome {
            RuleOutcome::Endpoint(endpoint) => self.endpoint(endpoint, at.key("endpoint")),
            RuleOutcome::Error(message) => self.expect(message, Type::String, at.key("error")),
            RuleOutcome::Rules(rules) => self.rules(rules, at.key("rules")),
        }
    }

    fn condition(&mut self, condition: &'s Condition, at: At<'_>) {
        let found = self.expression(&condition.test, at);
        let (Some(name), Some(found)) = (&condition.assign, found) else {
            return;
        };
        if self.lookup(name).is_some() {
            let message = format!("there is a `{}` already", quoted(name));
            self.reading
                .report(at.key("assign"), message, "choose another name");
        }
        self.variables.push((name, found));
    }

    fn endpoint(&mut self, endpoint: &'s Endpoint, at: At<'_>) {
        self.expect(&endpoint.url, Type::String, at.key("url"));
        let headers = at.key("headers");
        for (name, values) in &endpoint.headers {
            for (index, value) in values.iter().enumerate() {
                self.expect(value, Type::String, headers.key(name).index(index));
            }
        }
        let properties = at.key("properties");
        for (name, property) in &endpoint.properties {
            self.property(property, properties.key(name));
        }
    }

    fn property(&mut self, property: &'s Property, at: At<'_>) {
        match property {
            Property::Text(template) => self.template(template, at),
            Property::Boolean(_) | Property::Integer(_) => {}
            Property::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.property(item, at.index(index));
                }
            }
            Property::Object(entries) => {
                for (name, item) in entries {
                    self.property(item, at.key(name));
                }
            }
        }
    }

    fn expect(&mut self, expression: &Expression, wanted: Type, at: At<'_>) {
        if let Some(found) = self
            .expression(expression, at)
            .filter(|found| *found != wanted)
        {
            let message = format!("expected a value of type {wanted}, found {found}");
            self.reading
                .report(at, message, "give a value of that type");
        }
    }

    /// The type of an expression; `None` once something is wrong with it.
    pub(super) fn expression(&mut self, expression: &Expression, at: At<'_>) -> Option<Type> {
        match expression {
            Expression::Text(template) => {
                self.template(template, at);
                Some(Type::String)
            }
            Expression::Boolean(_) => Some(Type::Boolean),
            Expression::Integer(_) => Some(Type::Integer),
            Expression::Reference(name) => self.reference(name, at),
            Expression::Call(function, arguments) => self.call(*function, arguments, at),
        }
    }

    fn template(&mut self, template: &Template, at: At<'_>) {
        for piece in &template.pieces {
            let Piece::Reference { name, path } = piece else {
                continue;
            };
            let Some(found) = self.reference(name, at) else {
                continue;
            };
            let found = match path {
                Some(path) => self.attribute(found, path, at),
                None => Some(found),
            };
            if let Some(found) = found.filter(|found| *found != Type::String) {
                let message = format!("`{}` is of type {found}, not a string", quoted(name));
                self.reading
                    .report(at, message, "refer to strings in a template");
            }
        }
    }

    fn reference(&mut self, name: &str, at: At<'_>) -> Option<Type> {
        let found = self.lookup(name);
        if found.is_none() {
            let known = self.parameters.keys().map(String::as_str);
            let known = known.chain(self.variables.iter().map(|(name, _)| *name));
            let help = format!("there are `{}`", nearest::nearest(name, known).join("`, `"));
            let message = format!("`{}` is not defined here", quoted(name));
            self.reading.report(at, message, &help);
        }
        found
    }

    pub(super) fn lookup(&self, name: &str) -> Option<Type> {
        let variable = self
            .variables
            .iter()
            .rev()
            .find(|(known, _)| *known == name);
        let parameter = || self.parameters.get(name).map(|one| one.kind.as_type());
        variable.map(|(_, found)| *found).or_else(parameter)
    }

    fn attribute(&mut self, value: Type, path: &AttributePath, at: At<'_>) -> Option<Type> {
        let found = value.attribute(path);
        if found.is_none() {
            let message = format!("a value of type {value} has no `{path}`");
            let help =
                "the specification of the function that makes the value lists its attributes";
            self.reading.report(at, message, help);
        }
        found
    }

    fn call(&mut self, function: Function, arguments: &[Expression], at: At<'_>) -> Option<Type> {
        let argv = at.key("argv");
        match function.signature() {
            Signature::Fixed(wanted, result) => {
                self.count(function, arguments, wanted.len()..=wanted.len(), at)?;
                for (index, (argument, wanted)) in arguments.iter().zip(wanted).enumerate() {
                    self.expect(argument, *wanted, argv.index(index));
                }
                Some(result)
            }
            Signature::AnyToBoolean => {
                self.count(function, arguments, 1..=1, at)?;
                self.expression(&arguments[0], argv.index(0))?;
                Some(Type::Boolean)
            }
            Signature::Attribute => {
                self.count(function, arguments, 2..=2, at)?;
                let value = self.expression(&arguments[0], argv.index(0))?;
                let path = self.path(&arguments[1], argv.index(1))?;
                self.attribute(value, &path, at)
            }
            Signature::SameType => {
                self.count(function, arguments, 2..=usize::MAX, at)?;
                self.same_type(arguments, 0, argv)
            }
            Signature::Choice => {
                self.count(function, arguments, 3..=3, at)?;
                self.expect(&arguments[0], Type::Boolean, argv.index(0));
                self.same_type(arguments, 1, argv)
            }
        }
    }

    /// The one type of the arguments from `first` on.
    fn same_type(&mut self, arguments: &[Expression], first: usize, argv: At<'_>) -> Option<Type> {
        let wanted = self.expression(&arguments[first], argv.index(first))?;
        for (index, argument) in arguments.iter().enumerate().skip(first + 1) {
            self.expect(argument, wanted, argv.index(index));
        }
        Some(wanted)
    }

    fn path(&mut self, argument: &Expression, at: At<'_>) -> Option<AttributePath> {
        let text = match argument {
            Expression::Text(template) => template.as_text(),
            _ => None,
        };
        let path = text.and_then(AttributePath::parse);
        if path.is_none() {
            let help = "paths look like `scheme` or `resourceId[0]`";
            self.reading
                .report(at, "expected a path to an attribute", help);
        }
        path
    }

    fn count(
        &mut self,
        function: Function,
        arguments: &[Expression],
        wanted: std::ops::RangeInclusive<usize>,
        at: At<'_>,
    ) -> Option<()> {
        if wanted.contains(&arguments.len()) {
            return Some(());
        }
        let (name, least, found) = (function.name(), wanted.start(), arguments.len());
        let message = format!("`{name}` takes {least} arguments, found {found}");
        self.reading
            .report(at.key("argv"), message, "correct the arguments");
        None
    }
}
