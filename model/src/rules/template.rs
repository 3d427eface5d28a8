//! Template strings, such as `https://{Bucket}.{url#authority}`.

use std::fmt;

use super::path::AttributePath;

/// A string template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    /// The pieces in order.
    pub pieces: Vec<Piece>,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Literal text.
    Text(String),
    /// The value of a parameter or variable, or of one of its attributes.
    Reference {
        /// The parameter or variable.
        name: String,
        /// The attribute.
        path: Option<AttributePath>,
    },
}

impl Template {
    /// Parses a template. Literal braces are doubled.
    ///
    /// # Errors
    /// Returns the error if it is invalid.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            plain.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            let after = &rest[at + 1..];
            if let Some(doubled) = after.strip_prefix(brace) {
                plain.push_str(brace);
                rest = doubled;
                continue;
            }
            let (inside, after) = match (brace, after.split_once('}')) {
                ("{", Some(parts)) => parts,
                _ => return Err(format!("`{brace}` has no counterpart")),
            };
            if !plain.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
            }
            pieces.push(reference(inside)?);
            rest = after;
        }
        plain.push_str(rest);
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain));
        }
        Ok(Self { pieces })
    }

    /// The text, if the template is literal.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [] => Some(""),
            [Piece::Text(text)] => Some(text),
            _ => None,
        }
    }
}

fn reference(inside: &str) -> Result<Piece, String> {
    let (name, path) = match inside.split_once('#') {
        Some((name, path)) => {
            let path = AttributePath::parse(path);
            (
                name,
                Some(path.ok_or_else(|| format!("`{inside}` is no reference"))?),
            )
        }
        None => (inside, None),
    };
    if !is_name(name) {
        return Err(format!("`{inside}` is no reference"));
    }
    let name = name.to_owned();
    Ok(Piece::Reference { name, path })
}

/// Returns true if `text` is a valid name of a parameter or variable.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => {
                    f.write_str(&text.replace('{', "{{").replace('}', "}}"))?;
                }
                Piece::Reference { name, path: None } => write!(f, "{{{name}}}")?,
                Piece::Reference {
                    name,
                    path: Some(path),
                } => write!(f, "{{{name}#{path}}}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_read_and_written() {
        for text in ["", "a", "{a}", "x{a}y{b#c[0]}", "{{a}}", "{{{a}}}"] {
            assert_eq!(Template::parse(text).unwrap().to_string(), text);
        }
        for text in ["{", "}", "{a", "a}", "{}", "{a#}", "{a b}", "{1a}"] {
            assert!(Template::parse(text).is_err(), "{text}");
        }
        assert_eq!(Template::parse("{{x}}").unwrap().as_text(), Some("{x}"));
    }
}
