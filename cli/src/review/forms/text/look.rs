//! Width and colors of a terminal.

use console::{Style, Term, measure_text_width};

use crate::review::forms::clean;

/// The width of lines, and if they are colored.
pub(in crate::review::forms) struct Look {
    pub(in crate::review::forms) width: usize,
    pub(in crate::review::forms) color: bool,
}

impl Look {
    /// The look of the terminal, if there is one: at most 120 columns, as longer lines are hard to
    /// read; otherwise 80.
    pub(in crate::review::forms) fn of_stdout() -> Self {
        let term = Term::stdout();
        let width = term
            .size_checked()
            .map_or(80, |(_, columns)| usize::from(columns));
        Self {
            width: width.clamp(40, 120),
            color: term.is_term() && console::colors_enabled(),
        }
    }

    pub(super) fn paint(&self, style: Style, text: &str) -> String {
        style.force_styling(self.color).apply_to(text).to_string()
    }

    /// Adds a text in lines that fit, each with so many blanks before it.
    pub(super) fn wrap(&self, out: &mut String, indent: usize, text: &str) {
        self.wrap_painted(out, indent, &clean(text));
    }

    /// Adds a text that may be colored and holds no other control characters.
    pub(super) fn wrap_painted(&self, out: &mut String, indent: usize, text: &str) {
        let mut line = String::new();
        for word in text.split_whitespace() {
            let width = measure_text_width(&line) + 1 + measure_text_width(word);
            if indent + width > self.width && !line.is_empty() {
                out.push_str(&format!("{:indent$}{line}\n", ""));
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        if !line.is_empty() {
            out.push_str(&format!("{:indent$}{line}\n", ""));
        }
    }
}
