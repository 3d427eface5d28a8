//! Patterns of strings: decides which of two allows more, as far as that can be read from their
//! form.

mod class;
mod parse;

use self::parse::{Alternative, Atom, Item, parse};

/// The relation between the texts that a new and an old pattern allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inclusion {
    /// Both allow the same.
    Same,
    /// The new one allows all that the old one did, and maybe more.
    Wider,
    /// The new one allows nothing that the old one did not.
    Narrower,
    /// Undecided.
    Unknown,
}

/// Compares two patterns (ECMA 262). A pattern need not match the whole of a string unless it is
/// anchored (Smithy 2.0, "pattern trait").
pub(super) fn inclusion(old: &str, new: &str) -> Inclusion {
    let (Some(old), Some(new)) = (parse(old), parse(new)) else {
        return Inclusion::Unknown;
    };
    match (within(&old, &new), within(&new, &old)) {
        (true, true) => Inclusion::Same,
        (true, false) => Inclusion::Wider,
        (false, true) => Inclusion::Narrower,
        (false, false) => Inclusion::Unknown,
    }
}

/// Returns true if the second allows all that the first does. That it does not is not certain.
fn within(all: &[Alternative], others: &[Alternative]) -> bool {
    all.iter()
        .all(|one| others.iter().any(|other| is_part(one, other)))
}

/// One alternative as part of another, whose anchors it must have too. An end that is not anchored
/// takes any rest.
fn is_part(one: &Alternative, other: &Alternative) -> bool {
    let Some(most) = one.items.len().checked_sub(other.items.len()) else {
        return false;
    };
    let mut offsets = 0..=most;
    offsets.any(|at| {
        let open = (at == 0 || !other.starts) && (at == most || !other.ends);
        let rest = &one.items[at..at + other.items.len()];
        open && has_anchors(one, other) && are_within(rest, &other.items)
    })
}

fn has_anchors(one: &Alternative, other: &Alternative) -> bool {
    (one.starts || !other.starts) && (one.ends || !other.ends)
}

/// Alternatives of a group: nothing comes before or after them but what stands there.
fn is_group_within(all: &[Alternative], others: &[Alternative]) -> bool {
    let is_within = |one: &Alternative, other: &Alternative| {
        let of_one_length = one.items.len() == other.items.len();
        of_one_length && has_anchors(one, other) && are_within(&one.items, &other.items)
    };
    all.iter()
        .all(|one| others.iter().any(|other| is_within(one, other)))
}

fn are_within(all: &[Item], others: &[Item]) -> bool {
    let mut pairs = all.iter().zip(others);
    pairs.all(|(one, other)| is_item_within(one, other))
}

fn is_item_within(one: &Item, other: &Item) -> bool {
    let fewest = one.least >= other.least;
    let most = match (one.most, other.most) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(one), Some(other)) => one <= other,
    };
    fewest && most && is_atom_within(&one.atom, &other.atom)
}

fn is_atom_within(one: &Atom, other: &Atom) -> bool {
    match (one, other) {
        (Atom::Class(one), Atom::Class(other)) => one.is_within(other),
        (Atom::Group(one), Atom::Group(other)) => is_group_within(one, other),
        (Atom::Other(one), Atom::Other(other)) => one == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_told_apart_by_what_they_allow() {
        use Inclusion::{Narrower, Same, Unknown, Wider};
        let cases = [
            ("^[a-z]*$", "^[a-z0-9]*$", Wider),
            ("^[a-z]*$", "[a-z]*", Wider),
            ("^[a-z]+$", "^[a-z]*$", Wider),
            ("^[a-z]{1,64}$", "^[a-z]{1,128}$", Wider),
            ("^[a-z]{2}$", "^[a-z]{2,}$", Wider),
            ("^(a|b)$", "^(a|b|c)$", Wider),
            ("^a$|^b$", "^a$|^b$|^c$", Wider),
            (
                "^arn:(aws|aws-cn):.*$",
                "^arn:(aws|aws-cn|aws-eusc):.*$",
                Wider,
            ),
            ("^\\w+$", "^[\\w-]+$", Wider),
            ("^\\d+$", "^\\w+$", Wider),
            ("^[A-Za-z0-9_]+$", "^\\w+$", Same),
            ("^[^/]+$", "^[^/ ]+$", Narrower),
            ("a", "^a$", Narrower),
            ("^a", "^ab", Narrower),
            ("", "^.*x.*$", Narrower),
            ("^.*$", ".*", Same),
            ("^.*a.*$", "a", Same),
            ("^(?:a)$", "^(a)$", Same),
            ("^[a-z]$", "^[0-9]$", Unknown),
            ("^(?!x)a$", "^(?!y)a$", Unknown),
            ("^a{1,5}$", "^a{2,9}$", Unknown),
            ("^(a$", "^(b$", Unknown),
            ("^\\p{L}$", "^[\\p{L}-]$", Wider),
            ("^(a|ab)$", "^(a|abc)$", Unknown),
            ("^a|b$", "^ab$", Narrower),
        ];
        for (old, new, expected) in cases {
            assert_eq!(inclusion(old, new), expected, "{old} {new}");
            let back = match expected {
                Wider => Narrower,
                Narrower => Wider,
                other => other,
            };
            assert_eq!(inclusion(new, old), back, "{new} {old}");
        }
    }
}
