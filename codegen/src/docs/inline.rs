//! The text of a paragraph with its styles, before rendering to Markdown.

use std::ops::Range;

/// The maximum size of a paragraph's text, and of its links, in bytes.
const MAX_BYTES: usize = 16 * 1024;

/// The style of a part of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) code: bool,
    /// The index of its link among the links of the paragraph.
    pub(super) link: Option<usize>,
}

/// The target of a link.
#[derive(Debug)]
pub(super) enum Link {
    /// A validated URL.
    Url(String),
    /// The item that the text names.
    Name,
}

/// A part of the text with one style. Never empty.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) style: Style,
    pub(super) range: Range<usize>,
}

/// A paragraph: text with single spaces and styles; a line feed is a requested line break.
///
/// Styles are flat, so that badly nested tags do no harm.
#[derive(Debug, Default)]
pub(super) struct Inline {
    pub(super) text: String,
    pub(super) runs: Vec<Run>,
    pub(super) links: Vec<Link>,
    /// The total length of the URLs.
    addresses: usize,
    /// True if some text did not fit.
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
        MAX_BYTES.saturating_sub(self.text.len() + self.addresses)
    }

    /// Appends text, with control characters removed and white space collapsed.
    pub(super) fn push(&mut self, text: &str, style: Style) {
        let start = self.text.len();
        let mut rest = text;
        while !rest.is_empty() {
            // A character has at most four bytes.
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

    /// The length of the prefix that can be appended unchanged.
    fn plain_length(&self, text: &[u8]) -> usize {
        let mut blank = self.text.is_empty() || self.text.ends_with([' ', '\n']);
        let plain = text.iter().take_while(|byte| {
            let double = blank && **byte == b' ';
            blank = **byte == b' ';
            !double && matches!(byte, b' '..=b'~')
        });
        plain.count()
    }

    /// Appends the first character of a text, and returns the rest.
    fn push_other<'t>(&mut self, text: &'t str) -> &'t str {
        let mut rest = text.chars();
        match rest.next().and_then(clean) {
            Some(' ') if self.text.is_empty() || self.text.ends_with([' ', '\n']) => {}
            Some(character) => self.text.push(character),
            None => {}
        }
        rest.as_str()
    }

    /// Breaks the line, not the paragraph.
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

    /// Starts a link and returns its index; `None` if there is no space for it.
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

/// Converts a character of the model: to itself, a space or nothing.
///
/// Separators and control characters become spaces. Invisible and direction-changing characters
/// are dropped: rustc refuses the latter in comments (lint `text_direction_codepoint_in_comment`),
/// and neither can be reviewed.
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
