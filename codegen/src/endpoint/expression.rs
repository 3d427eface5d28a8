//! Conversion of the model's expressions to those of a table.

use std::collections::HashMap;

use tinsmith_model::rules::{Endpoint, Expression, Function, Piece, Property as Said, Template};

use super::TooComplex;
use super::table::{Expr, Outcome, Property};

/// The largest depth of nested expressions. The deepest published one has four levels.
const DEEPEST: usize = 16;

/// The numbers and names of the values in scope, by their names in the model.
#[derive(Clone, Default)]
pub(super) struct Scope {
    known: HashMap<String, (usize, String)>,
}

impl Scope {
    /// Brings a value into scope, under the name that the table has for it.
    pub(super) fn bring(&mut self, name: &str, number: usize, in_table: &str) {
        self.known
            .insert(name.to_owned(), (number, in_table.to_owned()));
    }

    pub(super) fn expression(&self, said: &Expression) -> Result<Expr, TooComplex> {
        self.at_depth(said, 0)
    }

    fn at_depth(&self, said: &Expression, depth: usize) -> Result<Expr, TooComplex> {
        if depth > DEEPEST {
            let message = format!("expressions of the endpoint rules nest deeper than {DEEPEST}");
            return Err(TooComplex(message));
        }
        Ok(match said {
            Expression::Text(template) => self.text(template)?,
            Expression::Boolean(value) => Expr::Boolean(*value),
            Expression::Integer(_) => return Err(misplaced("an integer")),
            Expression::Reference(name) => Expr::Value(self.lookup(name)?.0),
            Expression::Call(function, arguments) => self.call(*function, arguments, depth + 1)?,
        })
    }

    fn text(&self, template: &Template) -> Result<Expr, TooComplex> {
        Ok(match template.as_text() {
            Some(text) => Expr::Text(text.to_owned()),
            None => Expr::Template(self.template(template)?),
        })
    }

    /// The template with the names that the table has.
    pub(super) fn template(&self, template: &Template) -> Result<String, TooComplex> {
        let renamed = template.pieces.iter().map(|piece| {
            Ok(match piece {
                Piece::Text(text) => Piece::Text(text.clone()),
                Piece::Reference { name, path } => Piece::Reference {
                    name: self.lookup(name)?.1.clone(),
                    path: path.clone(),
                },
            })
        });
        let pieces = renamed.collect::<Result<_, TooComplex>>()?;
        Ok(Template { pieces }.to_string())
    }

    fn lookup(&self, name: &str) -> Result<&(usize, String), TooComplex> {
        let found = self.known.get(name);
        found.ok_or_else(|| TooComplex(format!("`{name}` of the endpoint rules is not defined")))
    }

    fn call(
        &self,
        function: Function,
        arguments: &[Expression],
        depth: usize,
    ) -> Result<Expr, TooComplex> {
        let part = |index: usize| {
            let argument = arguments.get(index).ok_or_else(|| misplaced("nothing"))?;
            self.at_depth(argument, depth).map(Box::new)
        };
        let whole = |index: usize| match arguments.get(index) {
            Some(Expression::Integer(number)) => {
                usize::try_from(*number).map_err(|_| misplaced("a negative number"))
            }
            _ => Err(misplaced("a number that is computed")),
        };
        Ok(match function {
            Function::IsSet => Expr::IsSet(part(0)?),
            Function::Not => Expr::Not(part(0)?),
            Function::BooleanEquals | Function::StringEquals => Expr::Equal(part(0)?, part(1)?),
            Function::GetAttr => Expr::Attribute(part(0)?, path(arguments.get(1))?),
            Function::Substring => {
                Expr::Substring(part(0)?, whole(1)?, whole(2)?, literal(arguments.get(3))?)
            }
            Function::UriEncode => Expr::UriEncode(part(0)?),
            Function::ParseUrl => Expr::ParseUrl(part(0)?),
            Function::IsValidHostLabel => Expr::IsHostLabel(part(0)?, literal(arguments.get(1))?),
            Function::Split => Expr::Split(part(0)?, part(1)?, whole(2)?),
            Function::Coalesce => {
                let all = (0..arguments.len()).map(|index| part(index).map(|one| *one));
                Expr::Coalesce(all.collect::<Result<_, _>>()?)
            }
            Function::Ite => Expr::If(part(0)?, part(1)?, part(2)?),
            Function::Partition => Expr::Partition(part(0)?),
            Function::ParseArn => Expr::ParseArn(part(0)?),
            Function::IsVirtualHostableS3Bucket => {
                Expr::IsBucketLabel(part(0)?, literal(arguments.get(1))?)
            }
        })
    }

    pub(super) fn endpoint(&self, said: &Endpoint) -> Result<Outcome, TooComplex> {
        let headers = said.headers.iter().map(|(name, values)| {
            let values = values.iter().map(|value| self.expression(value));
            Ok((name.to_ascii_lowercase(), values.collect::<Result<_, _>>()?))
        });
        Ok(Outcome::Endpoint {
            url: self.expression(&said.url)?,
            headers: headers.collect::<Result<_, TooComplex>>()?,
            properties: self.properties(said.properties.iter())?,
        })
    }

    fn properties<'s>(
        &self,
        all: impl Iterator<Item = (&'s String, &'s Said)>,
    ) -> Result<Vec<(String, Property)>, TooComplex> {
        all.map(|(name, said)| Ok((name.clone(), self.property(said)?)))
            .collect()
    }

    fn property(&self, said: &Said) -> Result<Property, TooComplex> {
        Ok(match said {
            Said::Text(template) => Property::Text(self.template(template)?),
            Said::Boolean(value) => Property::Boolean(*value),
            Said::Integer(value) => Property::Integer(*value),
            Said::List(items) => {
                let items = items.iter().map(|item| self.property(item));
                Property::List(items.collect::<Result<_, _>>()?)
            }
            Said::Object(entries) => Property::Object(self.properties(entries.iter())?),
        })
    }
}

fn path(argument: Option<&Expression>) -> Result<String, TooComplex> {
    match argument {
        Some(Expression::Text(template)) => template.as_text().map(str::to_owned),
        _ => None,
    }
    .ok_or_else(|| misplaced("a path that is computed"))
}

fn literal(argument: Option<&Expression>) -> Result<bool, TooComplex> {
    match argument {
        Some(Expression::Boolean(value)) => Ok(*value),
        _ => Err(misplaced("a boolean that is computed")),
    }
}

fn misplaced(what: &str) -> TooComplex {
    TooComplex(format!(
        "an endpoint rule has {what} where the generator reads a literal or an expression"
    ))
}
