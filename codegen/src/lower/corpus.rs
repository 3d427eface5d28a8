//! The names of all available published models, compared with a golden file.

use std::collections::BTreeSet;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use tinsmith_model::{Model, Shape, ShapeKind};

use super::enumeration;
use crate::names;

/// A kind of name, with the name in the model and the one in Rust.
type Name = (&'static str, String, String);

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/names/corpus.txt");

#[test]
fn names_of_the_corpus_are_as_before() {
    let files =
        tinsmith_test_data::json_files("smithy/models", "names_of_the_corpus_are_as_before");
    if files.is_empty() {
        return;
    }
    let mut found = BTreeSet::new();
    for file in files {
        let model = Model::read(&file).unwrap();
        model
            .shapes()
            .for_each(|shape| found.extend(of_shape(shape)));
    }
    let text = text(&found);
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        std::fs::write(GOLDEN, &text).unwrap();
    }
    let expected = std::fs::read_to_string(GOLDEN).unwrap_or_default();
    assert!(
        expected == text,
        "{GOLDEN} is not what is found, which follows; UPDATE_GOLDEN=1 writes it\n{text}"
    );
}

fn of_shape(shape: &Shape) -> Vec<Name> {
    let id = shape.id.name();
    let members = |kind, name: fn(&str) -> String| {
        let members = shape.members();
        let named = members.map(move |member| (kind, member.name.clone(), name(&member.name)));
        named.collect::<Vec<Name>>()
    };
    let own = |kind, name: fn(&str) -> String| vec![(kind, id.to_owned(), name(id))];
    match &shape.kind {
        ShapeKind::Structure { .. } => [
            own("type", names::type_name),
            members("field", names::value_name),
        ]
        .concat(),
        ShapeKind::Union { .. } => [
            own("type", names::type_name),
            members("variant", names::variant_name),
        ]
        .concat(),
        ShapeKind::Enum(values) => {
            let variants = values.values().zip(enumeration::variants(values));
            let variants = variants.map(|(one, variant)| ("value", one.name.clone(), variant));
            own("type", names::type_name)
                .into_iter()
                .chain(variants)
                .collect()
        }
        ShapeKind::IntEnum(values) => {
            let variants = values.values().zip(enumeration::variants(values));
            let variants = variants.map(|(one, variant)| ("value", one.name.clone(), variant));
            own("type", names::type_name)
                .into_iter()
                .chain(variants)
                .collect()
        }
        ShapeKind::List { .. } | ShapeKind::Map { .. } => own("collection", names::collection_name),
        ShapeKind::Operation(_) => [
            own("operation", names::operation_name),
            own("function", names::function_name),
            own("module", names::module_name),
        ]
        .concat(),
        _ => Vec::new(),
    }
}

/// The result of the conversion library alone.
fn plain(kind: &str, name: &str) -> String {
    match kind {
        "type" | "variant" | "value" | "operation" => name.to_upper_camel_case(),
        "collection" => name.to_shouty_snake_case(),
        _ => name.to_snake_case(),
    }
}

/// The adjusted names, including keywords, and for each kind a count and a hash of all others.
fn text(found: &BTreeSet<Name>) -> String {
    let is_plain = |(kind, name, rust_name): &&Name| {
        let raw = !matches!(*kind, "type" | "module") && names::is_keyword(rust_name);
        *rust_name == plain(kind, name) && !raw
    };
    let (plain, special): (Vec<&Name>, Vec<&Name>) = found.iter().partition(is_plain);
    let special = special.iter().map(|(kind, name, rust_name)| {
        let raw = if names::is_keyword(rust_name) {
            "r#"
        } else {
            ""
        };
        format!("{kind} {name} {raw}{rust_name}\n")
    });
    let kinds: BTreeSet<&str> = found.iter().map(|name| name.0).collect();
    let sums = kinds.iter().map(|kind| {
        let names = plain.iter().filter(|name| name.0 == *kind);
        let (mut count, mut sum) = (0, SEED);
        for (_, name, rust_name) in names {
            count += 1;
            sum = added(sum, &format!("{name} {rust_name}\n"));
        }
        format!("all others: {kind} {count} {sum:016x}\n")
    });
    special.chain(sums).collect()
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// The FNV-1a hash, which is the same on all machines.
fn added(sum: u64, text: &str) -> u64 {
    let bytes = text.bytes();
    bytes.fold(sum, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
