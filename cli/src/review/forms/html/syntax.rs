//! The request and response syntax of an operation before and after, side by side.

use similar::{DiffOp, TextDiff};
use tinsmith_codegen::review::Entry;
use tinsmith_model::ShapeId;
use tinsmith_model::syntax::published;

use super::badge;
use super::escape::escape;
use crate::review::forms::anchor;
use crate::review::pairs::ModelPair;
use crate::review::report::{Compared, Service};

/// The number of lines that are shown around a difference.
const AROUND: usize = 3;

/// The number of characters of a list of values that are shown.
const LONGEST: usize = 160;

/// The changes of members, which lines are marked with.
struct Lines<'a> {
    service: &'a str,
    entries: Vec<Entry<'a>>,
}

/// The table, if the syntax or what it stands for has changed; empty otherwise.
pub(super) fn show(
    service: &Service,
    compared: &Compared,
    pair: &ModelPair,
    operation: &ShapeId,
) -> String {
    let after = published(&pair.new.0, pair.new.1.service(), operation);
    let old = pair.old.1.operation_ids().iter();
    let old = old.clone().find(|id| id.name() == operation.name());
    let before = old.and_then(|id| published(&pair.old.0, pair.old.1.service(), id));
    let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let entries = compared.review.entries().into_iter();
    let entries = entries.filter(|entry| {
        let mut operations = entry.judged.change.operations.iter();
        operations.any(|id| id.name() == operation.name())
    });
    let lines = Lines {
        service: &service.name,
        entries: entries.collect(),
    };
    let rows = lines.rows(&before, &after);
    match rows.is_empty() {
        true => String::new(),
        false => format!(
            "<h4>Request and response</h4>\n<div class=\"scroll\"><table class=\"sides\">\
             <tr class=\"head\"><th>before</th><th>after</th></tr>\n{rows}</table></div>\n"
        ),
    }
}

impl Lines<'_> {
    /// The lines around differences and marks; empty if there are none.
    fn rows(&self, before: &str, after: &str) -> String {
        let (old, new): (Vec<&str>, Vec<&str>) =
            (before.lines().collect(), after.lines().collect());
        let diff = TextDiff::from_lines(before, after);
        let mut rows: Vec<(bool, String)> = Vec::new();
        for op in diff.ops() {
            match *op {
                DiffOp::Equal {
                    old_index,
                    new_index,
                    len,
                } => {
                    rows.extend(
                        (0..len).map(|at| self.same(old[old_index + at], new[new_index + at])),
                    );
                }
                DiffOp::Delete {
                    old_index, old_len, ..
                } => {
                    rows.extend(
                        old[old_index..old_index + old_len]
                            .iter()
                            .map(|line| self.pair(line, "")),
                    );
                }
                DiffOp::Insert {
                    new_index, new_len, ..
                } => {
                    rows.extend(
                        new[new_index..new_index + new_len]
                            .iter()
                            .map(|line| self.pair("", line)),
                    );
                }
                DiffOp::Replace {
                    old_index,
                    old_len,
                    new_index,
                    new_len,
                } => {
                    for at in 0..old_len.max(new_len) {
                        let line = |lines: &[&str], start: usize, len: usize| match at < len {
                            true => lines[start + at].to_owned(),
                            false => String::new(),
                        };
                        let before = line(&old, old_index, old_len);
                        rows.push(self.pair(&before, &line(&new, new_index, new_len)));
                    }
                }
            }
        }
        folded(&rows)
    }

    /// A line that both have; it is shown if a change is about it.
    fn same(&self, before: &str, after: &str) -> (bool, String) {
        let marks = self.marks(after);
        let class = if marks.is_empty() {
            "same"
        } else {
            "same marked"
        };
        let cells = format!(
            "<td class=\"code\">{}</td><td class=\"code\">{}{marks}</td>",
            line(before),
            line(after)
        );
        (
            !marks.is_empty(),
            format!("<tr class=\"{class}\">{cells}</tr>\n"),
        )
    }

    /// A line of one side, or one in place of another.
    fn pair(&self, before: &str, after: &str) -> (bool, String) {
        let [before, after] = &shortened(before, after);
        let cell = |text: &str, class: &str, marks: &str| match text {
            "" => "<td class=\"empty\"></td>".to_owned(),
            text => format!("<td class=\"code {class}\">{}{marks}</td>", line(text)),
        };
        let of_before = if after.is_empty() {
            self.marks(before)
        } else {
            String::new()
        };
        let cells = cell(before, "gone", &of_before) + &cell(after, "new", &self.marks(after));
        (true, format!("<tr>{cells}</tr>\n"))
    }

    /// The changes of the member that a line shows, linked to their cards.
    fn marks(&self, line: &str) -> String {
        let Some(name) = member(line) else {
            return String::new();
        };
        let about = self.entries.iter().filter(|entry| {
            let subject = &entry.judged.change.subject;
            subject.member() == Some(name)
        });
        let marks = about.map(|entry| {
            let change = &entry.judged.change;
            let (id, rule) = (anchor(self.service, Some(entry.at)), change.rule);
            format!(
                " <a href=\"#{id}\">{rule}</a> {}",
                badge(change.wire.word())
            )
        });
        let marks: String = marks.collect();
        match marks.is_empty() {
            true => marks,
            false => format!("<span class=\"marks\">{marks}</span>"),
        }
    }
}

/// The name of the member that a line of syntax shows: `'name': …` within a structure, `name=…` at
/// the top.
fn member(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let quoted = line
        .strip_prefix('\'')
        .and_then(|rest| rest.split_once("':"));
    let name = quoted.or_else(|| line.split_once('='));
    let name = name.map(|(name, _)| name);
    name.filter(|name| {
        name.chars()
            .all(|letter| letter.is_alphanumeric() || "_-.".contains(letter))
    })
}

/// The text of a line, whose blanks are kept.
fn line(text: &str) -> String {
    let values: Vec<&str> = text.split('|').collect();
    let text = text.strip_prefix("    ").unwrap_or(text);
    match values.as_slice() {
        [first, second, .., last] if text.len() > LONGEST => {
            let first = first.strip_prefix("    ").unwrap_or(first);
            escape(&format!(
                "{first}|{second}|… {} more …|{last}",
                values.len() - 3
            ))
        }
        _ => escape(text),
    }
}

/// Two lines with long lists of values, without the values that both have.
fn shortened(before: &str, after: &str) -> [String; 2] {
    let both = [before, after];
    if both.iter().all(|line| line.len() <= LONGEST) || both.contains(&"") {
        return both.map(str::to_owned);
    }
    let [old, new] = both.map(|line| line.split('|').collect::<Vec<&str>>());
    let only = |values: &[&str], others: &[&str]| {
        let (first, rest) = values.split_first().unwrap_or((&"", &[]));
        let plain = |value: &str| value.trim_end_matches(',').to_owned();
        let others: Vec<String> = others.iter().map(|value| plain(value)).collect();
        let own: Vec<String> = rest.iter().map(|value| plain(value)).collect();
        let own: Vec<String> = own
            .into_iter()
            .filter(|value| !others.contains(value))
            .collect();
        let same = rest.len() - own.len();
        let own = own.join("|");
        let bar = if own.is_empty() { "" } else { "|" };
        format!("{first}|… {same} more …{bar}{own}")
    };
    [only(&old, &new), only(&new, &old)]
}

/// The rows that are wanted with some around them; a row for what is left out.
fn folded(rows: &[(bool, String)]) -> String {
    let near = |at: usize| {
        let (start, end) = (at.saturating_sub(AROUND), (at + AROUND + 1).min(rows.len()));
        rows[start..end].iter().any(|(wanted, _)| *wanted)
    };
    let mut out = String::new();
    let mut skipped = 0;
    let skip = |out: &mut String, skipped: &mut usize| {
        if *skipped > 0 && !out.is_empty() {
            out.push_str(&format!(
                "<tr class=\"skip\"><td colspan=\"2\">… {skipped} lines</td></tr>\n"
            ));
        }
        *skipped = 0;
    };
    for (at, (_, row)) in rows.iter().enumerate() {
        if near(at) {
            skip(&mut out, &mut skipped);
            out.push_str(row);
        } else {
            skipped += 1;
        }
    }
    out
}
