//! Renamed shapes and shapes of other types.

use fastrand::Rng;

use crate::review_audit::draft::{At, Draft, name, pick, prelude_id};

pub(super) fn renamed(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let mut ids = draft.inner();
    ids.extend(draft.ids(&["union", "enum", "intEnum"]));
    let errors = draft.ids(&["structure"]).into_iter();
    ids.extend(errors.filter(|id| draft.has(&At::shape(id), &prelude_id("error"))));
    let id = pick(rng, ids)?;
    let old = name(&id).to_owned();
    let new = draft.rename(&id, &format!("Audited{old}"))?;
    Some(format!("{old} to {}", name(&new)))
}

pub(super) fn to_union(draft: &mut Draft, rng: &mut Rng) -> Option<String> {
    let at = At::shape(&pick(rng, draft.inner())?);
    for member in draft.members_of(&at.shape) {
        for id in ["required", "default", "clientOptional"].map(prelude_id) {
            // It may be missing.
            let _ = draft.unset(&member, &id);
        }
    }
    let node = draft.node_mut(&at)?;
    node.insert("type".to_owned(), "union".into());
    Some(at.to_string())
}
