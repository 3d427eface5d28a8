//! The commands: parsing and exit codes.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand};

use crate::failure::Failure;
use crate::root::set_manifest_path;
use crate::{
    add, generate, init, list, remove, rename, report, resolve, review, syntax, tool, update,
};

/// A command.
#[derive(Subcommand)]
pub enum Command {
    /// Create a tinsmith.toml in the current folder
    Init(init::Options),
    /// Generate the crates in tinsmith.toml, or one crate from any model
    Generate(generate::Options),
    /// Add a service, or operations of one
    Add(add::Options),
    /// Update models and regenerate
    Update(update::Options),
    /// Remove operations, or a whole service
    Remove(remove::Options),
    /// Rename a crate, its folder and its model
    Rename(rename::Options),
    /// Resolve the conflicts of a merge in generated files, models and settings
    Resolve(resolve::Options),
    /// Review what a new model changes: on the wire, in the Rust API, and in the generated code
    Review(review::Options),
    /// List the services of botocore or of an archive, and their operations
    List(list::Options),
    /// Print the request and response syntax of operations
    Syntax(syntax::Options),
}

impl Command {
    /// Runs the command.
    ///
    /// # Errors
    /// Returns [`Failure`] if the command cannot do what it was asked to; then it has changed
    /// nothing.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        match self {
            Self::Init(options) => init::run(options),
            Self::Generate(options) => generate::run(options),
            Self::Add(options) => add::run(options),
            Self::Update(options) => update::run(options),
            Self::Remove(options) => remove::run(options),
            Self::Rename(options) => rename::run(options),
            Self::Resolve(options) => resolve::run(options),
            Self::Review(options) => review::run(options),
            Self::List(options) => list::run(options),
            Self::Syntax(options) => syntax::run(options),
        }
    }
}

/// The options of all commands.
#[derive(Args)]
pub struct Global {
    /// Use this tinsmith.toml instead of looking for one in the current folder and its parents
    #[arg(long, global = true, value_name = "PATH")]
    manifest_path: Option<PathBuf>,
}

impl Global {
    /// Applies the options.
    ///
    /// # Errors
    /// Returns [`Failure`] if there is no such file.
    pub fn apply(&self) -> Result<(), Failure> {
        match &self.manifest_path {
            Some(path) => set_manifest_path(path),
            None => Ok(()),
        }
    }
}

/// Parses the command line of the process, runs the command, and prints its error.
pub fn run<A: Parser>(run: impl FnOnce(A) -> Result<ExitCode, Failure>) -> ExitCode {
    match arguments().and_then(run) {
        Ok(code) => code,
        Err(failure) => report::failures(&[failure]),
    }
}

/// Parses the command line. Prints help if requested.
fn arguments<A: Parser>() -> Result<A, Failure> {
    A::try_parse_from(tool::arguments(std::env::args_os().collect())).map_err(|error| {
        match error.kind() {
            ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => error.exit(),
            _ => Failure(one_line(&error.to_string())),
        }
    })
}

/// Shortens a parser's message to one line, without the usage below it.
pub fn one_line(error: &str) -> String {
    let said = error.split("\n\nUsage:").next().unwrap_or_default();
    let said = said.split("\n\nFor more").next().unwrap_or_default();
    let said = said.strip_prefix("error: ").unwrap_or(said);
    let parts: Vec<String> = said
        .split("\n\n")
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    format!("{} (see --help)", parts.join("; "))
}
