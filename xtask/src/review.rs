//! `cargo xtask review`: what a new model changes.

mod allow;
mod diffstat;
mod forms;
mod git;
mod pairs;
mod report;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use self::forms::Format;
pub(crate) use self::forms::clean;
pub(crate) use self::pairs::of_update;
pub(crate) use self::report::Service;
use self::report::{Outcome, Report};
use crate::config::Config;
use crate::failure::Failure;

/// What to compare, and how to say it.
#[derive(Args)]
pub(crate) struct Options {
    /// The model before: a file of Smithy JSON AST, a file or folder of the botocore form, or `botocore:SERVICE`; without
    /// OLD and NEW the models of tinsmith.toml are compared with those of a git revision
    #[arg(requires = "new")]
    old: Option<PathBuf>,
    /// The model after
    new: Option<PathBuf>,
    /// The operations to compare of OLD and NEW; all of the service where none is named
    #[arg(long, value_name = "A,B", value_delimiter = ',', requires = "old")]
    operations: Vec<String>,
    /// The git revision that the committed models are compared with
    #[arg(
        long,
        value_name = "REV",
        default_value = "HEAD",
        conflicts_with = "old"
    )]
    base: String,
    /// The form of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Ends with 1 where there is such a change, or a graver one, that tinsmith.toml does not allow
    #[arg(long, value_enum)]
    fail_on: Option<Limit>,
}

/// What is not wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Limit {
    /// What breaks on the wire
    Breaking,
    /// What breaks on the wire or asks for a major version of the crate
    Major,
    /// Any change
    Any,
}

/// Compares, reports, and says by the exit code whether something is not wanted.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let report = match (&options.old, &options.new) {
        (Some(old), Some(new)) => Report {
            services: vec![pairs::of_models(old, new, &options.operations)?],
        },
        _ => committed(&options.base)?,
    };
    let text = forms::show(&report, options.format)?;
    match io::stdout().lock().write_all(text.as_bytes()) {
        // Whoever reads has seen enough; the exit code counts all the same.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        written => written?,
    }
    let unwanted = options.fail_on.is_some_and(|limit| report.exceeds(limit));
    Ok(if unwanted {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Every crate of tinsmith.toml against a revision.
fn committed(base: &str) -> Result<Report, Failure> {
    let config = Config::read()?;
    let mut services = pairs::of_config(&config, base)?;
    allow::apply(&config.review.allow, &mut services)?;
    Ok(Report { services })
}

/// What is said of services, for a terminal.
pub(crate) fn text(services: Vec<Service>) -> Result<String, Failure> {
    forms::show(&Report { services }, Format::Text)
}

/// The version that the crate must take; `None` where it stays as it is.
pub(crate) fn next_version(service: &Service) -> Option<String> {
    match &service.outcome {
        Outcome::Compared(compared) => compared.next_version(),
        Outcome::New | Outcome::Gone => None,
    }
}
