//! The selection of operations and their closure.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use crate::quoted::quoted;
use crate::{Model, Service, Shape, ShapeId, nearest};

/// Selected operations of a service with their closure: inputs, outputs, errors (including the
/// service's) and everything their members target, without the shapes of the prelude.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    service: ShapeId,
    operations: Vec<ShapeId>,
    shapes: BTreeMap<ByName, Reach>,
}

/// The sides of a message that a shape is reached from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Reach {
    input: bool,
    output: bool,
}

/// Orders ids by name first, then by namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ByName(ShapeId);

impl Ord for ByName {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        by_name(&self.0, &other.0)
    }
}

impl PartialOrd for ByName {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// Compares by name, then by the whole id.
pub(crate) fn by_name(a: &ShapeId, b: &ShapeId) -> std::cmp::Ordering {
    a.name().cmp(b.name()).then_with(|| a.cmp(b))
}

impl Selection {
    /// Selects all operations of a service.
    ///
    /// # Errors
    /// Returns [`SelectionError::UnknownService`] if `service` is not a service of the model.
    pub fn all(model: &Model, service: &ShapeId) -> Result<Self, SelectionError> {
        let bound = operations_of(model, find_service(model, service)?);
        Ok(Self::from_operations(model, service, bound))
    }

    /// Selects operations by name (`ListCities`) or id (`example.weather#ListCities`).
    ///
    /// # Errors
    /// Returns [`SelectionError`] with the nearest candidates if `service` is not a service of the
    /// model, or if a name is none of its operations.
    pub fn operations<I>(model: &Model, service: &ShapeId, names: I) -> Result<Self, SelectionError>
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        let bound = operations_of(model, find_service(model, service)?);
        let find = |name: I::Item| {
            let name = name.as_ref();
            let found = bound
                .iter()
                .find(|id| id.name() == name || id.as_str() == name);
            found
                .cloned()
                .ok_or_else(|| SelectionError::unknown_operation(service, name, &bound))
        };
        let selected = names
            .into_iter()
            .map(find)
            .collect::<Result<HashSet<_>, _>>()?;
        Ok(Self::from_operations(
            model,
            service,
            selected.into_iter().collect(),
        ))
    }

    fn from_operations(model: &Model, service: &ShapeId, mut operations: Vec<ShapeId>) -> Self {
        operations.sort_by(by_name);
        let mut closure = Closure {
            model,
            reached: HashMap::new(),
        };
        let shared = model
            .shape(service)
            .and_then(Shape::as_service)
            .map_or(&[][..], |service| &service.errors);
        let selected = || {
            operations
                .iter()
                .filter_map(|id| model.shape(id)?.as_operation())
        };
        closure.reach(
            selected().filter_map(|operation| operation.input.as_ref()),
            |reach| &mut reach.input,
        );
        let responses =
            selected().flat_map(|operation| operation.output.iter().chain(&operation.errors));
        let any = !operations.is_empty();
        closure.reach(responses.chain(shared.iter().filter(|_| any)), |reach| {
            &mut reach.output
        });
        let shapes = closure
            .reached
            .into_iter()
            .map(|(id, reach)| (ByName(id.clone()), reach))
            .collect();
        Self {
            service: service.clone(),
            operations,
            shapes,
        }
    }

    /// The id of the service.
    #[must_use]
    pub fn service(&self) -> &ShapeId {
        &self.service
    }

    /// The ids of the operations, sorted by name.
    #[must_use]
    pub fn operation_ids(&self) -> &[ShapeId] {
        &self.operations
    }

    /// The ids of the shapes in the closure, sorted by name.
    pub fn shapes(&self) -> impl ExactSizeIterator<Item = &ShapeId> {
        self.shapes.keys().map(|ByName(id)| id)
    }

    /// Returns true if the shape is in the closure.
    #[must_use]
    pub fn contains(&self, id: &ShapeId) -> bool {
        self.shapes.contains_key(&ByName(id.clone()))
    }

    /// Returns true if the shape is reachable from an input.
    #[must_use]
    pub fn reached_from_input(&self, id: &ShapeId) -> bool {
        self.shapes
            .get(&ByName(id.clone()))
            .is_some_and(|reach| reach.input)
    }

    /// Returns true if the shape is reachable from an output or error.
    #[must_use]
    pub fn reached_from_output(&self, id: &ShapeId) -> bool {
        self.shapes
            .get(&ByName(id.clone()))
            .is_some_and(|reach| reach.output)
    }
}

struct Closure<'m> {
    model: &'m Model,
    reached: HashMap<&'m ShapeId, Reach>,
}

impl<'m> Closure<'m> {
    /// Marks `starts` and their closure. Uses a work list instead of recursion, since a chain of
    /// shapes can be longer than the stack is deep.
    fn reach(
        &mut self,
        starts: impl Iterator<Item = &'m ShapeId>,
        mark: impl Fn(&mut Reach) -> &mut bool,
    ) {
        let mut waiting: Vec<&'m ShapeId> = starts.collect();
        while let Some(id) = waiting.pop() {
            if id.is_prelude() || std::mem::replace(mark(self.reached.entry(id).or_default()), true)
            {
                continue;
            }
            let members = self.model.shape(id).into_iter().flat_map(Shape::members);
            waiting.extend(members.map(|member| &member.target));
        }
    }
}

fn find_service<'m>(model: &'m Model, id: &ShapeId) -> Result<&'m Service, SelectionError> {
    let found = model.shape(id).and_then(Shape::as_service);
    found.ok_or_else(|| SelectionError::UnknownService {
        id: id.clone(),
        services: model.services().map(|shape| shape.id.clone()).collect(),
    })
}

/// The operations bound to a service, directly or through its resources, each once.
fn operations_of(model: &Model, service: &Service) -> Vec<ShapeId> {
    let mut found: HashSet<&ShapeId> = service.operations.iter().collect();
    let mut seen: HashSet<&ShapeId> = HashSet::new();
    let mut waiting: Vec<&ShapeId> = service.resources.iter().collect();
    while let Some(id) = waiting.pop() {
        let Some(resource) = model
            .shape(id)
            .and_then(Shape::as_resource)
            .filter(|_| seen.insert(id))
        else {
            continue;
        };
        found.extend(resource.all_operations());
        waiting.extend(&resource.resources);
    }
    let mut found: Vec<ShapeId> = found.into_iter().cloned().collect();
    found.sort_by(by_name);
    found
}

/// An error of a selection: an unknown service or operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SelectionError {
    /// The model has no such service.
    UnknownService {
        /// The requested id.
        id: ShapeId,
        /// The services of the model.
        services: Vec<ShapeId>,
    },
    /// The service has no such operation.
    UnknownOperation {
        /// The id of the service.
        service: ShapeId,

        /// The requested name.
        name: String,
        /// The nearest operations, nearest first, at most ten.
        nearest: Vec<String>,
        /// The number of operations of the service.
        count: usize,
    },
}

impl SelectionError {
    fn unknown_operation(service: &ShapeId, name: &str, bound: &[ShapeId]) -> Self {
        let wanted = name.rsplit_once('#').map_or(name, |(_, name)| name);
        let nearest = nearest::nearest(wanted, bound.iter().map(ShapeId::name));
        Self::UnknownOperation {
            service: service.clone(),
            name: name.to_owned(),
            nearest: nearest.into_iter().map(str::to_owned).collect(),
            count: bound.len(),
        }
    }
}

impl fmt::Display for SelectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownService { id, services } => {
                write!(f, "the model has no service {id}; it has")?;
                match services.as_slice() {
                    [] => f.write_str(" none"),
                    services => services.iter().try_for_each(|id| write!(f, " {id}")),
                }
            }
            Self::UnknownOperation {
                service,
                name,
                nearest,
                count,
            } => {
                let meant = nearest.first().filter(|one| one.eq_ignore_ascii_case(name));
                let name = quoted(name);
                write!(f, "the service {service} has no operation `{name}`; ")?;
                if let Some(meant) = meant {
                    return write!(f, "did you mean `{meant}`?");
                }
                match count.saturating_sub(nearest.len()) {
                    _ if *count == 0 => f.write_str("it has none"),
                    0 => write!(f, "it has {}", nearest.join(", ")),
                    more => write!(f, "it has {} and {more} more", nearest.join(", ")),
                }
            }
        }
    }
}

impl std::error::Error for SelectionError {}
