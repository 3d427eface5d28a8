//! Diagnostics: errors in a model, with their positions.

use std::fmt;
use std::sync::Arc;

use annotate_snippets::{Group, Level, Origin, Renderer};

use crate::excerpt::Excerpt;
use crate::{Place, ShapeId, Source};

/// The number of diagnostics shown; a broken file can have one for each of its lines.
const SHOWN: usize = 50;

/// The number of characters of a string that are shown; names can be as long as the file.
const LONGEST: usize = 600;

/// An error in a model file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The position in the file; `None` if the diagnostic is about the file as a whole.
    pub place: Option<Place>,
    /// The shape or member in question, if known.
    pub shape: Option<ShapeId>,
    /// The problem.
    pub message: String,
    /// The remedy.
    pub help: String,
}

impl Diagnostic {
    /// Formats the diagnostic as `file:line:column: shape: message`, with the help on a second
    /// line.
    #[must_use]
    pub fn in_file<'a>(&'a self, origin: &'a str) -> impl fmt::Display + 'a {
        InFile {
            diagnostic: self,
            origin,
        }
    }
}

impl Diagnostic {
    /// Renders the diagnostic with the source line it refers to, without colors and without a
    /// trailing newline. Long lines are cut around the position.
    ///
    /// A diagnostic about the file as a whole, such as one that cannot be opened, is one line.
    #[must_use]
    pub fn render(&self, source: &Source) -> String {
        if self.place.is_none() && self.shape.is_none() {
            let (origin, message, help) = (&source.origin, &self.message, &self.help);
            return format!(
                "error: {}: {}; {}",
                clean(origin),
                clean(message),
                clean(help)
            );
        }
        let message = self.shape.as_ref().map_or_else(
            || clean(&self.message),
            |shape| format!("{}: {}", clean(shape.as_str()), clean(&self.message)),
        );
        let group = Group::with_title(Level::ERROR.primary_title(message));
        let origin = clean(&source.origin);
        let found = self
            .place
            .and_then(|place| Some((place.line as usize, Excerpt::at(&source.text, place)?)));
        let group = match &found {
            None => group.element(Origin::path(origin)),
            Some((line, excerpt)) => excerpt.draw(group, origin, *line),
        };
        let help = Level::HELP.message(clean(&self.help));
        Renderer::plain().render(&[group.element(help)])
    }
}

/// Makes a string of the file printable: one line, limited length.
fn clean(text: &str) -> String {
    let mut shown = String::with_capacity(text.len().min(LONGEST));
    for (index, letter) in text.chars().enumerate() {
        if index == LONGEST {
            shown.push('…');
            break;
        }
        if letter.is_control() {
            shown.extend(letter.escape_debug());
        } else {
            shown.push(letter);
        }
    }
    shown
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
            write!(f, ": {}", clean(shape.as_str()))?;
        }
        write!(f, ": {}\n  help: {}", clean(message), clean(help))
    }
}

/// The errors of a model file: never empty, sorted by position.
#[derive(Clone, PartialEq, Eq)]
pub struct ReadErrors {
    /// The file.
    pub source: Arc<Source>,
    /// The errors.
    pub diagnostics: Vec<Diagnostic>,
}

impl fmt::Display for ReadErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.diagnostics.iter().take(SHOWN).enumerate() {
            let separator = if index == 0 { "" } else { "\n\n" };
            write!(f, "{separator}{}", diagnostic.render(&self.source))?;
        }
        match self.diagnostics.len().checked_sub(SHOWN) {
            Some(more @ 1..) => write!(f, "\n\nand {more} more"),
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
