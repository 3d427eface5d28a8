//! The traits of a shape or member, collected one by one.

use std::sync::Arc;

use super::raw::{RawTimestampFormat, RawXmlNamespace};
use crate::reader::Reader;
use crate::traits::known;
use crate::{Place, ShapeId, Trait, TraitValue, Traits};

/// Collects the traits of a shape or member.
pub(super) struct TraitCollector<'s> {
    shape: &'s ShapeId,
    place: Place,
    traits: Traits,
}

/// A deprecation.
pub(super) struct Deprecation {
    pub(super) deprecated: bool,
    pub(super) message: Option<String>,
    pub(super) since: Option<String>,
}

impl<'s> TraitCollector<'s> {
    pub(super) fn new(shape: &'s ShapeId, place: Place) -> Self {
        Self::extend(shape, place, Traits::default())
    }

    /// Adds to the existing traits of a shape.
    pub(super) fn extend(shape: &'s ShapeId, place: Place, traits: Traits) -> Self {
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

    /// Reports an error in the shape.
    pub(super) fn report(
        &self,
        reader: &mut Reader<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        reader.report(self.place, Some(self.shape), message, help);
    }

    pub(super) fn into_traits(self) -> Traits {
        self.traits
    }

    /// Adds a trait; a value that Smithy does not allow is reported.
    pub(super) fn value(
        &mut self,
        reader: &mut Reader<'_>,
        id: &'static str,
        value: impl Into<TraitValue>,
    ) {
        let value = value.into();
        if let Err(reason) = known::check(id, &value) {
            let message = format!("invalid value for the trait {id}: {reason}");
            let help = format!("see {id} in the Smithy specification");
            reader.report(self.place, Some(self.shape), message, help);
        } else if let Some(id) = reader.id(id, self.place, Some(self.shape)) {
            self.traits.set(Trait {
                id,
                value: Arc::new(value),
                place: self.place,
            });
        }
    }

    /// Adds a trait if there is a value.
    pub(super) fn optional(
        &mut self,
        reader: &mut Reader<'_>,
        id: &'static str,
        value: Option<impl Into<TraitValue>>,
    ) {
        if let Some(value) = value {
            self.value(reader, id, value);
        }
    }

    /// Adds an annotation trait if `set` is true.
    pub(super) fn flag(&mut self, reader: &mut Reader<'_>, id: &'static str, set: bool) {
        if set {
            self.value(reader, id, known::annotation());
        }
    }

    /// Adds a trait whose value is an object of the given entries, unless there are none.
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
        self.optional(
            reader,
            known::DOCUMENTATION,
            text.filter(|text| !text.is_empty()),
        );
    }

    pub(super) fn deprecation(&mut self, reader: &mut Reader<'_>, deprecation: Deprecation) {
        if deprecation.deprecated {
            let entries = [
                ("message", deprecation.message.map(TraitValue::from)),
                ("since", deprecation.since.map(TraitValue::from)),
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
        self.optional(reader, known::TIMESTAMP_FORMAT, word);
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

/// Creates an object of the entries that have a value.
pub(super) fn object<const N: usize>(
    entries: [(&str, Option<TraitValue>); N],
) -> serde_json::Map<String, TraitValue> {
    let given = entries
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?)));
    given.collect()
}
