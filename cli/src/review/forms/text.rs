//! The report for a terminal.

use console::{Style, Term};
use tinsmith_codegen::review::{Api, ItemChange, Judged};
use tinsmith_model::compare::{Rule, Side};

use super::clean;
use crate::report::count;
use crate::review::report::{
    Compared, Outcome, Report, Service, api_word, breaks, operations, subject,
};

/// How wide lines may be, and whether they are colored.
pub(super) struct Look {
    pub(super) width: usize,
    pub(super) color: bool,
}

impl Look {
    /// Of the terminal, where there is one: at most 120 columns, as longer lines are hard to read; 80 where there is none.
    pub(super) fn of_stdout() -> Self {
        let term = Term::stdout();
        let width = term
            .size_checked()
            .map_or(80, |(_, columns)| usize::from(columns));
        Self {
            width: width.clamp(40, 120),
            color: term.is_term() && console::colors_enabled(),
        }
    }

    fn paint(&self, style: Style, text: &str) -> String {
        style.force_styling(self.color).apply_to(text).to_string()
    }

    /// Adds a text in lines that fit, each with so many blanks before it.
    fn wrap(&self, out: &mut String, indent: usize, text: &str) {
        let mut line = String::new();
        for word in clean(text).split_whitespace() {
            let long = indent + line.chars().count() + 1 + word.chars().count() > self.width;
            if long && !line.is_empty() {
                out.push_str(&format!("{:indent$}{line}\n", ""));
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        if !line.is_empty() {
            out.push_str(&format!("{:indent$}{line}\n", ""));
        }
    }
}

pub(super) fn show(report: &Report, look: &Look) -> String {
    let mut out = String::new();
    if report.services.len() > 1 {
        out.push_str(&table(report, look).unwrap_or_default());
    }
    for service in &report.services {
        if !out.is_empty() {
            out.push('\n');
        }
        one(&mut out, service, look);
    }
    if report.services.is_empty() {
        out.push_str("There is no service to compare.\n");
    }
    out
}

/// A line for each service, where that fits.
fn table(report: &Report, look: &Look) -> Option<String> {
    /// How wide all columns but the first are.
    const NUMBERS: usize = 40;
    let services = report.services.iter();
    let width = services.map(|service| service.name.chars().count()).max()?;
    if width + NUMBERS > look.width {
        return None;
    }
    let mut out = format!("{:width$}  changes  breaking  major  minor  patch\n", "");
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
    let wire = format!("{:>7}  {:>8}", all.changes, all.breaking);
    if compared.review.not_generated.is_some() {
        return format!("{wire}  not generated");
    }
    let (major, minor, patch) = (all.major, all.minor, all.patch);
    format!("{wire}  {major:>5}  {minor:>5}  {patch:>5}")
}

fn one(out: &mut String, service: &Service, look: &Look) {
    let name = look.paint(Style::new().bold(), &service.name);
    match &service.outcome {
        Outcome::New => out.push_str(&format!("{name}  is new in tinsmith.toml\n")),
        Outcome::Gone => out.push_str(&format!("{name}  is gone from tinsmith.toml\n")),
        Outcome::Compared(compared) => {
            out.push_str(&format!("{name}\n"));
            summary(out, service, compared, look);
            changes(out, service, compared, look);
            others(out, compared, look);
            if let Some(entry) = compared.changelog() {
                out.push_str("\nfor the changelog:\n\n");
                entry.lines().for_each(|line| look.wrap_line(out, line));
            }
        }
    }
}

impl Look {
    /// A line of the changelog entry; an empty one stays.
    fn wrap_line(&self, out: &mut String, line: &str) {
        if line.is_empty() {
            out.push('\n');
        } else {
            self.wrap(out, 2, line);
        }
    }
}

fn summary(out: &mut String, service: &Service, compared: &Compared, look: &Look) {
    let counts = compared.counts();
    let mut row = |name: &str, value: &str| {
        let mut lines = String::new();
        look.wrap(&mut lines, 14, value);
        let lines = lines.trim_start();
        out.push_str(&format!("  {name:<12}{lines}"));
    };
    let [old, new] = &service.models;
    let base = service.base.as_ref().map(|base| format!("{base}:"));
    let models = format!("{}{old} -> {new}", base.unwrap_or_default());
    row("models", &models);
    let allowed = match counts.allowed {
        0 => String::new(),
        allowed => format!(", {allowed} allowed"),
    };
    row("changes", &format!("{}{allowed}", counts.changes));
    row("on the wire", &format!("{} breaking", counts.breaking));
    if compared.review.not_generated.is_none() {
        row(
            "Rust API",
            &format!(
                "{} major, {} minor, {} patch",
                counts.major, counts.minor, counts.patch
            ),
        );
    }
    row("version", &version(compared));
    if compared.review.not_generated.is_none() {
        row("from model", &compared.from_model.to_string());
    }
    if let Some(stat) = compared.from_generator {
        row("generator", &stat.to_string());
    }
    for (id, problem) in &compared.review.left_out {
        let text = format!("{} is not generated: {}", id.name(), problem.message);
        row("left out", &text);
    }
}

/// The version that the crate must take.
pub(super) fn version(compared: &Compared) -> String {
    if let Some(why) = &compared.review.not_generated {
        return format!("unknown, as nothing is generated: {}", why.message);
    }
    let Some(api) = compared.review.api() else {
        return "stays as it is, as nothing generated changes".to_owned();
    };
    match (&compared.version, compared.next_version()) {
        (Some(old), Some(new)) => format!("{old} -> {new} ({})", api.word()),
        _ => format!("a {} one", api.word()),
    }
}

fn changes(out: &mut String, service: &Service, compared: &Compared, look: &Look) {
    let (docs, rest): (Vec<_>, Vec<_>) = compared
        .by_weight()
        .into_iter()
        .partition(|(judged, _)| judged.change.rule == Rule::DocsChanged);
    for (judged, allowed) in rest {
        change(out, service, judged, allowed, look);
    }
    if !docs.is_empty() {
        let text = format!(
            "The documentation has changed in {}; --format json lists them.",
            count(docs.len(), "place")
        );
        out.push('\n');
        look.wrap(out, 0, &text);
    }
}

fn change(
    out: &mut String,
    service: &Service,
    judged: &Judged,
    allowed: Option<&String>,
    look: &Look,
) {
    let wire = if breaks(judged) {
        look.paint(Style::new().red().bold(), "breaking")
    } else {
        look.paint(Style::new().green(), "safe    ")
    };
    let api = painted(judged, look);
    let change = &judged.change;
    out.push_str(&format!("\n{wire}  {api}  {}\n", change.rule));
    look.wrap(out, 4, &subject(judged));
    look.wrap(out, 4, &change.message);
    let file = service.file(change.side);
    let base = match (change.side, &service.base) {
        (Side::Old, Some(base)) => format!("{base}:"),
        _ => String::new(),
    };
    let used = operations(judged);
    let used = if used.is_empty() {
        used
    } else {
        format!(" for {used}")
    };
    look.wrap(out, 4, &format!("{base}{file}:{}{used}", change.place.line));
    if let Some(reason) = allowed {
        look.wrap(out, 4, &format!("allowed: {reason}"));
    }
    judged.items.iter().for_each(|item| rust(out, item, look));
}

fn painted(judged: &Judged, look: &Look) -> String {
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
    look.wrap(out, 4, &format!("{} ({})", item.path, item.api.word()));
    let sides = [
        ("-", &item.before, Style::new().red()),
        ("+", &item.after, Style::new().green()),
    ];
    for (sign, text, style) in sides {
        let Some(text) = text.as_ref().filter(|text| **text != item.path) else {
            continue;
        };
        let mut lines = String::new();
        look.wrap(&mut lines, 8, text);
        let sign = look.paint(style, sign);
        out.push_str(&format!("      {sign} {}", lines.trim_start()));
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
