//! How long the generator takes for the whole service: reading its model, and writing the crate's files in memory.

use std::path::Path;

use tinsmith_codegen::{Files, Options as CrateOptions, generate};
use tinsmith_model::{Model, Selection};

use crate::cargo::HERE;
use crate::options::{Failure, Options};
use crate::race::{race, repeat};
use crate::report::{Row, Table, grouped};

/// The service's own model. It is not part of this repository.
const MODEL: &str = "../../../shared/smithy/models/iottwinmaker-2021-11-29.json";

/// Takes the figure, where the model is at hand.
pub fn take(options: &Options, table: &mut Table) -> Result<(), Failure> {
    let path = Path::new(HERE).join(MODEL);
    if !path.exists() {
        eprintln!("skipped: there is no {}", path.display());
        return Ok(());
    }
    let model = read(&path);
    let files = write(&model);
    let lines: usize = files.values().map(|text| text.lines().count()).sum();
    let times = race(
        options.rounds,
        vec![
            repeat(|| write(&read(&path))),
            repeat(|| read(&path)),
            repeat(|| write(&model)),
        ],
    );
    let millis = |lane: usize| format!("{:.1} ms", times[lane].as_secs_f64() * 1e3);
    table.rows.push(Row {
        figure: format!(
            "`generate` of the whole service in process: {} operations, {} files, {} lines",
            operations(&model)?,
            files.len(),
            grouped(lines as u64),
        ),
        ours: millis(0),
        result: format!("{} reading, {} writing", millis(1), millis(2)),
        goal: "reported".to_owned(),
        ..Row::default()
    });
    Ok(())
}

fn read(path: &Path) -> Model {
    Model::read(path).expect("the model is read")
}

fn write(model: &Model) -> Files {
    let service = model.service().expect("there is one service");
    let selection = Selection::all(model, &service.id).expect("all of it is selected");
    let options = CrateOptions::new("iottwinmaker");
    generate(model, &selection, &options).expect("the crate is generated")
}

fn operations(model: &Model) -> Result<usize, Failure> {
    let selection = Selection::all(model, &model.service()?.id)?;
    Ok(selection.operation_ids().len())
}
