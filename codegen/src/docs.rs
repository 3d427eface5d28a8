//! Converts a model's documentation to Markdown for rustdoc.
//!
//! Documentation is HTML (in AWS's models) or CommonMark with some HTML (Smithy 2.0,
//! "documentation trait"). Two libraries read them, [`html5gum`] and [`pulldown_cmark`]; both
//! drive one writer, which escapes text, validates links and wraps lines. No HTML is kept.
//!
//! Invariants for every text, including hostile ones: no line has a control character, a line
//! separator, or an invisible or direction-changing character; no code block is a doctest; no link
//! is a path that the caller did not name; time is linear, and input and output are bounded.

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

/// Resolves the name of a shape or operation to its rustdoc path, if it has one.
type Names<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Returns the lines of a doc comment for a shape or member; none if there is no documentation.
///
/// Lines have no trailing space, and neither `///` nor its space at the start. They are wrapped at
/// 92 columns, so that those of a member end at column 100; unbreakable words may be longer.
///
/// `links` resolves each name in `<code>Name</code>`, `<a>Name</a>` or `` `Name` `` to the path to
/// link to, such as `crate::types::SyncJob`. It should return `None` for the documented item
/// itself: rustdoc warns about links that resolve without a path.
///
/// At most 128 KiB are read and 64 KiB written; a truncated text has a last line that says so.
///
/// ```
/// let html = "<p>Starts a <code>Job</code>.</p><note><p>Takes <i>long</i>.</p></note>";
/// let lines = tinsmith_codegen::docs::lines(html, &|name| {
///     (name == "Job").then(|| "crate::types::Job".to_owned())
/// });
/// let expected = ["Starts a [`Job`](crate::types::Job).", "", "> **Note:** Takes *long*."];
/// assert_eq!(lines, expected);
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
