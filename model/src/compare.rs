//! What differs between two models, within a selection of each.
//!
//! ```
//! use tinsmith_model::compare::{Rule, Wire, compare};
//! use tinsmith_model::{Model, Selection};
//!
//! let model = |members: &str| {
//!     let text = format!(r#"{{ "smithy": "2.0", "shapes": {{
//!         "example#Weather": {{ "type": "service", "version": "1", "operations": [{{ "target": "example#GetCity" }}] }},
//!         "example#GetCity": {{ "type": "operation", "input": {{ "target": "example#GetCityInput" }} }},
//!         "example#GetCityInput": {{ "type": "structure", "members": {{ {members} }} }}
//!     }} }}"#);
//!     Model::parse(&text, "weather.json")
//! };
//! let old = model(r#""name": { "target": "smithy.api#String" }"#)?;
//! let new = model(r#""name": { "target": "smithy.api#String", "traits": { "smithy.api#required": {} } }"#)?;
//! let of_old = Selection::all(&old, &old.service()?.id)?;
//! let of_new = Selection::all(&new, &new.service()?.id)?;
//! let changes = compare((&old, &of_old), (&new, &of_new));
//! assert_eq!(changes.len(), 1);
//! assert_eq!((changes[0].rule, changes[0].wire), (Rule::RequiredAdded, Wire::Breaking));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Shapes are told apart by their names without the namespace, which one service never uses twice; so a model of Smithy's
//! form can be compared with one of botocore's. What has no effect is no change: the names of inputs, outputs, lists, maps
//! and simple shapes, and the order of shapes, operations and errors. What does not differ in effect but in words, such as
//! a timestamp format that the protocol has anyway, is a change that is safe.

mod bindings;
mod change;
mod constraints;
mod ends;
mod enums;
mod members;
mod names;
mod operations;
mod presence;
mod retarget;
mod rules;
mod service;
mod shapes;
mod touched;
mod traits;
mod walk;
mod width;

pub use change::{Change, Side, Wire};
pub use rules::Rule;

use self::walk::Walk;
use crate::{Model, Selection};

/// All changes from the old model to the new one, within a selection of each: sorted by the name of the shape, then by the
/// order in which they were found. Empty where nothing differs.
///
/// The two services are compared whatever their names are.
#[must_use]
pub fn compare(old: (&Model, &Selection), new: (&Model, &Selection)) -> Vec<Change> {
    let mut walk = Walk::new(old, new);
    service::compare(&mut walk);
    operations::compare(&mut walk);
    walk.finish()
}
