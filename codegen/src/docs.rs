//! Says a model's documentation in Markdown for rustdoc.
//!
//! Documentation is HTML (AWS's models) or CommonMark with some HTML (the Smithy specification, "documentation trait").
//! Both are read by libraries, [`html5gum`] and [`pulldown_cmark`], and both drive one writer, so that text is
//! escaped, links are checked and lines are wrapped in one place, whatever they came from. Nothing is kept as HTML.
//!
//! What holds for every text, hostile ones included: no line has a control character, a line separator or an invisible
//! or direction-changing character; no code block is taken for a doctest; no link is a path that the caller did not
//! name; time is linear, and what is read and written is bounded.

mod common_mark;
mod escape;
mod html;
mod inline;
mod page;
mod render;
mod source;
mod tags;
mod urls;
mod wrap;
mod writer;

use writer::Writer;

/// Answers which rustdoc path the shape or operation with this name has, where there is one.
type Names<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The lines of a doc comment for a shape's or member's documentation; empty where there is none.
///
/// A line has no blank at its end, and neither `///` nor a blank for it before it. Lines are wrapped at 92 columns, so that those of a member
/// end at column 100; what cannot be broken without a change of meaning may be longer.
///
/// `links` is asked for every name in `<code>Name</code>`, `<a>Name</a>` or `` `Name` ``, and answers with the path to
/// link to, such as `crate::types::SyncJob`. For the documented item itself it should answer `None`: rustdoc warns where a
/// link's text alone would have found the same item.
///
/// No more than 128 KiB are read and 64 KiB written; what was cut has a last line that says so.
///
/// ```
/// let html = "<p>Starts a <code>Job</code>.</p><note><p>Takes <i>long</i>.</p></note>";
/// let lines = tinsmith_codegen::docs::lines(html, &|name| (name == "Job").then(|| "crate::types::Job".to_owned()));
/// assert_eq!(lines, ["Starts a [`Job`](crate::types::Job).", "", "> **Note:** Takes *long*."]);
/// ```
pub fn lines(html: &str, links: &dyn Fn(&str) -> Option<String>) -> Vec<String> {
    let (text, whole) = source::bounded(html);
    let mut writer = Writer::new(links);
    if source::is_html(text) {
        html::read(text, &mut writer);
    } else {
        common_mark::read(text, &mut writer);
    }
    writer.finish(whole)
}
