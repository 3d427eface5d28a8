//! Traits that differ, as they are shown.

use crate::Traits;

/// The traits among `ids` before and after, if they differ.
pub(super) fn differing(old: &Traits, new: &Traits, ids: &[&str]) -> Option<String> {
    let differs = ids.iter().any(|id| old.get(*id) != new.get(*id));
    differs.then(|| format!("{}; before: {}", shown(new, ids), shown(old, ids)))
}

fn shown(traits: &Traits, ids: &[&str]) -> String {
    let set = ids.iter().filter_map(|id| {
        let value = traits.get(*id)?;
        let word = id.rsplit('#').next().unwrap_or(id);
        Some(match value.as_object() {
            Some(object) if object.is_empty() => format!("`{word}`"),
            _ => format!("`{word}` {value}"),
        })
    });
    let set: Vec<String> = set.collect();
    if set.is_empty() {
        "nothing".to_owned()
    } else {
        set.join(", ")
    }
}
