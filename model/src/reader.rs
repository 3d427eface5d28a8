//! The state of reading a file: its text, the ids seen, and the diagnostics.

use std::cell::Cell;
use std::collections::HashSet;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::json::Fields;
use crate::nearest;
use crate::place::Lines;
use crate::quoted::quoted;
use crate::{Diagnostic, Place, ShapeId};

/// The number of names compared for suggestions while a file is read. The largest published model
/// has a third of that many shapes.
const COMPARISONS: usize = 15_000;

pub(crate) struct Reader<'a> {
    text: &'a str,
    lines: Lines,
    ids: HashSet<ShapeId>,
    broken: HashSet<ShapeId>,
    diagnostics: Vec<Diagnostic>,
    /// The number of names that may still be compared.
    comparisons: Cell<usize>,
    /// The help for JSON of the wrong form: the specification of the file.
    help: &'static str,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            lines: Lines::new(text),
            ids: HashSet::new(),
            broken: HashSet::new(),
            diagnostics: Vec::new(),
            comparisons: Cell::new(COMPARISONS),
            help: "see the Smithy 2.0 specification, \"JSON AST\"",
        }
    }

    /// Sets the help for JSON of the wrong form; the default is the specification of Smithy.
    pub(crate) fn set_help(&mut self, help: &'static str) {
        self.help = help;
    }

    /// The whole text.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// The diagnostics, in the order of the file.
    pub(crate) fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by_key(|diagnostic| diagnostic.place);
        self.diagnostics
    }

    /// Records a diagnostic.
    pub(crate) fn report(
        &mut self,
        place: Place,
        shape: Option<&ShapeId>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics.push(Diagnostic {
            place: Some(place),
            shape: shape.cloned(),
            message: message.into(),
            help: help.into(),
        });
    }

    /// Marks a shape of the file as unusable, for reasons already reported.
    pub(crate) fn set_broken(&mut self, id: ShapeId) {
        self.broken.insert(id);
    }

    /// Returns true if a missing shape has been reported already.
    pub(crate) fn is_broken(&self, id: &ShapeId) -> bool {
        self.broken.contains(id)
    }

    /// Formats the names nearest to an unknown one, for a help. Once the limit of comparisons is
    /// used up, which only hostile files do, returns the first name.
    pub(crate) fn nearest<'n>(&self, wanted: &str, names: impl Iterator<Item = &'n str>) -> String {
        let left = self.comparisons.get();
        let mut count = 0;
        let names = names.take(left.max(1)).inspect(|_| count += 1);
        let found = nearest::nearest(wanted, names);
        self.comparisons.set(left.saturating_sub(count));
        let quoted = found.iter().map(|name| format!("`{name}`"));
        quoted.collect::<Vec<_>>().join(", ")
    }

    /// The offset of a slice of the file's text.
    fn offset(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    /// The position of a slice of the file's text.
    pub(crate) fn place(&self, part: &str) -> Place {
        self.lines.place(self.offset(part))
    }

    /// The position of an entry's key, found backwards from its value; the position of the value
    /// if the key contains escapes.
    pub(crate) fn place_of_key(&self, key: &str, value: &RawValue) -> Place {
        let before = self.text.get(..self.offset(value.get())).unwrap_or("");
        let found = before.trim_end().strip_suffix(':').and_then(|rest| {
            rest.trim_end()
                .strip_suffix('"')?
                .strip_suffix(key)?
                .strip_suffix('"')
        });
        found.map_or_else(
            || self.place(value.get()),
            |rest| self.lines.place(rest.len()),
        )
    }

    /// Reads the outermost object.
    pub(crate) fn object(&mut self) -> Option<Fields<'a>> {
        let fields = self.part(self.text, None, "the file")?;
        Some(self.distinct(fields, None, "the file"))
    }

    /// Reads the file as `T`; `what` names it in messages.
    pub(crate) fn deserialize<T: Deserialize<'a>>(&mut self, what: &str) -> Option<T> {
        self.part(self.text, None, what)
    }

    /// Reads a value as `T`; `what` names it in messages.
    pub(crate) fn value<T: Deserialize<'a>>(
        &mut self,
        raw: &'a RawValue,
        shape: Option<&ShapeId>,
        what: &str,
    ) -> Option<T> {
        self.part(raw.get(), shape, what)
    }

    fn part<T: Deserialize<'a>>(
        &mut self,
        part: &'a str,
        shape: Option<&ShapeId>,
        what: &str,
    ) -> Option<T> {
        serde_json::from_str(part)
            .map_err(|error| self.bad_json(part, &error, shape, what))
            .ok()
    }

    /// Reads an object; duplicate keys are reported, and the first one is kept.
    pub(crate) fn fields(
        &mut self,
        raw: &'a RawValue,
        shape: Option<&ShapeId>,
        what: &str,
    ) -> Option<Fields<'a>> {
        let fields = self.value(raw, shape, what)?;
        Some(self.distinct(fields, shape, what))
    }

    /// Removes and reports entries with duplicate keys.
    pub(crate) fn distinct(
        &mut self,
        mut fields: Fields<'a>,
        shape: Option<&ShapeId>,
        what: &str,
    ) -> Fields<'a> {
        let mut seen = HashSet::with_capacity(fields.0.len());
        fields.0.retain(|entry| {
            let first = seen.insert(entry.key.clone());
            if !first {
                let place = self.place_of_key(&entry.key, entry.value);
                let message = format!("duplicate key `{}` in {what}", quoted(&entry.key));
                self.report(place, shape, message, "keep one of them");
            }
            first
        });
        fields
    }

    /// Reports the entries that remain after deserialize known ones are removed.
    pub(crate) fn reject_others(
        &mut self,
        left: Fields<'a>,
        shape: Option<&ShapeId>,
        what: &str,
        known: &[&str],
    ) {
        for entry in left.0 {
            let place = self.place_of_key(&entry.key, entry.value);
            let message = format!("unknown key `{}` in {what}", quoted(&entry.key));
            let known = self.nearest(&entry.key, known.iter().copied());
            self.report(place, shape, message, format!("the keys are {known}"));
        }
    }

    /// Parses an id; equal ids share their string.
    pub(crate) fn id(
        &mut self,
        text: &str,
        place: Place,
        shape: Option<&ShapeId>,
    ) -> Option<ShapeId> {
        if let Some(known) = self.ids.get(text) {
            return Some(known.clone());
        }
        match ShapeId::new(text) {
            Ok(id) => {
                self.ids.insert(id.clone());
                Some(id)
            }
            Err(error) => {
                self.report(
                    place,
                    shape,
                    error.to_string(),
                    "ids are absolute: namespace, `#` and name",
                );
                None
            }
        }
    }

    fn bad_json(
        &mut self,
        part: &str,
        error: &serde_json::Error,
        shape: Option<&ShapeId>,
        what: &str,
    ) {
        let within = Lines::offset_within(part, error.line(), error.column());
        let place = self.lines.place(self.offset(part) + within);
        let text = error.to_string();
        let reason = text
            .rsplit_once(" at line ")
            .map_or(text.as_str(), |(reason, _)| reason);
        // Listing every known field would bury the wrong one.
        let reason = reason
            .split_once(", expected one of")
            .filter(|_| reason.starts_with("unknown field"))
            .map_or(reason, |(reason, _)| reason);
        let help = match error.classify() {
            serde_json::error::Category::Data => self.help,
            serde_json::error::Category::Eof => "the file may be truncated",
            _ if reason.starts_with("recursion limit") => "reduce the depth to 127",
            _ => "a model is a JSON object",
        };
        self.report(
            place,
            shape,
            format!("{what} cannot be read: {reason}"),
            help,
        );
    }
}
