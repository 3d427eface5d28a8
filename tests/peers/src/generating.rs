//! The generator's time for the whole service: reading its model, and writing the crate's files in
//! memory.

use std::path::{Path, PathBuf};

use tinsmith_codegen::{Files, Options as CrateOptions, RuntimeSource, generate};
use tinsmith_model::{Model, Selection};

use crate::options::{Failure, Options};
use crate::race::{race, repeat};
use crate::report::{Row, Table, grouped};

/// The service's published model, which is not part of this repository.
const MODEL: &str = "smithy/models/iottwinmaker-2021-11-29.json";

/// Measures the figure, if the model is available.
pub fn take(options: &Options, table: &mut Table) -> Result<(), Failure> {
    let Some(path) = model() else {
        return Ok(());
    };
    let model = read(&path);
    let write = |model: &Model| write(model, "../runtime");
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

/// Returns the path of the service's model; if it is missing, says so.
pub fn model() -> Option<PathBuf> {
    tinsmith_test_data::find(MODEL, "the figure of the generator")
}

/// Reads the model from a file.
pub fn read(path: &Path) -> Model {
    Model::read(path).expect("the model is read")
}

/// Generates the files of the whole service's crate, which finds the runtime at a path.
pub fn write(model: &Model, runtime: &str) -> Files {
    let service = model.service().expect("there is one service");
    let selection = Selection::all(model, &service.id).expect("all of it is selected");
    let mut options = CrateOptions::new("iottwinmaker");
    options.runtime = RuntimeSource::Path(runtime.to_owned());
    generate(model, &selection, &options).expect("the crate is generated")
}

fn operations(model: &Model) -> Result<usize, Failure> {
    let selection = Selection::all(model, &model.service()?.id)?;
    Ok(selection.operation_ids().len())
}
