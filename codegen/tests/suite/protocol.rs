//! The choice of a protocol where a service lists several.

use std::path::Path;

use tinsmith_codegen::{Files, Options, generate};
use tinsmith_model::{Model, Selection, ShapeId};

/// The protocols that the service of the model lists.
fn protocols(model: &Model) -> Vec<&str> {
    let traits = model.service().unwrap().traits.iter();
    let ids = traits.map(|one| &one.id);
    ids.filter(|id| id.namespace().ends_with(".protocols"))
        .map(ShapeId::name)
        .collect()
}

/// The crate of the model with all protocols, with one of them chosen.
fn client(model: &Model, protocol: &str) -> Files {
    let selection = Selection::all(model, &model.service().unwrap().id).unwrap();
    let mut options = Options::new("fuzz");
    options.protocol = Some(protocol.to_owned());
    generate(model, &selection, &options).unwrap()
}

/// The lines that differ, with the paths of their files.
fn differences(old: &Files, new: &Files) -> Vec<(String, String)> {
    assert!(old.keys().eq(new.keys()), "the same files");
    let mut found = Vec::new();
    for (path, text) in old {
        let (before, after) = (text.lines(), new[path].lines());
        assert_eq!(before.clone().count(), after.clone().count(), "{path}");
        let changed = before.zip(after).filter(|(before, after)| before != after);
        found.extend(changed.map(|(_, after)| (path.clone(), after.trim().to_owned())));
    }
    found
}

#[test]
fn another_protocol_changes_one_line_and_the_feature_of_the_runtime() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fuzz/model.json");
    let model = Model::read(&path).unwrap();
    let protocols = protocols(&model);
    assert_eq!(protocols.len(), 8, "all there are: {protocols:?}");
    let crates: Vec<_> = protocols
        .into_iter()
        .map(|protocol| (protocol, client(&model, protocol)))
        .collect();
    for (old_name, old) in &crates {
        for (new_name, new) in crates.iter().filter(|(name, _)| name != old_name) {
            let found = differences(old, new);
            let (manifest, source): (Vec<_>, Vec<_>) = found
                .iter()
                .partition(|(path, _)| path.as_str() == "Cargo.toml");
            let from_to = format!("{old_name} to {new_name}: {found:?}");
            assert_eq!(source.len(), 1, "{from_to}");
            assert_eq!(source[0].0, "src/schema.rs", "{from_to}");
            assert!(source[0].1.starts_with("&rt::protocol::"), "{from_to}");
            assert!(manifest.len() <= 1, "{from_to}");
            for (_, line) in manifest {
                assert!(line.starts_with("tinsmith-runtime = "), "{from_to}");
            }
        }
    }
}
