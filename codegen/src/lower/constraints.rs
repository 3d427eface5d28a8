//! Constraints as documentation. Clients do not enforce them (Smithy 2.0, "Constraint traits").

use tinsmith_model::{Member, Shape};

use super::docs;

/// Describes the constraints of a member on one line.
pub(super) fn line(member: &Member, target: &Shape, required: bool) -> Option<String> {
    let either = [&member.traits, &target.traits];
    let length = either.iter().find_map(|traits| traits.length());
    let range = either.iter().find_map(|traits| traits.range());
    let pattern = either.iter().find_map(|traits| traits.pattern());
    let length = length.and_then(|length| {
        let bounds = (
            length.min.map(|min| min.to_string()),
            length.max.map(|max| max.to_string()),
        );
        Some(format!("length {}", between(bounds)?))
    });
    let range = range.and_then(|range| {
        let bounds = (
            range.min.map(|min| number(&min.to_string())),
            range.max.map(|max| number(&max.to_string())),
        );
        Some(format!("range {}", between(bounds)?))
    });
    let pattern = pattern.map(|pattern| format!("pattern {}", docs::code(pattern)));
    let required = required.then(|| "required".to_owned());
    let all = [required, length, range, pattern].into_iter();
    let all: Vec<String> = all.flatten().collect();
    (!all.is_empty()).then(|| format!("Constraints: {}.", all.join(", ")))
}

/// A number as it is, but for the form of an exponent, which models write in several ways.
fn number(text: &str) -> String {
    match text.parse::<f64>() {
        Ok(value) if text.contains(['e', 'E']) => format!("{value:e}"),
        _ => text.to_owned(),
    }
}

fn between(bounds: (Option<String>, Option<String>)) -> Option<String> {
    Some(match bounds {
        (Some(min), Some(max)) if min == max => min,
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_one_form() {
        for (text, expected) in [
            ("1.0E-6", "1e-6"),
            ("1e-06", "1e-6"),
            ("0.50", "0.50"),
            ("9223372036854775807", "9223372036854775807"),
        ] {
            assert_eq!(number(text), expected);
        }
    }
}
