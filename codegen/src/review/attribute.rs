//! The change of the model that each difference of the Rust API comes from.

use std::collections::{BTreeSet, HashMap};

use tinsmith_model::compare::{Change, Rule};
use tinsmith_model::{Model, Selection, Shape, ShapeId};

use super::differences::{Difference, ItemChange};
use super::half::{Half, is_stream, takes_equality};
use super::{Api, Judged};
use crate::api::{Item, ItemKind};
use crate::names;

/// The rules that never change a declaration, but for the order of arguments.
const WITHOUT_EFFECT: [Rule; 16] = [
    Rule::AuthChanged,
    Rule::ChecksumChanged,
    Rule::ConstraintNarrowed,
    Rule::ConstraintWidened,
    Rule::DeprecatedAdded,
    Rule::DeprecatedRemoved,
    Rule::DocsChanged,
    Rule::EndpointChanged,
    Rule::MediaTypeChanged,
    Rule::MembersReordered,
    Rule::PatternChanged,
    Rule::SensitivityAdded,
    Rule::SensitivityRemoved,
    Rule::TimestampFormatChanged,
    Rule::TraitChanged,
    Rule::WireNameChanged,
];

/// Gives each difference to the changes that it comes from, and each change that follows from
/// another to that one. The differences without a cause come second.
pub(super) fn attribute(
    changes: Vec<Change>,
    differences: Vec<Difference<'_>>,
    old: (&Model, &Selection),
    new: (&Model, &Selection),
) -> (Vec<Judged>, Vec<ItemChange>) {
    let search = Search::new(&changes, old, new);
    let causes: Vec<BTreeSet<usize>> = differences.iter().map(|one| search.causes(one)).collect();
    let follows: Vec<Option<usize>> = (0..changes.len()).map(|at| search.follows(at)).collect();
    let changes = changes.into_iter().zip(follows);
    let mut judged: Vec<Judged> = changes
        .map(|(change, follows)| unjudged(change, follows))
        .collect();
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
    for one in &mut judged {
        one.items.sort_by_key(ItemChange::rank);
    }
    (judged, others)
}

fn unjudged(change: Change, follows: Option<usize>) -> Judged {
    Judged {
        change,
        api: Some(Api::Patch),
        items: Vec::new(),
        facts: Vec::new(),
        follows,
        location: None,
    }
}

/// The changes, in the order in which a cause is looked for.
struct Search<'c> {
    changes: &'c [Change],
    /// The changes of each shape or member alone.
    about: HashMap<ShapeId, Vec<usize>>,
    /// The changes of each shape and of its members.
    within: HashMap<ShapeId, Vec<usize>>,
    new: Half<'c>,
    old: Half<'c>,
    /// The change by which a shape came to be used, or is used no more.
    reached_by: HashMap<ShapeId, usize>,
}

impl<'c> Search<'c> {
    fn new(
        changes: &'c [Change],
        old: (&'c Model, &'c Selection),
        new: (&'c Model, &'c Selection),
    ) -> Self {
        let mut search = Self {
            changes,
            about: HashMap::new(),
            within: HashMap::new(),
            new: Half::new(new),
            old: Half::new(old),
            reached_by: HashMap::new(),
        };
        for (at, change) in changes.iter().enumerate() {
            search.add(at, change);
            search.reach(at, change);
        }
        search
    }

    /// Notes a change by its subject in both models, whose namespaces can differ.
    fn add(&mut self, at: usize, change: &Change) {
        let renamed = change.related.iter();
        let renamed = renamed.filter(|_| change.rule == Rule::ShapeRenamed);
        let mut ids: BTreeSet<ShapeId> = renamed.cloned().collect();
        for half in [&self.new, &self.old] {
            let shape = half
                .shape(&change.subject)
                .map(|shape| shape.id.to_string());
            let member = change.subject.member();
            let id = shape.map(|shape| match member {
                Some(member) => format!("{shape}${member}"),
                None => shape,
            });
            ids.extend(id.and_then(|id| ShapeId::new(&id).ok()));
        }
        ids.insert(change.subject.clone());
        let shapes: BTreeSet<ShapeId> = ids.iter().map(ShapeId::shape).collect();
        for id in ids {
            self.about.entry(id).or_default().push(at);
        }
        for id in shapes {
            self.within.entry(id).or_default().push(at);
        }
    }

    /// Notes which shapes came to be used by a change, or are used no more.
    fn reach(&mut self, at: usize, change: &Change) {
        let subject = &change.subject;
        let new = match change.rule {
            Rule::OperationAdded => Some(subject.clone()),
            Rule::MemberAdded | Rule::TargetChanged | Rule::ErrorAdded => change.related.clone(),
            _ => None,
        };
        let old = match change.rule {
            Rule::OperationRemoved => Some(subject.clone()),
            Rule::ErrorRemoved => change.related.clone(),
            Rule::MemberRemoved | Rule::TargetChanged | Rule::TypeChanged => {
                let member = self.old.member(subject);
                member.map(|member| member.target.clone())
            }
            _ => None,
        };
        for (half, from) in [(&self.new, new), (&self.old, old)] {
            let from = from.and_then(|id| half.shape(&id));
            let reached = from.into_iter().flat_map(|shape| half.reached(shape));
            for shape in reached {
                self.reached_by.entry(shape.id.clone()).or_insert(at);
            }
        }
    }

    /// The change that a type which is new or gone follows from.
    fn follows(&self, at: usize) -> Option<usize> {
        let change = &self.changes[at];
        let follower = matches!(change.rule, Rule::ShapeAdded | Rule::ShapeRemoved);
        let cause = self.reached_by.get(&change.subject).filter(|_| follower);
        cause.copied().filter(|cause| *cause != at)
    }

    /// The changes that a difference comes from: of the members that the item is made of, of its
    /// operation, of its shape, of what that reaches, of what reaches it.
    fn causes(&self, difference: &Difference<'_>) -> BTreeSet<usize> {
        if difference.change.kind == ItemKind::Implementation {
            let found = self.of_implementation(difference);
            if !found.is_empty() {
                return found;
            }
        }
        let steps = [
            Self::of_members,
            Self::of_operation,
            Self::of_shape,
            Self::of_targets,
            Self::of_users,
        ];
        let found = steps.iter().map(|step| step(self, difference));
        found
            .into_iter()
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    fn of_members(&self, difference: &Difference<'_>) -> BTreeSet<usize> {
        let items = difference.items();
        let ids = items.flat_map(|item| members(item, difference));
        let about = ids.filter_map(|id| self.about.get(&id)).flatten();
        self.with_effect(about, difference)
    }

    /// The operation itself is new or gone, has another error, other pages, or labels in another
    /// order.
    fn of_operation(&self, difference: &Difference<'_>) -> BTreeSet<usize> {
        let item = difference.items().next();
        let ids = difference.items().flat_map(|item| {
            let operation = item.operation.as_ref();
            operation.into_iter().chain([&item.shape])
        });
        let about = ids.filter_map(|id| self.about.get(id)).flatten().copied();
        let fits = |at: &usize| {
            let change = &self.changes[*at];
            let name = item.and_then(|item| item.name.as_deref());
            match change.rule {
                Rule::OperationAdded | Rule::OperationRemoved => true,
                Rule::ErrorAdded | Rule::ErrorRemoved => {
                    let error = change.related.as_ref();
                    error.map(|id| names::type_name(id.name())).as_deref() == name
                }
                Rule::PaginationChanged => difference.change.path.contains("Paginated"),
                Rule::DeprecatedAdded | Rule::DeprecatedRemoved => difference.deprecation,
                // Labels are the arguments of constructors, in the order of the URI.
                Rule::UriChanged => name == Some("new"),
                _ => false,
            }
        };
        about.filter(fits).collect()
    }

    fn of_shape(&self, difference: &Difference<'_>) -> BTreeSet<usize> {
        let ids = difference.items().map(|item| &item.shape);
        let about = ids.filter_map(|id| self.about.get(id)).flatten();
        self.with_effect(about, difference)
    }

    /// The changes of the nearest shape that the members of the item target, or that its shape
    /// reaches.
    fn of_targets(&self, difference: &Difference<'_>) -> BTreeSet<usize> {
        self.nearest(difference, |at| {
            !WITHOUT_EFFECT.contains(&self.changes[at].rule)
        })
    }

    /// The change by which the shape of the item came to be used in another way.
    fn of_users(&self, difference: &Difference<'_>) -> BTreeSet<usize> {
        let ids = difference.items().map(|item| &item.shape);
        ids.filter_map(|id| self.reached_by.get(id))
            .copied()
            .collect()
    }

    /// The change that took or gave an implementation: of a member whose values cannot have it.
    fn of_implementation(&self, difference: &Difference<'_>) -> BTreeSet<usize> {
        let path = &difference.change.path;
        let is = |names: &[&str]| {
            names
                .iter()
                .any(|name| path.starts_with(&format!("impl {name} ")))
        };
        if is(&["Eq", "Hash", "Ord", "PartialOrd"]) {
            self.nearest(difference, |at| self.targets(at, takes_equality))
        } else if is(&["Clone", "PartialEq"]) {
            self.nearest(difference, |at| self.targets(at, is_stream))
        } else {
            BTreeSet::new()
        }
    }

    /// Returns true if values came or went by the change that reach such a shape.
    fn targets(&self, at: usize, is_such: fn(&Shape) -> bool) -> bool {
        let change = &self.changes[at];
        let moves = matches!(
            change.rule,
            Rule::MemberAdded
                | Rule::MemberRemoved
                | Rule::TargetChanged
                | Rule::TypeChanged
                | Rule::StreamingChanged
        );
        let mut halves = [&self.new, &self.old].into_iter();
        moves
            && halves.any(|half| match half.member(&change.subject) {
                Some(member) => half.reaches(&member.target, is_such),
                None => half.shape(&change.subject).is_some_and(is_such),
            })
    }

    /// The fitting changes of the nearest shape that has any, from the members of the item on, or
    /// else from its shape.
    fn nearest(
        &self,
        difference: &Difference<'_>,
        fits: impl Fn(usize) -> bool,
    ) -> BTreeSet<usize> {
        let halves = [
            (&self.new, difference.after),
            (&self.old, difference.before),
        ];
        for (half, item) in halves {
            let starts = item.into_iter().flat_map(|item| starts(half, item));
            let reached = starts.flat_map(|shape| half.reached(shape));
            let mut found = reached.map(|shape| {
                let within = self.within.get(&shape.id).into_iter().flatten().copied();
                within.filter(|at| fits(*at)).collect::<BTreeSet<usize>>()
            });
            if let Some(found) = found.find(|found| !found.is_empty()) {
                return found;
            }
        }
        BTreeSet::new()
    }

    /// The changes that can be behind the difference: only deprecations are behind the remark that
    /// an item is deprecated, and changes of operations are behind items of operations alone.
    fn with_effect<'i>(
        &self,
        about: impl Iterator<Item = &'i usize>,
        difference: &Difference<'_>,
    ) -> BTreeSet<usize> {
        let effect = |at: &&usize| {
            let change = &self.changes[**at];
            let deprecation =
                matches!(change.rule, Rule::DeprecatedAdded | Rule::DeprecatedRemoved);
            let operation = self
                .new
                .shape(&change.subject)
                .or(self.old.shape(&change.subject));
            let operation = operation.is_some_and(|shape| shape.as_operation().is_some());
            // Required members are the arguments of constructors, in the order of the model.
            let moved = change.rule == Rule::MembersReordered && difference.is_constructor();
            match difference.deprecation {
                true => deprecation,
                false => !operation && (moved || !WITHOUT_EFFECT.contains(&change.rule)),
            }
        };
        about.filter(effect).copied().collect()
    }
}

/// The ids of the members that the item is made of; of a constructor, of the arguments that differ.
fn members<'i>(
    item: &'i Item,
    difference: &'i Difference<'_>,
) -> impl Iterator<Item = ShapeId> + use<'i> {
    let both = difference.before.zip(difference.after);
    let paired = item.arguments.len() == item.members.len();
    let differs = move |at: usize| {
        let Some((before, after)) = both.filter(|_| paired) else {
            return true;
        };
        let argument = &item.arguments[at];
        !(before.arguments.contains(argument) && after.arguments.contains(argument))
    };
    let names = item.members.iter().enumerate();
    let names = names.filter(move |(at, _)| differs(*at));
    names.filter_map(|(_, name)| ShapeId::new(&format!("{}${name}", item.shape)).ok())
}

/// The shapes at which the search below an item begins: the targets of its members, or its shape
/// if it has none.
fn starts<'m>(half: &Half<'m>, item: &Item) -> Vec<&'m Shape> {
    let ids = item.members.iter();
    let ids = ids.filter_map(|name| ShapeId::new(&format!("{}${name}", item.shape)).ok());
    let targets = ids.filter_map(|id| half.shape(&half.member(&id)?.target));
    let targets: Vec<&Shape> = targets.collect();
    match targets.is_empty() {
        true => half.shape(&item.shape).into_iter().collect(),
        false => targets,
    }
}
