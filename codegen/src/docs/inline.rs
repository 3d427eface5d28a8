//! The text of one paragraph with its styles, before it is Markdown.

use std::ops::Range;

/// The most text of one paragraph, and of the links in it, in bytes.
const MOST: usize = 16 * 1024;

/// How a part of a paragraph is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) code: bool,
    /// The link it belongs to, by its place among the paragraph's links.
    pub(super) link: Option<usize>,
}

/// What a link leads to.
#[derive(Debug)]
pub(super) enum Link {
    /// A checked address.
    Url(String),
    /// Whatever its own text names.
    Name,
}

/// A part of the text that is set in one style. Never empty.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) style: Style,
    pub(super) range: Range<usize>,
}

/// A paragraph: text in which blanks are single and a line feed is a break that was asked for, and its styles.
///
/// Styles are flat, so tags that are not nested well cannot do harm.
#[derive(Debug, Default)]
pub(super) struct Inline {
    pub(super) text: String,
    pub(super) runs: Vec<Run>,
    pub(super) links: Vec<Link>,
    /// The length of the links' addresses.
    addresses: usize,
    /// Whether some text did not fit.
    pub(super) cut: bool,
}

impl Inline {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.runs.clear();
        self.links.clear();
        self.addresses = 0;
        self.cut = false;
    }

    fn room(&self) -> usize {
        MOST.saturating_sub(self.text.len() + self.addresses)
    }

    /// Adds text, cleaned, with its blanks made single.
    pub(super) fn push(&mut self, text: &str, style: Style) {
        let start = self.text.len();
        let mut rest = text;
        while !rest.is_empty() {
            // The longest character has four bytes.
            let room = self.room();
            if room < 4 {
                self.cut = true;
                break;
            }
            let word = self.plain_length(&rest.as_bytes()[..room.min(rest.len())]);
            self.text.push_str(&rest[..word]);
            rest = self.push_other(&rest[word..]);
        }
        self.style_from(start, style);
    }

    /// How much of a text can be added as it is.
    fn plain_length(&self, text: &[u8]) -> usize {
        let mut blank = self.text.is_empty() || self.text.ends_with([' ', '\n']);
        let plain = text.iter().take_while(|byte| {
            let double = blank && **byte == b' ';
            blank = **byte == b' ';
            !double && matches!(byte, b' '..=b'~')
        });
        plain.count()
    }

    /// Adds the first character of a text, and gives the rest.
    fn push_other<'t>(&mut self, text: &'t str) -> &'t str {
        let mut rest = text.chars();
        match rest.next().and_then(clean) {
            Some(' ') if self.text.is_empty() || self.text.ends_with([' ', '\n']) => {}
            Some(character) => self.text.push(character),
            None => {}
        }
        rest.as_str()
    }

    /// Ends the line, not the paragraph.
    pub(super) fn push_break(&mut self, style: Style) {
        if self.text.ends_with(' ') {
            self.text.pop();
            self.shorten_last();
        }
        let start = self.text.len();
        self.text.push('\n');
        self.style_from(
            start,
            Style {
                code: false,
                link: None,
                ..style
            },
        );
    }

    fn shorten_last(&mut self) {
        if let Some(run) = self.runs.last_mut() {
            run.range.end -= 1;
        }
        self.runs.retain(|run| !run.range.is_empty());
    }

    fn style_from(&mut self, start: usize, style: Style) {
        let range = start..self.text.len();
        match self.runs.last_mut() {
            _ if range.is_empty() => {}
            Some(run) if run.style == style => run.range.end = range.end,
            _ => self.runs.push(Run { style, range }),
        }
    }

    /// Begins a link, and gives its place; none where there is no room for it.
    pub(super) fn push_link(&mut self, link: Link) -> Option<usize> {
        let size = 8 + match &link {
            Link::Url(url) => url.len(),
            Link::Name => 0,
        };
        if size > self.room() {
            return None;
        }
        self.addresses += size;
        self.links.push(link);
        Some(self.links.len() - 1)
    }
}

/// What a character of the model becomes: itself, a blank or nothing.
///
/// Whatever separates or controls is a blank. Whatever is not seen, or changes the direction of what is seen, is left out:
/// rustc refuses the latter in comments (lint `text_direction_codepoint_in_comment`), and neither can be reviewed.
pub(super) fn clean(character: char) -> Option<char> {
    match character {
        ' '..='~' => Some(character),
        _ if character.is_whitespace() || character.is_control() => Some(' '),
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' => None,
        '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => None,
        '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' => None,
        _ => Some(character),
    }
}
