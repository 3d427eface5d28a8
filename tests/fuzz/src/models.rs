//! Models: the readers of both forms, and the generator with what they accept.

use tinsmith_codegen::{Options, generate};
use tinsmith_model::{Model, Selection, validate};

use crate::run::Target;

const SMITHY: &str = include_str!("../model.json");
const BOTOCORE: &str = include_str!("../../../model/tests/models/library-service-2.json");
const PAGINATORS: &str = include_str!("../../../model/tests/models/library-paginators-1.json");

/// The targets.
pub fn targets() -> Vec<Target> {
    let target = |name: &str, seeds: &[&str], read: fn(&str)| Target {
        name: name.to_owned(),
        seeds: seeds.iter().map(|seed| seed.as_bytes().to_vec()).collect(),
        read: Box::new(move |input| {
            read(&String::from_utf8_lossy(input));
            Ok(())
        }),
    };
    vec![
        target("model-smithy", &[SMITHY], |text| {
            read_model(text, PAGINATORS)
        }),
        target("model-botocore", &[BOTOCORE], |text| {
            read_model(text, PAGINATORS)
        }),
        target("model-paginators", &[PAGINATORS], |text| {
            read_model(BOTOCORE, text)
        }),
    ]
}

fn read_model(text: &str, paginators: &str) {
    let Ok(model) = Model::parse_botocore(text, paginators, ["model.json", "paginators.json"])
    else {
        return;
    };
    let Ok(service) = model.service() else {
        return;
    };
    let Ok(selection) = Selection::all(&model, &service.id) else {
        return;
    };
    if validate(&model, &selection).is_empty() {
        drop(generate(&model, &selection, &Options::new("fuzzed")));
    }
}
