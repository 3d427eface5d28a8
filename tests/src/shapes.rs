//! The syntax of an operation out of the schemas of a generated crate.

use tinsmith_model::syntax::{self, Form, Shapes};
use tinsmith_runtime::{Kind, Operation, Schema};

/// The schemas of a crate: constants that refer to one another.
#[derive(Clone, Copy, Debug)]
pub struct SchemaShapes;

impl Shapes for SchemaShapes {
    type Shape = &'static Schema;

    fn name(&self, shape: &&'static Schema) -> String {
        shape.id.rsplit('#').next().unwrap_or_default().to_owned()
    }

    fn form(&self, shape: &&'static Schema) -> Form<&'static Schema> {
        match shape.kind {
            Kind::Blob => Form::Blob,
            Kind::Boolean => Form::Boolean,
            Kind::String => Form::String,
            Kind::Byte | Kind::Short | Kind::Integer | Kind::Long => Form::Integer,
            Kind::Float => Form::Float,
            Kind::Double => Form::Double,
            Kind::Timestamp => Form::Timestamp,
            Kind::Enum(each) => {
                let mut values = Vec::new();
                each(&mut |value| values.push(value.to_owned()));
                Form::Enum(values)
            }
            Kind::List(element) => Form::List(element.target),
            Kind::Map(_, value) => Form::Map(value.target),
            Kind::Structure(each) => {
                let mut members = Vec::new();
                each(&mut |member| members.push((member.name.to_owned(), member.target)));
                Form::Structure(members)
            }
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
        Some(&O::SCHEMA.input),
        Some(&O::SCHEMA.output),
    )
}

/// The names of the errors of an operation of a generated crate, in the order of the model.
#[must_use]
pub fn errors<O: Operation>() -> Vec<&'static str> {
    let mut names = Vec::new();
    (O::SCHEMA.errors)(&mut |error| names.push(error.code()));
    names
}
