//! The commands of the workspace: `cargo xtask …`.

mod add;
mod botocore;
mod botocore_data;
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
mod progress;
mod remove;
mod report;
mod source;
mod syntax;
mod transaction;
mod update;

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
    /// Prints the request and response syntax of operations
    Syntax(syntax::Options),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Generate(options) => generate::run(&options),
        Command::Add(options) => add::run(&options),
        Command::Update(options) => update::run(&options),
        Command::Remove(options) => remove::run(&options),
        Command::Conformance(options) => conformance::run(&options),
        Command::Corpus(options) => corpus::run(&options),
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
