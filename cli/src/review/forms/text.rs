//! The report for a terminal.

mod look;

use console::Style;
use tinsmith_codegen::review::{Api, Entry, ItemChange, Judged};
use tinsmith_model::compare::{Side, Wire};

pub(super) use self::look::Look;
use super::facts;
use crate::report::count;
use crate::review::groups::{Group, documentation, groups};
use crate::review::report::{Compared, Outcome, Report, Service, api_word, direction, subject};
use crate::review::summary;
use crate::review::words::{Run, differences};

pub(super) fn show(report: &Report, look: &Look) -> String {
    let mut out = String::new();
    if report.services.is_empty() {
        return "There is no service to compare.\n".to_owned();
    }
    let table = table(report, look).filter(|_| report.services.len() > 1);
    out.push_str(table.as_deref().unwrap_or_default());
    for service in &report.services {
        if !out.is_empty() {
            out.push('\n');
        }
        write_service(&mut out, service, look);
    }
    if let Some(table) = table {
        out.push_str(&format!("\n{table}"));
    }
    out
}

/// A line for each service, if that fits.
fn table(report: &Report, look: &Look) -> Option<String> {
    /// The width of all columns but the first.
    const NUMBERS: usize = 54;
    let services = report.services.iter();
    let width = services.map(|service| service.name.chars().count()).max()?;
    if width + NUMBERS > look.width {
        return None;
    }
    let head = "changes  breaking  validation  major  minor  patch";
    let mut out = format!("{:width$}  {head}\n", "");
    for service in &report.services {
        let numbers = match &service.outcome {
            Outcome::New => "    new".to_owned(),
            Outcome::Gone => "   gone".to_owned(),
            Outcome::Compared(compared) => numbers(compared),
        };
        out.push_str(&format!("{:width$}  {numbers}\n", service.name));
    }
    Some(out)
}

fn numbers(compared: &Compared) -> String {
    let all = compared.counts();
    let wire = format!(
        "{:>7}  {:>8}  {:>10}",
        all.changes, all.breaking, all.validation
    );
    if compared.review.not_generated.is_some() {
        return format!("{wire}  not generated");
    }
    let (major, minor, patch) = (all.major, all.minor, all.patch);
    format!("{wire}  {major:>5}  {minor:>5}  {patch:>5}")
}

fn write_service(out: &mut String, service: &Service, look: &Look) {
    let name = look.paint(Style::new().bold(), &service.name);
    match &service.outcome {
        Outcome::New => out.push_str(&format!("{name}  is new in tinsmith.toml\n")),
        Outcome::Gone => out.push_str(&format!("{name}  is gone from tinsmith.toml\n")),
        Outcome::Compared(compared) => {
            out.push_str(&format!("{name}\n"));
            let summary = summary(service, compared, look);
            out.push_str(&summary);
            let groups = groups(compared);
            for group in &groups {
                show_group(out, service, (compared, group), look);
            }
            docs(out, compared, look);
            others(out, compared, look);
            changelog(out, compared, look);
            if !groups.is_empty() {
                out.push_str(&format!("\n{name}\n{summary}"));
            }
        }
    }
}

fn changelog(out: &mut String, compared: &Compared, look: &Look) {
    let Some(entry) = compared.changelog() else {
        return;
    };
    out.push_str("\nfor the changelog:\n\n");
    for line in entry.lines() {
        match line {
            "" => out.push('\n'),
            line => look.wrap(out, 2, line),
        }
    }
}

fn summary(service: &Service, compared: &Compared, look: &Look) -> String {
    let mut out = String::new();
    let mut row = |name: &str, value: &str| {
        let mut lines = String::new();
        look.wrap(&mut lines, 14, value);
        out.push_str(&format!("  {name:<12}{}", lines.trim_start()));
    };
    row("version", &summary::version(compared));
    if let Some(reason) = summary::reason(compared) {
        row("because", &reason);
    }
    row("on the wire", &summary::wire(compared));
    if let Some(api) = summary::api(compared) {
        row("Rust API", &api);
    }
    if let Some(generated) = summary::generated(compared) {
        row("generated", &generated);
    }
    if let Some(stat) = compared.from_generator {
        row("generator", &stat.to_string());
    }
    for (id, problem) in &compared.review.left_out {
        let text = format!("{} is not generated: {}", id.name(), problem.message);
        row("left out", &text);
    }
    let [old, new] = &service.models;
    let base = service.base.as_ref().map(|base| format!("{base}:"));
    let models = format!("{}{old} -> {new}", base.unwrap_or_default());
    row("models", &models);
    out
}

fn show_group(
    out: &mut String,
    service: &Service,
    (compared, group): (&Compared, &Group<'_>),
    look: &Look,
) {
    let title = group.title(compared.operations());
    out.push_str(&format!("\n{}\n", look.paint(Style::new().bold(), &title)));
    for entry in &group.entries {
        show_entry(out, service, (compared, entry), look);
    }
}

fn show_entry(
    out: &mut String,
    service: &Service,
    (compared, entry): (&Compared, &Entry<'_>),
    look: &Look,
) {
    let judged = entry.judged;
    let change = &judged.change;
    let direction = direction(judged);
    out.push_str(&format!(
        "\n  {}  {}  {}  {direction}",
        wire(change.wire, look),
        api(judged, look),
        change.rule
    ));
    out.truncate(out.trim_end().len());
    out.push('\n');
    look.wrap(out, 6, &format!("{}: {}", subject(judged), entry.message()));
    let (facts, others) = facts(judged);
    for fact in facts {
        let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
        let (before, after) = (shown(&fact.before), shown(&fact.after));
        look.wrap(out, 6, &format!("{}: {before} -> {after}", fact.title()));
    }
    if let Some(others) = others {
        look.wrap(out, 6, &others);
    }
    look.wrap(out, 6, &location(service, judged));
    if let Some(reason) = compared.allowed(entry) {
        look.wrap(out, 6, &format!("allowed: {reason}"));
    }
    entry.items().for_each(|item| rust(out, item, look));
}

/// The places in the model and in the generated crate.
fn location(service: &Service, judged: &Judged) -> String {
    let change = &judged.change;
    let base = match (change.side, &service.base) {
        (Side::Old, Some(base)) => format!("{base}:"),
        _ => String::new(),
    };
    let model = format!("{base}{}:{}", service.file(change.side), change.place.line);
    match &judged.location {
        Some(location) => format!("{model}; {}:{}", location.file, location.line),
        None => model,
    }
}

fn wire(wire: Wire, look: &Look) -> String {
    let style = match wire {
        Wire::Breaking => Style::new().red().bold(),
        Wire::Validation => Style::new().yellow(),
        Wire::Safe => Style::new().green(),
    };
    look.paint(style, &format!("{:<10}", wire.word()))
}

fn api(judged: &Judged, look: &Look) -> String {
    let style = match judged.api {
        Some(Api::Major) => Style::new().red(),
        Some(Api::Minor) => Style::new().yellow(),
        Some(Api::Patch) => Style::new().green(),
        None => Style::new(),
    };
    look.paint(style, &format!("{:<5}", api_word(judged)))
}

/// A Rust item before and after.
fn rust(out: &mut String, item: &ItemChange, look: &Look) {
    look.wrap(out, 6, &format!("{} ({})", item.path, item.api.word()));
    let sides = [
        ("-", &item.before, Style::new().red()),
        ("+", &item.after, Style::new().green()),
    ];
    for (sign, text, style) in sides {
        let Some(text) = text.as_ref().filter(|text| **text != item.path) else {
            continue;
        };
        let mut lines = String::new();
        look.wrap(&mut lines, 10, text);
        let sign = look.paint(style, sign);
        out.push_str(&format!("        {sign} {}", lines.trim_start()));
    }
}

/// The number of changes of documentation that are shown.
const DOCS: usize = 20;

fn docs(out: &mut String, compared: &Compared, look: &Look) {
    let all: Vec<&Judged> = documentation(compared).collect();
    if all.is_empty() {
        return;
    }
    let title = format!(
        "The documentation has changed in {}",
        count(all.len(), "place")
    );
    out.push_str(&format!("\n{}\n", look.paint(Style::new().bold(), &title)));
    for judged in all.iter().take(DOCS) {
        let texts = judged.change.documentation.as_ref();
        let runs = texts.map(differences).unwrap_or_default();
        let text = runs
            .iter()
            .map(|run| run_text(run, look))
            .collect::<Vec<_>>()
            .join(" ");
        out.push('\n');
        look.wrap(
            out,
            6,
            &format!("{}: {}", subject(judged), judged.change.message),
        );
        look.wrap_painted(out, 6, &text);
    }
    if let Some(more @ 1..) = all.len().checked_sub(DOCS) {
        let text = format!(
            "and in {}; --format html shows them",
            count(more, "more place")
        );
        out.push('\n');
        look.wrap(out, 6, &text);
    }
}

fn run_text(run: &Run, look: &Look) -> String {
    match run {
        Run::Same(text) => super::clean(text),
        Run::Gone(text) => look.paint(Style::new().red(), &format!("[-{}-]", super::clean(text))),
        Run::New(text) => look.paint(
            Style::new().green(),
            &format!("{{+{}+}}", super::clean(text)),
        ),
    }
}

fn others(out: &mut String, compared: &Compared, look: &Look) {
    if compared.review.others.is_empty() {
        return;
    }
    out.push_str("\nin Rust alone\n");
    let others = compared.review.others.iter();
    others.for_each(|item| rust(out, item, look));
}
