//! Which change of the model a difference of the Rust API comes from.

use std::collections::{BTreeSet, HashMap};

use tinsmith_model::compare::{Change, Rule};
use tinsmith_model::{Model, Selection, Shape};

use super::differences::{Difference, ItemChange};
use super::index::{Index, Named};
use super::{Api, Judged};
use crate::names;

/// The rules about what never changes an item of another shape than its own.
const WITHOUT_EFFECT: [Rule; 15] = [
    Rule::AuthChanged,
    Rule::ChecksumChanged,
    Rule::ConstraintNarrowed,
    Rule::ConstraintWidened,
    Rule::DeprecatedAdded,
    Rule::DeprecatedRemoved,
    Rule::DocsChanged,
    Rule::EndpointChanged,
    Rule::MembersReordered,
    Rule::PatternChanged,
    Rule::SensitivityAdded,
    Rule::SensitivityRemoved,
    Rule::TimestampFormatChanged,
    Rule::TraitChanged,
    Rule::WireNameChanged,
];

/// Gives each difference to the changes that it comes from. Those for which there is none come second.
pub(super) fn attribute(
    changes: Vec<Change>,
    differences: Vec<Difference>,
    old: (&Model, &Selection),
    new: (&Model, &Selection),
) -> (Vec<Judged>, Vec<ItemChange>) {
    let search = Search::new(&changes, old, new);
    let causes: Vec<BTreeSet<usize>> = differences.iter().map(|one| search.causes(one)).collect();
    let mut judged: Vec<Judged> = changes.into_iter().map(unjudged).collect();
    let mut others = Vec::new();
    for (difference, causes) in differences.into_iter().zip(causes) {
        for at in &causes {
            let judged = &mut judged[*at];
            judged.api = judged.api.max(Some(difference.change.api));
            judged.items.push(difference.change.clone());
        }
        if causes.is_empty() {
            others.push(difference.change);
        }
    }
    (judged, others)
}

fn unjudged(change: Change) -> Judged {
    Judged {
        change,
        api: Some(Api::Patch),
        items: Vec::new(),
        facts: Vec::new(),
    }
}

/// What is needed to find the change behind a difference.
struct Search<'c> {
    changes: &'c [Change],
    index: Index,
    halves: [Named<'c>; 2],
    /// By the names of shapes, the change by which a shape came to be used in another way.
    reached_by: HashMap<String, usize>,
}

impl<'c> Search<'c> {
    fn new(
        changes: &'c [Change],
        old: (&'c Model, &'c Selection),
        new: (&'c Model, &'c Selection),
    ) -> Self {
        let halves = [Named::of(new), Named::of(old)];
        let mut reached_by = HashMap::new();
        for (at, change) in changes.iter().enumerate() {
            for half in &halves {
                reach(half, change, at, &mut reached_by);
            }
        }
        Self {
            changes,
            index: Index::of(changes),
            halves,
            reached_by,
        }
    }

    /// The changes that a difference comes from: of the member itself, of the shape, of what it reaches, of what reaches it.
    fn causes(&self, difference: &Difference) -> BTreeSet<usize> {
        let own = self.own(difference);
        if !own.is_empty() {
            return own;
        }
        let below = self
            .halves
            .iter()
            .find_map(|half| self.below(half, difference));
        let below = below.unwrap_or_default();
        if !below.is_empty() {
            return below;
        }
        let shapes = self.halves.iter().flat_map(|half| owners(half, difference));
        let above = shapes.filter_map(|shape| self.reached_by.get(shape.id.name()));
        above.copied().collect()
    }

    fn own(&self, difference: &Difference) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        for half in &self.halves {
            let operation = operation(half, difference);
            found.extend(
                operation
                    .into_iter()
                    .flat_map(|shape| self.of_operation(shape, difference)),
            );
            for shape in owners(half, difference) {
                for member in members(half, shape, difference) {
                    let about = self.index.about(shape.id.name(), Some(member));
                    found.extend(self.with_effect(about, difference));
                }
            }
        }
        if !found.is_empty() {
            return found;
        }
        let shapes = self.halves.iter().flat_map(|half| owners(half, difference));
        let about = shapes.flat_map(|shape| self.index.about(shape.id.name(), None));
        about
            .copied()
            .filter(|at| self.has_effect(*at, difference))
            .collect()
    }

    /// The operation itself is new or gone, has another error, other pages, or labels in another order.
    fn of_operation(&self, shape: &Shape, difference: &Difference) -> Vec<usize> {
        let item = &difference.item;
        let about = self.index.about(shape.id.name(), None).iter().copied();
        let whole = [Rule::OperationAdded, Rule::OperationRemoved];
        let fits = about.filter(|at| {
            let change = &self.changes[*at];
            match change.rule {
                Rule::ErrorAdded | Rule::ErrorRemoved => {
                    let error = change
                        .related
                        .as_ref()
                        .map(|id| names::type_name(id.name()));
                    error.is_some() && error == item.part
                }
                Rule::PaginationChanged => difference.change.path.contains("Paginated"),
                Rule::DeprecatedAdded | Rule::DeprecatedRemoved => item.remark,
                // Labels come first among the arguments, in the order of the URI.
                Rule::UriChanged => item.part.as_deref() == Some("new"),
                rule => whole.contains(&rule),
            }
        });
        fits.collect()
    }

    /// The changes of the nearest shape that the owner of the item reaches.
    fn below(&self, half: &Named<'_>, difference: &Difference) -> Option<BTreeSet<usize>> {
        let owners = owners(half, difference);
        owners.into_iter().find_map(|owner| {
            let start = targets(half, owner, difference);
            let nearest = start
                .into_iter()
                .flat_map(|shape| half.model.reached(shape));
            let found = nearest.map(|shape| {
                let within = self.index.within(shape.id.name());
                self.with_effect(within, difference)
            });
            found.into_iter().find(|found| !found.is_empty())
        })
    }

    fn with_effect(&self, about: &[usize], difference: &Difference) -> BTreeSet<usize> {
        let about = about.iter().copied();
        about
            .filter(|at| self.has_effect(*at, difference))
            .collect()
    }

    /// Whether the rule can be behind the difference: of a word that an item is deprecated, only deprecation is. Changes of
    /// operations are looked at by [`Self::of_operation`].
    fn has_effect(&self, at: usize, difference: &Difference) -> bool {
        let change = &self.changes[at];
        let rule = change.rule;
        let mut shapes = self.halves.iter();
        let operation = shapes.any(|half| {
            let shape = half.shape(change.subject.name());
            shape.is_some_and(|shape| shape.as_operation().is_some())
        });
        if operation {
            return false;
        }
        let deprecation = matches!(rule, Rule::DeprecatedAdded | Rule::DeprecatedRemoved);
        if difference.item.remark {
            deprecation
        } else {
            !WITHOUT_EFFECT.contains(&rule)
        }
    }
}

/// Notes by which change shapes came to be used, or are used no more.
fn reach(half: &Named<'_>, change: &Change, at: usize, reached_by: &mut HashMap<String, usize>) {
    let from = match change.rule {
        Rule::OperationAdded | Rule::OperationRemoved => Some(change.subject.name()),
        Rule::MemberAdded | Rule::TargetChanged | Rule::ErrorAdded | Rule::ErrorRemoved => {
            change.related.as_ref().map(|id| id.name())
        }
        Rule::MemberRemoved => Some(change.subject.name()),
        _ => None,
    };
    let from = from.and_then(|name| half.shape(name));
    for shape in from.into_iter().flat_map(|shape| half.model.reached(shape)) {
        let name = shape.id.name();
        if !reached_by.contains_key(name) {
            reached_by.insert(name.to_owned(), at);
        }
    }
}

/// The operation that an item is of: that of its file, or of a function of the client.
fn operation<'m>(half: &Named<'m>, difference: &Difference) -> Option<&'m Shape> {
    let item = &difference.item;
    if item.of_type == "Client" {
        return half.operation_of(plain(item.part.as_deref()?));
    }
    let shape = half.shape(name_of(&item.shape))?;
    shape.as_operation().is_some().then_some(shape)
}

fn name_of(id: &str) -> &str {
    id.rsplit('#').next().unwrap_or(id)
}

/// The structure, union or enum that an item is of; of an item of an operation also the operation.
fn owners<'m>(half: &Named<'m>, difference: &Difference) -> Vec<&'m Shape> {
    let Some(shape) = operation(half, difference) else {
        let shape = half.shape(name_of(&difference.item.shape));
        return shape.into_iter().collect();
    };
    let Some(one) = shape.as_operation() else {
        return vec![shape];
    };
    let stem = names::pascal(shape.id.name());
    let of_type = difference.item.of_type.strip_prefix(&stem);
    let end = match of_type {
        Some("Input" | "InputRequired") => &one.input,
        Some("Output") => &one.output,
        _ => return vec![shape],
    };
    let end = end.as_ref().and_then(|id| half.model.shape(id));
    end.into_iter().chain([shape]).collect()
}

/// The members of a shape that an item is made of: one by its field, variant or setter, several by the arguments of a
/// constructor.
fn members<'m>(half: &Named<'m>, shape: &Shape, difference: &Difference) -> BTreeSet<&'m str> {
    let arguments = difference.arguments.iter();
    let named = arguments.filter_map(|argument| argument.split(':').next());
    let part = difference.item.part.as_deref();
    let wanted = named.chain(part).map(plain);
    let members = wanted.flat_map(|name| half.members_of(shape, name));
    members.copied().collect()
}

fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// Where the search below an item begins: at the targets of its members, or where it has none at the shape.
fn targets<'m>(half: &Named<'m>, owner: &'m Shape, difference: &Difference) -> Vec<&'m Shape> {
    let names = members(half, owner, difference);
    let members = owner
        .members()
        .filter(|member| names.contains(member.name.as_str()));
    let targets: Vec<&Shape> = members
        .filter_map(|member| half.model.shape(&member.target))
        .collect();
    if targets.is_empty() {
        vec![owner]
    } else {
        targets
    }
}
