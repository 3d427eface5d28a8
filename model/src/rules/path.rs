//! Paths to attributes, such as `resourceId[1]` (Smithy 2.0, "Rules engine standard library",
//! "getAttr").

use std::fmt;

/// The way from a value to one of its attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttributePath {
    /// The steps, at least one.
    pub steps: Vec<PathStep>,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathStep {
    /// To the attribute of this name.
    Key(String),
    /// To the element of this index; a negative one counts from the end.
    Index(i64),
}

impl AttributePath {
    /// Reads a path; `None` if it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut steps = Vec::new();
        for part in text.split('.') {
            let (key, index) = match part.split_once('[') {
                Some((key, rest)) => (key, Some(rest.strip_suffix(']')?.parse().ok()?)),
                None => (part, None),
            };
            let named = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric());
            if named {
                steps.push(PathStep::Key(key.to_owned()));
            } else if !key.is_empty() || index.is_none() {
                return None;
            }
            steps.extend(index.map(PathStep::Index));
        }
        Some(Self { steps })
    }
}

impl fmt::Display for AttributePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.steps.iter().enumerate() {
            match step {
                PathStep::Key(key) if at == 0 => f.write_str(key)?,
                PathStep::Key(key) => write!(f, ".{key}")?,
                PathStep::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_and_written() {
        for text in ["scheme", "resourceId[0]", "resourceId[-2]", "[1]", "a.b[3]"] {
            assert_eq!(AttributePath::parse(text).unwrap().to_string(), text);
        }
        for text in ["", ".", "a.", "a[", "a[x]", "a]", "a[1]b", "a b", "[]"] {
            assert_eq!(AttributePath::parse(text), None, "{text}");
        }
    }
}
