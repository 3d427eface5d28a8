//! The places of generated items: file and line.

use std::collections::HashMap;

use tinsmith_model::ShapeId;
use tinsmith_model::compare::{Change, Side};

use crate::Generated;
use crate::api::{Item, ItemKind};
use crate::names::ident;

/// A place in a generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Location {
    /// The crate of which model it is.
    pub side: Side,
    /// The path within the crate's folder.
    pub file: String,
    /// The line, from one.
    pub line: usize,
}

/// The items of a crate by what they are made of.
pub(super) struct Locations<'g> {
    generated: &'g Generated,
    side: Side,
    /// The files by the paths of the types in them.
    files: HashMap<String, String>,
    /// The files of operations by their ids.
    operations: HashMap<&'g ShapeId, String>,
    /// The types by their shapes, and the fields and variants by their members.
    items: HashMap<ShapeId, &'g Item>,
}

impl<'g> Locations<'g> {
    pub(super) fn new(generated: &'g Generated, side: Side) -> Self {
        let (lowered, listing) = (&generated.lowered, &generated.api);
        let types = lowered.types.iter();
        let files = types.map(|one| {
            let path = format!("types::{}", ident(&one.name));
            (path, format!("src/types/{}.rs", one.module))
        });
        let operations = lowered.operations.iter();
        let operations =
            operations.map(|one| (&one.id, format!("src/operation/{}.rs", one.module)));
        let mut items = HashMap::new();
        for item in listing.items() {
            for id in made_of(item) {
                items.entry(id).or_insert(item);
            }
        }
        Self {
            generated,
            side,
            files: files.collect(),
            operations: operations.collect(),
            items,
        }
    }

    /// The place of what is generated from the subject of a change.
    pub(super) fn find(&self, change: &Change) -> Option<Location> {
        let subject = &change.subject;
        if let Some(file) = self.operations.get(subject) {
            return Some(self.location(file, 1));
        }
        let item = self.items.get(subject);
        self.locate(item.or_else(|| self.items.get(&subject.shape()))?)
    }

    /// The place of the item of this path.
    pub(super) fn of_item(&self, path: &str) -> Option<Location> {
        let path = path.strip_prefix("#[deprecated] ").unwrap_or(path);
        self.locate(self.generated.api.get(path)?)
    }

    fn locate(&self, item: &Item) -> Option<Location> {
        if item.owner == "Client" {
            let line = self.line("src/lib.rs", item).unwrap_or(1);
            return Some(self.location("src/lib.rs", line));
        }
        let operation = item.operation.as_ref();
        let file = match operation {
            Some(operation) => self.operations.get(operation)?,
            None => self.files.get(&item.owner)?,
        };
        let line = self.line(file, item).unwrap_or(1);
        Some(self.location(file, line))
    }

    fn location(&self, file: &str, line: usize) -> Location {
        Location {
            side: self.side,
            file: file.to_owned(),
            line,
        }
    }

    /// The line of the item: that of its type, or the one with its name below that.
    fn line(&self, file: &str, item: &Item) -> Option<usize> {
        let text = self.generated.files.get(file)?;
        let lines = || text.lines().enumerate();
        let owner = item.owner.rsplit("::").next()?;
        let heads = ["struct", "enum"].map(|word| format!("pub {word} {owner}"));
        let declares = |line: &str| {
            heads.iter().any(|head| {
                let rest = line.trim_start().strip_prefix(head.as_str());
                rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
            })
        };
        let (start, _) = lines().find(|(_, line)| declares(line))?;
        let Some(name) = item.name.as_deref() else {
            return Some(start + 1);
        };
        let name = match item.kind {
            ItemKind::Field => format!("pub {name}:"),
            ItemKind::Function => format!("pub fn {name}("),
            _ => name.to_owned(),
        };
        let found = lines().skip(start + 1).find(|(_, line)| {
            let rest = line.trim_start().strip_prefix(name.as_str());
            let whole = item.kind == ItemKind::Function;
            rest.is_some_and(|rest| whole || rest.starts_with([' ', ',', '(', '=']))
        });
        Some(found.map_or(start, |(at, _)| at) + 1)
    }
}

/// The shape of a type, or the members of a field or variant.
fn made_of(item: &Item) -> Vec<ShapeId> {
    match item.kind {
        ItemKind::Struct | ItemKind::Enum => vec![item.shape.clone()],
        ItemKind::Field | ItemKind::Variant => {
            let members = item.members.iter();
            let ids = members.map(|name| ShapeId::new(&format!("{}${name}", item.shape)));
            ids.flatten().collect()
        }
        _ => Vec::new(),
    }
}
