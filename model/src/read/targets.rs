//! Every target exists and is of the right kind.

use crate::draft::Shapes;
use crate::reader::Reader;
use crate::{Operation, Place, Resource, Service, Shape, ShapeId, ShapeKind, prelude};

/// What a target must be.
#[derive(Clone, Copy)]
enum Wanted {
    /// Anything that has values.
    Data,
    /// The key of a map.
    Text,
    Structure,
    Error,
    Operation,
    Resource,
}

impl Wanted {
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
            Self::Data => "a shape with values, no service, resource or operation",
            Self::Text => "a string or enum",
            Self::Structure => "a structure",
            Self::Error => "a structure with the trait smithy.api#error",
            Self::Operation => "an operation",
            Self::Resource => "a resource",
        }
    }
}

/// Reports every target that is missing or of the wrong kind.
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
                    let wanted = if key { Wanted::Text } else { Wanted::Data };
                    check.target(&member.target, wanted, &member.name, member.place);
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
        self.all(&service.operations, Wanted::Operation, "operations");
        self.all(&service.resources, Wanted::Resource, "resources");
        self.all(&service.errors, Wanted::Error, "errors");
    }

    fn operation(&mut self, operation: &Operation) {
        self.all(&operation.input, Wanted::Structure, "input");
        self.all(&operation.output, Wanted::Structure, "output");
        self.all(&operation.errors, Wanted::Error, "errors");
    }

    fn resource(&mut self, resource: &Resource) {
        self.all(resource.identifiers.values(), Wanted::Data, "identifiers");
        self.all(resource.properties.values(), Wanted::Data, "properties");
        for (name, id) in resource.lifecycle() {
            self.all([id], Wanted::Operation, name);
        }
        self.all(&resource.operations, Wanted::Operation, "operations");
        self.all(
            &resource.collection_operations,
            Wanted::Operation,
            "collectionOperations",
        );
        self.all(&resource.resources, Wanted::Resource, "resources");
    }

    fn all<'i>(&mut self, ids: impl IntoIterator<Item = &'i ShapeId>, wanted: Wanted, name: &str) {
        for id in ids {
            self.target(id, wanted, name, self.shape.place);
        }
    }

    fn target(&mut self, target: &ShapeId, wanted: Wanted, name: &str, place: Place) {
        let id = Some(&self.shape.id);
        match self
            .shapes
            .get(target)
            .or_else(|| prelude::shapes().get(target))
        {
            Some(shape) if wanted.fits(shape) => {}
            Some(shape) => {
                let word = shape.kind.word();
                let article = if word.starts_with(['a', 'e', 'i', 'o']) {
                    "an"
                } else {
                    "a"
                };
                let message = format!("`{name}` targets {target}, {article} {word}");
                self.reader.report(
                    place,
                    id,
                    message,
                    format!("what belongs here is {}", wanted.words()),
                );
            }
            None if self.reader.is_broken(target) => {}
            None => {
                let message = format!("`{name}` targets {target}, which does not exist");
                let nearest = self
                    .reader
                    .nearest(target.as_str(), self.shapes.keys().map(ShapeId::as_str));
                let help = format!(
                    "define it (a mixin cannot be a target), or name another shape, such as {nearest}"
                );
                self.reader.report(place, id, message, help);
            }
        }
    }
}
