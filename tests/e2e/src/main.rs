//! Scenarios of generated clients against real servers: create, read, list with pages, a modeled
//! error, delete; each over the asynchronous and the blocking transport. `cargo xtask e2e`
//! generates the crates, starts the servers and runs this.

mod driver;
mod report;
mod scenarios;
mod servers;

use std::process::ExitCode;

use driver::Driver;
use report::Report;
use servers::Servers;

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let servers = Servers::from_env();
    let mut report = Report::default();
    for driver in [Driver::asynchronous(), Driver::Blocking] {
        for (name, scenario) in scenarios::ALL {
            if wanted.is_empty() || wanted.iter().any(|it| it == name) {
                let mut steps = report.begin(name, driver.name());
                let outcome = scenario(&driver, &servers, &mut steps);
                report.end(steps, outcome);
            }
        }
    }
    report.print();
    match report.passed() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
