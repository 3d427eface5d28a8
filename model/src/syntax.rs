//! The request and response syntax of an operation, in the form in which the service's public reference documents it.
//!
//! The same renderer serves the model and the schemas of a generated crate: whatever can say what its shapes are
//! ([`Shapes`]) can be rendered, and so the two can be compared.

mod descriptions;
mod from_model;
mod method_name;
mod published;
mod render;

pub use self::from_model::{ModelShapes, operation};
pub use self::method_name::method_name;
pub use self::published::published;
pub use self::render::render;

/// Says what shapes are.
pub trait Shapes {
    /// A handle for a shape.
    type Shape;

    /// The shape's name without its namespace, by which recursion is recognised.
    fn name(&self, shape: &Self::Shape) -> String;

    /// What the shape is.
    fn form(&self, shape: &Self::Shape) -> Form<Self::Shape>;
}

/// What the syntax shows of a shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form<S> {
    /// Named members in their order; a union looks like a structure.
    Structure(Vec<(String, S)>),
    /// Events of the kinds given.
    EventStream(Vec<(String, S)>),
    /// A sequence.
    List(S),
    /// Values under text keys.
    Map(S),
    /// One of these values.
    Enum(Vec<String>),
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// A 32 bit floating point number.
    Float,
    /// A 64 bit floating point number.
    Double,
    /// True or false.
    Boolean,
    /// A point in time.
    Timestamp,
    /// Bytes.
    Blob,
    /// Bytes that are a message's whole body.
    Payload,
    /// Any value that JSON can hold.
    Document,
}
