//! The parts of a table.

use indexmap::IndexMap;
use tinsmith_model::rules::{Parameter, Piece, Template};

/// Endpoint rules as a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The parameters, whose values have the first numbers.
    pub parameters: IndexMap<String, Parameter>,
    /// The variables, whose values have the next numbers.
    pub variables: Vec<String>,
    /// The conditions that nodes test.
    pub conditions: Vec<Expr>,
    /// The endpoints and errors.
    pub results: Vec<Outcome>,
    /// The nodes, each before its successors: a condition, and the references for true and false.
    pub nodes: Vec<(usize, Reference, Reference)>,
}

/// A reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reference {
    /// No rule applies.
    NoMatch,
    /// To a result.
    Result(usize),
    /// To a node.
    Node(usize),
}

/// An expression; see the runtime's type of the same name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Expr {
    /// A parameter or variable, by its number.
    Value(usize),
    /// A string.
    Text(String),
    /// A string template.
    Template(String),
    /// A boolean.
    Boolean(bool),
    /// Assigns a value to a number.
    Set(usize, Box<Expr>),
    /// `isSet`
    IsSet(Box<Expr>),
    /// `not`
    Not(Box<Expr>),
    /// `stringEquals` and `booleanEquals`
    Equal(Box<Expr>, Box<Expr>),
    /// `getAttr`
    Attribute(Box<Expr>, String),
    /// `substring`
    Substring(Box<Expr>, usize, usize, bool),
    /// `uriEncode`
    UriEncode(Box<Expr>),
    /// `parseURL`
    ParseUrl(Box<Expr>),
    /// `isValidHostLabel`
    IsHostLabel(Box<Expr>, bool),
    /// `split`
    Split(Box<Expr>, Box<Expr>, usize),
    /// `coalesce`
    Coalesce(Vec<Expr>),
    /// `ite`
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `aws.partition`
    Partition(Box<Expr>),
    /// `aws.parseArn`
    ParseArn(Box<Expr>),
    /// `aws.isVirtualHostableS3Bucket`
    IsBucketLabel(Box<Expr>, bool),
}

/// A result.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// An endpoint.
    Endpoint {
        /// The URL.
        url: Expr,
        /// The headers with their values.
        headers: Vec<(String, Vec<Expr>)>,
        /// The properties.
        properties: Vec<(String, Property)>,
    },
    /// An error with this message.
    Error(Expr),
}

/// The value of a property.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Property {
    /// A string template.
    Text(String),
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A list.
    List(Vec<Property>),
    /// An object.
    Object(Vec<(String, Property)>),
}

impl Table {
    /// Returns true if an endpoint can depend on the parameter of this name.
    pub(crate) fn reads(&self, name: &str) -> bool {
        let Some((number, _, parameter)) = self.parameters.get_full(name) else {
            return false;
        };
        let mut exprs =
            (self.conditions.iter()).chain(self.results.iter().flat_map(Outcome::parts));
        parameter.required
            || exprs.any(|one| one.reads(number, name))
            || self.results.iter().any(|one| one.properties_mention(name))
    }
}

/// Returns true if the template has a reference to this name.
fn mentions(template: &str, name: &str) -> bool {
    let is_it = |piece: &Piece| matches!(piece, Piece::Reference { name: one, .. } if one == name);
    Template::parse(template).is_ok_and(|template| template.pieces.iter().any(is_it))
}

impl Expr {
    /// The expressions directly inside.
    pub(crate) fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Value(_) | Self::Text(_) | Self::Template(_) | Self::Boolean(_) => Vec::new(),
            Self::Set(_, one)
            | Self::IsSet(one)
            | Self::Not(one)
            | Self::Attribute(one, _)
            | Self::Substring(one, ..)
            | Self::UriEncode(one)
            | Self::ParseUrl(one)
            | Self::IsHostLabel(one, _)
            | Self::Partition(one)
            | Self::ParseArn(one)
            | Self::IsBucketLabel(one, _) => vec![one],
            Self::Equal(one, other) | Self::Split(one, other, _) => vec![one, other],
            Self::If(test, then, otherwise) => vec![test, then, otherwise],
            Self::Coalesce(all) => all.iter().collect(),
        }
    }
}

impl Expr {
    /// Returns true if it uses the value of this number, which templates call by name.
    fn reads(&self, number: usize, name: &str) -> bool {
        match self {
            Self::Value(value) => *value == number,
            Self::Template(template) => mentions(template, name),
            _ => self.parts().into_iter().any(|one| one.reads(number, name)),
        }
    }

    /// Returns true if it uses the value of this number.
    pub(super) fn refers_to(&self, number: usize) -> bool {
        *self == Self::Value(number) || self.parts().into_iter().any(|one| one.refers_to(number))
    }
}

impl Outcome {
    pub(crate) fn is_endpoint(&self) -> bool {
        matches!(self, Self::Endpoint { .. })
    }

    fn properties_mention(&self, name: &str) -> bool {
        match self {
            Self::Error(_) => false,
            Self::Endpoint { properties, .. } => {
                properties.iter().any(|(_, one)| one.mentions(name))
            }
        }
    }

    /// The expressions directly inside.
    pub(super) fn parts(&self) -> Vec<&Expr> {
        match self {
            Self::Error(message) => vec![message],
            Self::Endpoint { url, headers, .. } => {
                let values = headers.iter().flat_map(|(_, values)| values);
                std::iter::once(url).chain(values).collect()
            }
        }
    }
}

impl Property {
    fn mentions(&self, name: &str) -> bool {
        match self {
            Self::Text(template) => mentions(template, name),
            Self::Boolean(_) | Self::Integer(_) => false,
            Self::List(items) => items.iter().any(|one| one.mentions(name)),
            Self::Object(entries) => entries.iter().any(|(_, one)| one.mentions(name)),
        }
    }
}
