//! The request and response syntax of an operation, in the form of the service's public reference.
//!
//! The renderer works on anything that implements [`Shapes`], so that a model and the schemas of a
//! generated crate can be compared.

mod descriptions;
mod from_model;
mod method_name;
mod published;
mod render;

pub use self::from_model::{ModelShapes, operation};
pub use self::method_name::method_name;
pub use self::published::published;
pub use self::render::render;

/// A source of shapes.
pub trait Shapes {
    /// A handle for a shape.
    type Shape;

    /// The shape's name without its namespace, used to detect recursion.
    fn name(&self, shape: &Self::Shape) -> String;

    /// The form of the shape.
    fn form(&self, shape: &Self::Shape) -> Form<Self::Shape>;
}

/// The form of a shape in the syntax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form<S> {
    /// Named members in order; unions look like structures.
    Structure(Vec<(String, S)>),
    /// A stream of these events.
    EventStream(Vec<(String, S)>),
    /// A list.
    List(S),
    /// A map with string keys.
    Map(S),
    /// An enum of these values.
    Enum(Vec<String>),
    /// A string.
    String,
    /// An integer.
    Integer,
    /// A 32 bit floating point number.
    Float,
    /// A 64 bit floating point number.
    Double,
    /// True or false.
    Boolean,
    /// A timestamp.
    Timestamp,
    /// Bytes.
    Blob,
    /// The payload of a message.
    Payload,
    /// A JSON value.
    Document,
}
