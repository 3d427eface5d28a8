//! Compares two models, within a selection of each.
//!
//! ```
//! use tinsmith_model::compare::{Rule, Wire, compare};
//! use tinsmith_model::{Model, Selection};
//!
//! let model = |members: &str| {
//!     let text = format!(r#"{{ "smithy": "2.0", "shapes": {{
//!         "example#Weather": {{ "type": "service", "version": "1",
//!             "operations": [{{ "target": "example#GetCity" }}] }},
//!         "example#GetCity": {{ "type": "operation",
//!             "input": {{ "target": "example#GetCityInput" }} }},
//!         "example#GetCityInput": {{ "type": "structure", "members": {{ {members} }} }}
//!     }} }}"#);
//!     Model::parse(&text, "weather.json")
//! };
//! let old = model(r#""name": { "target": "smithy.api#String" }"#)?;
//! let required = r#""traits": { "smithy.api#required": {} }"#;
//! let new = model(&format!(r#""name": {{ "target": "smithy.api#String", {required} }}"#))?;
//! let of_old = Selection::all(&old, &old.service()?.id)?;
//! let of_new = Selection::all(&new, &new.service()?.id)?;
//! let changes = compare((&old, &of_old), (&new, &of_new));
//! assert_eq!(changes.len(), 1);
//! assert_eq!((changes[0].rule, changes[0].wire), (Rule::RequiredAdded, Wire::Breaking));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Shapes are matched by their ids, and those that are left by their names within the service (its
//! `rename` counts); so a model of Smithy's form can be compared with one of botocore's. Names of
//! inputs, outputs, lists, maps and simple shapes have no effect and are no change, nor is the
//! order of shapes, operations and errors. Traits that say the same in other words, such as a
//! timestamp format that the protocol has anyway, are a safe change.

mod auth;
mod bindings;
mod change;
mod constraints;
mod differing;
mod ends;
mod enums;
mod matching;
mod media_type;
mod members;
mod names;
mod operations;
mod pattern;
mod presence;
mod retarget;
mod rules;
mod selected;
mod service;
mod shapes;
mod spot;
mod touched;
mod traits;
mod walk;
mod width;

pub use self::change::{Change, Side, Wire};
pub use self::rules::Rule;
pub use self::service::are_of_one_service;

use self::walk::Walk;
use crate::{Model, Selection};

/// Returns all changes from the old model to the new one, within a selection of each: sorted by
/// the name of the shape, then in the order in which they were found. Empty if nothing differs.
///
/// The two services are compared even if they are not the same; [`are_of_one_service`] tells that.
#[must_use]
pub fn compare(old: (&Model, &Selection), new: (&Model, &Selection)) -> Vec<Change> {
    let mut walk = Walk::new(old, new);
    service::compare(&mut walk);
    operations::compare(&mut walk);
    run(&mut walk);
    operations::compare_matched(&mut walk);
    run(&mut walk);
    operations::report_unmatched(&mut walk);
    walk.judge_exchanges(run);
    walk.finish()
}

/// Compares every pair of shapes that waits, and those that come to wait meanwhile.
fn run(walk: &mut Walk<'_>) {
    while let Some(pair) = walk.next() {
        shapes::compare(walk, &pair);
    }
}
