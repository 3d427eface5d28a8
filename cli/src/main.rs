//! `cargo tinsmith …`.

use std::process::ExitCode;

use clap::{Args, Parser};
use tinsmith::command::{self, Command, Global};
use tinsmith::tool;

/// Cargo calls the tool with its own name as the first argument.
#[derive(Parser)]
#[command(name = "cargo", bin_name = "cargo", disable_help_subcommand = true)]
enum Cargo {
    /// Generate small client crates from service models, and review what a newer model changes
    Tinsmith(Arguments),
}

#[derive(Args)]
#[command(version, disable_help_subcommand = true)]
struct Arguments {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    tool::set("cargo tinsmith");
    command::run(|Cargo::Tinsmith(arguments)| {
        arguments.global.apply()?;
        arguments.command.run()
    })
}
