//! The changes that tinsmith.toml allows.

use tinsmith_codegen::review::Judged;
use tinsmith_model::compare::Rule;

use super::report::{Outcome, Service};
use crate::config::Allow;
use crate::failure::Failure;

/// Marks what is allowed.
///
/// # Errors
/// When an entry is no entry: its rule is not known, it gives no reason, or nothing is there that
/// it allows.
pub(crate) fn apply(allowed: &[Allow], services: &mut [Service]) -> Result<(), Failure> {
    let faults: Vec<String> = allowed
        .iter()
        .filter_map(|allow| fault(allow).or_else(|| mark(allow, services)))
        .collect();
    if faults.is_empty() {
        return Ok(());
    }
    Err(Failure(format!(
        "tinsmith.toml: {}",
        faults.join("\n  and: ")
    )))
}

fn shown(allow: &Allow) -> String {
    format!(
        "the entry of `review.allow` with rule \"{}\" and shape \"{}\"",
        allow.rule.escape_debug(),
        allow.shape.escape_debug()
    )
}

fn fault(allow: &Allow) -> Option<String> {
    let entry = shown(allow);
    if Rule::from_id(&allow.rule).is_none() {
        let ids: Vec<&str> = Rule::all().map(Rule::id).collect();
        let near = similar::get_close_matches(allow.rule.as_str(), &ids, 3, 0.5);
        let near = if near.is_empty() { ids } else { near };
        return Some(format!(
            "{entry} names no rule; there are {}",
            near.join(", ")
        ));
    }
    let silent = allow.reason.trim().is_empty();
    silent.then(|| format!("{entry} gives no reason"))
}

/// Marks the changes of an entry; where there are none, that is the fault.
fn mark(allow: &Allow, services: &mut [Service]) -> Option<String> {
    let mut found = false;
    for service in services {
        let Outcome::Compared(compared) = &mut service.outcome else {
            continue;
        };
        for (judged, reason) in compared.review.changes.iter().zip(&mut compared.allowed) {
            if fits(allow, judged) {
                *reason = Some(allow.reason.clone());
                found = true;
            }
        }
    }
    let entry = shown(allow);
    (!found).then(|| format!("{entry} matches no change; take it out"))
}

fn fits(allow: &Allow, judged: &Judged) -> bool {
    let change = &judged.change;
    change.rule.id() == allow.rule && change.subject.as_str() == allow.shape
}
