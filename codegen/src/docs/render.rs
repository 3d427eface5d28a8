//! Renders a paragraph as Markdown.

use super::inline::{Inline, Link, Run, Style};
use super::{Names, escape};

/// Renders a paragraph as Markdown on one line, with no-break spaces and line feeds as in
/// [`super::wrap`].
pub(super) fn markdown(inline: &Inline, names: Names<'_>) -> String {
    let mut renderer = Renderer {
        inline,
        names,
        out: String::with_capacity(inline.text.len() + inline.text.len() / 4),
    };
    let mut rest = inline.runs.as_slice();
    while let Some(first) = rest.first() {
        let (runs, after) = split(rest, |run| run.style.marker() == first.style.marker());
        renderer.emphasized(runs, after.first());
        rest = after;
    }
    renderer.out
}

impl Style {
    fn marker(self) -> &'static str {
        match (self.strong, self.emphasis) {
            (true, true) => "***",
            (true, false) => "**",
            (false, true) => "*",
            (false, false) => "",
        }
    }
}

fn split(runs: &[Run], alike: impl Fn(&Run) -> bool) -> (&[Run], &[Run]) {
    let count = runs.iter().take_while(|run| alike(run)).count();
    runs.split_at(count)
}

struct Renderer<'a> {
    inline: &'a Inline,
    names: Names<'a>,
    out: String,
}

impl<'a> Renderer<'a> {
    fn text(&self, runs: &[Run]) -> &'a str {
        match (runs.first(), runs.last()) {
            (Some(first), Some(last)) => &self.inline.text[first.range.start..last.range.end],
            _ => "",
        }
    }

    /// Renders runs with the same emphasis.
    fn emphasized(&mut self, runs: &[Run], next: Option<&Run>) {
        let start = self.out.len();
        let mut rest = runs;
        while let Some(first) = rest.first() {
            let (linked, after) = split(rest, |run| run.style.link == first.style.link);
            self.linked(linked);
            rest = after;
        }
        let marker = runs.first().map_or("", |run| run.style.marker());
        let (begin, end) = self.inner(start);
        if !marker.is_empty() && begin < end && self.may_emphasize(begin, end, next) {
            self.enclose(start, marker, marker);
        }
    }

    /// Returns true if markers around a part would be recognized: CommonMark looks at both sides
    /// of them. Otherwise, the text is left plain.
    fn may_emphasize(&self, begin: usize, end: usize, next: Option<&Run>) -> bool {
        let before = self.out[..begin].chars().next_back();
        let first = self.out[begin..].chars().next();
        let last = self.out[..end].chars().next_back();
        let after = self.out[end..]
            .chars()
            .next()
            .or_else(|| self.first_of(next));
        leans(first, before) && leans(last, after)
    }

    fn first_of(&self, next: Option<&Run>) -> Option<char> {
        let next = next?;
        let first = self.inline.text[next.range.clone()].chars().next()?;
        let marked = !next.style.marker().is_empty() && !first.is_whitespace();
        Some(if marked { '*' } else { first })
    }

    /// Renders runs of one link, or of none.
    fn linked(&mut self, runs: &[Run]) {
        let link = runs.first().and_then(|run| run.style.link);
        match link.and_then(|link| self.inline.links.get(link)) {
            Some(Link::Url(url)) => self.url(runs, url),
            Some(Link::Name) => self.name(runs),
            None => self.pieces(runs, true),
        }
    }

    fn url(&mut self, runs: &[Run], url: &str) {
        let start = self.out.len();
        if self.text(runs).trim() == url && !url.contains(';') {
            self.out.push_str(url);
            self.enclose(start, "<", ">");
            return;
        }
        self.pieces(runs, false);
        self.link(start, url);
    }

    /// Turns the output from `start` into the text of a link.
    fn link(&mut self, start: usize, destination: &str) {
        let (begin, end) = self.inner(start);
        if begin == end {
            return;
        }
        // A link text that starts with a caret would be a footnote.
        let open = if self.out[begin..].starts_with('^') {
            "[\\"
        } else {
            "["
        };
        self.enclose(start, open, &format!("]({destination})"));
    }

    fn name(&mut self, runs: &[Run]) {
        let text = self.text(runs);
        let name = text.trim();
        if self.path(name).is_some() || is_name(name) {
            self.code(text);
        } else {
            self.pieces(runs, true);
        }
    }

    fn pieces(&mut self, runs: &[Run], free: bool) {
        for run in runs {
            let text = &self.inline.text[run.range.clone()];
            match run.style.code {
                true if free => self.code(text),
                // A bracket in code ends the label of a link definition.
                true if !text.contains(['[', ']']) => self.span(text),
                _ => escape::text(text, free, &mut self.out),
            }
            self.end_run(run);
        }
    }

    /// Escapes an exclamation mark that would turn the next link into an image.
    fn end_run(&mut self, run: &Run) {
        let more = run.range.end < self.inline.text.len();
        if more && !run.style.code && self.out.ends_with('!') {
            self.out.insert(self.out.len() - 1, '\\');
        }
    }

    /// Renders a code span, as a link if its text is a name.
    fn code(&mut self, text: &str) {
        let start = self.out.len();
        self.span(text);
        if let Some(path) = self.path(text.trim()) {
            self.link(start, &path);
        }
    }

    fn span(&mut self, text: &str) {
        let code = text.trim();
        if text.starts_with(' ') {
            self.out.push(' ');
        }
        if !code.is_empty() {
            escape::code(code, &mut self.out);
        }
        if text.ends_with(' ') {
            self.out.push(' ');
        }
    }

    /// The path of a name, if it has one.
    fn path(&self, name: &str) -> Option<String> {
        let path = is_name(name).then(|| (self.names)(name))??;
        let valid = |c: char| c.is_alphanumeric() || "_:#".contains(c);
        (!path.is_empty() && path.chars().all(valid)).then_some(path)
    }

    /// The range of the output from `start`, without outer spaces.
    fn inner(&self, start: usize) -> (usize, usize) {
        let written = &self.out[start..];
        let end = start + written.trim_end_matches([' ', '\n']).len();
        let begin = self.out.len() - written.trim_start_matches([' ', '\n']).len();
        (begin.min(end), end)
    }

    /// Encloses the output from `start` in marks, within its outer spaces.
    fn enclose(&mut self, start: usize, open: &str, close: &str) {
        let (begin, end) = self.inner(start);
        self.out.insert_str(end, close);
        self.out.insert_str(begin, open);
    }
}

/// Returns true if an emphasis marker between `inside` and `outside` is flanking.
fn leans(inside: Option<char>, outside: Option<char>) -> bool {
    let free = outside.is_none_or(|c| c.is_whitespace() || (c.is_ascii_punctuation() && c != '*'));
    let inside_word = inside.is_some_and(char::is_alphanumeric) && outside != Some('*');
    inside.is_some_and(|c| c != '*') && (free || inside_word)
}

/// Returns true if a text has the form of a shape, member or operation name.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || "_-.:$#".contains(c))
}
