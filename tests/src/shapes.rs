//! Renders the syntax of an operation from the schemas of a generated crate.

use tinsmith_model::syntax::{self, Form, Shapes};
use tinsmith_runtime::Operation;
use tinsmith_runtime::schema::{Binding, Kind, Schema};

/// The schemas of a crate as a source of shapes.
#[derive(Clone, Copy, Debug)]
pub struct SchemaShapes;

/// A schema with its context.
#[derive(Clone, Copy, Debug)]
pub struct SchemaShape {
    schema: &'static Schema,
    /// True for the input or output itself, whose members may be the payload.
    top: bool,
    payload: bool,
}

impl SchemaShape {
    fn top(schema: &'static Schema) -> Self {
        Self {
            schema,
            top: true,
            payload: false,
        }
    }

    fn part(schema: &'static Schema) -> Self {
        Self {
            schema,
            top: false,
            payload: false,
        }
    }

    fn members(self) -> Vec<(String, Self)> {
        let members = self.schema.members().map(|member| {
            let place = Self {
                payload: self.top && member.binding == Binding::Payload,
                ..Self::part(member.target)
            };
            (member.name.to_owned(), place)
        });
        members.collect()
    }
}

impl Shapes for SchemaShapes {
    type Shape = SchemaShape;

    fn name(&self, shape: &SchemaShape) -> String {
        let id = shape.schema.id;
        id.rsplit('#').next().unwrap_or_default().to_owned()
    }

    fn form(&self, shape: &SchemaShape) -> Form<SchemaShape> {
        match shape.schema.kind {
            Kind::Blob | Kind::Stream if shape.payload => Form::Payload,
            Kind::Blob | Kind::Stream => Form::Blob,
            Kind::Boolean => Form::Boolean,
            Kind::String => Form::String,
            Kind::Byte | Kind::Short | Kind::Integer | Kind::Long => Form::Integer,
            Kind::BigInteger | Kind::IntEnum(_) => Form::Integer,
            Kind::Float => Form::Float,
            Kind::Double | Kind::BigDecimal => Form::Double,
            Kind::Timestamp => Form::Timestamp,
            Kind::Document => Form::Document,
            Kind::Enum(each) => {
                let mut values = Vec::new();
                each(&mut |value| values.push(value.to_owned()));
                Form::Enum(values)
            }
            Kind::List(element) => Form::List(SchemaShape::part(element.target)),
            Kind::Map(_, value) => Form::Map(SchemaShape::part(value.target)),
            Kind::Structure(_) | Kind::Union(_) => Form::Structure(shape.members()),
        }
    }
}

/// Renders the request and response syntax of an operation of a generated crate.
#[must_use]
pub fn syntax<O: Operation>() -> String {
    let method = syntax::method_name(O::SCHEMA.name);
    syntax::render(
        &SchemaShapes,
        &method,
        Some(&SchemaShape::top(O::SCHEMA.input)),
        Some(&SchemaShape::top(O::SCHEMA.output)),
    )
}

/// Returns the names of the errors of an operation of a generated crate, in the order of the
/// model.
#[must_use]
pub fn errors<O: Operation>() -> Vec<&'static str> {
    let mut names = Vec::new();
    (O::SCHEMA.errors)(&mut |error| names.push(error.name()));
    names
}
