//! The command `review`: reports what a new model changes.

mod allow;
mod diffstat;
mod folders;
mod forms;
mod git;
mod groups;
mod pairs;
mod report;
mod summary;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use tinsmith_codegen::review::entry;

use self::forms::Format;
pub use self::forms::clean;
pub use self::pairs::of_update;
pub use self::report::Service;
use self::report::{Compared, Report};
use crate::config::Config;
use crate::failure::Failure;
use crate::interrupt::Interrupt;

/// The command's arguments.
#[derive(Args)]
pub struct Options {
    /// The old model: a file of Smithy JSON AST, a file or folder in the botocore form, or
    /// `botocore:SERVICE`, or with --service a folder or archive of models; or many models: a
    /// folder of models, `botocore` or `botocore==VERSION`.
    /// Without OLD and NEW, the models of tinsmith.toml are compared with those of a git revision
    #[arg(requires = "new")]
    old: Option<PathBuf>,
    /// The new model, or as many models
    new: Option<PathBuf>,
    /// The operations of OLD and NEW to compare; by default all of the service
    #[arg(long, value_name = "A,B", value_delimiter = ',', requires = "old")]
    operations: Vec<String>,
    /// The service, if OLD and NEW have several
    #[arg(long, value_name = "NAME", requires = "old")]
    service: Option<String>,
    /// The git revision to compare the committed models with
    #[arg(
        long,
        value_name = "REV",
        default_value = "HEAD",
        conflicts_with = "old"
    )]
    base: String,
    /// The format of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The URL of the HTML form of this report, which the Markdown form links to
    #[arg(long, value_name = "URL")]
    page: Option<String>,
    /// Exits with 1 if there is such a change, or a more severe one, that tinsmith.toml does not
    /// allow
    #[arg(long, value_enum)]
    fail_on: Option<Limit>,
}

/// The severity of unwanted changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Limit {
    /// Changes that break the wire
    Breaking,
    /// Changes that break the wire, or may be refused by a constraint that only the service checks
    Validation,
    /// Changes that break the wire, or require a major version of the crate
    Major,
    /// Any change
    Any,
}

impl Options {
    /// Returns true if the form shows more of the models than their changes.
    fn keeps_models(&self) -> bool {
        self.format == Format::Html
    }
}

/// Compares and reports; the exit code says if there are unwanted changes.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let report = match (&options.old, &options.new) {
        (Some(old), Some(new)) => match named([old, new], options)? {
            Ok(services) => Report { services },
            Err(interrupted) => return Ok(interrupted),
        },
        _ => committed(&options.base, options.keeps_models())?,
    };
    let text = forms::show(&report, options.format, options.page.as_deref())?;
    crate::report::print(&text)?;
    let unwanted = options.fail_on.is_some_and(|limit| report.exceeds(limit));
    Ok(if unwanted {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Compares OLD with NEW: two models, or the common services of two folders of models. Returns the
/// exit code if interrupted.
fn named(
    [old, new]: [&PathBuf; 2],
    options: &Options,
) -> Result<Result<Vec<Service>, ExitCode>, Failure> {
    let (operations, keep) = (options.operations.as_slice(), options.keeps_models());
    let service = options.service.as_deref();
    let many = |path: &PathBuf| folders::source(path).filter(|_| service.is_none());
    match [old, new].map(many) {
        [None, None] => {
            let reviewed = pairs::of_models([old, new], service, operations, keep)?;
            Ok(Ok(vec![reviewed]))
        }
        [Some(old), Some(new)] if operations.is_empty() => {
            let interrupt = Interrupt::watch()?;
            let services = folders::compare(&[old, new], keep, &interrupt)?;
            Ok(services.ok_or_else(|| interrupt.code()))
        }
        [Some(_), Some(_)] => Err(Failure(
            "--operations is for two models, and OLD and NEW are many; name a service by \
             --service"
                .to_owned(),
        )),
        [before, _] => {
            let (many, one) = if before.is_some() {
                (old, new)
            } else {
                (new, old)
            };
            let (many, one) = (many.display(), one.display());
            Err(Failure(format!(
                "{many} has many models and {one} is a single one; name two of the same kind, such \
                 as {many}/SERVICE"
            )))
        }
    }
}

/// Compares every crate of tinsmith.toml with a revision.
fn committed(base: &str, keep: bool) -> Result<Report, Failure> {
    let config = Config::read()?;
    let mut services = pairs::of_config(&config, base, keep)?;
    allow::apply(&config.review.allow, &mut services)?;
    Ok(Report { services })
}

/// Formats the report on services for a terminal.
pub fn text(services: Vec<Service>) -> Result<String, Failure> {
    forms::show(&Report { services }, Format::Text, None)
}

/// The required version of the crate; `None` if it is unchanged.
pub(crate) fn next_version(service: &Service) -> Option<String> {
    service.compared().and_then(Compared::next_version)
}

/// The changelog entry, under a heading with the crate's name and its required version.
pub fn changelog_entry(service: &Service) -> String {
    let version = next_version(service).or_else(|| service.compared()?.version.clone());
    let heading = format!("{} {}", service.name, version.unwrap_or_default());
    let review = service.compared().map(|compared| &compared.review);
    let entry = review.map(|review| entry(review, heading.trim_end()));
    entry.unwrap_or_else(|| format!("## {heading}\n"))
}
