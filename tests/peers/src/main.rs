//! Benchmarks of a generated crate against its peers; `../README.md` has the table and describes
//! each figure.

mod binary;
mod builds;
mod calls;
mod cargo;
mod corpus;
mod decode;
mod derived;
mod dispatched;
mod ec2;
mod generating;
mod lines;
mod load;
mod official;
mod options;
mod ours;
mod race;
mod report;
mod requests;
mod sample;
mod server;
mod tree;
mod whole;

use std::process::ExitCode;

use options::{Cost, Failure, Options};
use report::Table;

/// A figure: its name on the command line, its cost, and its function.
struct Figure {
    name: &'static str,
    cost: Cost,
    take: fn(&Options, &mut Table) -> Result<(), Failure>,
}

const fn figure(
    name: &'static str,
    cost: Cost,
    take: fn(&Options, &mut Table) -> Result<(), Failure>,
) -> Figure {
    Figure { name, cost, take }
}

const FIGURES: &[Figure] = &[
    figure("decode", Cost::Short, decode::take),
    figure("request", Cost::Short, requests::take),
    figure("calls", Cost::Short, calls::take),
    figure("load", Cost::Builds, load::take),
    figure("build", Cost::Builds, builds::take),
    figure("crates", Cost::Short, tree::take),
    figure("binary", Cost::Builds, binary::take),
    figure("lines", Cost::Short, lines::take),
    figure("generate", Cost::Short, generating::take),
    figure("whole", Cost::Builds, whole::take),
    figure("corpus", Cost::Builds, corpus::take),
    figure("dispatch", Cost::Builds, dispatched::take),
    figure("ec2", Cost::ByName, ec2::take),
];

fn main() -> ExitCode {
    let names: Vec<&str> = FIGURES.iter().map(|figure| figure.name).collect();
    match Options::read(lexopt::Parser::from_env(), &names) {
        Ok(Some(options)) => measure(&options),
        Ok(None) => {
            println!("{}", options::help(&names));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("peers: {error}\n\n{}", options::help(&names));
            ExitCode::from(2)
        }
    }
}

fn measure(options: &Options) -> ExitCode {
    let mut table = Table::default();
    for figure in FIGURES {
        if !options.wants(figure.name, figure.cost) {
            continue;
        }
        eprintln!("{} …", figure.name);
        if let Err(error) = (figure.take)(options, &mut table) {
            eprintln!("peers: {}: {error}", figure.name);
            return ExitCode::FAILURE;
        }
    }
    println!("{}\n\n{table}", report::machine());
    ExitCode::SUCCESS
}
