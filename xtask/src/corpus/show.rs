//! What became of all services, in lines for a terminal.

use std::collections::BTreeMap;
use std::time::Duration;

use super::clock::Times;
use super::memory;
use super::one::{Outcome, Refusal};
use crate::report::{count, number};

/// Prints the numbers and what was refused.
pub(super) fn summary(outcomes: &[Outcome], time: Duration, jobs: usize) {
    let sum = |part: fn(&Outcome) -> usize| outcomes.iter().map(part).sum::<usize>();
    let generated = outcomes.iter().filter(|outcome| outcome.lines > 0).count();
    let mut times = Times::default();
    outcomes.iter().for_each(|outcome| times.add(outcome.times));
    let lines = sum(|outcome| outcome.lines);
    row(
        "services",
        format!("{generated} of {} generated", outcomes.len()),
    );
    row("operations", number(sum(|outcome| outcome.operations)));
    row("shapes", number(sum(|outcome| outcome.shapes)));
    row("files", number(sum(|outcome| outcome.files)));
    row("lines of Rust", number(lines));
    match sum(|outcome| outcome.syntax) {
        0 => {}
        written => row("syntax", format!("{} operations written", number(written))),
    }
    row(
        "seconds",
        format!("{:.2} with {}", time.as_secs_f64(), count(jobs, "worker")),
    );
    row("seconds of a core", spent(&times));
    let speed = lines as f64 / times.total().as_secs_f64().max(f64::EPSILON);
    row(
        "lines a second",
        format!("{} of a core", number(speed as usize)),
    );
    if let Some(peak) = memory::peak() {
        row("peak memory", format!("{peak} MB"));
    }
    protocols(outcomes);
    operations(outcomes);
    failures(outcomes);
}

fn row(name: &str, value: String) {
    println!("{name:<18}{value}");
}

fn spent(times: &Times) -> String {
    let parts = [
        ("reading", times.read),
        ("syntax", times.syntax),
        ("generating", times.generate),
        ("writing", times.write),
    ];
    let parts = parts.iter().filter(|(_, time)| !time.is_zero());
    let parts: Vec<String> = parts
        .map(|(name, time)| format!("{name} {:.2}", time.as_secs_f64()))
        .collect();
    format!("{:.2}: {}", times.total().as_secs_f64(), parts.join(", "))
}

/// Services by the protocols they speak.
fn protocols(outcomes: &[Outcome]) {
    let groups = grouped(outcomes, |refusal| match refusal {
        Refusal::Protocol(protocol) => Some((protocol.as_str(), "")),
        _ => None,
    });
    for (protocol, services) in groups {
        let names: Vec<&str> = services.into_keys().collect();
        let services = count(names.len(), "service");
        println!(
            "\nrefused: {services} for the protocol {protocol}\n  {}",
            names.join(" ")
        );
    }
}

/// Operations by what they need.
fn operations(outcomes: &[Outcome]) {
    let groups = grouped(outcomes, |refusal| match refusal {
        Refusal::Operation { name, reason } => Some((reason.as_str(), name.as_str())),
        _ => None,
    });
    for (reason, services) in groups {
        let number = services.values().map(Vec::len).sum();
        println!("\nrefused: {}: {reason}", count(number, "operation"));
        for (service, operations) in services {
            println!("  {service}: {}", operations.join(" "));
        }
    }
}

/// Everything else, in full.
fn failures(outcomes: &[Outcome]) {
    let groups = grouped(outcomes, |refusal| match refusal {
        Refusal::Failure(message) => Some(("", message.as_str())),
        _ => None,
    });
    for services in groups.into_values() {
        println!("\nfailed: {}", count(services.len(), "service"));
        for (service, messages) in services {
            println!(
                "{service}:\n  {}",
                messages.join("\n").replace('\n', "\n  ")
            );
        }
    }
}

/// Refusals of one kind by their reason, and then by service.
fn grouped<'o>(
    outcomes: &'o [Outcome],
    pick: impl Fn(&'o Refusal) -> Option<(&'o str, &'o str)>,
) -> BTreeMap<&'o str, BTreeMap<&'o str, Vec<&'o str>>> {
    let mut groups: BTreeMap<&str, BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    for outcome in outcomes {
        for (reason, what) in outcome.refused.iter().filter_map(&pick) {
            let services = groups.entry(reason).or_default();
            services.entry(&outcome.name).or_default().push(what);
        }
    }
    groups
}
