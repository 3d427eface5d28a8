//! `init`: a `tinsmith.toml` for a repository.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use crate::attributes;
use crate::botocore;
use crate::config::{Config, FILE, root};
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::plan::Plan;
use crate::report::print_line;
use crate::tool;
use crate::transaction::Session;

/// The version of botocore that is pinned if none is installed.
const BOTOCORE: &str = "1.44.5";

/// Options of `init`.
#[derive(Args)]
pub struct Options {
    /// The folder for models
    #[arg(long, value_name = "DIR", default_value = "models")]
    models: String,
    /// The folder for generated crates, and for the copy of the runtime beside them
    #[arg(long, value_name = "DIR", default_value = "crates")]
    crates: String,
}

/// Runs the command, in the current folder.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let interrupt = Interrupt::watch()?;
    let here = std::env::current_dir()?;
    if root().join(FILE).is_file() {
        return Err(Failure::at(&root().join(FILE), "already exists"));
    }
    for folder in [&options.models, &options.crates] {
        let inside = Path::new(folder).components().all(|part| {
            matches!(
                part,
                std::path::Component::Normal(_) | std::path::Component::CurDir
            )
        });
        if !inside {
            return Err(Failure(format!(
                "{folder}: is no folder within the repository"
            )));
        }
    }
    let session = Session::begin(&here)?;
    let mut plan = Plan::default();
    let text = text(options);
    let attributes = attributes::with_lines(&Config::parse(&text)?)?;
    plan.put_edited(attributes::FILE, attributes)?;
    plan.put(Path::new(FILE), Some(text))?;
    if let Some(code) = plan.commit(&session, &interrupt)? {
        return Ok(code);
    }
    print_line!(
        "{FILE}: written; next: {} add SERVICE OPERATION",
        tool::name()
    );
    Ok(ExitCode::SUCCESS)
}

/// The text of the file.
fn text(options: &Options) -> String {
    let installed = botocore::installed_data(None).ok();
    let version = installed.map_or_else(|| BOTOCORE.to_owned(), |data| data.version);
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let vendor = format!("{}/tinsmith-runtime", options.crates.trim_end_matches('/'));
    format!(
        "# Which services and operations are generated, from which model, into which crate. Paths \
         are relative to this file.\n\
         # `{tool} add`, `update` and `remove` change it; after a change by hand run `{tool} \
         generate`.\n\n\
         # The botocore that models are taken from.\nbotocore = {}\n\n\
         # The folders for models and for generated crates.\n[folders]\nmodels = {}\ncrates = {}\n\
         \n\
         # Where generated crates get the runtime from: a copy that the tool writes.\n[runtime]\n\
         vendor = {}\n",
        quoted(&version),
        quoted(&options.models),
        quoted(&options.crates),
        quoted(&vendor),
        tool = tool::name(),
    )
}
