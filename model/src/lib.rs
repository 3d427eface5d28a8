//! Reads service models (Smithy JSON AST 1.0 and 2.0, and botocore's `service-2.json`) into shapes
//! by id, and selects operations with their closure.
//!
//! ```
//! use tinsmith_model::{Model, Selection};
//!
//! let text = r#"{ "smithy": "2.0", "shapes": {
//! "example#Weather": { "type": "service", "version": "1",
//!         "operations": [{ "target": "example#GetCity" }] },
//!     "example#GetCity": { "type": "operation", "input": { "target": "example#City" } },
//!     "example#City": { "type": "structure",
//!         "members": { "name": { "target": "smithy.api#String" } } }
//! } }"#;
//! let model = Model::parse(text, "weather.json")?;
//! let selection = Selection::all(&model, &model.service()?.id)?;
//! assert_eq!(selection.shapes().count(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Reading resolves what the file leaves open: mixins are flattened, `apply` statements are
//! applied, Smithy 1.0 is upgraded to 2.0, every target exists and has the right type, and every
//! trait with an accessor in [`Traits`] has the form its accessor promises. Anything else is
//! reported as a [`Diagnostic`] with its position in the file; one run reports all of them.

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
pub mod rules;
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
pub use read::BESIDE;
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
