//! The state of reading one file: its text, the ids seen, and what was found wrong.

use std::cell::Cell;
use std::collections::HashSet;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::json::Fields;
use crate::nearest;
use crate::place::Lines;
use crate::quoted::quoted;
use crate::{Diagnostic, Place, ShapeId};

/// How many names are compared while a file is read. The largest published model has a third of that many shapes.
const COMPARISONS: usize = 15_000;

pub(crate) struct Reader<'a> {
    text: &'a str,
    lines: Lines,
    ids: HashSet<ShapeId>,
    broken: HashSet<ShapeId>,
    diagnostics: Vec<Diagnostic>,
    /// How many names may still be compared.
    comparisons: Cell<usize>,
    /// Where it is written down what belongs into the file.
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
            help: "the Smithy 2.0 specification, \"JSON AST\", says what belongs here",
        }
    }

    /// Says where it is written down what belongs into the file, if it is not the specification of Smithy.
    pub(crate) fn set_help(&mut self, help: &'static str) {
        self.help = help;
    }

    /// The whole text.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// What was found wrong, in the order of the file.
    pub(crate) fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        self.diagnostics.sort_by_key(|diagnostic| diagnostic.place);
        self.diagnostics
    }

    /// Notes that something is wrong.
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

    /// Notes that a shape is in the file but cannot be used, for reasons already reported.
    pub(crate) fn set_broken(&mut self, id: ShapeId) {
        self.broken.insert(id);
    }

    /// Whether a shape that is missing has been reported already.
    pub(crate) fn is_broken(&self, id: &ShapeId) -> bool {
        self.broken.contains(id)
    }

    /// The names nearest to one that does not exist, for a help. After many comparisons, as only a file that is meant to
    /// be slow needs them, the first name has to do.
    pub(crate) fn nearest<'n>(&self, wanted: &str, names: impl Iterator<Item = &'n str>) -> String {
        let left = self.comparisons.get();
        let mut count = 0;
        let names = names.take(left.max(1)).inspect(|_| count += 1);
        let found = nearest::first(wanted, names);
        self.comparisons.set(left.saturating_sub(count));
        let quoted = found.iter().map(|name| format!("`{name}`"));
        quoted.collect::<Vec<_>>().join(", ")
    }

    /// The offset of a slice of the text.
    fn offset(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    /// The place of a slice of the text.
    pub(crate) fn place(&self, part: &str) -> Place {
        self.lines.place(self.offset(part))
    }

    /// The place of an entry's key, found backwards from its value; the value's own where the key holds escapes.
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

    /// The entries of the outermost object.
    pub(crate) fn whole(&mut self) -> Option<Fields<'a>> {
        let fields = self.part(self.text, None, "the file")?;
        Some(self.distinct(fields, None, "the file"))
    }

    /// The file read as `T`; `what` names it in messages.
    pub(crate) fn all<T: Deserialize<'a>>(&mut self, what: &str) -> Option<T> {
        self.part(self.text, None, what)
    }

    /// A value read as `T`; `what` names it in messages.
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

    /// The entries of an object; keys that come twice are reported, and the first of them stays.
    pub(crate) fn fields(
        &mut self,
        raw: &'a RawValue,
        shape: Option<&ShapeId>,
        what: &str,
    ) -> Option<Fields<'a>> {
        let fields = self.value(raw, shape, what)?;
        Some(self.distinct(fields, shape, what))
    }

    /// The entries with those left out whose key came before; each is reported.
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
                let message = format!("`{}` comes twice in {what}", quoted(&entry.key));
                self.report(place, shape, message, "keep one of the two");
            }
            first
        });
        fields
    }

    /// Reports the entries that are left over once all that `what` can hold is taken out.
    pub(crate) fn no_others(
        &mut self,
        left: Fields<'a>,
        shape: Option<&ShapeId>,
        what: &str,
        known: &[&str],
    ) {
        for entry in left.0 {
            let place = self.place_of_key(&entry.key, entry.value);
            let message = format!("`{}` does not belong into {what}", quoted(&entry.key));
            let known = self.nearest(&entry.key, known.iter().copied());
            self.report(place, shape, message, format!("there can be {known}"));
        }
    }

    /// An id that a text of the file spells out; equal ids share their text.
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
        // The list of all fields there are would bury the one that is wrong.
        let reason = reason
            .split_once(", expected one of")
            .filter(|_| reason.starts_with("unknown field"))
            .map_or(reason, |(reason, _)| reason);
        let help = match error.classify() {
            serde_json::error::Category::Data => self.help,
            serde_json::error::Category::Eof => "the file may have been cut off",
            _ if reason.starts_with("recursion limit") => "values nest at most 127 deep",
            _ => "a model is one JSON object",
        };
        self.report(
            place,
            shape,
            format!("{what} cannot be read: {reason}"),
            help,
        );
    }
}
