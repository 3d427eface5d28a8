//! Formats the outcomes of all services for a terminal.

use std::collections::BTreeMap;
use std::time::Duration;

use super::clock::Times;
use super::memory;
use super::one::{Outcome, Refusal};
use tinsmith::report::{count, number};

/// Formats the totals and the refusals.
pub(super) fn summary(outcomes: &[Outcome], time: Duration, jobs: usize) -> String {
    let sum = |part: fn(&Outcome) -> usize| outcomes.iter().map(part).sum::<usize>();
    let generated = outcomes.iter().filter(|outcome| outcome.lines > 0).count();
    let mut rows = vec![
        (
            "services",
            format!("{generated} of {} generated", outcomes.len()),
        ),
        ("operations", number(sum(|outcome| outcome.operations))),
        ("shapes", number(sum(|outcome| outcome.shapes))),
        ("files", number(sum(|outcome| outcome.files))),
        ("lines of Rust", number(sum(|outcome| outcome.lines))),
    ];
    let syntax = sum(|outcome| outcome.syntax);
    if syntax > 0 {
        rows.push(("syntax", format!("{} operations written", number(syntax))));
    }
    rows.extend(spent(outcomes, time, jobs));
    let rows: String = rows
        .iter()
        .map(|(name, value)| format!("{name:<18}{value}\n"))
        .collect();
    rows + &protocols(outcomes) + &operations(outcomes) + &failures(outcomes)
}

/// The rows for time and memory.
fn spent(outcomes: &[Outcome], time: Duration, jobs: usize) -> Vec<(&'static str, String)> {
    let mut times = Times::default();
    outcomes.iter().for_each(|outcome| times.add(outcome.times));
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
    let total = times.total().as_secs_f64();
    let lines: usize = outcomes.iter().map(|outcome| outcome.lines).sum();
    let speed = lines as f64 / total.max(f64::EPSILON);
    let workers = count(jobs, "worker");
    let mut rows = vec![
        (
            "seconds",
            format!("{:.2} with {workers}", time.as_secs_f64()),
        ),
        (
            "seconds of a core",
            format!("{total:.2}: {}", parts.join(", ")),
        ),
        (
            "lines a second",
            format!("{} of a core", number(speed as usize)),
        ),
    ];
    rows.extend(memory::peak().map(|peak| ("peak memory", format!("{peak} MB"))));
    rows
}

/// Groups unsupported services by protocol.
fn protocols(outcomes: &[Outcome]) -> String {
    let groups = grouped(outcomes, |refusal| match refusal {
        Refusal::Protocol(protocol) => Some((protocol.as_str(), "")),
        _ => None,
    });
    let shown = groups.into_iter().map(|(protocol, services)| {
        let names: Vec<&str> = services.into_keys().collect();
        let services = count(names.len(), "service");
        format!(
            "\nrefused: {services} for the protocol {protocol}\n  {}\n",
            names.join(" ")
        )
    });
    shown.collect()
}

/// Groups unsupported operations by feature.
fn operations(outcomes: &[Outcome]) -> String {
    let groups = grouped(outcomes, |refusal| match refusal {
        Refusal::Operation { name, reason } => Some((reason.as_str(), name.as_str())),
        _ => None,
    });
    let shown = groups.into_iter().map(|(reason, services)| {
        let operations = count(services.values().map(Vec::len).sum(), "operation");
        let services = services.into_iter();
        let lines = services.map(|(service, names)| format!("  {service}: {}\n", names.join(" ")));
        format!(
            "\nrefused: {operations}: {reason}\n{}",
            lines.collect::<String>()
        )
    });
    shown.collect()
}

/// Formats all other refusals in full.
fn failures(outcomes: &[Outcome]) -> String {
    let groups = grouped(outcomes, |refusal| match refusal {
        Refusal::Failure(message) => Some(("", message.as_str())),
        _ => None,
    });
    let shown = groups.into_values().map(|services| {
        let head = format!("\nfailed: {}\n", count(services.len(), "service"));
        let lines = services.into_iter().map(|(service, messages)| {
            let messages = messages.join("\n").replace('\n', "\n  ");
            format!("{service}:\n  {messages}\n")
        });
        head + &lines.collect::<String>()
    });
    shown.collect()
}

/// Groups refusals of one kind by reason, and then by service.
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
