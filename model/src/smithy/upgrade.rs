//! Upgrades Smithy 1.0 to 2.0 (Smithy 2.0, "Migrating to Smithy 2.0").

use std::sync::Arc;

use indexmap::IndexMap;

use crate::draft::{Body, Draft, Drafts};
use crate::id::is_identifier;
use crate::prelude::{self, UNIT};
use crate::quoted::quoted;
use crate::reader::Reader;
use crate::traits::{EnumDefinition, known};
use crate::{Member, Place, ShapeId, ShapeKind, Trait, TraitValue, Traits};

/// Converts strings with an `enum` trait to enums; published 2.0 models have such strings too.
pub(super) fn enums(reader: &mut Reader<'_>, drafts: &mut Drafts) {
    for (id, draft) in drafts.iter_mut() {
        if matches!(draft.body, Body::Complete(ShapeKind::String)) {
            if let Some(definition) = draft.traits.remove(known::ENUM) {
                let traits = Traits::from_iter([definition.clone()]);
                draft.members = members(
                    reader,
                    id,
                    definition.place,
                    &traits.enum_definitions().unwrap_or_default(),
                );
                draft.body = Body::Enum;
            }
        }
    }
}

fn members(
    reader: &mut Reader<'_>,
    id: &ShapeId,
    place: Place,
    definitions: &[EnumDefinition<'_>],
) -> IndexMap<String, Member> {
    let mut members = IndexMap::with_capacity(definitions.len());
    let Some(unit) = reader.id(UNIT, place, None) else {
        return members;
    };
    for definition in definitions {
        let name = definition
            .name
            .map_or_else(|| name_of_value(definition.value), str::to_owned);
        let value = quoted(definition.value);
        if !is_identifier(&name) {
            let message =
                format!("the enum value `{value}` has no name, and none can be derived from it");
            reader.report(
                place,
                Some(id),
                message,
                "add a `name` of letters, digits and `_`",
            );
            continue;
        }
        let traits = traits_of(definition, place);
        let member = Member {
            name: name.clone(),
            target: unit.clone(),
            traits,
            place,
        };
        if members.insert(name.clone(), member).is_some() {
            let message =
                format!("the name `{name}` of the value `{value}` is used twice in the enum");
            reader.report(
                place,
                Some(id),
                message,
                "give each value a distinct `name`",
            );
        }
    }
    members
}

/// Derives a name from a value: runs of separators become one underscore.
fn name_of_value(value: &str) -> String {
    let mut name = String::with_capacity(value.len());
    let mut after_separator = false;
    for letter in value.chars() {
        let separator = matches!(letter, '-' | '.' | ':' | '/') || letter.is_ascii_whitespace();
        match separator {
            false => name.push(letter),
            true if !after_separator => name.push('_'),
            true => {}
        }
        after_separator = separator;
    }
    name
}

fn traits_of(definition: &EnumDefinition<'_>, place: Place) -> Traits {
    let internal = definition.tags.contains(&"internal");
    let values = [
        ("enumValue", Some(definition.value.into())),
        (
            "documentation",
            definition.documentation.map(TraitValue::from),
        ),
        (
            "tags",
            (!definition.tags.is_empty()).then(|| definition.tags.clone().into()),
        ),
        ("deprecated", definition.deprecated.then(known::annotation)),
        ("internal", internal.then(known::annotation)),
    ];
    let traits = values.into_iter().filter_map(|(name, value)| {
        Some(Trait {
            id: ShapeId::in_prelude(name),
            value: Arc::new(value?),
            place,
        })
    });
    traits.collect()
}

/// Adds the implicit defaults of Smithy 1.0: zero for numbers and booleans that are not boxed, and
/// for members that target them; none for boxed members. Removes `box`.
pub(super) fn defaults(drafts: &mut Drafts) {
    let implied: Vec<Vec<Option<TraitValue>>> = drafts
        .values()
        .map(|draft| match draft.body {
            Body::Structure => draft
                .members
                .values()
                .map(|member| implied(drafts, member))
                .collect(),
            _ => Vec::new(),
        })
        .collect();
    for (draft, implied) in drafts.values_mut().zip(implied) {
        for (member, value) in draft.members.values_mut().zip(implied) {
            set_default(&mut member.traits, value, member.place);
        }
        draft
            .members
            .values_mut()
            .for_each(|member| drop(member.traits.remove(known::BOX)));
        let boxed = draft.traits.remove(known::BOX).is_some();
        let value = zero(draft).filter(|_| !boxed && !draft.traits.has(known::DEFAULT));
        set_default(&mut draft.traits, value, draft.place);
    }
}

fn set_default(traits: &mut Traits, value: Option<TraitValue>, place: Place) {
    if let Some(value) = value {
        traits.set(Trait {
            id: ShapeId::in_prelude("default"),
            value: Arc::new(value),
            place,
        });
    }
}

/// The implicit default of a member of a 1.0 structure.
fn implied(drafts: &Drafts, member: &Member) -> Option<TraitValue> {
    if member.traits.has(known::DEFAULT) {
        return None;
    }
    if member.traits.has(known::BOX) {
        return Some(TraitValue::Null);
    }
    match drafts.get(&member.target) {
        Some(target) if target.traits.has(known::BOX) => None,
        Some(target) => zero(target).or_else(|| empty_stream(target, member)),
        // The shapes of the prelude are boxed, except for the primitive ones, which carry their
        // default.
        None => prelude::shapes()
            .get(&member.target)?
            .traits
            .default_value()
            .cloned(),
    }
}

/// The zero value of a boolean or number.
fn zero(draft: &Draft) -> Option<TraitValue> {
    match &draft.body {
        Body::Complete(ShapeKind::Boolean) => Some(false.into()),
        Body::Complete(
            ShapeKind::Byte
            | ShapeKind::Short
            | ShapeKind::Integer
            | ShapeKind::Long
            | ShapeKind::Float
            | ShapeKind::Double,
        )
        | Body::IntEnum => Some(0.into()),
        _ => None,
    }
}

/// The default of a stream that is not required: empty.
fn empty_stream(target: &Draft, member: &Member) -> Option<TraitValue> {
    let stream =
        matches!(target.body, Body::Complete(ShapeKind::Blob)) && target.traits.streaming();
    (stream && !member.traits.required()).then(|| "".into())
}
