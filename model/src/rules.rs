//! Endpoint rules: the URL and authentication schemes of requests (Smithy 2.0, "Rules engine
//! specification").
//!
//! A service defines them as a tree of rules (`smithy.rules#endpointRuleSet`), as a decision
//! diagram (`smithy.rules#endpointBdd`), or as both. [`read`] returns the typed form of either, or
//! the errors with their positions.

mod cases;
mod check;
mod diagram;
mod expression;
mod function;
mod json;
mod locate;
mod parameter;
mod path;
mod rule;
mod template;
mod types;
mod walk;

use indexmap::IndexMap;

pub use self::cases::{Case, Expectation, OperationInput, cases};
pub use self::diagram::{Diagram, Node, Reference};
pub use self::expression::{Condition, Expression};
pub use self::function::Function;
pub use self::parameter::{
    ClientParam, Parameter, ParameterType, ParameterValue, client_params, context_param,
    operation_params, static_params,
};
pub use self::path::{AttributePath, PathStep};
pub use self::rule::{Endpoint, Property, Rule, RuleOutcome};
pub use self::template::{Piece, Template};
pub use self::types::Type;

use self::json::Reading;
use crate::{Diagnostic, Model, Shape, Trait, TraitValue};

/// The trait with a tree of rules.
pub const RULE_SET: &str = "smithy.rules#endpointRuleSet";

/// The trait with a decision diagram.
pub const DIAGRAM: &str = "smithy.rules#endpointBdd";

/// The trait with test cases.
pub const TESTS: &str = "smithy.rules#endpointTests";

/// The endpoint rules of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleSet {
    /// The parameters by name, in the order of the model.
    pub parameters: IndexMap<String, Parameter>,
    /// The rules.
    pub body: Body,
}

/// The two forms of endpoint rules.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Rules that are tried in order.
    Tree(Vec<Rule>),
    /// A binary decision diagram.
    Diagram(Diagram),
}

/// Reads the endpoint rules of a service: the diagram if there is one, or else the tree. `None` if
/// it has neither.
///
/// # Errors
/// Returns all errors in the rules, each with its position in the model's file.
pub fn read(model: &Model, service: &Shape) -> Option<Result<RuleSet, Vec<Diagnostic>>> {
    read_form(model, service, DIAGRAM).or_else(|| read_form(model, service, RULE_SET))
}

/// Reads the endpoint rules of a service from one trait, [`RULE_SET`] or [`DIAGRAM`]. `None` if it
/// does not have it.
///
/// # Errors
/// Returns all errors in the rules, each with its position in the model's file.
pub fn read_form(
    model: &Model,
    service: &Shape,
    id: &str,
) -> Option<Result<RuleSet, Vec<Diagnostic>>> {
    let one = service.traits.find(id)?;
    Some(parse(id, &one.value).map_err(|problems| placed(model, service, one, problems)))
}

/// Reads a rule set from the JSON text of [`RULE_SET`]'s value; `None` if something is wrong with
/// it.
#[must_use]
pub fn from_text(text: &str) -> Option<RuleSet> {
    parse(RULE_SET, &serde_json::from_str(text).ok()?).ok()
}

/// Reads endpoint rules from the value of [`RULE_SET`] or [`DIAGRAM`].
pub(crate) fn parse(id: &str, value: &TraitValue) -> Result<RuleSet, Vec<Problem>> {
    let mut reading = Reading::default();
    let set = rule::rule_set(&mut reading, value, id == DIAGRAM);
    let mut problems = reading.into_problems();
    if let Some(set) = set.as_ref().filter(|_| problems.is_empty()) {
        problems = check::check(set);
    }
    match set {
        Some(set) if problems.is_empty() => Ok(set),
        _ => Err(problems),
    }
}

/// An error in the value of a trait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The position in the value: a JSON pointer (RFC 6901).
    pub(crate) pointer: String,
    pub(crate) message: String,
    pub(crate) help: String,
}

/// Locates errors in the model's file.
fn placed(model: &Model, service: &Shape, one: &Trait, problems: Vec<Problem>) -> Vec<Diagnostic> {
    let text = &model.source().text;
    let diagnostic = |problem: Problem| Diagnostic {
        place: Some(locate::within_trait(text, one.place, &problem.pointer)),
        shape: Some(service.id.clone()),
        message: format!(
            "{} {}: {}",
            one.id,
            shown(&problem.pointer),
            problem.message
        ),
        help: problem.help,
    };
    problems.into_iter().map(diagnostic).collect()
}

/// The errors of a file that consists of a rule set.
pub(crate) fn diagnostics_of_file(value: &TraitValue, text: &str) -> Vec<Diagnostic> {
    let problems = parse(RULE_SET, value).err().unwrap_or_default();
    let diagnostic = |problem: Problem| Diagnostic {
        place: Some(locate::within_file(text, &problem.pointer)),
        shape: None,
        message: format!("{}: {}", shown(&problem.pointer), problem.message),
        help: problem.help,
    };
    problems.into_iter().map(diagnostic).collect()
}

fn shown(pointer: &str) -> &str {
    if pointer.is_empty() { "/" } else { pointer }
}

/// Checks the endpoint rules of a service, and the values that its operations bind to their
/// parameters.
pub(crate) fn validate(model: &Model, service: &Shape, operations: &[&Shape]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut parameters = None;
    for id in [RULE_SET, DIAGRAM] {
        match read_form(model, service, id) {
            Some(Err(problems)) => found.extend(problems),
            Some(Ok(set)) => parameters = Some(set.parameters),
            None => {}
        }
    }
    if let Some(parameters) = parameters {
        parameter::check_bindings(model, service, operations, &parameters, &mut found);
    }
    found
}
