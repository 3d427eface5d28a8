//! The syntax of an operation out of the schemas of a generated crate.

use tinsmith_model::syntax::{self, Form, Shapes};
use tinsmith_runtime::schema::{Members, Values};
use tinsmith_runtime::{Kind, Member, Operation, Schema};

/// The schemas of a crate: constants that refer to one another.
#[derive(Clone, Copy, Debug)]
pub struct SchemaShapes;

/// A schema and where it was met.
#[derive(Clone, Copy, Debug)]
pub struct SchemaShape {
    schema: &'static Schema,
    /// Whether it is the input or output itself, whose members may be a message's payload.
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

    fn target(member: &'static Member, top: bool) -> Self {
        Self {
            schema: member.target,
            top: false,
            payload: top && member.binding == tinsmith_runtime::Binding::Payload,
        }
    }

    fn members(self, visit: Members) -> Vec<(String, Self)> {
        let mut members = Vec::new();
        visit(&mut |member| {
            members.push((member.name.to_owned(), Self::target(member, self.top)));
        });
        members
    }
}

impl Shapes for SchemaShapes {
    type Shape = SchemaShape;

    fn name(&self, shape: &SchemaShape) -> String {
        let name = shape.schema.id.rsplit('#').next();
        name.unwrap_or_default().to_owned()
    }

    fn form(&self, shape: &SchemaShape) -> Form<SchemaShape> {
        match shape.schema.kind {
            Kind::Blob | Kind::Stream if shape.payload => Form::Payload,
            Kind::Blob | Kind::Stream => Form::Blob,
            Kind::Boolean => Form::Boolean,
            Kind::String => Form::String,
            Kind::Byte
            | Kind::Short
            | Kind::Integer
            | Kind::Long
            | Kind::BigInteger
            | Kind::IntEnum(_) => Form::Integer,
            Kind::Float => Form::Float,
            Kind::Double | Kind::BigDecimal => Form::Double,
            Kind::Timestamp => Form::Timestamp,
            Kind::Document => Form::Document,
            Kind::Enum(each) => Form::Enum(values(each)),
            Kind::List(element) => Form::List(SchemaShape::target(element, false)),
            Kind::Map(_, value) => Form::Map(SchemaShape::target(value, false)),
            Kind::Structure(each) => Form::Structure(shape.members(each)),
            Kind::Union(each) => Form::Structure(shape.members(each)),
        }
    }
}

fn values(each: Values) -> Vec<String> {
    let mut values = Vec::new();
    each(&mut |value| values.push(value.to_owned()));
    values
}

/// The request and response syntax of an operation of a generated crate.
#[must_use]
pub fn syntax<O: Operation>() -> String {
    let method = syntax::method_name(O::SCHEMA.name);
    let (input, output) = (O::SCHEMA.input, O::SCHEMA.output);
    let (input, output) = (SchemaShape::top(input), SchemaShape::top(output));
    syntax::render(&SchemaShapes, &method, Some(&input), Some(&output))
}

/// The names of the errors of an operation of a generated crate, in the order of the model.
#[must_use]
pub fn errors<O: Operation>() -> Vec<&'static str> {
    let mut names = Vec::new();
    (O::SCHEMA.errors)(&mut |error| names.push(error.code()));
    names
}
