//! The shapes of a model as a source for the renderer.

use indexmap::IndexMap;

use super::render::{self, joined};
use super::{Form, Shapes, method_name};
use crate::{Member, Model, Shape, ShapeId, ShapeKind};

/// Renders the request and response syntax of an operation; `None` if `id` is not an operation of
/// the model.
#[must_use]
pub fn operation(model: &Model, id: &ShapeId) -> Option<String> {
    let (request, response) = blocks(model, id)?;
    Some(joined(&request, response.as_deref()))
}

/// The request and, if there is an output, the response, without titles.
pub(super) fn blocks(model: &Model, id: &ShapeId) -> Option<(String, Option<String>)> {
    let operation = model.shape(id)?.as_operation()?;
    let shape = |id: &Option<ShapeId>| {
        Some(ModelShape {
            shape: model.shape(id.as_ref()?)?,
            top: true,
            binding: Binding::None,
        })
    };
    let (input, output) = (shape(&operation.input), shape(&operation.output));
    Some(render::blocks(
        &ModelShapes(model),
        &method_name(id.name()),
        input.as_ref(),
        output.as_ref(),
    ))
}

/// The shapes of a model.
#[derive(Clone, Copy, Debug)]
pub struct ModelShapes<'m>(pub &'m Model);

/// A shape with its context.
#[derive(Clone, Copy, Debug)]
pub struct ModelShape<'m> {
    shape: &'m Shape,
    /// True for the input or output itself, whose members may be the payload.
    top: bool,
    binding: Binding,
}

/// The part of the message that a value is bound to, if the syntax shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Binding {
    None,
    Payload,
    Header,
}

impl Binding {
    fn from_member(member: &Member, top: bool) -> Self {
        if top && member.traits.http_payload() {
            Self::Payload
        } else if member.traits.http_header().is_some() {
            Self::Header
        } else {
            Self::None
        }
    }
}

impl<'m> ModelShapes<'m> {
    /// The target of a member. Models do not refer to missing shapes.
    fn target(&self, member: &Member, top: bool) -> Option<ModelShape<'m>> {
        let shape = self.0.shape(&member.target)?;
        Some(ModelShape {
            shape,
            top: false,
            binding: Binding::from_member(member, top),
        })
    }

    fn members(
        &self,
        members: &IndexMap<String, Member>,
        top: bool,
    ) -> Vec<(String, ModelShape<'m>)> {
        members
            .iter()
            .filter_map(|(name, member)| Some((name.clone(), self.target(member, top)?)))
            .collect()
    }
}

fn is_json(shape: &ModelShape<'_>) -> bool {
    shape.binding == Binding::Header && shape.shape.traits.media_type() == Some("application/json")
}

impl<'m> Shapes for ModelShapes<'m> {
    type Shape = ModelShape<'m>;

    fn name(&self, shape: &ModelShape<'m>) -> String {
        shape.shape.id.name().to_owned()
    }

    fn form(&self, shape: &ModelShape<'m>) -> Form<ModelShape<'m>> {
        match &shape.shape.kind {
            ShapeKind::Blob if shape.binding == Binding::Payload => Form::Payload,
            ShapeKind::Blob => Form::Blob,
            ShapeKind::Boolean => Form::Boolean,
            // The syntax shows the content of a header that contains JSON.
            ShapeKind::String if is_json(shape) => Form::Document,
            ShapeKind::String => Form::String,
            ShapeKind::Byte
            | ShapeKind::Short
            | ShapeKind::Integer
            | ShapeKind::Long
            | ShapeKind::BigInteger
            | ShapeKind::IntEnum(_) => Form::Integer,
            ShapeKind::Float => Form::Float,
            ShapeKind::Double | ShapeKind::BigDecimal => Form::Double,
            ShapeKind::Timestamp => Form::Timestamp,
            ShapeKind::Enum(values) => {
                Form::Enum(values.values().map(|value| value.value.clone()).collect())
            }
            ShapeKind::List { member } => self
                .target(member, false)
                .map_or(Form::Document, Form::List),
            ShapeKind::Map { value, .. } => {
                self.target(value, false).map_or(Form::Document, Form::Map)
            }
            ShapeKind::Structure { members } => Form::Structure(self.members(members, shape.top)),
            ShapeKind::Union { members } if shape.shape.traits.streaming() => {
                Form::EventStream(self.members(members, false))
            }
            ShapeKind::Union { members } => Form::Structure(self.members(members, false)),
            ShapeKind::Document
            | ShapeKind::Service(_)
            | ShapeKind::Resource(_)
            | ShapeKind::Operation(_) => Form::Document,
        }
    }
}
