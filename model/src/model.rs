//! The model: shapes by id.

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::read::files::Beside;
use crate::{ReadErrors, Shape, ShapeId, ShapeKind, Source, prelude, read};

/// A service model: shapes by id, in the order of the file, and Smithy's prelude behind them.
///
/// Two models are equal when they hold the same shapes; order, places and file do not count.
#[derive(Clone, Debug)]
pub struct Model {
    pub(crate) source: Arc<Source>,
    pub(crate) shapes: IndexMap<ShapeId, Shape>,
}

impl Model {
    /// Reads a model: a file of Smithy JSON AST, version 1.0 or 2.0, or a service of the botocore form, which is a file
    /// `service-2.json` or `service-2.json.gz`, the folder of a version that holds it, or a folder of such folders, of
    /// which the newest counts. `paginators-1.json`, `endpoint-rule-set-1.json` and `service-2.sdk-extras.json` beside it
    /// are read too.
    ///
    /// # Errors
    /// All that is wrong with it: unreadable, not JSON, not a model, or a model that refers to what is not there.
    pub fn read(path: &Path) -> Result<Self, ReadErrors> {
        read::file(path)
    }

    /// Reads a model from `text`; `origin` is what messages call it.
    ///
    /// # Errors
    /// As [`Model::read`].
    pub fn parse(text: &str, origin: &str) -> Result<Self, ReadErrors> {
        read::source(source(text, origin), || Ok(Beside::default()))
    }

    /// Reads a model of the botocore form from two texts, the service and its paginators; `origins` are what messages
    /// call them.
    ///
    /// # Errors
    /// As [`Model::read`].
    pub fn parse_botocore(
        service: &str,
        paginators: &str,
        origins: [&str; 2],
    ) -> Result<Self, ReadErrors> {
        let beside = Beside {
            paginators: Some(source(paginators, origins[1])),
            ..Beside::default()
        };
        read::source(source(service, origins[0]), || Ok(beside))
    }

    /// The file the model was read from.
    #[must_use]
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The shape of this id, from the model or from Smithy's prelude.
    pub fn shape(&self, id: impl AsRef<str>) -> Option<&Shape> {
        let id = id.as_ref();
        self.shapes.get(id).or_else(|| prelude::shapes().get(id))
    }

    /// The shapes reached from one, itself first, the nearer ones before the others: by the targets of members, and by the
    /// input, output and errors of an operation.
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

    /// The shapes of the model in the order of the file, without the prelude's.
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
    /// When there is none, or several: the error names them.
    pub fn service(&self) -> Result<&Shape, ServiceError> {
        let mut services = self.services();
        match (services.next(), services.next()) {
            (Some(only), None) => Ok(only),
            _ => Err(ServiceError {
                origin: self.source.origin.clone(),
                candidates: self.services().map(|shape| shape.id.clone()).collect(),
            }),
        }
    }
}

fn source(text: &str, origin: &str) -> Source {
    Source {
        origin: origin.to_owned(),
        text: text.to_owned(),
    }
}

impl PartialEq for Model {
    fn eq(&self, other: &Self) -> bool {
        self.shapes == other.shapes
    }
}

/// A model that has not exactly one service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceError {
    /// What the model's file is called.
    pub origin: String,
    /// The services there are: none, or more than one.
    pub candidates: Vec<ShapeId>,
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.candidates.is_empty() {
            return write!(f, "{}: the model has no service", self.origin);
        }
        write!(
            f,
            "{}: the model has {} services, name one of them:",
            self.origin,
            self.candidates.len()
        )?;
        self.candidates.iter().try_for_each(|id| write!(f, " {id}"))
    }
}

impl std::error::Error for ServiceError {}

/// What a shape refers to: targets of members, or the ends and errors of an operation.
fn targets(shape: &Shape) -> Vec<&ShapeId> {
    match &shape.kind {
        ShapeKind::Operation(one) => {
            let ends = one.input.iter().chain(&one.output);
            ends.chain(&one.errors).collect()
        }
        _ => shape.members().map(|member| &member.target).collect(),
    }
}
