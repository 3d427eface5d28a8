//! Checks that every target exists and has the right type.

use crate::draft::Shapes;
use crate::reader::Reader;
use crate::{Operation, Place, Resource, Service, Shape, ShapeId, ShapeKind, prelude};

/// The required type of a target.
#[derive(Clone, Copy)]
enum Expected {
    /// Any data shape.
    Data,
    /// The key of a map.
    Text,
    Structure,
    Error,
    Operation,
    Resource,
}

impl Expected {
    fn fits(self, shape: &Shape) -> bool {
        match (self, &shape.kind) {
            (
                Self::Data,
                ShapeKind::Service(_) | ShapeKind::Resource(_) | ShapeKind::Operation(_),
            ) => false,
            (Self::Data, _)
            | (Self::Text, ShapeKind::String | ShapeKind::Enum(_))
            | (Self::Structure, ShapeKind::Structure { .. })
            | (Self::Operation, ShapeKind::Operation(_))
            | (Self::Resource, ShapeKind::Resource(_)) => true,
            (Self::Error, ShapeKind::Structure { .. }) => shape.traits.error().is_some(),
            _ => false,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Data => "a data shape, not a service, resource or operation",
            Self::Text => "a string or enum",
            Self::Structure => "a structure",
            Self::Error => "a structure with the trait smithy.api#error",
            Self::Operation => "an operation",
            Self::Resource => "a resource",
        }
    }
}

/// Reports every target that is missing or of the wrong type.
pub(super) fn check(reader: &mut Reader<'_>, shapes: &Shapes) {
    for shape in shapes.values() {
        let mut check = Check {
            reader,
            shapes,
            shape,
        };
        match &shape.kind {
            ShapeKind::Service(service) => check.service(service),
            ShapeKind::Resource(resource) => check.resource(resource),
            ShapeKind::Operation(operation) => check.operation(operation),
            kind => {
                for member in shape.members() {
                    let key = matches!(kind, ShapeKind::Map { .. }) && member.name == "key";
                    let expected = if key { Expected::Text } else { Expected::Data };
                    check.target(&member.target, expected, &member.name, member.place);
                }
            }
        }
    }
}

struct Check<'c, 'a> {
    reader: &'c mut Reader<'a>,
    shapes: &'c Shapes,
    shape: &'c Shape,
}

impl Check<'_, '_> {
    fn service(&mut self, service: &Service) {
        self.all(&service.operations, Expected::Operation, "operations");
        self.all(&service.resources, Expected::Resource, "resources");
        self.all(&service.errors, Expected::Error, "errors");
    }

    fn operation(&mut self, operation: &Operation) {
        self.all(&operation.input, Expected::Structure, "input");
        self.all(&operation.output, Expected::Structure, "output");
        self.all(&operation.errors, Expected::Error, "errors");
    }

    fn resource(&mut self, resource: &Resource) {
        self.all(resource.identifiers.values(), Expected::Data, "identifiers");
        self.all(resource.properties.values(), Expected::Data, "properties");
        for (name, id) in resource.lifecycle() {
            self.all([id], Expected::Operation, name);
        }
        self.all(&resource.operations, Expected::Operation, "operations");
        self.all(
            &resource.collection_operations,
            Expected::Operation,
            "collectionOperations",
        );
        self.all(&resource.resources, Expected::Resource, "resources");
    }

    fn all<'i>(
        &mut self,
        ids: impl IntoIterator<Item = &'i ShapeId>,
        expected: Expected,
        name: &str,
    ) {
        for id in ids {
            self.target(id, expected, name, self.shape.place);
        }
    }

    fn target(&mut self, target: &ShapeId, expected: Expected, name: &str, place: Place) {
        let id = Some(&self.shape.id);
        match self
            .shapes
            .get(target)
            .or_else(|| prelude::shapes().get(target))
        {
            Some(shape) if expected.fits(shape) => {}
            Some(shape) => {
                let word = shape.kind.word();
                let article = if word.starts_with(['a', 'e', 'i', 'o']) {
                    "an"
                } else {
                    "a"
                };
                let message = format!("`{name}` targets {target}, {article} {word}");
                self.reader
                    .report(place, id, message, format!("target {}", expected.words()));
            }
            None if self.reader.is_broken(target) => {}
            None => {
                let message = format!("`{name}` targets {target}, which does not exist");
                let nearest = self
                    .reader
                    .nearest(target.as_str(), self.shapes.keys().map(ShapeId::as_str));
                let help = format!(
                    "define it (mixins cannot be targets), or target another shape, such as \
                     {nearest}"
                );
                self.reader.report(place, id, message, help);
            }
        }
    }
}
