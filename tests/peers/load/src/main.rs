//! Calls under load: the client of one lane, or the server that all lanes call.
//!
//! `load server` prints its port and serves until its input ends. `load client LANE PORT AT_ONCE
//! SECONDS` and `load bursts LANE PORT BURSTS AT_ONCE` print what they measured, a figure a line.

mod client;
mod lanes;
mod process;
mod server;

use std::process::ExitCode;
use std::time::Duration;

/// Everything that can go wrong.
type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("load: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<(), Failure> {
    match arguments {
        ["server"] => server::serve(),
        ["client", lane, port, at_once, seconds] => {
            let seconds = Duration::from_secs_f64(seconds.parse()?);
            client::steady(lane, port.parse()?, at_once.parse()?, seconds)
        }
        ["bursts", lane, port, bursts, at_once] => {
            client::bursts(lane, port.parse()?, bursts.parse()?, at_once.parse()?)
        }
        ["alone", part, times] => client::alone(part, times.parse()?),
        ["cold", part, times, kib] => client::cold(part, times.parse()?, kib.parse()?),
        _ => Err(
            "usage: load server | client LANE PORT AT_ONCE SECONDS | bursts LANE PORT BURSTS \
            AT_ONCE | alone PART TIMES | cold PART TIMES KIB"
                .into(),
        ),
    }
}
