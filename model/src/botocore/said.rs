//! The traits of one shape or member, collected fact by fact.

use std::sync::Arc;

use super::raw::{RawTimestampFormat, RawXmlNamespace};
use crate::reader::Reader;
use crate::traits::known;
use crate::{Place, ShapeId, Trait, TraitValue, Traits};

/// What is said about one shape or member so far.
pub(super) struct Said<'s> {
    shape: &'s ShapeId,
    place: Place,
    traits: Traits,
}

/// Whether and why something should not be used any more.
pub(super) struct Deprecation {
    pub(super) deprecated: bool,
    pub(super) message: Option<String>,
    pub(super) since: Option<String>,
}

impl<'s> Said<'s> {
    pub(super) fn new(shape: &'s ShapeId, place: Place) -> Self {
        Self::more(shape, place, Traits::default())
    }

    /// More about a shape that has traits already.
    pub(super) fn more(shape: &'s ShapeId, place: Place, traits: Traits) -> Self {
        Self {
            shape,
            place,
            traits,
        }
    }

    pub(super) fn shape(&self) -> &ShapeId {
        self.shape
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.traits.has(id)
    }

    /// Notes that something is wrong with it.
    pub(super) fn report(
        &self,
        reader: &mut Reader<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        reader.report(self.place, Some(self.shape), message, help);
    }

    pub(super) fn traits(self) -> Traits {
        self.traits
    }

    /// A trait with a value; one whose value has a form that Smithy does not know is reported.
    pub(super) fn value(
        &mut self,
        reader: &mut Reader<'_>,
        id: &'static str,
        value: impl Into<TraitValue>,
    ) {
        let value = value.into();
        if let Err(reason) = known::check(id, &value) {
            let message = format!("what would be the trait {id} has a wrong value: {reason}");
            let help = format!("the Smithy specification says what values {id} has");
            reader.report(self.place, Some(self.shape), message, help);
        } else if let Some(id) = reader.id(id, self.place, Some(self.shape)) {
            self.traits.set(Trait {
                id,
                value: Arc::new(value),
                place: self.place,
            });
        }
    }

    /// A trait with a value, where there is one.
    pub(super) fn some(
        &mut self,
        reader: &mut Reader<'_>,
        id: &'static str,
        value: Option<impl Into<TraitValue>>,
    ) {
        if let Some(value) = value {
            self.value(reader, id, value);
        }
    }

    /// A trait that says no more than its name.
    pub(super) fn flag(&mut self, reader: &mut Reader<'_>, id: &'static str, said: bool) {
        if said {
            self.value(reader, id, known::annotation());
        }
    }

    /// A trait whose value is an object of what is given; nothing where nothing is given.
    pub(super) fn object<const N: usize>(
        &mut self,
        reader: &mut Reader<'_>,
        id: &'static str,
        entries: [(&str, Option<TraitValue>); N],
    ) {
        let object = object(entries);
        if !object.is_empty() {
            self.value(reader, id, object);
        }
    }

    pub(super) fn documentation(&mut self, reader: &mut Reader<'_>, text: Option<String>) {
        self.some(
            reader,
            known::DOCUMENTATION,
            text.filter(|text| !text.is_empty()),
        );
    }

    pub(super) fn deprecation(&mut self, reader: &mut Reader<'_>, said: Deprecation) {
        if said.deprecated {
            let entries = [
                ("message", said.message.map(TraitValue::from)),
                ("since", said.since.map(TraitValue::from)),
            ];
            self.value(reader, known::DEPRECATED, object(entries));
        }
    }

    pub(super) fn timestamp_format(
        &mut self,
        reader: &mut Reader<'_>,
        format: Option<RawTimestampFormat>,
    ) {
        let word = format.map(|format| match format {
            RawTimestampFormat::Iso8601 => "date-time",
            RawTimestampFormat::Rfc822 => "http-date",
            RawTimestampFormat::UnixTimestamp => "epoch-seconds",
        });
        self.some(reader, known::TIMESTAMP_FORMAT, word);
    }

    pub(super) fn xml_namespace(
        &mut self,
        reader: &mut Reader<'_>,
        namespace: Option<RawXmlNamespace>,
    ) {
        if let Some(RawXmlNamespace { uri, prefix }) = namespace {
            let entries = [
                ("uri", Some(uri.into())),
                ("prefix", prefix.map(TraitValue::from)),
            ];
            self.object(reader, known::XML_NAMESPACE, entries);
        }
    }
}

/// An object of the entries that have a value.
pub(super) fn object<const N: usize>(
    entries: [(&str, Option<TraitValue>); N],
) -> serde_json::Map<String, TraitValue> {
    let given = entries
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?)));
    given.collect()
}
