//! Endpoint rules as a table that the runtime interprets, or as one of the standard forms that it
//! knows.

mod binding;
mod canonical;
mod decision;
mod emit;
mod expression;
mod form;
mod interpret;
mod lower;
mod simplify;
mod table;

use tinsmith_model::rules::{Body, RuleSet};

pub(crate) use self::binding::rust_binding;
pub use self::binding::{Binding, PathStep, bindings};
pub use self::emit::rust_text;
pub(crate) use self::form::PREFIX;
pub use self::form::{Standard, tables as standard_tables};
pub(crate) use self::interpret::{NUMBER, leaked};
pub use self::table::{Expr, Outcome, Property, Reference, Table};

/// The reason why rules cannot be expressed as a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooComplex(pub(crate) String);

impl std::fmt::Display for TooComplex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Lowers endpoint rules to a table.
///
/// # Errors
/// Returns [`TooComplex`] if the rules have more parts than a table can have, or if expressions
/// nest too deep.
pub fn table(rules: &RuleSet) -> Result<Table, TooComplex> {
    let mut lowering = lower::Lowering::new(&rules.parameters);
    let root = match &rules.body {
        Body::Tree(rules) => {
            let root = lowering.tree(rules)?;
            match lowering.reusing_names() {
                Some(again) => {
                    lowering = again;
                    lowering.tree(rules)?
                }
                None => root,
            }
        }
        Body::Diagram(diagram) => lowering.diagram(diagram)?,
    };
    lowering.finish(root)
}

/// The standard form that the rules are, if they are one.
#[must_use]
pub fn standard(table: &Table) -> Option<Standard> {
    form::recognize(table)
}
