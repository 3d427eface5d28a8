//! Members and traits.

use std::sync::Arc;

use indexmap::IndexMap;

use super::references::text;
use crate::id::is_identifier;
use crate::json::{Entry, Fields};
use crate::quoted::quoted;
use crate::reader::Reader;
use crate::traits::known;
use crate::{Member, ShapeId, Trait, Traits};

/// The members: all in the object `members`, or those named by the kind. `None` when one of them cannot be read.
pub(super) fn members_of<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    id: &ShapeId,
    properties: &[&'static str],
) -> Option<IndexMap<String, Member>> {
    let entries = if properties == ["members"] {
        match fields.take("members") {
            Some(raw) => reader.fields(raw, Some(id), "`members`")?,
            None => Fields::default(),
        }
    } else {
        let named = properties.iter().filter_map(|name| {
            Some(Entry {
                key: (*name).into(),
                value: fields.take(name)?,
            })
        });
        Fields(named.collect())
    };
    let count = entries.0.len();
    let members = entries
        .0
        .into_iter()
        .filter_map(|entry| member(reader, entry, id));
    let members: IndexMap<_, _> = members
        .map(|member| (member.name.clone(), member))
        .collect();
    (members.len() == count).then_some(members)
}

fn member<'a>(
    reader: &mut Reader<'a>,
    Entry { key, value }: Entry<'a>,
    id: &ShapeId,
) -> Option<Member> {
    let place = reader.place_of_key(&key, value);
    if !is_identifier(&key) {
        let message = format!("`{}` cannot be the name of a member", quoted(&key));
        reader.report(
            place,
            Some(id),
            message,
            "names are letters, digits and `_`, a letter first",
        );
        return None;
    }
    let id = reader.id(&format!("{id}${key}"), place, None)?;
    let mut fields = reader.fields(value, Some(&id), "the member")?;
    let target = text(reader, &mut fields, &id, place, "target")?;
    let target = reader.id(&target, place, Some(&id));
    let traits = traits(reader, &mut fields, &id);
    reader.no_others(fields, Some(&id), "a member", &["target", "traits"]);
    Some(Member {
        name: key.into_owned(),
        target: target?,
        traits,
        place,
    })
}

/// The traits of a shape or member, each checked to have the form its definition asks for.
pub(super) fn traits<'a>(
    reader: &mut Reader<'a>,
    fields: &mut Fields<'a>,
    shape: &ShapeId,
) -> Traits {
    let entries = fields
        .take("traits")
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
                let help = format!("the Smithy specification says what values {id} has");
                reader.report(
                    place,
                    Some(shape),
                    format!("the trait {id} has a wrong value: {reason}"),
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
