//! Reads service models (Smithy JSON AST, 1.0 and 2.0, and the form of botocore's data) into shapes by id, and selects operations with all they reach.
//!
//! ```
//! use tinsmith_model::{Model, Selection};
//!
//! let text = r#"{ "smithy": "2.0", "shapes": {
//!     "example#Weather": { "type": "service", "version": "1", "operations": [{ "target": "example#GetCity" }] },
//!     "example#GetCity": { "type": "operation", "input": { "target": "example#City" }, "output": { "target": "smithy.api#Unit" } },
//!     "example#City": { "type": "structure", "members": { "name": { "target": "smithy.api#String" } } }
//! } }"#;
//! let model = Model::parse(text, "weather.json")?;
//! let selection = Selection::all(&model, &model.service()?.id)?;
//! assert_eq!(selection.shapes().count(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What is loose in the file ends here: mixins are flattened, `apply` statements are applied, Smithy 1.0 is brought up
//! to 2.0, every target exists and is of the right kind, and every trait with an accessor in [`Traits`] has the form the
//! accessor promises. What does not hold is a [`Diagnostic`] with its place in the file, several in one run.

mod botocore;
pub mod common;
pub mod compare;
mod diagnostic;
mod draft;
mod excerpt;
mod id;
mod json;
mod model;
mod nearest;
mod place;
mod prelude;
mod prune;
mod quoted;
mod read;
mod reader;
mod select;
mod shape;
mod smithy;
pub mod syntax;
mod traits;
mod undocumented;
mod validate;
mod write;

pub use diagnostic::{Diagnostic, ReadErrors};
pub use id::{InvalidShapeId, ShapeId};
pub use model::{Model, ServiceError};
pub use place::{Place, Source};
pub use prune::prune;
pub use select::{Selection, SelectionError};
pub use shape::{EnumMember, Member, Operation, Resource, Service, Shape, ShapeKind};
pub use traits::{
    ApiKeyLocation, Deprecated, Endpoint, ErrorKind, Http, HttpApiKeyAuth, HttpChecksum, Length,
    Paginated, QueryError, Range, Retryable, ServiceNames, TimestampFormat, Trait, TraitValue,
    Traits, XmlNamespace,
};
pub use undocumented::without_documentation;
pub use validate::validate;
pub use write::write;
