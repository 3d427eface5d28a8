//! Lengths, ranges, patterns and uniqueness.

use std::cmp::Ordering;

use serde_json::Number;

use super::walk::{Reach, Spot, Walk};
use super::{Rule, Wire};
use crate::{Length, Range, Traits};

/// Compares what values are allowed.
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

/// One that is narrower in any way breaks those who send what was right.
fn report(walk: &mut Walk<'_>, spot: &Spot, narrowed: bool, message: String, reach: Reach) {
    let rule = if narrowed {
        Rule::ConstraintNarrowed
    } else {
        Rule::ConstraintWidened
    };
    let wire = Wire::breaking_if(narrowed && reach.sent);
    walk.report(rule, spot, wire, message);
}

fn pattern(walk: &mut Walk<'_>, spot: &Spot, old: Option<&str>, new: Option<&str>, reach: Reach) {
    let shown = |pattern: Option<&str>| match pattern {
        Some(pattern) => format!("`{pattern}`"),
        None => "none".to_owned(),
    };
    let message = || format!("the pattern is {}; before: {}", shown(new), shown(old));
    match (old, new) {
        (Some(_), None) => report(walk, spot, false, message(), reach),
        (old, Some(_)) if old != new => {
            let same = old.is_some_and(|old| new.is_some_and(|new| core(old) == core(new)));
            let wire = Wire::breaking_if(reach.sent && !same);
            walk.report(Rule::PatternChanged, spot, wire, message());
        }
        _ => {}
    }
}

/// The pattern without what allows anything before and after it. A pattern need not match the whole of a text, so that
/// `^.*x.*$` and `x` say the same, but for texts of several lines, which patterns of models are not about.
fn core(pattern: &str) -> &str {
    let start = ["^.*", ".*"].iter().find_map(|any| {
        let rest = pattern.strip_prefix(any)?;
        (!rest.starts_with(['?', '*', '+', '{'])).then_some(rest)
    });
    let rest = start.unwrap_or(pattern);
    if start.is_some() && rest == "$" {
        return "";
    }
    let end = [".*$", ".*"].iter().find_map(|any| {
        let rest = rest.strip_suffix(any)?;
        (!rest.ends_with('\\')).then_some(rest)
    });
    end.unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_allows_anything_is_left_out() {
        let patterns = [
            ".*", "^.*$", "^.*a.*$", "a", "^a$", "^.*?a", r"a\.*$", "^.+$",
        ];
        let expected = ["", "", "a", "a", "^a$", "^.*?a", r"a\.*$", "^.+$"];
        assert_eq!(patterns.map(core), expected);
    }
}
