//! Reads CommonMark.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::inline::Link;
use super::writer::Writer;
use super::{html, urls};

/// Passes a text to the writer. HTML in it is interpreted.
pub(super) fn read(text: &str, writer: &mut Writer<'_>) {
    let mut block = None;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::HtmlBlock) => block = Some(String::new()),
            Event::End(TagEnd::HtmlBlock) => {
                html::read(&block.take().unwrap_or_default(), writer);
                writer.new_paragraph();
            }
            Event::Html(part) => block.get_or_insert_default().push_str(&part),
            Event::InlineHtml(tag) => html::read(&tag, writer),
            Event::Start(tag) => start(tag, writer),
            Event::End(tag) => write_end(tag, writer),
            Event::Text(part) => writer.text(&part),
            Event::Code(code) => {
                writer.code(true);
                writer.text(&code);
                writer.code(false);
            }
            Event::SoftBreak => writer.text(" "),
            Event::HardBreak => writer.line_break(),
            Event::Rule => writer.new_paragraph(),
            // Events of extensions that are disabled.
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }
}

fn start(tag: Tag<'_>, writer: &mut Writer<'_>) {
    match tag {
        Tag::Heading { .. } => {
            writer.new_paragraph();
            writer.strong(true);
        }
        Tag::BlockQuote(_) => writer.open_quote(None),
        Tag::CodeBlock(_) => writer.open_code_block(),
        Tag::List(number) => writer.open_list(number),
        Tag::Item => writer.open_item(),
        Tag::Emphasis => writer.emphasis(true),
        Tag::Strong => writer.strong(true),
        Tag::Link { dest_url, .. } => writer.open_link(urls::destination(&dest_url).map(Link::Url)),
        // The text of an image is its alternative.
        Tag::Image { .. } => {}
        _ => writer.new_paragraph(),
    }
}

fn write_end(tag: TagEnd, writer: &mut Writer<'_>) {
    match tag {
        TagEnd::BlockQuote(_) => writer.close_quote(),
        TagEnd::CodeBlock => writer.end_code_block(),
        TagEnd::List(_) => writer.close_list(),
        TagEnd::Item => writer.close_item(),
        TagEnd::Emphasis => writer.emphasis(false),
        TagEnd::Strong => writer.strong(false),
        TagEnd::Link => writer.close_link(),
        TagEnd::Image => {}
        _ => writer.new_paragraph(),
    }
}
