//! Arrays with an element per line, and the comments of these lines.

use toml_edit::{Array, Value};

/// An element with its comments.
struct Line {
    text: String,
    /// The break before the element, with the comments above it and its indentation.
    above: String,
    /// The comment behind the element, on its line.
    behind: String,
}

/// The elements of an array.
pub(super) struct Lines {
    /// The text behind `[` on its line.
    start: String,
    lines: Vec<Line>,
    /// The text before `]`, without the line of the last element.
    end: String,
}

impl Lines {
    /// Reads the elements that are strings.
    pub(super) fn new(array: &Array) -> Self {
        let (mut start, mut lines, mut left) = (String::new(), Vec::<Line>::new(), String::new());
        for value in array {
            let decor = value.decor();
            let raw = |raw: Option<&toml_edit::RawString>| {
                raw.and_then(|raw| raw.as_str())
                    .unwrap_or_default()
                    .to_owned()
            };
            let before = format!("{left}{}", raw(decor.prefix()));
            let (behind, above) = split(&before);
            match lines.last_mut() {
                Some(last) => last.behind = behind.to_owned(),
                None => start = behind.to_owned(),
            }
            lines.push(Line {
                text: value.as_str().unwrap_or_default().to_owned(),
                above: above.to_owned(),
                behind: String::new(),
            });
            left = raw(decor.suffix());
        }
        let end = format!("{left}{}", array.trailing().as_str().unwrap_or_default());
        let (behind, above) = split(&end);
        match lines.last_mut() {
            Some(last) => last.behind = behind.to_owned(),
            None => start = behind.to_owned(),
        }
        let end = above.to_owned();
        Self { start, lines, end }
    }

    /// Inserts an element on a line of its own, indented as the others.
    pub(super) fn insert(&mut self, at: usize, text: &str) {
        let above = self.lines.iter().rev().find_map(|line| {
            let (_, indentation) = line.above.rsplit_once('\n')?;
            Some(format!("\n{indentation}"))
        });
        let line = Line {
            text: text.to_owned(),
            above: above.unwrap_or_else(|| "\n    ".to_owned()),
            behind: String::new(),
        };
        self.lines.insert(at, line);
    }

    /// Removes the element at a place, with its comments.
    pub(super) fn remove(&mut self, at: usize) {
        self.lines.remove(at);
    }

    /// Takes these elements in this order, those that are there with their comments.
    pub(super) fn set(&mut self, texts: &[String]) {
        self.lines.retain(|line| texts.contains(&line.text));
        for (at, text) in texts.iter().enumerate() {
            match self.lines.iter().position(|line| line.text == *text) {
                Some(found) => {
                    let line = self.lines.remove(found);
                    self.lines.insert(at, line);
                }
                None => self.insert(at, text),
            }
        }
    }

    /// Writes the elements, each on its line.
    pub(super) fn write(self, array: &mut Array) {
        array.clear();
        let mut before = self.start;
        let is_empty = self.lines.is_empty();
        for line in self.lines {
            let above = match line.above.contains('\n') {
                true => line.above,
                false => "\n    ".to_owned(),
            };
            let mut value = Value::from(line.text);
            value.decor_mut().set_prefix(before + &above);
            array.push_formatted(value);
            before = line.behind;
        }
        let end = match self.end.contains('\n') || is_empty {
            true => self.end,
            false => "\n".to_owned(),
        };
        array.set_trailing(before + &end);
        array.set_trailing_comma(!is_empty);
    }
}

/// Splits a text at its first line break, which belongs to the rest.
fn split(text: &str) -> (&str, &str) {
    match text.find('\n') {
        Some(at) => text.split_at(at),
        None => ("", text),
    }
}

/// Returns true if an element or the end of an array begins a line.
pub(super) fn has_breaks(array: &Array) -> bool {
    let prefixes = array.iter().map(|value| value.decor().prefix());
    let mut texts = prefixes.chain([Some(array.trailing())]).flatten();
    texts.any(|text| text.as_str().is_some_and(|text| text.contains('\n')))
}
