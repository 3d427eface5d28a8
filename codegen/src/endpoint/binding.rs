//! The values that operations bind to the parameters of endpoint rules.

use std::fmt;

use tinsmith_model::rules::{self, ParameterValue};
use tinsmith_model::{Model, Shape};

use super::TooComplex;

/// A value that an operation gives a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Binding {
    /// The same value for all calls.
    Fixed(ParameterValue),
    /// The value of the input that a path leads to.
    Input(Vec<PathStep>),
}

/// A step of a path through an input; see the runtime's type of the same name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PathStep {
    /// To the member of this name.
    Field(String),
    /// To each element of a list or map.
    Each,
    /// To each element of the lists in a list.
    Flatten,
    /// To the keys of a map.
    Keys,
    /// To what several paths lead to.
    All(Vec<Vec<PathStep>>),
}

impl fmt::Display for Binding {
    /// Writes a path as the model does (JMESPath), and a fixed value as it is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(value) => write!(f, "{value:?}"),
            Self::Input(path) => f.write_str(&path_text(path)),
        }
    }
}

fn path_text(path: &[PathStep]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            PathStep::Field(name) if text.is_empty() => text.push_str(name),
            PathStep::Field(name) => text.push_str(&format!(".{name}")),
            PathStep::Each => text.push_str("[*]"),
            PathStep::Flatten => text.push_str("[]"),
            PathStep::Keys => text = format!("keys({text})"),
            PathStep::All(paths) => {
                let paths: Vec<String> = paths.iter().map(|path| path_text(path)).collect();
                text.push_str(&format!(".[{}]", paths.join(", ")));
            }
        }
    }
    text
}

/// The bindings of an operation. The more specific ones come first, of two for one parameter only
/// the first is there.
///
/// # Errors
/// Returns [`TooComplex`] if a path goes beyond the part of JMESPath that the rules engine has.
pub fn bindings(model: &Model, operation: &Shape) -> Result<Vec<(String, Binding)>, TooComplex> {
    let fixed = rules::static_params(&operation.traits).into_iter();
    let fixed = fixed.map(|(name, value)| Ok((name, Binding::Fixed(value))));
    let input = operation.as_operation().and_then(|one| one.input.as_ref());
    let input = input.and_then(|id| model.shape(id));
    let members = input.into_iter().flat_map(Shape::members);
    let members = members.filter_map(|member| {
        let name = rules::context_param(member)?.to_owned();
        let path = vec![PathStep::Field(member.name.clone())];
        Some(Ok((name, Binding::Input(path))))
    });
    let paths = rules::operation_params(&operation.traits).into_iter();
    let paths = paths.map(|(name, path)| {
        let read = parse(&path);
        let refused = || {
            TooComplex(format!(
                "the path `{path}` of an endpoint parameter is not supported"
            ))
        };
        Ok((name, Binding::Input(read.ok_or_else(refused)?)))
    });
    let mut found: Vec<(String, Binding)> = Vec::new();
    for one in fixed.chain(members).chain(paths) {
        let (name, binding) = one?;
        if !found.iter().any(|(known, _)| *known == name) {
            found.push((name, binding));
        }
    }
    Ok(found)
}

/// Reads a path; `None` if it is beyond identifiers, `.`, `[*]`, `[]`, `.*`, `[a, b]` and
/// `keys(…)`.
fn parse(text: &str) -> Option<Vec<PathStep>> {
    let mut reader = Reader {
        rest: text,
        depth: 0,
    };
    let path = reader.path()?;
    reader.rest.is_empty().then_some(path)
}

struct Reader<'t> {
    rest: &'t str,
    depth: usize,
}

impl Reader<'_> {
    fn path(&mut self) -> Option<Vec<PathStep>> {
        self.depth += 1;
        if self.depth > 16 {
            return None;
        }
        let mut steps = Vec::new();
        self.first(&mut steps)?;
        loop {
            if self.take("[*]") {
                steps.push(PathStep::Each);
            } else if self.take("[]") {
                steps.push(PathStep::Flatten);
            } else if self.take(".*") {
                steps.push(PathStep::Each);
            } else if self.take(".") || self.rest.starts_with('[') {
                // A list of paths may follow with or without a dot.
                self.first(&mut steps)?;
            } else {
                return Some(steps);
            }
        }
    }

    /// An identifier, `keys(…)` or a list of paths.
    fn first(&mut self, steps: &mut Vec<PathStep>) -> Option<()> {
        if self.take("keys(") {
            steps.extend(self.path()?);
            steps.push(PathStep::Keys);
            return self.take(")").then_some(());
        }
        if self.rest.starts_with("[*") || self.rest.starts_with("[]") {
            return Some(());
        }
        if self.take("[") {
            steps.push(PathStep::All(self.list()?));
            return Some(());
        }
        let letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = self.rest.find(|c| !letter(c)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        let named = name.starts_with(|c: char| !c.is_ascii_digit());
        steps.push(PathStep::Field(named.then(|| name.to_owned())?));
        self.rest = rest;
        Some(())
    }

    fn list(&mut self) -> Option<Vec<Vec<PathStep>>> {
        let mut paths = Vec::new();
        loop {
            self.rest = self.rest.trim_start();
            paths.push(self.path()?);
            self.depth -= 1;
            self.rest = self.rest.trim_start();
            if self.take("]") {
                return Some(paths);
            }
            if !self.take(",") {
                return None;
            }
        }
    }

    fn take(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }
}

/// A binding as Rust text.
pub(crate) fn rust_binding(binding: &Binding) -> String {
    match binding {
        Binding::Fixed(ParameterValue::String(text)) => {
            format!("rt::rules::Binding::Text({text:?})")
        }
        Binding::Fixed(ParameterValue::Boolean(value)) => {
            format!("rt::rules::Binding::Boolean({value})")
        }
        Binding::Fixed(ParameterValue::StringArray(texts)) => {
            format!("rt::rules::Binding::Texts(&{texts:?})")
        }
        Binding::Input(path) => format!("rt::rules::Binding::Input({})", rust_path(path)),
    }
}

fn rust_path(path: &[PathStep]) -> String {
    let steps: Vec<String> = path.iter().map(rust_step).collect();
    format!("&[{}]", steps.join(", "))
}

fn rust_step(step: &PathStep) -> String {
    let name = match step {
        PathStep::Field(name) => format!("Field({name:?})"),
        PathStep::Each => "Each".to_owned(),
        PathStep::Flatten => "Flatten".to_owned(),
        PathStep::Keys => "Keys".to_owned(),
        PathStep::All(paths) => {
            let paths: Vec<String> = paths.iter().map(|path| rust_path(path)).collect();
            format!("All(&[{}])", paths.join(", "))
        }
    };
    format!("rt::rules::PathStep::{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read() {
        let shown = |text: &str| {
            let path = parse(text)?;
            Some(rust_path(&path).replace("rt::rules::PathStep::", ""))
        };
        for (text, expected) in [
            ("Bucket", "&[Field(\"Bucket\")]"),
            ("a.b", "&[Field(\"a\"), Field(\"b\")]"),
            ("a[*].b", "&[Field(\"a\"), Each, Field(\"b\")]"),
            ("keys(a)", "&[Field(\"a\"), Keys]"),
            ("a.*.b", "&[Field(\"a\"), Each, Field(\"b\")]"),
            (
                "a[*][b, c]",
                "&[Field(\"a\"), Each, All(&[&[Field(\"b\")], &[Field(\"c\")]])]",
            ),
            (
                "a[*].[b.c, d][]",
                "&[Field(\"a\"), Each, All(&[&[Field(\"b\"), Field(\"c\")], &[Field(\"d\")]]), Flatten]",
            ),
        ] {
            assert_eq!(shown(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "a.",
            "a[0]",
            "a[-1]",
            "a[1:2]",
            "a[",
            "a[?b]",
            "length(a)",
            "a | b",
            "[a",
            "1a",
            "keys(a",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
