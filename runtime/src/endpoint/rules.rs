//! Endpoint rules: where requests of a service go and how they are signed.
//!
//! A service's [`Rules`] are a table: conditions, and nodes that say which condition is tested
//! next and what follows from it, up to an endpoint or an error. The specification is Smithy 2.0,
//! "Rules engine specification".
//!
//! Walking a table always ends: nodes lead to later nodes only, expressions are finite, and texts
//! are limited to [`MAX_TEXT`] bytes.

mod arn;
mod binding;
mod error;
mod evaluate;
mod expand;
mod function;
mod property;
mod resolved;
mod table;
mod url;
mod value;

pub use self::binding::{Binding, PathStep};
pub use self::error::RulesError;
pub use self::property::{AuthSchemeProperties, PropertyValue};
pub use self::resolved::ResolvedUrl;
pub use self::table::{
    BuiltIn, Expr, Outcome, ParamKind, Parameter, Property, Reference, Rules, boolean, endpoint,
    error, string, string_array,
};
pub use self::value::ParamValue;

/// The most bytes of a text that rules are given or make.
pub const MAX_TEXT: usize = 8192;
