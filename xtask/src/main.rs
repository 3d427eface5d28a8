//! The tasks of this repository: `cargo xtask …`.

mod conformance;
mod corpus;
mod endpoints;
mod readers;
mod review_audit;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tinsmith::command;
use tinsmith::failure::Failure;

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
    #[command(flatten)]
    Tinsmith(command::Command),
    /// Generates, builds and runs the client cases of conformance suites
    Conformance(conformance::Options),
    /// Generates every service of a folder or of botocore, and compiles some of them
    Corpus(corpus::Options),
    /// Runs the endpoint tests of a folder's services through generated tables and the runtime
    Endpoints(endpoints::Options),
    /// Writes the tables of standard endpoint forms and of partitions that the runtime holds
    EndpointTables(endpoints::tables::Options),
    /// Shows that a service reads alike from Smithy's form and from botocore's, and in what it
    /// does not
    Readers(readers::Options),
    /// Holds the verdicts of reviews against those of cargo-semver-checks, on random changes
    ReviewAudit(review_audit::Options),
}

fn main() -> ExitCode {
    command::run(run)
}

fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    match arguments.command {
        Command::Tinsmith(command) => command.run(),
        Command::Conformance(options) => conformance::run(&options),
        Command::Corpus(options) => corpus::run(&options),
        Command::Endpoints(options) => endpoints::run(&options),
        Command::EndpointTables(options) => endpoints::tables::run(&options),
        Command::Readers(options) => readers::run(&options),
        Command::ReviewAudit(options) => review_audit::run(&options),
    }
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
                "unexpected argument '--job' found; tip: a similar argument exists: '--jobs' \
                 (see --help)",
            ),
            (
                &["corpus", "x", "--jobs", "0"],
                "invalid value '0' for '--jobs <N>': number would be zero for non-zero type \
                 (see --help)",
            ),
        ] {
            let arguments = std::iter::once(&"cargo xtask").chain(arguments);
            let error = Arguments::try_parse_from(arguments).err().unwrap();
            assert_eq!(command::one_line(&error.to_string()), said);
        }
    }
}
