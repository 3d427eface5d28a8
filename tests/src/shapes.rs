//! The syntax of an operation out of the schemas of a generated crate.

use tinsmith_model::syntax::{self, Form, Shapes};
use tinsmith_runtime::{Binding, Kind, Operation, Schema};

/// The schemas of a crate: constants that refer to one another.
#[derive(Clone, Copy, Debug)]
pub struct SchemaShapes;

/// A schema and where it was met.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    schema: &'static Schema,
    /// Whether it is the input or output itself, whose members may be a message's payload.
    top: bool,
    payload: bool,
}

impl Place {
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
    type Shape = Place;

    fn name(&self, shape: &Place) -> String {
        let id = shape.schema.id;
        id.rsplit('#').next().unwrap_or_default().to_owned()
    }

    fn form(&self, shape: &Place) -> Form<Place> {
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
            Kind::List(element) => Form::List(Place::part(element.target)),
            Kind::Map(_, value) => Form::Map(Place::part(value.target)),
            Kind::Structure(_) | Kind::Union(_) => Form::Structure(shape.members()),
        }
    }
}

/// The request and response syntax of an operation of a generated crate.
#[must_use]
pub fn syntax<O: Operation>() -> String {
    let method = syntax::method_name(O::SCHEMA.name);
    syntax::render(
        &SchemaShapes,
        &method,
        Some(&Place::top(O::SCHEMA.input)),
        Some(&Place::top(O::SCHEMA.output)),
    )
}

/// The names of the errors of an operation of a generated crate, in the order of the model.
#[must_use]
pub fn errors<O: Operation>() -> Vec<&'static str> {
    let mut names = Vec::new();
    (O::SCHEMA.errors)(&mut |error| names.push(error.name()));
    names
}
