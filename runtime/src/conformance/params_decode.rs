//! The parameters of a case as values: blobs are plain text, timestamps are seconds.

use std::borrow::Cow;

use bytes::Bytes;
use jiff::Timestamp;

use crate::schema::{Member, Schema, TimestampFormat};
use crate::serde::{DecodeError, Decoded, Decoder, Lookup, Named, Row, Visit};
use crate::types::Document;
use crate::types::timestamp;

/// Reads values out of a document.
pub(super) struct ParamsDecoder<'a>(pub(super) &'a Document);

impl ParamsDecoder<'_> {
    fn expected<T>(&self, what: &str, found: Option<T>) -> Result<T, DecodeError> {
        found.ok_or_else(|| DecodeError::new(format!("the case's parameters: expected {what}")))
    }

    /// A number, or the text that stands for one that JSON lacks.
    fn floating(&self) -> Option<f64> {
        match self.0 {
            Document::String(text) => match text.as_str() {
                "NaN" => Some(f64::NAN),
                "Infinity" => Some(f64::INFINITY),
                "-Infinity" => Some(f64::NEG_INFINITY),
                _ => None,
            },
            number => number.as_f64(),
        }
    }
}

impl Decoder for ParamsDecoder<'_> {
    fn null(&mut self) -> Result<bool, DecodeError> {
        Ok(self.0.is_null())
    }

    fn boolean(&mut self, _: &'static Member) -> Result<bool, DecodeError> {
        self.expected("a boolean", self.0.as_bool())
    }

    fn integer(&mut self, _: &'static Member) -> Result<i64, DecodeError> {
        self.expected("an integer", self.0.as_i64())
    }

    fn float(&mut self, _: &'static Member) -> Result<f32, DecodeError> {
        // The nearest float, and not one step of rounding more.
        match self.0.as_number() {
            Some(number) => self.expected("a float", number.as_str().parse().ok()),
            None => self.expected("a float", self.floating().map(|value| value as f32)),
        }
    }

    fn double(&mut self, _: &'static Member) -> Result<f64, DecodeError> {
        self.expected("a double", self.floating())
    }

    fn string(&mut self, _: &'static Member) -> Result<Cow<'_, str>, DecodeError> {
        self.expected("a text", self.0.as_str().map(Cow::Borrowed))
    }

    fn blob(&mut self, _: &'static Member) -> Result<Bytes, DecodeError> {
        let text = self.0.as_str().map(str::to_owned);
        self.expected("a text in place of a blob", text.map(Bytes::from))
    }

    fn timestamp(&mut self, _: &'static Member) -> Result<Timestamp, DecodeError> {
        let seconds = self.0.as_number();
        let seconds = self.expected("seconds in place of a timestamp", seconds)?;
        Ok(timestamp::read(
            seconds.as_str(),
            TimestampFormat::EpochSeconds,
        )?)
    }

    fn number(&mut self, _: &'static Member) -> Result<Cow<'_, str>, DecodeError> {
        let number = self
            .0
            .as_number()
            .map(|number| Cow::Borrowed(number.as_str()));
        self.expected("a number", number)
    }

    fn any(&mut self, _: &'static Member) -> Result<Document, DecodeError> {
        Ok(self.0.clone())
    }

    fn structure(&mut self, schema: &'static Schema, visit: Visit<'_>) -> Decoded {
        let members = self.expected("an object", self.0.as_object())?;
        let mut lookup = Lookup::new(schema);
        for (name, value) in members.iter().filter(|(_, value)| !value.is_null()) {
            let found = lookup.find(|member| member.name == name);
            let (row, member) = found.ok_or_else(|| {
                DecodeError::new("the case's parameters: no member of this name").within(name)
            })?;
            visit(Row::Known(row, member), &mut ParamsDecoder(value))
                .map_err(|error| error.within(name))?;
        }
        Ok(())
    }

    fn list(
        &mut self,
        _: &'static Member,
        visit: &mut dyn FnMut(&mut dyn Decoder) -> Decoded,
    ) -> Decoded {
        let elements = self.expected("an array", self.0.as_array())?;
        let mut elements = elements.iter().enumerate();
        elements.try_for_each(|(index, element)| {
            let visited = visit(&mut ParamsDecoder(element));
            visited.map_err(|error| error.within_element(index))
        })
    }

    fn map(&mut self, _: &'static Member, visit: Named<'_>) -> Decoded {
        let entries = self.expected("an object", self.0.as_object())?;
        let mut entries = entries.iter();
        entries.try_for_each(|(name, value)| {
            let visited = visit(name, &mut ParamsDecoder(value));
            visited.map_err(|error| error.within(name))
        })
    }

    fn skip(&mut self) -> Decoded {
        Err(DecodeError::new(
            "the case's parameters: no member of this name",
        ))
    }
}
