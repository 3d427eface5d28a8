//! Simplifies conditions, so that equal ones are recognized.

use indexmap::IndexMap;
use tinsmith_model::rules::Parameter;

use super::table::Expr;

/// Simplifies a condition; returns true with it if it is negated.
pub(super) struct Test {
    pub(super) expr: Expr,
    pub(super) negated: bool,
}

/// The simplest expression that holds if and only if `expr` does.
pub(super) fn condition(expr: Expr, parameters: &IndexMap<String, Parameter>) -> Test {
    let opposite = |inner: Expr| {
        let test = condition(inner, parameters);
        Test {
            negated: !test.negated,
            ..test
        }
    };
    match expr {
        Expr::Not(inner) => opposite(*inner),
        Expr::Equal(one, other) if *one == TRUE => condition(*other, parameters),
        Expr::Equal(one, other) if *other == TRUE => condition(*one, parameters),
        Expr::Equal(one, other) if *other == FALSE && is_never_missing(&one, parameters) => {
            opposite(*one)
        }
        Expr::Coalesce(mut all) if all.len() == 2 && all[1] == FALSE => {
            condition(all.swap_remove(0), parameters)
        }
        Expr::IsSet(value) if matches!(*value, Expr::ParseUrl(_) | Expr::ParseArn(_)) => Test {
            expr: *value,
            negated: false,
        },
        other => Test {
            expr: other,
            negated: false,
        },
    }
}

const TRUE: Expr = Expr::Boolean(true);
const FALSE: Expr = Expr::Boolean(false);

fn is_never_missing(expr: &Expr, parameters: &IndexMap<String, Parameter>) -> bool {
    let Expr::Value(number) = expr else {
        return false;
    };
    let parameter = parameters.get_index(*number);
    parameter.is_some_and(|(_, one)| one.default.is_some())
}

/// Returns true if a condition fails if this value is missing.
pub(super) fn needs(expr: &Expr, value: usize) -> bool {
    match expr {
        Expr::Value(number) => *number == value,
        Expr::Equal(one, other) | Expr::Split(one, other, _) => {
            needs(one, value) || needs(other, value)
        }
        Expr::Not(_) | Expr::If(..) | Expr::Coalesce(_) => false,
        other => other.parts().into_iter().any(|one| needs(one, value)),
    }
}
