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
        let owner = item.owner.rsplit("::").next()?;
        let other = |rest: &str| rest.starts_with(|next: char| next.is_alphanumeric());
        let mut heads = ["struct", "enum"].into_iter();
        let owner = heads.find_map(|word| {
            let head = format!("pub {word} {owner}");
            start_of_line(text, 0, &head, |rest| !other(rest))
        })?;
        let name = match (&item.name, item.kind) {
            (None, _) => return Some(line_at(text, owner)),
            (Some(name), ItemKind::Field) => format!("pub {name}:"),
            (Some(name), ItemKind::Function) => format!("pub fn {name}("),
            (Some(name), _) => name.to_string(),
        };
        let whole = item.kind == ItemKind::Function;
        let found = start_of_line(text, owner + 1, &name, |rest| {
            whole || rest.starts_with([' ', ',', '(', '='])
        });
        Some(line_at(text, found.unwrap_or(owner)))
    }
}

/// The place after `from` where a line begins with this text, its indentation aside, and the rest
/// is accepted.
fn start_of_line(
    text: &str,
    from: usize,
    start: &str,
    accept: impl Fn(&str) -> bool,
) -> Option<usize> {
    let found = text.get(from..)?.match_indices(start);
    let mut found = found.map(|(at, _)| from + at);
    found.find(|at| {
        let before = text[..*at].trim_end_matches([' ', '\t']);
        (before.is_empty() || before.ends_with('\n')) && accept(&text[at + start.len()..])
    })
}

/// The number of the line at this place, from one.
fn line_at(text: &str, at: usize) -> usize {
    text.as_bytes()[..at]
        .iter()
        .filter(|byte| **byte == b'\n')
        .count()
        + 1
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
