//! Reads HTML.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::inline::Link;
use super::tags::Tag;
use super::urls;
use super::writer::Writer;

/// Passes a text to the writer. Tags may be unclosed or badly nested; none of them is kept.
pub(super) fn read(text: &str, writer: &mut Writer<'_>) {
    let mut reader = Reader {
        source: text,
        writer,
        tag: None,
        start: 0,
        attribute: Attribute::Other,
        address: None,
        description: String::new(),
    };
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| {
        reader.event(event, span);
        None::<Infallible>
    });
    // Reading from memory cannot fail.
    let Ok(()) = Tokenizer::new_with_emitter(text, emitter).finish();
}

/// The attributes in use.
#[derive(Clone, Copy)]
enum Attribute {
    Address,
    Description,
    Other,
}

struct Reader<'a, 'n> {
    source: &'a str,
    writer: &'a mut Writer<'n>,
    /// The current start tag with its offset and attributes.
    tag: Option<Tag>,
    start: usize,
    attribute: Attribute,
    address: Option<String>,
    description: String,
}

impl Reader<'_, '_> {
    fn event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) {
        match event {
            CallbackEvent::String { value } => self.writer.text(&String::from_utf8_lossy(value)),
            CallbackEvent::OpenStartTag { name } => self.begin(name, span.start),
            CallbackEvent::AttributeName { name } => self.attribute(name),
            CallbackEvent::AttributeValue { value } => self.value(value),
            CallbackEvent::CloseStartTag { self_closing } => self.start(self_closing, span.end),
            CallbackEvent::EndTag { name } => self.end(name, span),
            CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
    }

    fn begin(&mut self, name: &[u8], start: usize) {
        self.tag = Tag::parse(name);
        self.start = start;
        self.address = None;
        self.description.clear();
    }

    fn attribute(&mut self, name: &[u8]) {
        self.attribute = match name {
            b"href" => Attribute::Address,
            b"alt" => Attribute::Description,
            _ => Attribute::Other,
        };
        if name == b"href" {
            self.address = Some(String::new());
        }
    }

    fn value(&mut self, value: &[u8]) {
        let value = String::from_utf8_lossy(value);
        match self.attribute {
            Attribute::Address => self.address = Some(value.into_owned()),
            Attribute::Description => self.description = value.into_owned(),
            Attribute::Other => {}
        }
    }

    /// Writes an unknown tag as text.
    fn as_text(&mut self, start: usize, end: usize) {
        let text = self.source.get(start..end).unwrap_or_default();
        self.writer.text(text);
    }

    fn start(&mut self, closed: bool, end: usize) {
        match self.tag {
            None => self.as_text(self.start, end),
            Some(Tag::Preformatted) => self.writer.open_code_block(),
            Some(tag) if self.writer.in_code_block() => self.start_in_code(tag),
            Some(Tag::Paragraph) => self.writer.new_paragraph(),
            Some(Tag::LineBreak) => self.writer.line_break(),
            Some(Tag::Image) => self.writer.text(&self.description),
            // Authors mean `<code/>` to be empty.
            Some(_) if closed => {}
            Some(tag) if tag.is_block() => self.start_block(tag),
            Some(tag) => self.start_inline(tag),
        }
    }

    fn start_in_code(&mut self, tag: Tag) {
        if tag == Tag::LineBreak {
            self.writer.line_break();
        }
    }

    fn start_block(&mut self, tag: Tag) {
        match tag {
            Tag::Quote(lead) => self.writer.open_quote(lead),
            Tag::List { numbered } => self.writer.open_list(numbered.then_some(1)),
            Tag::Terms | Tag::Table => self.writer.open_list(None),
            Tag::Item | Tag::Row => self.writer.open_item(),
            Tag::Term => {
                self.writer.open_item();
                self.writer.strong(true);
            }
            Tag::Heading => {
                self.writer.new_paragraph();
                self.writer.strong(true);
            }
            Tag::Cell { head } => {
                self.separate_cell();
                self.writer.strong(head);
            }
            _ => self.writer.new_paragraph(),
        }
    }

    fn separate_cell(&mut self) {
        if self.writer.has_text() {
            self.writer.text(" | ");
        }
    }

    fn start_inline(&mut self, tag: Tag) {
        match tag {
            Tag::Code => self.writer.code(true),
            Tag::Strong => self.writer.strong(true),
            Tag::Emphasis => self.writer.emphasis(true),
            Tag::Anchor => {
                let link = match self.address.take() {
                    Some(address) => urls::destination(&address).map(Link::Url),
                    None => Some(Link::Name),
                };
                self.writer.open_link(link);
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8], span: Span<usize>) {
        match Tag::parse(name) {
            None => self.as_text(span.start, span.end),
            Some(Tag::Preformatted) => self.writer.end_code_block(),
            Some(_) if self.writer.in_code_block() => {}
            Some(tag) if tag.is_block() => self.end_block(tag),
            Some(Tag::Code) => self.writer.code(false),
            Some(Tag::Strong) => self.writer.strong(false),
            Some(Tag::Emphasis) => self.writer.emphasis(false),
            Some(Tag::Anchor) => self.writer.close_link(),
            Some(_) => {}
        }
    }

    fn end_block(&mut self, tag: Tag) {
        match tag {
            Tag::Quote(_) => self.writer.close_quote(),
            Tag::List { .. } | Tag::Terms | Tag::Table => self.writer.close_list(),
            Tag::Item | Tag::Row => self.writer.close_item(),
            Tag::Term => {
                self.writer.strong(false);
                self.writer.lead_in();
            }
            Tag::Cell { head } => {
                if head {
                    self.writer.strong(false);
                }
            }
            Tag::LineBreak => {}
            _ => self.writer.new_paragraph(),
        }
    }
}
