//! Generated files that differ though no change is about what they are made of.

use std::collections::{HashMap, HashSet};

use tinsmith_model::compare::Rule;
use tinsmith_model::{Model, ShapeId};

use super::Judged;
use crate::Generated;
use crate::ir::Operation;

/// The files that list what others hold.
const INDEXES: [&str; 7] = [
    "Cargo.toml",
    "README.md",
    "api.txt",
    "src/lib.rs",
    "src/operation.rs",
    "src/schema.rs",
    "src/types.rs",
];

/// Returns the files that differ although neither the shape that they are made of has changed, nor
/// one that it reaches, nor one that is named where the files differ, and no change has an item in
/// them. The order of errors is no change, but it is that of the generated enum.
pub(super) fn files(
    changes: &[Judged],
    old: (&Model, &Generated),
    new: (&Model, &Generated),
) -> Vec<String> {
    let subjects = changes.iter().map(|judged| &judged.change.subject);
    let changed: HashSet<&str> = subjects.map(|subject| subject.name()).collect();
    let (before, after) = (&old.1.files, &new.1.files);
    let gone = before.keys().filter(|path| !after.contains_key(*path));
    let all = after.keys().chain(gone);
    let differing: Vec<&String> = all
        .filter(|path| before.get(*path) != after.get(*path) && !INDEXES.contains(&path.as_str()))
        .collect();
    let halves = [(old.0, shapes(old.1)), (new.0, shapes(new.1))];
    let mut explained = operations(old.1, new.1, errors);
    let items = changes.iter().flat_map(|judged| &judged.items);
    let places = items.filter_map(|item| item.location.as_ref());
    explained.extend(places.map(|place| place.file.clone()));
    let mut rules = changes.iter().map(|judged| judged.change.rule);
    if rules.any(|rule| rule == Rule::EndpointRulesChanged) {
        explained.insert("src/endpoint.rs".to_owned());
        explained.extend(operations(old.1, new.1, |one| one.endpoint_params.clone()));
    }
    let unexplained = differing
        .into_iter()
        .filter(|path| !explained.contains(*path));
    let unexplained = unexplained.filter(|path| {
        let mut halves = halves.iter();
        !halves.any(|(model, shapes)| {
            let shape = shapes.get(path.as_str()).and_then(|id| model.shape(id));
            let mut reached = shape.into_iter().flat_map(|shape| model.reached(shape));
            reached.any(|shape| changed.contains(shape.id.name()))
        })
    });
    let names: HashSet<String> = changed.iter().map(|name| plain(name)).collect();
    let unexplained = unexplained.filter(|path| {
        let texts = [before, after].map(|files| files.get(*path).map_or("", String::as_str));
        !names_one(texts, &names)
    });
    unexplained.cloned().collect()
}

/// Returns true if one of the names is in the lines that only one of the texts has: documentation
/// links to the type, or a static has the name of the type that uses it first.
fn names_one(texts: [&str; 2], names: &HashSet<String>) -> bool {
    let lines = texts.map(|text| text.lines().collect::<HashSet<&str>>());
    let differing = lines[0].symmetric_difference(&lines[1]);
    let is_in_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut words = differing.flat_map(|line| line.split(|letter| !is_in_word(letter)));
    words.any(|word| {
        let found = plain(word);
        let of_static = word.contains('_') && !word.contains(char::is_lowercase);
        names.contains(&found) || of_static && names.iter().any(|name| found.starts_with(name))
    })
}

/// A name without case and underscores.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| *letter != '_');
    letters.flat_map(char::to_lowercase).collect()
}

/// The files of operations in which something differs.
fn operations<T: PartialEq>(
    old: &Generated,
    new: &Generated,
    what: impl Fn(&Operation) -> T,
) -> HashSet<String> {
    let before = old.lowered.operations.iter();
    let before: HashMap<&str, &Operation> = before.map(|one| (one.id.name(), one)).collect();
    let differs = |after: &&Operation| {
        let before = before.get(after.id.name());
        before.is_some_and(|before| what(before) != what(after))
    };
    let operations = new.lowered.operations.iter().filter(differs);
    operations
        .map(|one| format!("src/operation/{}.rs", one.module))
        .collect()
}

/// The errors of an operation in their order.
fn errors(operation: &Operation) -> Vec<String> {
    let errors = operation.errors.iter();
    errors.map(|error| error.type_name.clone()).collect()
}

/// The shapes that files are made of.
fn shapes(generated: &Generated) -> HashMap<String, &ShapeId> {
    let types = generated.lowered.types.iter();
    let types = types.map(|one| (format!("src/types/{}.rs", one.module), &one.id));
    let operations = generated.lowered.operations.iter();
    let operations = operations.map(|one| (format!("src/operation/{}.rs", one.module), &one.id));
    types.chain(operations).collect()
}
