//! Lengths, ranges, patterns and uniqueness.

use std::cmp::Ordering;

use serde_json::Number;

use super::change::Wire;
use super::pattern::{self, Inclusion};
use super::rules::Rule;
use super::spot::{Reach, Spot};
use super::walk::Walk;
use crate::{Length, Range, Traits};

/// Compares the constraints of values. Clients do not check them; what is narrowed may be refused
/// by the service.
pub(super) fn compare(walk: &mut Walk<'_>, spot: &Spot, old: &Traits, new: &Traits, reach: Reach) {
    length(walk, spot, old.length(), new.length(), reach);
    range(walk, spot, old.range(), new.range(), reach);
    unique(walk, spot, old.unique_items(), new.unique_items(), reach);
    pattern(walk, spot, old.pattern(), new.pattern(), reach);
}

fn length(
    walk: &mut Walk<'_>,
    spot: &Spot,
    old: Option<Length>,
    new: Option<Length>,
    reach: Reach,
) {
    let bounds = |length: Option<Length>| {
        let (min, max) = length.map_or((None, None), |length| (length.min, length.max));
        (min.unwrap_or(0), max.unwrap_or(u64::MAX))
    };
    let ((low, high), (lower, higher)) = (bounds(old), bounds(new));
    let narrowed = lower > low || higher < high;
    let shown = |length: Option<Length>| {
        let (min, max) = length.map_or((None, None), |length| (length.min, length.max));
        between(
            min.map(|min| min.to_string()),
            max.map(|max| max.to_string()),
        )
    };
    if (low, high) != (lower, higher) {
        let message = format!("the length is {}; before: {}", shown(new), shown(old));
        report(walk, spot, narrowed, message, reach);
    } else if old != new {
        let message = format!(
            "the length is said to be {}; before: {}",
            shown(new),
            shown(old)
        );
        walk.report(Rule::TraitChanged, spot, Wire::Safe, message);
    }
}

fn range(walk: &mut Walk<'_>, spot: &Spot, old: Option<Range>, new: Option<Range>, reach: Reach) {
    let bounds = |range: Option<Range>| range.map_or((None, None), |range| (range.min, range.max));
    let ((low, high), (lower, higher)) = (bounds(old), bounds(new));
    let lows = below(low.as_ref(), lower.as_ref());
    let highs = below(higher.as_ref(), high.as_ref());
    let narrowed_above = match (&high, &higher) {
        (None, Some(_)) => true,
        (Some(_), Some(_)) => highs == Ordering::Less,
        _ => false,
    };
    let same_above = high.is_some() == higher.is_some() && highs == Ordering::Equal;
    if lows == Ordering::Equal && same_above {
        return;
    }
    let shown = |min: &Option<Number>, max: &Option<Number>| {
        between(
            min.as_ref().map(Number::to_string),
            max.as_ref().map(Number::to_string),
        )
    };
    let (after, before) = (shown(&lower, &higher), shown(&low, &high));
    let message = format!("the range is {after}; before: {before}");
    report(
        walk,
        spot,
        lows == Ordering::Less || narrowed_above,
        message,
        reach,
    );
}

/// Compares two bounds; none is less than any.
fn below(a: Option<&Number>, b: Option<&Number>) -> Ordering {
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Less,
        (Some(_), None) => Ordering::Greater,
        (Some(a), Some(b)) => numbers(a, b),
    }
}

/// Integers are compared as such, as numbers of 64 bits do not fit into a float.
fn numbers(a: &Number, b: &Number) -> Ordering {
    match (a.as_i64(), b.as_i64()) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => {
            let (a, b) = (a.as_f64(), b.as_f64());
            a.partial_cmp(&b).unwrap_or(Ordering::Equal)
        }
    }
}

fn between(min: Option<String>, max: Option<String>) -> String {
    match (min, max) {
        (None, None) => "any".to_owned(),
        (Some(min), None) => format!("{min} or more"),
        (None, Some(max)) => format!("up to {max}"),
        (Some(min), Some(max)) => format!("{min} to {max}"),
    }
}

fn unique(walk: &mut Walk<'_>, spot: &Spot, old: bool, new: bool, reach: Reach) {
    if old != new {
        let message = if new {
            "no element may come twice"
        } else {
            "elements may come twice"
        };
        report(walk, spot, new, message.to_owned(), reach);
    }
}

/// Reports a constraint; one that is narrower in any way refuses values that were allowed.
fn report(walk: &mut Walk<'_>, spot: &Spot, narrowed: bool, message: String, reach: Reach) {
    let rule = if narrowed {
        Rule::ConstraintNarrowed
    } else {
        Rule::ConstraintWidened
    };
    let wire = Wire::validation_if(narrowed && reach.sent);
    walk.report(rule, spot, wire, message);
}

fn pattern(walk: &mut Walk<'_>, spot: &Spot, old: Option<&str>, new: Option<&str>, reach: Reach) {
    if old == new {
        return;
    }
    let shown = |pattern: Option<&str>| match pattern {
        Some(pattern) => format!("`{pattern}`"),
        None => "none".to_owned(),
    };
    let message = format!("the pattern is {}; before: {}", shown(new), shown(old));
    // No pattern allows everything, as the empty one does.
    match pattern::inclusion(old.unwrap_or_default(), new.unwrap_or_default()) {
        Inclusion::Wider => report(walk, spot, false, message, reach),
        Inclusion::Narrower => report(walk, spot, true, message, reach),
        Inclusion::Same => walk.report(Rule::PatternChanged, spot, Wire::Safe, message),
        Inclusion::Unknown => {
            let wire = Wire::validation_if(reach.sent);
            walk.report(Rule::PatternChanged, spot, wire, message);
        }
    }
}
