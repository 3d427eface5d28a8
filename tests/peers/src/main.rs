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

use options::{Failure, Options};
use report::Table;

/// A figure: its name on the command line, whether it builds other crates, and its function.
struct Figure {
    name: &'static str,
    builds: bool,
    take: fn(&Options, &mut Table) -> Result<(), Failure>,
}

const fn figure(
    name: &'static str,
    builds: bool,
    take: fn(&Options, &mut Table) -> Result<(), Failure>,
) -> Figure {
    Figure { name, builds, take }
}

const FIGURES: &[Figure] = &[
    figure("decode", false, decode::take),
    figure("request", false, requests::take),
    figure("calls", false, calls::take),
    figure("load", true, load::take),
    figure("build", true, builds::take),
    figure("crates", false, tree::take),
    figure("binary", true, binary::take),
    figure("lines", false, lines::take),
    figure("generate", false, generating::take),
    figure("whole", true, whole::take),
    figure("corpus", true, corpus::take),
    figure("dispatch", true, dispatched::take),
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
        if !options.wants(figure.name, figure.builds) {
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
