//! The crates that the scenarios call, generated from the models of botocore.

use std::path::Path;

use tinsmith::failure::Failure;
use tinsmith_codegen::{Options, generate as emit, output};
use tinsmith_model::{Model, Selection, ShapeId};

use crate::cargo;

use super::scenarios::{SCENARIOS, Scenario};

/// Generates the crate of each scenario below `folder`, from the models in botocore's folder
/// `data`.
pub(super) fn generate(folder: &Path, data: &Path) -> Result<(), Failure> {
    for scenario in SCENARIOS {
        let files = files(scenario, data)
            .map_err(|Failure(message)| Failure(format!("{}: {message}", scenario.service)))?;
        output::write(&folder.join(scenario.service), &files)?;
    }
    Ok(())
}

fn files(scenario: &Scenario, data: &Path) -> Result<tinsmith_codegen::Files, Failure> {
    let path = data.join(scenario.service);
    let model = Model::read(&path)?;
    let service = model.service()?.id.clone();
    let operations = scenario
        .operations
        .iter()
        .map(|name| ShapeId::new(&format!("{}#{name}", service.namespace())))
        .collect::<Result<Vec<_>, _>>()?;
    let selection = Selection::operations(&model, &service, operations.iter())?;
    let mut options = Options::new(scenario.service);
    options.model = format!("botocore:{}", scenario.service);
    options.command = "cargo xtask e2e".to_owned();
    options.runtime = cargo::runtime()?;
    Ok(emit(&model, &selection, &options)?)
}
