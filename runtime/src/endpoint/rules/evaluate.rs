//! The walk through a table of rules.

use std::borrow::Cow;
use std::rc::Rc;

use super::arn::Arn;
use super::function;
use super::property;
use super::table::{BuiltIn, Default, Expr, Outcome, ParamKind, Parameter, Rules};
use super::url::Url;
use super::value::{ParamValue, Value};
use super::{MAX_TEXT, ResolvedUrl, RulesError};
use crate::endpoint::Partition;

/// The numbered values of one walk.
pub(super) struct Scope<'a> {
    rules: &'static Rules,
    partitions: &'static [Partition],
    values: Vec<Value<'a>>,
}

impl Rules {
    /// Finds the endpoint for the values that `value` gives to parameters.
    pub(crate) fn resolve<'a>(
        &'static self,
        partitions: &'static [Partition],
        value: &dyn Fn(&'static Parameter) -> Option<ParamValue<'a>>,
    ) -> Result<ResolvedUrl, RulesError> {
        let mut scope = Scope::new(self, partitions, value)?;
        match scope.walk()? {
            Outcome::Error(message) => Err(scope.message(message)?),
            Outcome::Endpoint {
                url,
                headers,
                properties,
            } => Ok(ResolvedUrl {
                url: scope.url(url)?,
                headers: scope.headers(headers)?,
                properties: property::evaluate(&scope, properties)?,
            }),
        }
    }
}

impl<'a> Scope<'a> {
    fn new(
        rules: &'static Rules,
        partitions: &'static [Partition],
        value: &dyn Fn(&'static Parameter) -> Option<ParamValue<'a>>,
    ) -> Result<Self, RulesError> {
        let mut values = Vec::with_capacity(rules.parameters.len() + rules.variables.len());
        for parameter in rules.parameters {
            values.push(match value(parameter) {
                Some(value) => given(parameter, value)?,
                None => default(parameter)?,
            });
        }
        values.extend(rules.variables.iter().map(|_| Value::Missing));
        Ok(Self {
            rules,
            partitions,
            values,
        })
    }

    fn walk(&mut self) -> Result<&'static Outcome, RulesError> {
        let rules = self.rules;
        let mut at: i16 = if rules.nodes.is_empty() { -1 } else { 0 };
        loop {
            if at == Rules::NO_MATCH {
                return Err(RulesError::NoMatch);
            }
            let Ok(index) = usize::try_from(at) else {
                let index = usize::from(at.unsigned_abs()) - 1;
                return rules.results.get(index).ok_or(RulesError::BrokenTable);
            };
            let [condition, high, low] = rules.nodes.get(index).ok_or(RulesError::BrokenTable)?;
            let condition = usize::try_from(*condition).map_err(|_| RulesError::BrokenTable)?;
            let condition = rules
                .conditions
                .get(condition)
                .ok_or(RulesError::BrokenTable)?;
            let next = if self.holds(condition)? { *high } else { *low };
            if next >= 0 && next <= at {
                return Err(RulesError::BrokenTable);
            }
            at = next;
        }
    }

    fn message(&mut self, message: &'static Expr) -> Result<RulesError, RulesError> {
        let message = self.evaluate(message)?.into_text();
        Ok(RulesError::Message(
            message.unwrap_or_default().into_owned(),
        ))
    }

    fn url(&mut self, url: &'static Expr) -> Result<String, RulesError> {
        let url = match url {
            Expr::Template(template) => self.expand_url(template)?,
            other => self.evaluate(other)?.into_text().map(Cow::into_owned),
        };
        url.ok_or(RulesError::NoMatch)
    }

    fn headers(
        &mut self,
        headers: &'static [(&'static str, &'static [Expr])],
    ) -> Result<Vec<(&'static str, Vec<String>)>, RulesError> {
        let mut found = Vec::with_capacity(headers.len());
        for (name, values) in headers {
            let mut texts = Vec::with_capacity(values.len());
            for value in *values {
                texts.extend(self.evaluate(value)?.into_text().map(Cow::into_owned));
            }
            found.push((*name, texts));
        }
        Ok(found)
    }

    /// The value of this name.
    pub(super) fn named(&self, name: &str) -> Result<&Value<'a>, RulesError> {
        let parameters = self.rules.parameters;
        let parameter = parameters.iter().position(|one| one.name == name);
        let variable = || self.rules.variables.iter().position(|one| *one == name);
        let at = parameter.or_else(|| Some(parameters.len() + variable()?));
        at.and_then(|at| self.values.get(at))
            .ok_or(RulesError::BrokenTable)
    }

    fn value(&self, number: u8) -> Result<&Value<'a>, RulesError> {
        self.values
            .get(usize::from(number))
            .ok_or(RulesError::BrokenTable)
    }

    fn text(&mut self, expr: &'static Expr) -> Result<Option<Cow<'a, str>>, RulesError> {
        Ok(self.evaluate(expr)?.into_text())
    }

    /// Returns true if a condition about a value of the scope holds, as most are: these evaluate
    /// nothing. `None` for the others.
    #[inline]
    fn holds_at_once(&self, condition: &Expr) -> Option<bool> {
        let value = |number: u8| self.values.get(usize::from(number));
        Some(match condition {
            Expr::Value(number) => value(*number)?.holds(),
            Expr::IsSet(Expr::Value(number)) => !matches!(value(*number)?, Value::Missing),
            Expr::Equal(Expr::Value(number), Expr::Text(text)) => {
                value(*number)?.as_text() == Some(text)
            }
            _ => return None,
        })
    }

    /// Returns true if a condition holds.
    #[inline]
    fn holds(&mut self, condition: &'static Expr) -> Result<bool, RulesError> {
        match self.holds_at_once(condition) {
            Some(holds) => Ok(holds),
            None => self.holds_if_evaluated(condition),
        }
    }

    fn holds_if_evaluated(&mut self, condition: &'static Expr) -> Result<bool, RulesError> {
        Ok(match condition {
            Expr::Set(number, expr) => self.set(*number, expr)?,
            Expr::IsSet(expr) => !matches!(self.evaluate(expr)?, Value::Missing),
            Expr::Not(condition) => !self.holds(condition)?,
            Expr::Equal(one, other) => {
                let one = self.evaluate(one)?;
                one.equals(&self.evaluate(other)?)
            }
            other => self.evaluate(other)?.holds(),
        })
    }

    fn evaluate(&mut self, expr: &'static Expr) -> Result<Value<'a>, RulesError> {
        Ok(match expr {
            Expr::Value(number) => self.value(*number)?.clone(),
            Expr::Text(text) => Value::Text(Cow::Borrowed(text)),
            Expr::Template(template) => self.expand(template)?.map_or(Value::Missing, Value::Text),
            Expr::Boolean(value) => Value::Boolean(*value),
            Expr::Set(..) | Expr::IsSet(_) | Expr::Not(_) | Expr::Equal(..) => {
                Value::Boolean(self.holds(expr)?)
            }
            Expr::Attribute(Expr::Value(number), path) => self.value(*number)?.attribute(path),
            Expr::Attribute(expr, path) => self.evaluate(expr)?.attribute(path),
            Expr::Coalesce(exprs) => self.first(exprs)?,
            Expr::If(test, then, otherwise) => {
                let holds = self.holds(test)?;
                self.evaluate(if holds { then } else { otherwise })?
            }
            Expr::Split(expr, separator, limit) => self.split(expr, separator, *limit)?,
            _ => self.of_text(expr)?,
        })
    }

    /// The functions of one text.
    fn of_text(&mut self, expr: &'static Expr) -> Result<Value<'a>, RulesError> {
        let (Expr::Substring(argument, ..)
        | Expr::UriEncode(argument)
        | Expr::ParseUrl(argument)
        | Expr::IsHostLabel(argument, _)
        | Expr::IsBucketLabel(argument, _)
        | Expr::Partition(argument)
        | Expr::ParseArn(argument)) = expr
        else {
            return Err(RulesError::BrokenTable);
        };
        let Some(text) = self.text(argument)? else {
            return Ok(Value::Missing);
        };
        let found = match expr {
            Expr::Substring(_, start, end, reverse) => {
                function::substring(&text, *start, *end, *reverse).map(Value::Text)
            }
            Expr::UriEncode(_) => Some(Value::Text(function::uri_encode(&text))),
            Expr::ParseUrl(_) => Url::parse(&text).map(|url| Value::Url(Rc::new(url))),
            Expr::IsHostLabel(_, dots) => {
                Some(Value::Boolean(function::is_host_label(&text, *dots)))
            }
            Expr::IsBucketLabel(_, dots) => {
                Some(Value::Boolean(function::is_bucket_label(&text, *dots)))
            }
            Expr::Partition(_) => Partition::among(self.partitions, &text).map(Value::Partition),
            _ => Arn::parse(&text).map(|arn| Value::Arn(Rc::new(arn))),
        };
        Ok(found.unwrap_or(Value::Missing))
    }

    /// Gives a variable its value; returns true if that holds.
    fn set(&mut self, number: u8, expr: &'static Expr) -> Result<bool, RulesError> {
        let value = self.evaluate(expr)?;
        let holds = value.holds();
        let slot = self.values.get_mut(usize::from(number));
        *slot.ok_or(RulesError::BrokenTable)? = value;
        Ok(holds)
    }

    fn first(&mut self, exprs: &'static [Expr]) -> Result<Value<'a>, RulesError> {
        for expr in exprs {
            let value = self.evaluate(expr)?;
            if !matches!(value, Value::Missing) {
                return Ok(value);
            }
        }
        Ok(Value::Missing)
    }

    fn split(
        &mut self,
        expr: &'static Expr,
        separator: &'static Expr,
        limit: usize,
    ) -> Result<Value<'a>, RulesError> {
        let (text, separator) = (self.text(expr)?, self.text(separator)?);
        let parts = text.zip(separator);
        let parts = parts.and_then(|(text, separator)| function::split(&text, &separator, limit));
        Ok(parts.map_or(Value::Missing, Value::Texts))
    }
}

/// A value that a parameter is given. The endpoint that the user has set is a URL as a whole.
fn given<'a>(parameter: &Parameter, value: ParamValue<'a>) -> Result<Value<'a>, RulesError> {
    let (kind, length) = match &value {
        ParamValue::Text(text) => (ParamKind::Text, text.len()),
        ParamValue::Boolean(_) => (ParamKind::Boolean, 0),
        ParamValue::Texts(texts) => (ParamKind::Texts, texts.iter().map(|text| text.len()).sum()),
    };
    if kind != parameter.kind {
        return Err(RulesError::WrongType(parameter.name));
    }
    // Lists of keys can be long; rules take single elements out of them.
    if length > MAX_TEXT && kind == ParamKind::Text {
        return Err(RulesError::TooLong);
    }
    Ok(match value {
        ParamValue::Text(url) if parameter.built_in == Some(BuiltIn::Endpoint) => {
            Value::UrlPart(url)
        }
        value => value.into(),
    })
}

fn default<'a>(parameter: &Parameter) -> Result<Value<'a>, RulesError> {
    match parameter.default {
        Some(Default::Text(text)) => Ok(Value::Text(Cow::Borrowed(text))),
        Some(Default::Boolean(value)) => Ok(Value::Boolean(value)),
        Some(Default::Texts(texts)) => Ok(Value::Texts(
            texts.iter().map(|text| Cow::Borrowed(*text)).collect(),
        )),
        None if parameter.required => Err(RulesError::MissingParameter(parameter.name)),
        None => Ok(Value::Missing),
    }
}
