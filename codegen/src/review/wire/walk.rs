//! The walk through both crates.

use std::collections::{HashMap, HashSet};

use tinsmith_model::ShapeId;

use super::facts::{self, Effect, Fact, Part};
use super::{Difference, WireFact};
use crate::ir::{
    Collection, Crate, Element, FormatTrait, Member, Operation, Setting, Structure, Type, TypeBody,
    Value,
};

/// The facts in which the operations of both crates differ.
pub(in crate::review) fn differing(old: &Crate, new: &Crate) -> Vec<Difference> {
    let mut walk = Walk::new(old, new);
    walk.services();
    let operations = old.operations.iter().map(|one| (one.id.name(), one));
    let operations: HashMap<&str, &Operation> = operations.collect();
    for after in &new.operations {
        if let Some(before) = operations.get(after.id.name()) {
            walk.at = Some(&after.id);
            walk.operation(before, after);
        }
    }
    walk.found
}

/// A crate with its types and collections by name.
struct Half<'c> {
    all: &'c Crate,
    types: HashMap<&'c str, &'c Type>,
    collections: HashMap<&'c str, &'c Collection>,
}

impl<'c> Half<'c> {
    fn new(all: &'c Crate) -> Self {
        let types = all.types.iter().map(|one| (one.name.as_str(), one));
        let collections = all.collections.iter();
        Self {
            all,
            types: types.collect(),
            collections: collections
                .map(|one| (one.static_name.as_str(), one))
                .collect(),
        }
    }

    fn part(&self) -> Part {
        Part::Inner(self.all.service.protocol)
    }

    /// The shape of values that have a type of their own.
    fn id_of(&self, value: &Value) -> Option<ShapeId> {
        match value {
            Value::Structure(name)
            | Value::Union(name)
            | Value::Enum(name)
            | Value::IntEnum(name) => self.types.get(name.as_str()).map(|one| one.id.clone()),
            _ => None,
        }
    }

    /// The facts of a member that is the whole body, if it is a structure or union.
    fn document(&self, member: &Member) -> Vec<Fact> {
        let (Value::Structure(name) | Value::Union(name)) = &member.value else {
            return Vec::new();
        };
        let formats = match self.types.get(name.as_str()).map(|one| &one.body) {
            Some(TypeBody::Structure(structure)) => structure.formats.as_slice(),
            Some(TypeBody::Union(union)) => &union.formats,
            _ => &[],
        };
        let protocol = self.all.service.protocol;
        facts::of_document(member.target.as_str(), formats, protocol)
    }
}

/// The direction in which a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Way {
    Sent,
    Received,
}

struct Walk<'c> {
    old: Half<'c>,
    new: Half<'c>,
    /// The operation that is compared.
    at: Option<&'c ShapeId>,
    /// The types that were compared, by their names.
    seen: HashSet<(&'c str, &'c str, Way)>,
    /// The errors that were compared, by their names.
    seen_errors: HashSet<&'c str>,
    found: Vec<Difference>,
}

impl<'c> Walk<'c> {
    fn new(old: &'c Crate, new: &'c Crate) -> Self {
        Self {
            old: Half::new(old),
            new: Half::new(new),
            at: None,
            seen: HashSet::new(),
            seen_errors: HashSet::new(),
            found: Vec::new(),
        }
    }

    fn services(&mut self) {
        let (before, after) = (&self.old.all.service, &self.new.all.service);
        let facts = (facts::of_service(before), facts::of_service(after));
        self.compare(facts, Way::Sent, &[after.id.clone(), before.id.clone()]);
    }

    fn operation(&mut self, old: &'c Operation, new: &'c Operation) {
        let (before, after) = (&self.old.all.service, &self.new.all.service);
        let facts = (
            facts::of_operation(old, before),
            facts::of_operation(new, after),
        );
        let ids = [&new.id, &old.id, &after.id, &before.id];
        let mut subjects: Vec<ShapeId> = ids.into_iter().cloned().collect();
        subjects.extend(payloads(old).chain(payloads(new)));
        self.compare(facts, Way::Sent, &subjects);
        self.message(&old.input, &new.input, Way::Sent);
        self.message(&old.output, &new.output, Way::Received);
        self.errors(old, new);
    }

    /// The errors that both have, by the names of their types.
    fn errors(&mut self, old: &'c Operation, new: &'c Operation) {
        for after in &new.errors {
            let same = |before: &&crate::ir::ErrorCase| before.type_name == after.type_name;
            let Some(before) = old.errors.iter().find(same) else {
                continue;
            };
            if !self.seen_errors.insert(&after.type_name) {
                continue;
            }
            let before = self.old.types.get(before.type_name.as_str()).copied();
            let after = self.new.types.get(after.type_name.as_str()).copied();
            let Some((before, after)) = before.zip(after) else {
                continue;
            };
            let bodies = (&before.body, &after.body);
            if let (TypeBody::Structure(old), TypeBody::Structure(new)) = bodies {
                let ids = [after.id.clone(), before.id.clone()];
                let faults = (old.fault.as_ref(), new.fault.as_ref());
                let of = |fault: Option<&crate::ir::Fault>| {
                    fault.map(facts::of_fault).unwrap_or_default()
                };
                self.compare((of(faults.0), of(faults.1)), Way::Received, &ids);
                self.message(old, new, Way::Received);
            }
        }
    }

    fn message(&mut self, old: &'c Structure, new: &'c Structure, way: Way) {
        let protocols = [&self.old, &self.new].map(|half| half.all.service.protocol);
        let facts = (
            facts::of_message(old, protocols[0]),
            facts::of_message(new, protocols[1]),
        );
        let ids = [&new.id, &old.id]
            .into_iter()
            .filter_map(|id| ShapeId::new(id).ok());
        self.compare(facts, way, &ids.collect::<Vec<_>>());
        let parts = protocols.map(Part::Message);
        self.members(
            (old.id.as_str(), &old.members),
            (new.id.as_str(), &new.members),
            parts,
            way,
        );
    }

    fn members(
        &mut self,
        old: (&str, &'c [Member]),
        new: (&str, &'c [Member]),
        parts: [Part; 2],
        way: Way,
    ) {
        for after in new.1 {
            let Some(before) = old.1.iter().find(|before| before.name == after.name) else {
                continue;
            };
            let ids = [(new.0, after), (old.0, before)];
            let ids = ids.map(|(shape, member)| format!("{shape}${}", member.name));
            let mut subjects: Vec<ShapeId> =
                ids.iter().filter_map(|id| ShapeId::new(id).ok()).collect();
            subjects.extend([after.target.clone(), before.target.clone()]);
            subjects.extend([new.0, old.0].iter().filter_map(|id| ShapeId::new(id).ok()));
            let facts = (
                facts::of_member(before, parts[0]),
                facts::of_member(after, parts[1]),
            );
            self.compare(facts, way, &subjects);
            if before.settings.contains(&Setting::Payload) {
                let facts = (self.old.document(before), self.new.document(after));
                self.compare(facts, way, &subjects);
            }
            match (&before.value, &after.value) {
                (Value::List(of_old), Value::List(of_new)) => {
                    let flattened = [before, after].into_iter().any(is_flattened);
                    self.list((of_old, of_new), flattened, way, &subjects);
                }
                (before, after) => self.values(before, after, way, &subjects),
            }
        }
    }

    /// Goes on to what values hold.
    fn values(&mut self, old: &'c Value, new: &'c Value, way: Way, subjects: &[ShapeId]) {
        match (old, new) {
            (Value::List(old), Value::List(new)) => {
                self.list((old, new), false, way, subjects);
            }
            (Value::Map(old), Value::Map(new)) => self.map((old, new), way, subjects),
            (
                Value::Structure(old) | Value::Union(old) | Value::Enum(old) | Value::IntEnum(old),
                Value::Structure(new) | Value::Union(new) | Value::Enum(new) | Value::IntEnum(new),
            ) => self.types(old, new, way),
            _ => {}
        }
    }

    fn list(
        &mut self,
        elements: (&'c Element, &'c Element),
        flattened: bool,
        way: Way,
        subjects: &[ShapeId],
    ) {
        let Some((before, after, subjects)) = self.collections(elements, subjects) else {
            return;
        };
        let part = [self.old.part(), self.new.part()];
        let mut facts = (
            facts::of_element(&before.element, flattened, part[0]),
            facts::of_element(&after.element, flattened, part[1]),
        );
        facts.0.extend(nulls(elements.0));
        facts.1.extend(nulls(elements.1));
        self.compare(facts, way, &subjects);
        self.values(&elements.0.value, &elements.1.value, way, &subjects);
    }

    fn map(&mut self, values: (&'c Element, &'c Element), way: Way, subjects: &[ShapeId]) {
        let Some((before, after, subjects)) = self.collections(values, subjects) else {
            return;
        };
        let part = [self.old.part(), self.new.part()];
        let mut facts = (
            facts::of_part(&before.element, "value", part[0]),
            facts::of_part(&after.element, "value", part[1]),
        );
        facts.0.extend(nulls(values.0));
        facts.1.extend(nulls(values.1));
        self.compare(facts, way, &subjects);
        if let (Some(old), Some(new)) = (&before.key, &after.key) {
            let facts = (
                facts::of_part(old, "key", part[0]),
                facts::of_part(new, "key", part[1]),
            );
            self.compare(facts, way, &subjects);
            self.values(&old.value, &new.value, way, &subjects);
        }
        self.values(&values.0.value, &values.1.value, way, &subjects);
    }

    /// The lists or maps with these elements, and their parts with what they are parts of.
    fn collections(
        &self,
        (old, new): (&Element, &Element),
        subjects: &[ShapeId],
    ) -> Option<(&'c Collection, &'c Collection, Vec<ShapeId>)> {
        let before = *self.old.collections.get(old.static_name.as_str())?;
        let after = *self.new.collections.get(new.static_name.as_str())?;
        let mut subjects = subjects.to_vec();
        subjects.extend(parts_of(after).chain(parts_of(before)));
        let targets = [self.new.id_of(&new.value), self.old.id_of(&old.value)];
        subjects.extend(targets.into_iter().flatten());
        Some((before, after, subjects))
    }

    fn types(&mut self, old: &'c str, new: &'c str, way: Way) {
        if !self.seen.insert((old, new, way)) {
            return;
        }
        let types = self.old.types.get(old).copied();
        let Some((old, new)) = types.zip(self.new.types.get(new).copied()) else {
            return;
        };
        let parts = [self.old.part(), self.new.part()];
        let ids = (old.id.to_string(), new.id.to_string());
        match (&old.body, &new.body) {
            (TypeBody::Structure(old), TypeBody::Structure(new)) => {
                self.members((&ids.0, &old.members), (&ids.1, &new.members), parts, way);
            }
            (TypeBody::Union(old), TypeBody::Union(new)) => {
                self.members((&ids.0, &old.members), (&ids.1, &new.members), parts, way);
            }
            (TypeBody::Enum(old), TypeBody::Enum(new)) => {
                let values = [facts::values(old), facts::values(new)];
                self.of_enum(values, way, [&ids.0, &ids.1]);
            }
            (TypeBody::IntEnum(old), TypeBody::IntEnum(new)) => {
                let values = [facts::values(old), facts::values(new)];
                self.of_enum(values, way, [&ids.0, &ids.1]);
            }
            _ => {}
        }
    }

    /// Compares the values of an enum one by one: those of one name, or else those that only one
    /// of both has.
    fn of_enum(
        &mut self,
        [old, new]: [facts::Values<'_>; 2],
        way: Way,
        [of_old, of_new]: [&str; 2],
    ) {
        let known: HashSet<&String> = old.iter().map(|(_, value)| value).collect();
        let kept: HashSet<&String> = new.iter().map(|(_, value)| value).collect();
        let lost = old.iter().filter(|(_, value)| !kept.contains(value));
        let mut lost: HashMap<&str, &String> = lost.map(|(name, value)| (*name, value)).collect();
        let fact = |value: &String| vec![facts::of_enum_value(value)];
        let ids = |name: &str| {
            let ids = [of_new, of_old].map(|id| ShapeId::new(&format!("{id}${name}")).ok());
            ids.into_iter().flatten().collect::<Vec<_>>()
        };
        for (name, value) in new.iter().filter(|(_, value)| !known.contains(value)) {
            let before = lost.remove(name).map(fact).unwrap_or_default();
            self.compare((before, fact(value)), way, &ids(name));
        }
        for (name, value) in old.iter().filter(|(name, _)| lost.contains_key(name)) {
            self.compare((fact(value), Vec::new()), way, &ids(name));
        }
    }

    /// Notes the facts that differ.
    fn compare(&mut self, facts: (Vec<Fact>, Vec<Fact>), way: Way, subjects: &[ShapeId]) {
        let (old, new) = facts;
        let lost = old.iter().map(|one| (Some(one), find(&new, one.name)));
        let gained = new.iter().filter(|one| find(&old, one.name).is_none());
        let pairs: Vec<_> = lost.chain(gained.map(|one| (None, Some(one)))).collect();
        for (before, after) in pairs {
            let (Some(name), Some(effect)) = (
                before.or(after).map(|one| one.name),
                before.or(after).map(|one| one.effect),
            ) else {
                continue;
            };
            let value = |fact: Option<&Fact>| fact.map(|one| one.value.clone());
            if value(before) == value(after) {
                continue;
            }
            self.found.push(Difference {
                fact: WireFact {
                    name,
                    when: None,
                    before: value(before),
                    after: value(after),
                    breaks: breaks(effect, before.is_some(), after.is_some(), way),
                },
                subjects: subjects.to_vec(),
                operation: self.at.cloned(),
            });
        }
    }
}

fn is_flattened(member: &Member) -> bool {
    member.formats.contains(&FormatTrait::XmlFlattened)
}

fn find<'f>(facts: &'f [Fact], name: &str) -> Option<&'f Fact> {
    facts.iter().find(|one| one.name == name)
}

/// The fact of a list or map that may hold nulls.
fn nulls(element: &Element) -> Option<Fact> {
    element.sparse.then(|| Fact {
        name: "nulls",
        value: "allowed".to_owned(),
        effect: Effect::Structural,
    })
}

/// The ids of a list or map and of its members, the element first.
fn parts_of(collection: &Collection) -> impl Iterator<Item = ShapeId> {
    let names: &[&str] = match collection.key {
        Some(_) => &["value", "key"],
        None => &["member"],
    };
    let id = &collection.id;
    let members = names.iter().map(move |name| format!("{id}${name}"));
    let members = members.filter_map(|id| ShapeId::new(&id).ok());
    members.chain([id.clone()])
}

fn breaks(effect: Effect, before: bool, after: bool, way: Way) -> bool {
    match effect {
        Effect::Sent => way == Way::Sent,
        Effect::Received => way == Way::Received,
        Effect::Exchanged => true,
        Effect::Demanded => way == Way::Sent && after && !before,
        Effect::Offered => before && !after,
        Effect::Structural | Effect::Harmless => false,
    }
}

/// The members that are the whole body of a request, and their targets.
fn payloads(operation: &Operation) -> impl Iterator<Item = ShapeId> {
    let members = operation.input.members.iter();
    let payloads = members.filter(|one| one.settings.contains(&crate::ir::Setting::Payload));
    payloads.flat_map(|member| {
        let id = format!("{}${}", operation.input.id, member.name);
        ShapeId::new(&id)
            .ok()
            .into_iter()
            .chain([member.target.clone()])
    })
}
