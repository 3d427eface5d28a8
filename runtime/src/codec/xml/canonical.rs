//! XML documents in a form in which two that mean the same are equal.

use super::escape::unescape;
use super::scan::{Scanner, Tag, attributes};
use crate::serde::DecodeError;

/// The document without comments and white space between elements, its attributes sorted.
pub(crate) fn canonical(bytes: &[u8]) -> Result<String, DecodeError> {
    let mut scanner = Scanner::new(bytes)?;
    let root = scanner.root()?;
    let mut out = String::new();
    element(&mut scanner, &root, &mut out)?;
    scanner.end()?;
    Ok(out)
}

/// An element's text, its name and how many children it has.
struct Element {
    text: String,
    name: String,
    children: usize,
}

fn element<'a>(
    scanner: &mut Scanner<'a>,
    tag: &Tag<'a>,
    out: &mut String,
) -> Result<usize, DecodeError> {
    let mut all: Vec<String> = Vec::new();
    for (name, value) in attributes(tag.attributes) {
        all.push(format!(" {name}={:?}", unescape(value, 0)?));
    }
    all.sort();
    out.push_str(&format!("<{}{}>", tag.name, all.concat()));
    let start = *scanner;
    let mut children = Vec::new();
    match scanner.text(tag) {
        Ok(text) => out.push_str(&format!("{text:?}")),
        Err(_) => {
            *scanner = start;
            while let Some(child) = scanner.child(tag)? {
                let mut text = String::new();
                let count = element(scanner, &child, &mut text)?;
                children.push(Element {
                    text,
                    name: child.name.to_owned(),
                    children: count,
                });
            }
        }
    }
    let count = children.len();
    sort_entries(&mut children);
    out.extend(children.into_iter().map(|child| child.text));
    out.push_str("</>");
    Ok(count)
}

/// Sorts what are likely the entries of a map, whose order means nothing: neighbors of one name
/// that have two children each.
fn sort_entries(children: &mut [Element]) {
    let runs = children.chunk_by_mut(|one, other| one.name == other.name);
    for run in runs.filter(|run| run.iter().all(|child| child.children == 2)) {
        run.sort_by(|one, other| one.text.cmp(&other.text));
    }
}
