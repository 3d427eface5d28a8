//! The commands of the workspace: `cargo xtask …`.

mod botocore;
mod botocore_data;
mod config;
mod conformance;
mod corpus;
mod failure;
mod generate;
mod interrupt;
mod progress;
mod report;
mod review;
mod syntax;

use std::process::ExitCode;

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
    /// Generates, builds and runs the client cases of conformance suites
    Conformance(conformance::Options),
    /// Generates every service of a folder or of botocore, and compiles some of them
    Corpus(corpus::Options),
    /// Says what a new model changes: on the wire, in the Rust API, and in what is generated
    Review(review::Options),
    /// Prints the request and response syntax of operations
    Syntax(syntax::Options),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Generate(options) => generate::run(&options),
        Command::Conformance(options) => conformance::run(&options),
        Command::Corpus(options) => corpus::run(&options),
        Command::Review(options) => review::run(&options),
        Command::Syntax(options) => syntax::run(&options),
    };
    match outcome {
        Ok(code) => code,
        Err(Failure(message)) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
    }
}
