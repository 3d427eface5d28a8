//! `cargo tinsmith …`.

use std::process::ExitCode;

use clap::{Args, Parser};
use tinsmith::command::{self, Command};

/// Cargo calls the tool with its own name as the first argument.
#[derive(Parser)]
#[command(name = "cargo", bin_name = "cargo", disable_help_subcommand = true)]
enum Cargo {
    /// Generates client crates from service models, and shows what models say.
    Tinsmith(Arguments),
}

#[derive(Args)]
#[command(disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    command::run(|Cargo::Tinsmith(arguments)| arguments.command.run())
}
