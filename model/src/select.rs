//! Which operations are wanted, and which shapes they reach.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

use crate::quoted::quoted;
use crate::{Model, Service, Shape, ShapeId, nearest};

/// Operations of a service with the closure they reach: inputs, outputs, errors (the service's own too) and all that
/// their members target, without the shapes of Smithy's prelude.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    service: ShapeId,
    operations: Vec<ShapeId>,
    shapes: BTreeMap<ByName, Reach>,
}

/// From where a shape is reached.
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
    /// Every operation of a service.
    ///
    /// # Errors
    /// When `service` is no service of the model.
    pub fn all(model: &Model, service: &ShapeId) -> Result<Self, SelectionError> {
        let bound = operations_of(model, find_service(model, service)?);
        Ok(Self::of(model, service, bound))
    }

    /// The operations of these names (`ListCities`) or ids (`example.weather#ListCities`).
    ///
    /// # Errors
    /// When `service` is no service of the model, or one of the names none of its operations; the error says which
    /// there are.
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
        Ok(Self::of(model, service, selected.into_iter().collect()))
    }

    fn of(model: &Model, service: &ShapeId, mut operations: Vec<ShapeId>) -> Self {
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
        let answers =
            selected().flat_map(|operation| operation.output.iter().chain(&operation.errors));
        let any = !operations.is_empty();
        closure.reach(answers.chain(shared.iter().filter(|_| any)), |reach| {
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

    /// The service.
    #[must_use]
    pub fn service(&self) -> &ShapeId {
        &self.service
    }

    /// The operations, sorted by name.
    #[must_use]
    pub fn operation_ids(&self) -> &[ShapeId] {
        &self.operations
    }

    /// The shapes reached, sorted by name.
    pub fn shapes(&self) -> impl ExactSizeIterator<Item = &ShapeId> {
        self.shapes.keys().map(|ByName(id)| id)
    }

    /// Whether the shape is reached at all.
    #[must_use]
    pub fn contains(&self, id: &ShapeId) -> bool {
        self.shapes.contains_key(&ByName(id.clone()))
    }

    /// Whether an input is the shape or reaches it.
    #[must_use]
    pub fn reached_from_input(&self, id: &ShapeId) -> bool {
        self.shapes
            .get(&ByName(id.clone()))
            .is_some_and(|reach| reach.input)
    }

    /// Whether an output or error is the shape or reaches it.
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
    /// Marks `starts` and all they reach. Targets wait in a list: a chain of shapes can be longer than the stack is deep.
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

/// Every operation bound to the service, directly or through its resources; each once.
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

/// A service or operation that the model does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SelectionError {
    /// There is no such service.
    UnknownService {
        /// What was asked for.
        id: ShapeId,
        /// The services there are.
        services: Vec<ShapeId>,
    },
    /// There is no such operation.
    UnknownOperation {
        /// The service.
        service: ShapeId,
        /// What was asked for.
        name: String,
        /// The operations nearest to it, the nearest first, at most ten.
        nearest: Vec<String>,
        /// How many operations there are.
        count: usize,
    },
}

impl SelectionError {
    fn unknown_operation(service: &ShapeId, name: &str, bound: &[ShapeId]) -> Self {
        let wanted = name.rsplit_once('#').map_or(name, |(_, name)| name);
        let nearest = nearest::first(wanted, bound.iter().map(ShapeId::name));
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
