//! The tasks of this repository: `cargo xtask …`.

mod cargo;
mod conformance;
mod corpus;
mod e2e;
mod endpoints;
mod fuzz;
mod modules;
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
    #[command(flatten)]
    global: command::Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(flatten)]
    Tinsmith(command::Command),
    /// Generate, build and run the client cases of conformance suites
    Conformance(conformance::Options),
    /// Generate every service of a folder or of botocore, and compile some of them
    Corpus(corpus::Options),
    /// Run generated clients against real servers on loopback
    E2e(e2e::Options),
    /// Run the endpoint tests of a folder's services through generated tables and the runtime
    Endpoints(endpoints::Options),
    /// Write the runtime's tables of standard endpoint forms and of partitions
    EndpointTables(endpoints::tables::Options),
    /// Read mutated responses and models, looking for panics and slow inputs
    Fuzz(fuzz::Options),
    /// Compare services as read from Smithy models and from botocore
    Readers(readers::Options),
    /// Compare the verdicts of reviews with those of cargo-semver-checks, on random changes
    ReviewAudit(review_audit::Options),
}

fn main() -> ExitCode {
    tinsmith::tool::set("cargo xtask");
    command::run(run)
}

fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    arguments.global.apply()?;
    match arguments.command {
        Command::Tinsmith(command) => command.run(),
        Command::Conformance(options) => conformance::run(&options),
        Command::Corpus(options) => corpus::run(&options),
        Command::E2e(options) => e2e::run(&options),
        Command::Endpoints(options) => endpoints::run(&options),
        Command::EndpointTables(options) => endpoints::tables::run(&options),
        Command::Fuzz(options) => fuzz::run(&options),
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
