//! Labels in the URIs and host prefixes of operations.

use super::about_trait;
use crate::quoted::quoted;
use crate::{Diagnostic, Shape, Trait};

/// The names of the labels in a URI or host prefix, in order.
pub(super) fn names(template: &str) -> Vec<&str> {
    let parts = template.split('{').skip(1);
    let names = parts.filter_map(|part| part.split_once('}'));
    names
        .map(|(label, _)| label.strip_suffix('+').unwrap_or(label))
        .collect()
}

/// Reports the labels that are duplicated, or that have no member of the input with the trait
/// `id`. `template` is that of the trait `bound`.
pub(super) fn check(
    operation: &Shape,
    (bound, template): (&Trait, &str),
    input: Option<&Shape>,
    id: &str,
    found: &mut Vec<Diagnostic>,
) {
    let members = input.and_then(Shape::as_structure);
    let has_member = |label: &str| {
        let member = members.and_then(|members| members.get(label));
        member.is_some_and(|member| member.traits.has(id))
    };
    let labels = names(template);
    for (index, label) in labels.iter().enumerate() {
        let (wrong, help) = if labels[..index].contains(label) {
            ("is duplicated in", "remove one of them".to_owned())
        } else if has_member(label) {
            continue;
        } else {
            ("has no member in", missing_member(label, input, id))
        };
        let (label, template) = (quoted(label), quoted(template));
        let message = format!("the label `{{{label}}}` {wrong} `{template}`");
        found.push(about_trait(operation.id.clone(), bound, message, help));
    }
}

/// The help about a label without a member.
fn missing_member(label: &str, input: Option<&Shape>, id: &str) -> String {
    let label = quoted(label);
    match input {
        None => format!("add an input with a member `{label}` with the trait {id}"),
        Some(input) => format!("add a member `{label}` with the trait {id} to {}", input.id),
    }
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn labels_of_uris() {
        for (uri, expected) in [
            ("/", &[][..]),
            ("/a/{b}/{c+}?d={e}", &["b", "c", "e"]),
            ("/{a", &[]),
            ("/a}", &[]),
            ("/{}", &[""]),
        ] {
            assert_eq!(names(uri), expected, "{uri}");
        }
    }
}
