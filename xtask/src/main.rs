//! The commands of the workspace: `cargo xtask …`.

mod add;
mod botocore;
mod changelog;
mod config;
mod conformance;
mod corpus;
mod edit;
mod failure;
mod generate;
mod interrupt;
mod lock;
mod plan;
mod pool;
mod progress;
mod readers;
mod remove;
mod report;
mod review;
mod review_audit;
mod services;
mod source;
mod syntax;
mod transaction;
mod update;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{Parser, Subcommand};

use crate::failure::Failure;

/// Generates client crates from service models, and shows what models say.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Regenerates every crate in tinsmith.toml, or makes a crate from any model
    Generate(generate::Options),
    /// Takes operations of a service: its model, its crate, its lines in tinsmith.toml and Cargo.toml
    Add(add::Options),
    /// Takes newer models, and generates anew
    Update(update::Options),
    /// Gives up operations, or a whole service
    Remove(remove::Options),
    /// Generates, builds and runs the client cases of conformance suites
    Conformance(conformance::Options),
    /// Generates every service of a folder or of botocore, and compiles some of them
    Corpus(corpus::Options),
    /// Shows that a service reads alike from Smithy's form and from botocore's, and in what it does not
    Readers(readers::Options),
    /// Says what a new model changes: on the wire, in the Rust API, and in what is generated
    Review(review::Options),
    /// Holds the verdicts of reviews against those of cargo-semver-checks, on random changes
    ReviewAudit(review_audit::Options),
    /// Prints the request and response syntax of operations
    Syntax(syntax::Options),
}

fn main() -> ExitCode {
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

/// What the command line says. Help that was asked for is printed here.
fn arguments() -> Result<Arguments, Failure> {
    Arguments::try_parse().map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => error.exit(),
        _ => Failure(one_line(&error.to_string())),
    })
}

fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    match arguments.command {
        Command::Generate(options) => generate::run(&options),
        Command::Add(options) => add::run(&options),
        Command::Update(options) => update::run(&options),
        Command::Remove(options) => remove::run(&options),
        Command::Conformance(options) => conformance::run(&options),
        Command::Corpus(options) => corpus::run(&options),
        Command::Readers(options) => readers::run(&options),
        Command::Review(options) => review::run(&options),
        Command::ReviewAudit(options) => review_audit::run(&options),
        Command::Syntax(options) => syntax::run(&options),
    }
}

/// What is wrong and what was meant, without the usage below it.
fn one_line(error: &str) -> String {
    let said = error.split("\n\nUsage:").next().unwrap_or_default();
    let said = said.split("\n\nFor more").next().unwrap_or_default();
    let said = said.strip_prefix("error: ").unwrap_or(said);
    let parts: Vec<String> = said
        .split("\n\n")
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    format!("{} (see --help)", parts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_that_are_wrong_are_told_in_one_line() {
        for (arguments, said) in [
            (
                &["corpus"][..],
                "the following required arguments were not provided: <DIR|botocore> (see --help)",
            ),
            (
                &["corpus", "x", "--job"],
                "unexpected argument '--job' found; tip: a similar argument exists: '--jobs' (see --help)",
            ),
            (
                &["corpus", "x", "--jobs", "0"],
                "invalid value '0' for '--jobs <N>': number would be zero for non-zero type (see --help)",
            ),
        ] {
            let arguments = std::iter::once(&"cargo xtask").chain(arguments);
            let error = Arguments::try_parse_from(arguments).err().unwrap();
            assert_eq!(one_line(&error.to_string()), said);
        }
    }
}
