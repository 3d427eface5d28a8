//! `cargo tinsmith …`.

use std::process::ExitCode;

use clap::{Args, CommandFactory as _, Parser, Subcommand};
use clap_complete::{Shell, generate};
use tinsmith::command::{self, Command, Global};
use tinsmith::{report, tool};

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
    command: Choice,
}

#[derive(Subcommand)]
enum Choice {
    #[command(flatten)]
    Tinsmith(Command),
    /// Print a script that completes commands in a shell
    Completions {
        /// The shell
        shell: Shell,
    },
}

fn main() -> ExitCode {
    tool::set("cargo tinsmith");
    command::run(|Cargo::Tinsmith(arguments)| {
        arguments.global.apply()?;
        match arguments.command {
            Choice::Tinsmith(command) => command.run(),
            Choice::Completions { shell } => {
                let mut command = Cargo::command();
                let mut script = Vec::new();
                generate(shell, &mut command, "cargo-tinsmith", &mut script);
                report::print(&String::from_utf8_lossy(&script))?;
                Ok(ExitCode::SUCCESS)
            }
        }
    })
}
