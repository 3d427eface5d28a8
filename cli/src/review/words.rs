//! Documentation before and after, compared word by word.

use similar::{ChangeTag, TextDiff};
use tinsmith_codegen::docs;

/// A run of words that only one of two texts has, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Run {
    Same(String),
    Gone(String),
    New(String),
}

/// The number of words that are shown around a difference.
const AROUND: usize = 8;

/// The number of words of a text that are compared.
const MOST: usize = 4_000;

/// The differences between two texts of documentation, with some words around them; `…` stands for
/// the others.
pub(crate) fn differences([old, new]: &[String; 2]) -> Vec<Run> {
    let words = [old, new].map(|text| plain(text));
    let [old, new] = words
        .each_ref()
        .map(|words| words.iter().map(String::as_str).collect::<Vec<_>>());
    let diff = TextDiff::from_slices(&old, &new);
    let mut runs: Vec<(ChangeTag, Vec<&str>)> = Vec::new();
    for change in diff.iter_all_changes() {
        let (tag, word) = (change.tag(), change.value());
        match runs.last_mut() {
            Some((last, words)) if *last == tag => words.push(word),
            _ => runs.push((tag, vec![word])),
        }
    }
    let last = runs.len().saturating_sub(1);
    let runs = runs
        .into_iter()
        .enumerate()
        .map(|(at, (tag, words))| match tag {
            ChangeTag::Equal => Run::Same(shortened(&words, at == 0, at == last)),
            ChangeTag::Delete => Run::Gone(words.join(" ")),
            ChangeTag::Insert => Run::New(words.join(" ")),
        });
    runs.collect()
}

/// The words of documentation, whose HTML or Markdown is read as rustdoc shows it.
fn plain(text: &str) -> Vec<String> {
    let lines = docs::lines(text, &|_| None);
    let words = lines.iter().flat_map(|line| line.split_whitespace());
    let words = words.take(MOST).map(str::to_owned);
    words.collect()
}

/// The words next to differences.
fn shortened(words: &[&str], first: bool, last: bool) -> String {
    let fits = if first || last { AROUND } else { 2 * AROUND };
    if words.len() <= fits + 1 {
        return words.join(" ");
    }
    let head = words[..AROUND].join(" ");
    let tail = words[words.len() - AROUND..].join(" ");
    match (first, last) {
        (true, _) => format!("… {tail}"),
        (_, true) => format!("{head} …"),
        _ => format!("{head} … {tail}"),
    }
}
