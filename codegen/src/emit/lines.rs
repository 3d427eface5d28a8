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
        format!("{head}\n    {}", rest.replace('\n', "\n    "))
    }
}

/// An expression and the calls on it, on one line that is indented by this many columns, or the
/// calls on a line of their own if they would not fit.
pub(super) fn with_calls(indent: usize, expression: &str, calls: &str) -> String {
    if calls.starts_with('.') && indent + expression.len() + calls.len() > WIDTH {
        format!("{expression}\n    {calls}")
    } else {
        format!("{expression}{calls}")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_items_are_broken_between_their_parts() {
        let (short, long) = ("a".repeat(20), "b".repeat(60));
        let calls = format!(".{long}()");
        assert_eq!(with_calls(8, &short, &calls), format!("{short}{calls}"));
        let broken = with_calls(8, &long, &calls);
        assert_eq!(broken, format!("{long}\n    {calls}"));
        let item = fitted(4, "field:", &broken);
        assert_eq!(item, format!("field:\n    {long}\n        {calls}"));
        // What cannot be broken stays as wide as it is.
        let wide = long.repeat(2);
        assert_eq!(with_calls(8, &wide, "),"), format!("{wide}),"));
    }
}
