//! The public items of a generated crate, as the crate's listing `api.txt` and the review of a new
//! model know them.
//!
//! Items come from the same lowered crate as the generated text, so that nothing reads that text
//! to learn what it declares.
//!
//! ```no_run
//! use std::path::Path;
//! use tinsmith_codegen::{Options, api::Listing};
//! use tinsmith_model::{Model, Selection};
//!
//! let model = Model::read(Path::new("weather.json"))?;
//! let selection = Selection::all(&model, &model.service()?.id)?;
//! let listing = Listing::new(&model, &selection, &Options::new("weather"))?;
//! for item in listing.items() {
//!     println!("{}: {}", item.path, item.declaration);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod client;
mod enumeration;
mod item;
mod operation;
mod structure;
mod union;

use std::collections::BTreeMap;

use tinsmith_model::{Model, ReadErrors, Selection};

pub use self::item::{Item, ItemKind};
use crate::ir::{Crate, TypeBody};
use crate::{Kind, Options};

/// The public items of a generated crate by their paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    items: BTreeMap<String, Item>,
}

impl Listing {
    /// Lists what [`generate`](crate::generate) makes public of the same arguments.
    ///
    /// # Errors
    /// Returns the same errors as [`generate`](crate::generate).
    pub fn new(
        model: &Model,
        selection: &Selection,
        options: &Options,
    ) -> Result<Self, ReadErrors> {
        let lowered = crate::lowered(model, selection, options)?;
        Ok(Self::of_crate(&lowered, options.kind))
    }

    /// Lists the public items of a lowered crate.
    pub(crate) fn of_crate(lowered: &Crate, kind: Kind) -> Self {
        let mut items = BTreeMap::new();
        visit(lowered, kind, &mut |item: Item| {
            items.insert(item.path.clone(), item);
        });
        Self { items }
    }

    /// The items, sorted by path.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.values()
    }

    /// The item of this path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Item> {
        self.items.get(path)
    }
}

/// The lines of `api.txt`, sorted: an item each, without documentation.
pub(crate) fn lines(lowered: &Crate, kind: Kind) -> Vec<String> {
    let mut lines = Vec::new();
    visit(lowered, kind, &mut |item| lines.push(item.to_string()));
    lines.sort_unstable();
    lines
}

/// Takes the items of a crate, one after the other.
type Add<'a> = dyn FnMut(Item) + 'a;

/// Visits the public items of a lowered crate.
fn visit(lowered: &Crate, kind: Kind, add: &mut Add<'_>) {
    if kind.has_client() {
        client::list(lowered, add);
    }
    for operation in &lowered.operations {
        operation::list(operation, add);
    }
    for one in &lowered.types {
        match &one.body {
            TypeBody::Structure(structure) => structure::of_type(one, structure, add),
            TypeBody::Union(union) => union::list(one, union, add),
            TypeBody::Enum(values) => enumeration::texts(one, values, add),
            TypeBody::IntEnum(values) => enumeration::numbers(one, values, add),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: &str = r##"{"smithy":"2.0","shapes":{
        "t#S":{"type":"service","version":"1","operations":[{"target":"t#Run"}],
            "traits":{"aws.protocols#awsJson1_0":{}}},
        "t#Run":{"type":"operation","input":{"target":"t#In"},"errors":[{"target":"t#No"}]},
        "t#In":{"type":"structure","members":{
            "Type":{"target":"t#Kind","traits":{"smithy.api#deprecated":{}}},
            "Either":{"target":"t#Either"}}},
        "t#No":{"type":"structure","members":{"message":{"target":"smithy.api#String"}},
            "traits":{"smithy.api#error":"client"}},
        "t#Kind":{"type":"enum","members":{"A":{"target":"smithy.api#Unit",
            "traits":{"smithy.api#enumValue":"a"}}}},
        "t#Either":{"type":"union","members":{"number":{"target":"smithy.api#Integer"}}}}}"##;

    fn crate_of_model() -> Crate {
        let model = Model::parse(MODEL, "t.json").unwrap();
        let selection = Selection::all(&model, &model.service().unwrap().id).unwrap();
        crate::lowered(&model, &selection, &Options::new("t")).unwrap()
    }

    #[test]
    fn every_kind_of_item_has_its_line() {
        let lines = lines(&crate_of_model(), Kind::Crate);
        for expected in [
            "Client::run(&self, input: operation::RunInput) -> rt::Call<operation::Run>",
            "operation::RunError::No(types::No)",
            "operation::RunInput: #[non_exhaustive] struct",
            "operation::RunInput: impl Clone",
            "operation::RunInput::r#type: Option<types::Kind> #[deprecated]",
            "types::Either::Number(i32)",
            "types::Kind: #[non_exhaustive] enum",
            "types::Kind::A",
            "types::Kind::as_str(&self) -> &str",
            "types::No::message: Option<String>",
        ] {
            assert!(
                lines.iter().any(|line| line == expected),
                "{expected}\n{lines:#?}"
            );
        }
        assert!(lines.is_sorted());
    }

    #[test]
    fn an_item_knows_the_members_that_it_is_made_of() {
        let listing = Listing::of_crate(&crate_of_model(), Kind::Crate);
        let field = listing.get("operation::RunInput::r#type").unwrap();
        assert_eq!(field.members, ["Type"]);
        assert_eq!(field.shape.as_str(), "t#In");
        assert_eq!(field.operation.as_ref().unwrap().as_str(), "t#Run");
        assert_eq!(listing.get("types::Kind::A").unwrap().members, ["A"]);
    }
}
