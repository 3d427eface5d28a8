//! The shapes that every model may target without defining them (Smithy 2.0, "Prelude model").

use std::sync::OnceLock;

use indexmap::IndexMap;

use crate::traits::known;
use crate::{Place, Shape, ShapeId, ShapeKind, Traits};

/// The id of the empty structure that stands for "no input" and "no output".
pub(crate) const UNIT: &str = "smithy.api#Unit";

/// The prelude's shapes by id, without its trait definitions.
pub(crate) fn shapes() -> &'static IndexMap<ShapeId, Shape> {
    static SHAPES: OnceLock<IndexMap<ShapeId, Shape>> = OnceLock::new();
    SHAPES.get_or_init(|| {
        let boxed = SIMPLE
            .iter()
            .map(|(name, kind)| shape(name, kind.clone(), Traits::default()));
        let primitive = PRIMITIVE.iter().map(|(name, kind)| {
            let zero = if *kind == ShapeKind::Boolean {
                false.into()
            } else {
                0.into()
            };
            let default = Traits::from_iter([(ShapeId::in_prelude("default"), zero)]);
            shape(name, kind.clone(), default)
        });
        let nothing = ShapeKind::Structure {
            members: IndexMap::new(),
        };
        let unit_type = Traits::from_iter([(ShapeId::in_prelude("unitType"), known::annotation())]);
        let unit = shape("Unit", nothing, unit_type);
        boxed
            .chain(primitive)
            .chain([unit])
            .map(|shape| (shape.id.clone(), shape))
            .collect()
    })
}

fn shape(name: &str, kind: ShapeKind, traits: Traits) -> Shape {
    Shape {
        id: ShapeId::in_prelude(name),
        kind,
        traits,
        place: Place::default(),
    }
}

const SIMPLE: [(&str, ShapeKind); 13] = [
    ("String", ShapeKind::String),
    ("Blob", ShapeKind::Blob),
    ("BigInteger", ShapeKind::BigInteger),
    ("BigDecimal", ShapeKind::BigDecimal),
    ("Timestamp", ShapeKind::Timestamp),
    ("Document", ShapeKind::Document),
    ("Boolean", ShapeKind::Boolean),
    ("Byte", ShapeKind::Byte),
    ("Short", ShapeKind::Short),
    ("Integer", ShapeKind::Integer),
    ("Long", ShapeKind::Long),
    ("Float", ShapeKind::Float),
    ("Double", ShapeKind::Double),
];

/// The simple shapes that default to zero.
const PRIMITIVE: [(&str, ShapeKind); 7] = [
    ("PrimitiveBoolean", ShapeKind::Boolean),
    ("PrimitiveByte", ShapeKind::Byte),
    ("PrimitiveShort", ShapeKind::Short),
    ("PrimitiveInteger", ShapeKind::Integer),
    ("PrimitiveLong", ShapeKind::Long),
    ("PrimitiveFloat", ShapeKind::Float),
    ("PrimitiveDouble", ShapeKind::Double),
];
