//! Converts the output of the readers to lines.

use super::inline::{self, Inline, Link, Style};
use super::page::{ContainerKind, Page};
use super::{Names, escape, render, wrap};

/// The maximum size of a code block, in bytes.
const MAX_CODE_BYTES: usize = 16 * 1024;

/// Receives text, styles and blocks in the order of the document. All calls are valid at any time.
pub(super) struct Writer<'n> {
    names: Names<'n>,
    page: Page,
    paragraph: Inline,
    /// The numbers of open tags.
    strong: usize,
    emphasis: usize,
    code: usize,
    link: Option<usize>,
    /// The length of the paragraph's text while it only consists of a lead-in.
    lead: Option<usize>,
    /// The text of the open code block.
    block: Option<String>,
}

impl<'n> Writer<'n> {
    pub(super) fn new(names: Names<'n>) -> Self {
        Self {
            names,
            page: Page::default(),
            paragraph: Inline::default(),
            strong: 0,
            emphasis: 0,
            code: 0,
            link: None,
            lead: None,
            block: None,
        }
    }

    fn style(&self) -> Style {
        // Code is not emphasized: markers in it would be text.
        let code = self.code > 0;
        Style {
            strong: self.strong > 0 && !code,
            emphasis: self.emphasis > 0 && !code,
            code,
            link: self.link,
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.page.is_full() {
            return;
        }
        match &mut self.block {
            None => self.paragraph.push(text, self.style()),
            Some(block) if block.len() + text.len() > MAX_CODE_BYTES => self.page.cut(),
            Some(block) => block.push_str(text),
        }
    }

    pub(super) fn strong(&mut self, open: bool) {
        count(&mut self.strong, open);
    }

    pub(super) fn emphasis(&mut self, open: bool) {
        count(&mut self.emphasis, open);
    }

    pub(super) fn code(&mut self, open: bool) {
        count(&mut self.code, open);
    }

    /// Starts a link, and ends the previous one.
    pub(super) fn open_link(&mut self, link: Option<Link>) {
        let writes = self.block.is_none() && !self.page.is_full();
        self.link = link
            .filter(|_| writes)
            .and_then(|link| self.paragraph.push_link(link));
    }

    pub(super) fn close_link(&mut self) {
        self.link = None;
    }

    /// Breaks the line; the second time in a row, ends the paragraph.
    pub(super) fn line_break(&mut self) {
        let text = self.paragraph.text.trim_end_matches(' ');
        if let Some(block) = &mut self.block {
            block.push('\n');
        } else if text.ends_with('\n') {
            self.end_paragraph();
        } else if !text.is_empty() {
            self.paragraph.push_break(self.style());
        }
    }

    /// Starts a new paragraph, but stays on the line of a lead-in.
    pub(super) fn new_paragraph(&mut self) {
        if !self.is_lead() {
            self.end_paragraph();
        }
    }

    fn is_lead(&self) -> bool {
        self.lead == Some(self.paragraph.text.trim_end().len())
    }

    /// Returns true if the current line has text.
    pub(super) fn has_text(&self) -> bool {
        !self.paragraph.text.is_empty()
    }

    /// Ends a lead-in with a colon.
    pub(super) fn lead_in(&mut self) {
        let text = self.paragraph.text.trim_end();
        if text.is_empty() {
            return;
        }
        if !text.ends_with([':', '.', '?', '!']) {
            self.text(":");
        }
        self.lead = Some(self.paragraph.text.trim_end().len());
        self.text(" ");
    }

    fn end_paragraph(&mut self) {
        self.end_code_block();
        if self.has_text() {
            write_paragraph(&mut self.page, &self.paragraph, self.names);
        }
        if self.paragraph.cut {
            self.page.cut();
        }
        self.paragraph.clear();
        self.lead = None;
        (self.strong, self.emphasis, self.code) = (0, 0, 0);
        self.link = None;
    }

    /// Opens a quote; its first paragraph starts with the bold word `lead`.
    pub(super) fn open_quote(&mut self, lead: Option<&str>) {
        self.end_paragraph();
        self.page.open_quote();
        if let Some(lead) = lead {
            self.strong(true);
            self.text(lead);
            self.strong(false);
            self.lead_in();
        }
    }

    pub(super) fn close_quote(&mut self) {
        if self.is_lead() {
            self.paragraph.clear();
        }
        self.end_paragraph();
        self.page.close(ContainerKind::Quote);
    }

    /// Opens a list, numbered from `number` on if there is one.
    pub(super) fn open_list(&mut self, number: Option<u64>) {
        self.end_paragraph();
        self.page.open_list(number);
    }

    pub(super) fn close_list(&mut self) {
        self.end_paragraph();
        self.page.close(ContainerKind::List);
    }

    pub(super) fn open_item(&mut self) {
        self.end_paragraph();
        self.page.open_item();
    }

    pub(super) fn close_item(&mut self) {
        self.end_paragraph();
        self.page.close(ContainerKind::Item);
    }

    pub(super) fn open_code_block(&mut self) {
        self.end_paragraph();
        self.block = Some(String::new());
    }

    pub(super) fn in_code_block(&self) -> bool {
        self.block.is_some()
    }

    /// Closes the code block; it is marked as plain text, so that it is not a doctest.
    pub(super) fn end_code_block(&mut self) {
        let Some(text) = self.block.take() else {
            return;
        };
        let text = text.replace("\r\n", "\n");
        let lines: Vec<String> = text.split(['\n', '\r']).map(code_line).collect();
        let filled = |line: &String| !line.is_empty();
        let (Some(first), Some(last)) = (
            lines.iter().position(filled),
            lines.iter().rposition(filled),
        ) else {
            return;
        };
        let longest = lines.iter().map(|line| escape::longest_fence(line)).max();
        let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
        let mut block = vec![format!("{fence}text")];
        block.extend_from_slice(&lines[first..=last]);
        block.push(fence);
        self.page.block(block);
    }

    /// Returns the lines; `complete` is false if the model's text was truncated.
    pub(super) fn finish(mut self, complete: bool) -> Vec<String> {
        self.end_paragraph();
        if !complete {
            self.page.cut();
        }
        self.page.finish()
    }
}

fn count(open: &mut usize, more: bool) {
    *open = if more {
        *open + 1
    } else {
        open.saturating_sub(1)
    };
}

fn write_paragraph(page: &mut Page, paragraph: &Inline, names: Names<'_>) {
    let lines = wrap::wrap(&render::markdown(paragraph, names), page.width());
    if !lines.is_empty() {
        page.block(lines);
    }
}

/// Removes invisible characters from a line of a code block.
fn code_line(line: &str) -> String {
    let line = line.replace('\t', "    ");
    let clean: String = line.chars().filter_map(inline::clean).collect();
    clean.trim_end().to_owned()
}
