//! The commands, how they are told apart on the command line, and how they end.

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

use crate::failure::Failure;
use crate::{add, generate, remove, review, syntax, update};

/// A command.
#[derive(Subcommand)]
pub enum Command {
    /// Regenerates every crate in tinsmith.toml, or makes a crate from any model
    Generate(generate::Options),
    /// Takes operations of a service: its model, its crate, its lines in tinsmith.toml and Cargo.toml
    Add(add::Options),
    /// Takes newer models, and generates anew
    Update(update::Options),
    /// Gives up operations, or a whole service
    Remove(remove::Options),
    /// Says what a new model changes: on the wire, in the Rust API, and in what is generated
    Review(review::Options),
    /// Prints the request and response syntax of operations
    Syntax(syntax::Options),
}

impl Command {
    /// Runs the command.
    ///
    /// # Errors
    /// Returns [`Failure`] if the command cannot do what it was asked to; then it has changed nothing.
    pub fn run(&self) -> Result<ExitCode, Failure> {
        match self {
            Self::Generate(options) => generate::run(options),
            Self::Add(options) => add::run(options),
            Self::Update(options) => update::run(options),
            Self::Remove(options) => remove::run(options),
            Self::Review(options) => review::run(options),
            Self::Syntax(options) => syntax::run(options),
        }
    }
}

/// Parses the command line of the process, runs it, and prints why it failed.
pub fn run<A: Parser>(run: impl FnOnce(A) -> Result<ExitCode, Failure>) -> ExitCode {
    match arguments().and_then(run) {
        Ok(code) => code,
        Err(Failure(message)) => {
            // What is wrong with a model is drawn with its own heading.
            let heading = if message.starts_with("error: ") {
                ""
            } else {
                "error: "
            };
            eprintln!("{heading}{message}");
            ExitCode::from(2)
        }
    }
}

/// Parses the command line. Help that was asked for is printed here.
fn arguments<A: Parser>() -> Result<A, Failure> {
    A::try_parse().map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => error.exit(),
        _ => Failure(one_line(&error.to_string())),
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
