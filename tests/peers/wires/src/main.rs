//! Decoding of XML, EC2's forms and CBOR, and resolution of endpoints: a generated client, the SDK
//! of the service, and a derive of the same types, side by side in one run.
//!
//! `cargo run --release --manifest-path tests/peers/wires/Cargo.toml` needs a botocore that
//! `python3`, or the variable `PYTHON`, finds; with `--features ec2` EC2 is measured as well.

mod cbor;
#[cfg(feature = "ec2")]
mod ec2;
mod endpoints;
mod lanes;
#[allow(dead_code)] // lanes that are awaited are not here
#[path = "../../src/race.rs"]
mod race;
mod xml;

use std::time::Duration;

use race::{micros, ratio};

/// The number of rounds of a race.
const ROUNDS: usize = 101;

/// The times of decoding: ours, the SDK's, and the derive's if there is one.
struct Figure {
    what: String,
    ours: Duration,
    official: Duration,
    derived: Option<Duration>,
    goals: [f64; 2],
}

impl Figure {
    fn row(&self) -> String {
        let to_official = ratio(self.official, self.ours);
        let to_derived = self.derived.map(|derived| ratio(derived, self.ours));
        let [of_official, of_derived] = self.goals;
        let reached = to_official >= of_official && to_derived.is_none_or(|to| to >= of_derived);
        let derived = self.derived.map(micros).unwrap_or_default();
        let to_derived = to_derived.map(|to| format!("{to:.2} × (≥ {of_derived})"));
        format!(
            "| {} | {} | {} | {derived} | {to_official:.2} × (≥ {of_official}) | {} | {} |",
            self.what,
            micros(self.ours),
            micros(self.official),
            to_derived.unwrap_or_default(),
            if reached { "yes" } else { "**no**" },
        )
    }
}

fn main() {
    let mut figures = vec![xml::figure(), cbor::figure()];
    #[cfg(feature = "ec2")]
    figures.push(ec2::figure());
    figures.shrink_to_fit();
    println!(
        "| decode | Tinsmith | aws-sdk | derive | to aws-sdk | to the derive | reached |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | --- |"
    );
    for figure in &figures {
        println!("{}", figure.row());
    }
    println!(
        "\n| endpoint | Tinsmith | aws-sdk | to aws-sdk | reached |\n\
         | --- | ---: | ---: | ---: | --- |"
    );
    for figure in endpoints::figures() {
        println!("{}", figure.row());
    }
}
