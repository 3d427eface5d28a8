//! The model: shapes by id.

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::quoted::quoted;
use crate::{Shape, ShapeId, ShapeKind, Source, prelude};

/// A service model: shapes by id, in the order of the file, with Smithy's prelude as a fallback.
///
/// Two models are equal if they hold the same shapes; order, positions and file do not count.
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) source: Arc<Source>,
    pub(crate) shapes: IndexMap<ShapeId, Shape>,
}

impl Model {
    /// The file the model was read from.
    #[must_use]
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The shape with this id, from the model or from Smithy's prelude.
    pub fn shape(&self, id: impl AsRef<str>) -> Option<&Shape> {
        let id = id.as_ref();
        self.shapes.get(id).or_else(|| prelude::shapes().get(id))
    }

    /// The shapes reachable from `from`, in breadth-first order starting with `from` itself:
    /// through member targets, and through the input, output and errors of an operation.
    pub fn reached<'m>(&'m self, from: &'m Shape) -> impl Iterator<Item = &'m Shape> {
        let mut seen: HashSet<&ShapeId> = HashSet::from([&from.id]);
        let mut waiting = VecDeque::from([from]);
        std::iter::from_fn(move || {
            let shape = waiting.pop_front()?;
            for id in targets(shape) {
                if seen.insert(id) {
                    waiting.extend(self.shape(id));
                }
            }
            Some(shape)
        })
    }

    /// The shapes of the model in the order of the file, without those of the prelude.
    pub fn shapes(&self) -> impl ExactSizeIterator<Item = &Shape> {
        self.shapes.values()
    }

    /// The services of the model.
    pub fn services(&self) -> impl Iterator<Item = &Shape> {
        self.shapes().filter(|shape| shape.as_service().is_some())
    }

    /// The only service of the model.
    ///
    /// # Errors
    /// Returns [`ServiceError`] with the candidates if there is none, or more than one.
    pub fn service(&self) -> Result<&Shape, ServiceError> {
        let mut services = self.services();
        match (services.next(), services.next()) {
            (Some(only), None) => Ok(only),
            _ => Err(self.service_error(None)),
        }
    }

    /// Finds the service of a name: its shape id or the name in it, or else its `sdkId`, endpoint
    /// prefix or signing name, of which case, blanks and hyphens do not count.
    ///
    /// # Errors
    /// Returns [`ServiceError`] if no service has the name, or several have it.
    pub fn service_named(&self, name: &str) -> Result<&Shape, ServiceError> {
        let exact = |shape: &&Shape| shape.id.as_str() == name || shape.id.name() == name;
        let loose = |shape: &&Shape| names_of(shape).any(|one| plain(one) == plain(name));
        let only = |found: Vec<&'_ Shape>| match found.as_slice() {
            [only] => Some(only.id.clone()),
            _ => None,
        };
        let found = only(self.services().filter(exact).collect());
        let found = found.or_else(|| only(self.services().filter(loose).collect()));
        found
            .and_then(|id| self.shape(&id))
            .ok_or_else(|| self.service_error(Some(name)))
    }

    fn service_error(&self, wanted: Option<&str>) -> ServiceError {
        ServiceError {
            origin: self.source.origin.clone(),
            wanted: wanted.map(str::to_owned),
            candidates: self.services().map(|shape| shape.id.clone()).collect(),
        }
    }
}

impl PartialEq for Model {
    fn eq(&self, other: &Self) -> bool {
        self.shapes == other.shapes
    }
}

/// The names of a service besides that of its shape.
fn names_of(service: &Shape) -> impl Iterator<Item = &str> {
    let names = service.traits.service_names();
    let known = names.map(|names| [Some(names.sdk_id), names.host(), names.arn_namespace]);
    let known = known.into_iter().flatten().flatten();
    known.chain(service.traits.sigv4_name())
}

/// A name without what does not count in it.
fn plain(name: &str) -> String {
    let counts = name.chars().filter(|letter| letter.is_alphanumeric());
    counts.flat_map(char::to_lowercase).collect()
}

/// A model that has not exactly one service, or none of the name that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceError {
    /// The name of the model's file.
    pub origin: String,
    /// The name that was asked for, if any was.
    pub wanted: Option<String>,
    /// The services there are.
    pub candidates: Vec<ShapeId>,
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.candidates.is_empty() {
            return write!(f, "{}: the model has no service", self.origin);
        }
        match &self.wanted {
            Some(name) => write!(
                f,
                "{}: the model has not one service `{}`; it has",
                self.origin,
                quoted(name)
            )?,
            None => write!(
                f,
                "{}: the model has {} services, name one of them:",
                self.origin,
                self.candidates.len()
            )?,
        }
        self.candidates.iter().try_for_each(|id| write!(f, " {id}"))
    }
}

impl std::error::Error for ServiceError {}

/// The shapes that a shape refers to: member targets, or the input, output and errors of an
/// operation.
fn targets(shape: &Shape) -> Vec<&ShapeId> {
    match &shape.kind {
        ShapeKind::Operation(one) => {
            let boundary = one.input.iter().chain(&one.output);
            boundary.chain(&one.errors).collect()
        }
        _ => shape.members().map(|member| &member.target).collect(),
    }
}
