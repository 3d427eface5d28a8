//! Models without documentation.

use crate::traits::known;
use crate::{Model, Shape, ShapeKind, Traits};

/// The documentation traits (Smithy 2.0, "Documentation traits"), except for those that clients
/// need: `title`, which names the service, and those that say how a shape may be used.
pub(crate) const DOCUMENTATION_TRAITS: [&str; 3] = [
    known::DOCUMENTATION,
    "smithy.api#examples",
    "smithy.api#externalDocumentation",
];

/// Returns the model without the traits `documentation`, `externalDocumentation` and `examples`.
/// Nothing on the wire changes.
#[must_use]
pub fn without_documentation(model: &Model) -> Model {
    let mut model = model.clone();
    for shape in model.shapes.values_mut() {
        for_each_traits(shape, strip);
    }
    model
}

fn strip(traits: &mut Traits) {
    traits.retain(|one| !DOCUMENTATION_TRAITS.contains(&one.id.as_str()));
}

/// Runs `change` on the traits of a shape and of its members.
pub(crate) fn for_each_traits(shape: &mut Shape, mut change: impl FnMut(&mut Traits)) {
    change(&mut shape.traits);
    match &mut shape.kind {
        ShapeKind::Enum(members) => members.values_mut().for_each(|one| change(&mut one.traits)),
        ShapeKind::IntEnum(members) => members.values_mut().for_each(|one| change(&mut one.traits)),
        _ => {
            let members = shape.members_mut();
            members.into_iter().for_each(|one| change(&mut one.traits));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Model, write};

    #[test]
    fn only_documentation_is_removed() {
        let documented = r##"{ "smithy": "2.0", "shapes": {
            "e#S": { "type": "structure", "members": { "a": {
                "target": "smithy.api#String", "traits": {
                "smithy.api#documentation": "SECRET", "smithy.api#required": {} } } } },
            "e#L": { "type": "list", "member": { "target": "e#S", "traits": {
                "smithy.api#documentation": "SECRET" } } },
            "e#M": { "type": "map", "key": { "target": "smithy.api#String", "traits": {
                "smithy.api#documentation": "SECRET" } }, "value": { "target": "e#U", "traits": {
                "smithy.api#documentation": "SECRET" } } },
            "e#U": { "type": "union", "members": { "b": { "target": "e#E", "traits": {
                "smithy.api#documentation": "SECRET" } } } },
            "e#E": { "type": "enum", "members": { "C": { "target": "smithy.api#Unit", "traits": {
                "smithy.api#enumValue": "c", "smithy.api#documentation": "SECRET" } } } },
            "e#I": { "type": "intEnum", "members": { "D": { "target": "smithy.api#Unit", "traits": {
                "smithy.api#enumValue": 4, "smithy.api#documentation": "SECRET" } } } },
            "e#V": { "type": "service", "version": "1", "traits": { "smithy.api#title": "V",
                "smithy.api#documentation": "SECRET",
                "smithy.api#externalDocumentation": { "at": "https://SECRET" } } }
        } }"##;
        let model = Model::parse(documented, "e.json").unwrap();
        assert_eq!(write(&model).matches("SECRET").count(), 9);
        let bare = write(&super::without_documentation(&model));
        assert!(!bare.contains("SECRET"), "{bare}");
        for kept in [
            "smithy.api#title",
            "smithy.api#required",
            "smithy.api#enumValue",
        ] {
            assert_eq!(
                bare.matches(kept).count(),
                documented.matches(kept).count(),
                "{kept}"
            );
        }
    }
}
