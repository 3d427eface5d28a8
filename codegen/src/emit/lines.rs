//! Items laid out a line per member, however long or short the lines are.
//!
//! A formatter would join short lines and break long ones, and a member with a longer name would
//! then change lines of its neighbors. What is laid out here is checked all the same before it is
//! written.

use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};

/// A text as a literal of Rust.
pub(super) fn literal(text: &str) -> String {
    Literal::string(text).to_string()
}

/// An expression of paths, calls and literals on one line.
pub(crate) fn inline(tokens: TokenStream) -> String {
    let mut out = String::new();
    write(&mut out, tokens);
    out
}

fn write(out: &mut String, tokens: TokenStream) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(open);
                write(out, group.stream());
                out.push_str(close);
            }
            TokenTree::Punct(punct) if punct.as_char() == ',' => out.push_str(", "),
            TokenTree::Punct(punct) => out.push(punct.as_char()),
            TokenTree::Ident(ident) => word(out, &ident.to_string()),
            TokenTree::Literal(literal) => word(out, &literal.to_string()),
        }
    }
}

/// Two words need a blank between them.
fn word(out: &mut String, word: &str) {
    if out.ends_with(|last: char| last.is_alphanumeric() || last == '_') {
        out.push(' ');
    }
    out.push_str(word);
}

/// The width of a line; what cannot be broken may be wider.
const WIDTH: usize = 100;

/// Two parts of an item on one line that is indented by this many columns, or on two if they would
/// not fit. No other item changes by that.
pub(super) fn fitted(indent: usize, head: &str, rest: &str) -> String {
    if indent + head.len() + 1 + rest.len() <= WIDTH {
        format!("{head} {rest}")
    } else {
        format!("{head}\n    {rest}")
    }
}

/// A block: its head, its lines one step further in, and the closing brace.
pub(super) fn block(head: &str, lines: impl IntoIterator<Item = String>) -> String {
    let mut text = format!("{head} {{\n");
    for line in lines {
        for line in line.lines() {
            text.push_str(format!("    {line}").trim_end());
            text.push('\n');
        }
    }
    text.push_str("}\n");
    text
}
