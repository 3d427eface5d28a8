//! Reads members and traits.

use std::sync::Arc;

use indexmap::IndexMap;

use super::references::required_string;
use crate::id::is_identifier;
use crate::json::{Entry, Fields};
use crate::quoted::quoted;
use crate::reader::Reader;
use crate::traits::known;
use crate::{Member, ShapeId, Trait, Traits};

/// Reads the members of a shape: those in the object `members`, or the properties of lists and
/// maps. `None` if one of them cannot be read.
pub(super) fn members<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    id: &ShapeId,
    properties: &[&'static str],
) -> Option<IndexMap<String, Member>> {
    let entries = if properties == ["members"] {
        match fields.remove("members") {
            Some(raw) => reader.fields(raw, Some(id), "`members`")?,
            None => Fields::default(),
        }
    } else {
        let named = properties.iter().filter_map(|name| {
            Some(Entry {
                key: (*name).into(),
                value: fields.remove(name)?,
            })
        });
        Fields(named.collect())
    };
    let count = entries.0.len();
    let read = entries
        .0
        .into_iter()
        .filter_map(|entry| member(reader, entry, id));
    let members: IndexMap<_, _> = read.map(|member| (member.name.clone(), member)).collect();
    (members.len() == count).then_some(members)
}

fn member<'a>(
    reader: &mut Reader<'a>,
    Entry { key, value }: Entry<'a>,
    id: &ShapeId,
) -> Option<Member> {
    let place = reader.place_of_key(&key, value);
    if !is_identifier(&key) {
        let message = format!("invalid member name `{}`", quoted(&key));
        reader.report(
            place,
            Some(id),
            message,
            "use letters, digits and `_`, starting with a letter",
        );
        return None;
    }
    let id = reader.id(&format!("{id}${key}"), place, None)?;
    let mut fields = reader.fields(value, Some(&id), "the member")?;
    let target = required_string(reader, &mut fields, &id, place, "target")?;
    let target = reader.id(&target, place, Some(&id));
    let traits = traits(reader, &mut fields, &id);
    reader.reject_others(fields, Some(&id), "a member", &["target", "traits"]);
    Some(Member {
        name: key.into_owned(),
        target: target?,
        traits,
        place,
    })
}

/// Reads the traits of a shape or member, each checked against the form that its definition
/// requires.
pub(super) fn traits<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    shape: &ShapeId,
) -> Traits {
    let entries = fields
        .remove("traits")
        .and_then(|raw| reader.fields(raw, Some(shape), "`traits`"));
    let traits = entries
        .unwrap_or_default()
        .0
        .into_iter()
        .filter_map(|Entry { key, value }| {
            let place = reader.place_of_key(&key, value);
            let id = reader.id(&key, place, Some(shape))?;
            let value = reader.value(value, Some(shape), &format!("the trait {id}"))?;
            if let Err(reason) = known::check(id.as_str(), &value) {
                let help = format!("see {id} in the Smithy specification");
                reader.report(
                    place,
                    Some(shape),
                    format!("invalid value of the trait {id}: {reason}"),
                    help,
                );
                return None;
            }
            Some(Trait {
                id,
                value: Arc::new(value),
                place,
            })
        });
    traits.collect()
}
