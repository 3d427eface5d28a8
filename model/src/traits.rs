//! Traits of shapes and members.

mod constraints;
mod documentation;
mod http;
pub(crate) mod known;
mod presence;
mod serialization;
mod service;
mod typed;

use std::sync::Arc;

use serde::Deserialize;

use crate::{Place, ShapeId};
pub(crate) use typed::EnumDefinition;
pub use typed::{
    ApiKeyLocation, Deprecated, Endpoint, ErrorKind, Http, HttpApiKeyAuth, HttpChecksum, Length,
    Paginated, QueryError, Range, Retryable, ServiceNames, TimestampFormat, XmlNamespace,
};

/// The value of a trait, as it is in the file.
pub type TraitValue = serde_json::Value;

/// A trait with its value. Positions do not count when two traits are compared.
#[derive(Clone, Debug)]
pub struct Trait {
    /// The id of the trait's definition.
    pub id: ShapeId,
    /// The value, shared between the shapes that inherit it.
    pub value: Arc<TraitValue>,
    /// The position in the file.
    pub place: Place,
}

impl PartialEq for Trait {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.value == other.value
    }
}

/// The traits of a shape or member, sorted by id.
///
/// The accessors cannot fail: a model with a trait value of the wrong form is refused when it is
/// read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traits(Vec<Trait>);

impl Traits {
    /// All traits, sorted by id.
    pub fn iter(&self) -> std::slice::Iter<'_, Trait> {
        self.0.iter()
    }

    /// The number of traits.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns true if there are no traits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The trait with this id.
    pub fn find(&self, id: impl AsRef<str>) -> Option<&Trait> {
        self.position(id.as_ref()).ok().map(|at| &self.0[at])
    }

    /// The value of the trait with this id.
    pub fn get(&self, id: impl AsRef<str>) -> Option<&TraitValue> {
        self.find(id).map(|found| &*found.value)
    }

    /// Returns true if there is a trait with this id.
    pub fn has(&self, id: impl AsRef<str>) -> bool {
        self.position(id.as_ref()).is_ok()
    }

    /// Sets a trait, replacing one with the same id.
    pub(crate) fn set(&mut self, new: Trait) {
        match self.position(new.id.as_str()) {
            Ok(at) => self.0[at] = new,
            Err(at) => self.0.insert(at, new),
        }
    }

    /// Removes a trait.
    pub(crate) fn remove(&mut self, id: &str) -> Option<Trait> {
        self.position(id).ok().map(|at| self.0.remove(at))
    }

    /// Adds the traits of `inherited` that are missing here.
    pub(crate) fn over(mut self, inherited: &Self) -> Self {
        for other in &inherited.0 {
            if let Err(at) = self.position(other.id.as_str()) {
                self.0.insert(at, other.clone());
            }
        }
        self
    }

    /// Keeps the traits for which `keep` returns true.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Trait) -> bool) {
        self.0.retain(keep);
    }

    fn position(&self, id: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|probe| probe.id.as_str().cmp(id))
    }

    /// The value of a trait, deserialized as the type in the table of known traits.
    fn read<'a, T: Deserialize<'a>>(&'a self, id: &str) -> Option<T> {
        T::deserialize(self.get(id)?).ok()
    }
}

impl FromIterator<Trait> for Traits {
    /// Collects traits; of several with the same id, the last one is kept.
    fn from_iter<I: IntoIterator<Item = Trait>>(all: I) -> Self {
        let mut traits = Self::default();
        all.into_iter().for_each(|new| traits.set(new));
        traits
    }
}

impl FromIterator<(ShapeId, TraitValue)> for Traits {
    fn from_iter<I: IntoIterator<Item = (ShapeId, TraitValue)>>(all: I) -> Self {
        let placed = |(id, value)| Trait {
            id,
            value: Arc::new(value),
            place: Place::default(),
        };
        all.into_iter().map(placed).collect()
    }
}

impl<'a> IntoIterator for &'a Traits {
    type Item = &'a Trait;
    type IntoIter = std::slice::Iter<'a, Trait>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
