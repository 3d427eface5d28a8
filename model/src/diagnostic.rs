//! What is wrong with a model, and where.

use std::fmt;
use std::sync::Arc;

use crate::{Place, ShapeId, Source};

/// How many diagnostics are shown; a broken file can hold one for each of its lines.
pub(crate) const SHOWN: usize = 50;

/// One thing that is wrong with a model file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where in the file; `None` when it is the file as a whole.
    pub place: Option<Place>,
    /// The shape or member it is about, where known.
    pub shape: Option<ShapeId>,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub help: String,
}

impl Diagnostic {
    /// The diagnostic as text: `file:line:column: shape: message`, and the help on a second line.
    #[must_use]
    pub fn in_file<'a>(&'a self, origin: &'a str) -> impl fmt::Display + 'a {
        InFile {
            diagnostic: self,
            origin,
        }
    }
}

struct InFile<'a> {
    diagnostic: &'a Diagnostic,
    origin: &'a str,
}

impl fmt::Display for InFile<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Diagnostic {
            place,
            shape,
            message,
            help,
        } = self.diagnostic;
        f.write_str(self.origin)?;
        if let Some(place) = place {
            write!(f, ":{place}")?;
        }
        if let Some(shape) = shape {
            write!(f, ": {shape}")?;
        }
        write!(f, ": {message}\n  help: {help}")
    }
}

/// All that is wrong with a model file: never empty, sorted by place.
#[derive(Clone, PartialEq, Eq)]
pub struct ReadErrors {
    /// The file.
    pub source: Arc<Source>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

impl fmt::Display for ReadErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.diagnostics.iter().take(SHOWN).enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{}", diagnostic.in_file(&self.source.origin))?;
        }
        match self.diagnostics.len().checked_sub(SHOWN) {
            Some(more @ 1..) => write!(f, "\nand {more} more"),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for ReadErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ReadErrors {}
