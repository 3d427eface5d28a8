//! Reads a doc comment as rustdoc does.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use crate::path;

/// The content of a doc comment for rustdoc. Panics if the comment has unexpected content.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// All text and code, with spaces for line ends.
    pub(crate) text: String,
    pub(crate) links: Vec<String>,
}

/// Reads the lines of a doc comment.
pub(crate) fn read_back(lines: &[String]) -> Seen {
    for line in lines {
        assert!(is_clean(line), "{line:?}");
        assert_eq!(line, line.trim_end());
    }
    let markdown = lines.join("\n");
    // The options without typographic quotes and dashes, so that the text can be compared.
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut broken = |link: pulldown_cmark::BrokenLink<'_>| -> Option<_> {
        panic!("a link to {:?} in\n{markdown}", link.reference)
    };
    let mut seen = Seen::default();
    for event in Parser::new_with_broken_link_callback(&markdown, options, Some(&mut broken)) {
        seen.event(event, &markdown);
    }
    seen
}

fn is_clean(line: &str) -> bool {
    !line.chars().any(|c| {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

impl Seen {
    fn event(&mut self, event: Event<'_>, markdown: &str) {
        match event {
            Event::Text(text) | Event::Code(text) => self.text.push_str(&text),
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            Event::Start(tag) => self.start(&tag, markdown),
            Event::End(_) => {}
            other => panic!("{other:?} in\n{markdown}"),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, markdown: &str) {
        match tag {
            Tag::Link { dest_url, .. } => {
                let named = ["Job", "ListJobs"].into_iter().filter_map(path);
                let web = dest_url.starts_with("http://") || dest_url.starts_with("https://");
                assert!(
                    web || named.into_iter().any(|path| path == **dest_url),
                    "{dest_url:?} in\n{markdown}"
                );
                self.links.push(dest_url.to_string());
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) => {
                assert_eq!(&**language, "text", "in\n{markdown}")
            }
            Tag::Paragraph
            | Tag::List(_)
            | Tag::Item
            | Tag::BlockQuote(None)
            | Tag::Emphasis
            | Tag::Strong => {
                self.text.push_str("");
            }
            other => panic!("{other:?} in\n{markdown}"),
        }
    }
}
