//! The two sides of conflicts in a text.

use std::collections::BTreeSet;

use crate::config;
use crate::failure::Failure;

/// A side of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The branch that was merged into.
    Ours,
    /// The branch that was merged.
    Theirs,
}

/// A piece of a text.
enum Piece<'t> {
    /// Lines without a conflict.
    Plain(Vec<&'t str>),
    /// The lines of both sides of a conflict.
    Conflict([Vec<&'t str>; 2]),
}

/// The text with one side of each conflict.
pub(super) fn keep_side(text: &str, side: Side) -> String {
    let pieces = pieces(text).into_iter();
    let lines = pieces.flat_map(|piece| match (piece, side) {
        (Piece::Plain(lines), _) => lines,
        (Piece::Conflict([ours, _]), Side::Ours) => ours,
        (Piece::Conflict([_, theirs]), Side::Theirs) => theirs,
    });
    lines.map(|line| format!("{line}\n")).collect()
}

/// The settings with the operations of both sides of each conflict, and the tables of both where
/// each side adds some.
///
/// # Errors
/// Returns [`Failure`] if the sides differ in something else.
pub(super) fn both_operations(text: &str) -> Result<String, Failure> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces(text) {
        match piece {
            Piece::Plain(plain) => lines.extend(plain.into_iter().map(str::to_owned)),
            Piece::Conflict([ours, theirs]) if all(&ours, is_text) && all(&theirs, is_text) => {
                let both: BTreeSet<&str> = ours.into_iter().chain(theirs).collect();
                lines.extend(both.into_iter().map(str::to_owned));
            }
            Piece::Conflict([ours, theirs]) if are_tables(&ours) && are_tables(&theirs) => {
                lines.extend(ours.into_iter().map(str::to_owned));
                lines.push(String::new());
                lines.extend(theirs.into_iter().map(str::to_owned));
            }
            Piece::Conflict(_) => {
                return Err(Failure(format!(
                    "{}:{}: the sides of the conflict differ in more than operations; edit the \
                     file, then try again",
                    config::FILE,
                    lines.len() + 1
                )));
            }
        }
    }
    Ok(lines.into_iter().map(|line| line + "\n").collect())
}

fn all(lines: &[&str], holds: fn(&str) -> bool) -> bool {
    lines.iter().all(|line| holds(line))
}

/// Returns whether a line is an element of an array of texts.
fn is_text(line: &str) -> bool {
    let text = line.trim().trim_end_matches(',');
    text.len() > 1 && text.starts_with('"') && text.ends_with('"')
}

/// Returns whether lines are whole tables.
fn are_tables(lines: &[&str]) -> bool {
    let first = lines.iter().find(|line| !line.trim().is_empty());
    first.is_some_and(|line| line.trim_start().starts_with("[crates."))
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut plain = Vec::new();
    let mut conflict: Option<([Vec<&str>; 2], usize)> = None;
    for line in text.lines() {
        match &mut conflict {
            None if line.starts_with("<<<<<<< ") => {
                pieces.push(Piece::Plain(std::mem::take(&mut plain)));
                conflict = Some((Default::default(), 0));
            }
            None => plain.push(line),
            // What both sides came from, in git's `diff3` style.
            Some((_, part)) if line.starts_with("||||||| ") || line == "|||||||" => *part = 2,
            Some((_, part)) if line == "=======" => *part = 1,
            Some(_) if line.starts_with(">>>>>>> ") => {
                pieces.extend(conflict.take().map(|(sides, _)| Piece::Conflict(sides)));
            }
            Some((sides, part)) => {
                if let Some(side) = sides.get_mut(*part) {
                    side.push(line);
                }
            }
        }
    }
    pieces.push(Piece::Plain(plain));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a\n<<<<<<< HEAD\n    \"X\",\n||||||| base\n    \"V\",\n=======\n    \
        \"W\",\n>>>>>>> other\nb\n";

    #[test]
    fn sides_are_taken_alone_or_together() {
        assert_eq!(keep_side(TEXT, Side::Ours), "a\n    \"X\",\nb\n");
        assert_eq!(keep_side(TEXT, Side::Theirs), "a\n    \"W\",\nb\n");
        assert_eq!(
            both_operations(TEXT).unwrap(),
            "a\n    \"W\",\n    \"X\",\nb\n"
        );
        assert_eq!(both_operations("a\n").unwrap(), "a\n");
    }

    #[test]
    fn new_tables_of_both_sides_are_kept() {
        let text = "<<<<<<< HEAD\n[crates.a]\nx = 1\n=======\n[crates.b]\nx = 2\n>>>>>>> other\n";
        assert_eq!(
            both_operations(text).unwrap(),
            "[crates.a]\nx = 1\n\n[crates.b]\nx = 2\n"
        );
    }

    #[test]
    fn other_conflicts_are_for_people() {
        let text = TEXT.replace("\"X\",", "botocore = \"1\"");
        let Err(Failure(message)) = both_operations(&text) else {
            panic!("it is resolved");
        };
        assert!(message.starts_with("tinsmith.toml:2: "), "{message}");
    }
}
