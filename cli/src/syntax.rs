//! The command `syntax`: prints the request and response syntax of operations.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use tinsmith_model::{Selection, ShapeId, syntax};

use crate::failure::Failure;
use crate::report::{print, print_line};
use crate::source;

/// The command's arguments.
#[derive(Args)]
pub struct Options {
    /// The model: a file of Smithy JSON AST, a file or folder in the botocore form,
    /// `botocore:SERVICE`, or with --service a folder, archive or URL of models
    model: PathBuf,
    /// The operations by name; all of the service if none is given
    #[arg(value_name = "OPERATION")]
    operations: Vec<String>,
    /// The service, if the model has several
    #[arg(long, value_name = "NAME")]
    service: Option<String>,
    /// Write one file METHOD.txt per operation into this folder instead of printing
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let chosen = options.service.as_deref();
    let model = source::read(&options.model, chosen)?;
    let service = &source::service_of(&model, chosen)?.id;
    let selection = if options.operations.is_empty() {
        Selection::all(&model, service)?
    } else {
        Selection::operations(&model, service, &options.operations)?
    };
    let texts = selection
        .operation_ids()
        .iter()
        .filter_map(|id| Some((id, syntax::published(&model, service, id)?)));
    match &options.out {
        Some(folder) => write(folder, texts),
        None => {
            let text: String = texts.map(|(_, text)| format!("{text}\n")).collect();
            print(&text)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn write<'a>(
    folder: &Path,
    texts: impl Iterator<Item = (&'a ShapeId, String)>,
) -> Result<ExitCode, Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::at(folder, error))?;
    let mut count = 0;
    for (id, text) in texts {
        let path = folder.join(format!("{}.txt", syntax::method_name(id.name())));
        fs::write(&path, text).map_err(|error| Failure::at(&path, error))?;
        count += 1;
    }
    print_line!("{}: {count} operations", folder.display());
    Ok(ExitCode::SUCCESS)
}
