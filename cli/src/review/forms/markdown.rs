//! The report as a comment on a pull request.

mod bounded;

use tinsmith_codegen::review::{Entry, ItemChange, Judged};
use tinsmith_model::compare::Wire;

use self::bounded::Bounded;
use super::{anchor, clean, facts};
use crate::report::count;
use crate::review::groups::{documentation, groups};
use crate::review::report::{
    Compared, Outcome, Report, Service, api_word, direction, operations, subject,
};
use crate::review::summary;
use crate::review::words::{Run, differences};

/// The largest size of a comment in bytes; GitHub takes 65,536 characters.
const MOST: usize = 60_000;

/// The largest size of the table of crates in bytes.
const TABLE: usize = 12_000;

/// The smallest size of the summary of a crate in bytes.
const LEAST_PER_CRATE: usize = 600;

/// The number of Rust items that are shown for one change.
const ITEMS: usize = 12;

/// The report. `page` is the address of the HTML form, which rows are linked to.
pub(super) fn show(report: &Report, page: Option<&str>) -> String {
    let mut out = Bounded::new(MOST);
    out.push("# Review of the models\n\n");
    let last = format!("\n**{}**\n", in_short(report));
    out.push(last.trim_start());
    out.push("\n");
    table(&mut out, report, page);
    out.reserve(last.len() + 200);
    let changed: Vec<(&Service, &Compared)> = changed(report);
    for (at, (service, compared)) in changed.iter().enumerate() {
        let left = changed.len() - at;
        let fair = out.left() / left;
        if fair < LEAST_PER_CRATE {
            out.push(&format!(
                "\n{} more {}.\n",
                left,
                link("on the full page", page, "")
            ));
            break;
        }
        out.push(&service_section(service, compared, page, fair));
    }
    out.free();
    out.push(&last);
    out.text
}

/// The crates with changes, the gravest first.
fn changed(report: &Report) -> Vec<(&Service, &Compared)> {
    let services = report.services.iter();
    let compared = services.filter_map(|service| Some((service, service.compared()?)));
    let changed = compared.filter(|(_, compared)| is_changed(compared));
    let mut changed: Vec<_> = changed.collect();
    changed.sort_by_cached_key(|(_, compared)| {
        let entries = compared.review.entries();
        entries.first().map(Entry::weight)
    });
    changed
}

fn is_changed(compared: &Compared) -> bool {
    let review = &compared.review;
    !review.changes.is_empty() || !review.others.is_empty() || compared.from_model.files > 0
}

/// The totals of all crates in a line.
fn in_short(report: &Report) -> String {
    let all = report.services.iter().filter_map(Service::compared);
    let counts: Vec<_> = all.map(Compared::counts).collect();
    let sum =
        |of: fn(&crate::review::report::Counts) -> usize| counts.iter().map(of).sum::<usize>();
    format!(
        "{}: {} breaking on the wire, {} validation, {} safe; {} major, {} minor, {} patch in Rust",
        count(report.services.len(), "crate"),
        sum(|one| one.breaking),
        sum(|one| one.validation),
        sum(|one| one.safe),
        sum(|one| one.major),
        sum(|one| one.minor),
        sum(|one| one.patch),
    )
}

/// A row for each crate that is new, gone or changed.
fn table(out: &mut Bounded, report: &Report, page: Option<&str>) {
    let mut rows = Bounded::new(TABLE);
    rows.push("| crate | version | breaking | validation | safe | Rust API |\n");
    rows.push("| --- | --- | ---: | ---: | ---: | --- |\n");
    let mut left = 0;
    for service in &report.services {
        let row = match &service.outcome {
            Outcome::New => Some(format!("| {} | new | | | | |\n", code(&service.name))),
            Outcome::Gone => Some(format!("| {} | gone | | | | |\n", code(&service.name))),
            Outcome::Compared(compared) => {
                is_changed(compared).then(|| row(service, compared, page))
            }
        };
        left += usize::from(row.is_some_and(|row| !rows.push(&row)));
    }
    out.push(&rows.text);
    if left > 0 {
        let rest = link("on the full page", page, "");
        out.push(&format!("\n{} {rest}.\n", count(left, "more crate")));
    }
    let all = report.services.iter().filter_map(Service::compared);
    let same = all.filter(|compared| !is_changed(compared)).count();
    if same > 0 {
        out.push(&format!("\n{} did not change.\n", count(same, "crate")));
    }
}

fn row(service: &Service, compared: &Compared, page: Option<&str>) -> String {
    let counts = compared.counts();
    let allowed = match counts.allowed {
        0 => String::new(),
        allowed => format!(" ({allowed} allowed)"),
    };
    let api = compared.review.api().map_or("-", |api| api.word());
    format!(
        "| {} | {} | {} | {} | {}{allowed} | {api} |\n",
        link(&code(&service.name), page, &anchor(&service.name, None)),
        version(compared),
        counts.breaking,
        counts.validation,
        counts.safe,
    )
}

fn version(compared: &Compared) -> String {
    if compared.review.not_generated.is_some() {
        return "unknown".to_owned();
    }
    summary::version(compared)
}

/// A text, linked to a place of the full page if there is one.
fn link(text: &str, page: Option<&str>, anchor: &str) -> String {
    match page {
        Some(page) if anchor.is_empty() => format!("[{text}]({})", address(page)),
        Some(page) => format!("[{text}]({}#{anchor})", address(page)),
        None => text.to_owned(),
    }
}

/// An address that ends no link.
fn address(page: &str) -> String {
    let bad =
        |letter: char| letter.is_whitespace() || letter.is_control() || "()<>".contains(letter);
    page.chars().filter(|letter| !bad(*letter)).collect()
}

/// A text in a span of code, which nothing in it can end: the fence is longer than any in the text.
fn code(text: &str) -> String {
    /// The number of characters that are shown.
    const LONGEST: usize = 300;
    let text = clean(text).replace('|', "\u{2502}");
    let mut letters = text.chars();
    let mut shown: String = letters.by_ref().take(LONGEST).collect();
    if letters.next().is_some() {
        shown.push('…');
    }
    let longest = shown.split(|letter| letter != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or(0) + 1);
    let pad = if fence.len() > 1 { " " } else { "" };
    format!("{fence}{pad}{shown}{pad}{fence}")
}

/// The part of one crate, in fewer than so many bytes: what does not fit is counted, and linked to.
fn service_section(
    service: &Service,
    compared: &Compared,
    page: Option<&str>,
    most: usize,
) -> String {
    let mut out = Bounded::new(most);
    let place = anchor(&service.name, None);
    out.push(&format!(
        "\n## {}\n\n",
        link(&code(&service.name), page, &place)
    ));
    for line in summary_lines(compared) {
        out.push(&line);
    }
    let parts = parts(service, compared, page);
    if parts.is_empty() {
        return out.text;
    }
    let rest = link("on the full page", page, &place);
    out.reserve(rest.len() + 64);
    let all = count(compared.review.changes.len(), "change");
    out.push(&format!("\n<details><summary>{all}</summary>\n"));
    let number = parts.len();
    let shown = parts.iter().take_while(|part| out.push(part)).count();
    out.free();
    if shown < number {
        out.push(&format!("\nand {} more {rest}.\n", number - shown));
    }
    out.push("\n</details>\n");
    out.text
}

/// The entries, each group behind its title, then documentation and items without a change.
fn parts(service: &Service, compared: &Compared, page: Option<&str>) -> Vec<String> {
    let mut parts = Vec::new();
    for group in groups(compared) {
        let title = group.title(compared.operations());
        let mut title = format!("\n**{}**\n\n", code(&title));
        for entry in &group.entries {
            let entry = change(service, (compared, entry), page);
            parts.push(std::mem::take(&mut title) + &entry);
        }
    }
    parts.extend(docs(compared));
    parts.extend(compared.review.others.iter().map(rust));
    parts
}

fn summary_lines(compared: &Compared) -> Vec<String> {
    let mut lines = vec![format!("* version: {}\n", version(compared))];
    if let Some(why) = &compared.review.not_generated {
        lines.push(format!("* nothing is generated: {}\n", code(&why.message)));
    }
    if let Some(reason) = summary::reason(compared) {
        lines.push(format!("* because {}\n", code(&reason)));
    }
    lines.push(format!("* on the wire: {}\n", summary::wire(compared)));
    if let Some(api) = summary::api(compared) {
        lines.push(format!("* Rust API: {api}\n"));
    }
    if let Some(generated) = summary::generated(compared) {
        lines.push(format!("* generated: {generated}\n"));
    }
    if let Some(stat) = compared.from_generator {
        lines.push(format!("* from the generator: {stat}\n"));
    }
    for (id, problem) in compared.review.left_out.iter().take(ITEMS) {
        let (name, why) = (code(id.name()), code(&problem.message));
        lines.push(format!("* not generated: {name}, as {why}\n"));
    }
    lines
}

fn change(
    service: &Service,
    (compared, entry): (&Compared, &Entry<'_>),
    page: Option<&str>,
) -> String {
    let judged = entry.judged;
    let change = &judged.change;
    let wire = match change.wire {
        Wire::Breaking => "**breaking**",
        Wire::Validation => "validation",
        Wire::Safe => "safe",
    };
    let rule = link(
        change.rule.id(),
        page,
        &anchor(&service.name, Some(entry.at)),
    );
    let place = format!("{}:{}", service.file(change.side), change.place.line);
    let mut out = format!(
        "* {wire}, {}: {rule} {}: {}, in {}",
        api_word(judged),
        code(&subject(judged)),
        code(&entry.message()),
        code(&place),
    );
    if let Some(location) = &judged.location {
        out.push_str(&format!(
            " and {}",
            code(&format!("{}:{}", location.file, location.line))
        ));
    }
    let (direction, used) = (direction(judged), operations(judged));
    match (direction, used.as_str()) {
        (_, "") => {}
        ("", used) => out.push_str(&format!(" for {}", code(used))),
        (direction, used) => out.push_str(&format!(", {direction} of {}", code(used))),
    }
    if let Some(reason) = compared.allowed(entry) {
        out.push_str(&format!("; allowed: {}", code(reason)));
    }
    out.push('\n');
    details(&mut out, entry);
    out
}

fn details(out: &mut String, entry: &Entry<'_>) {
    let (facts, others) = facts(entry.judged);
    for fact in facts {
        let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
        let (before, after) = (code(&shown(&fact.before)), code(&shown(&fact.after)));
        let when = fact.when.iter().map(|when| format!(" ({})", code(when)));
        let when: String = when.collect();
        out.push_str(&format!(
            "  * {}{when}: {before} became {after}\n",
            fact.name
        ));
    }
    if let Some(others) = others {
        out.push_str(&format!("  * {others}\n"));
    }
    let items: Vec<&ItemChange> = entry.items().collect();
    for item in items.iter().take(ITEMS) {
        out.push_str(&format!("  {}", rust(item)));
    }
    if let Some(more @ 1..) = items.len().checked_sub(ITEMS) {
        out.push_str(&format!("  * and {}\n", count(more, "more item")));
    }
}

fn rust(item: &ItemChange) -> String {
    let path = code(&item.path);
    match (&item.before, &item.after) {
        (Some(before), Some(after)) => {
            format!("* {path}: {} became {}\n", code(before), code(after))
        }
        (None, _) => format!("* {path} is new\n"),
        (_, None) => format!("* {path} is gone\n"),
    }
}

/// A line for each change of documentation, with what differs in words.
fn docs(compared: &Compared) -> Vec<String> {
    let all: Vec<&Judged> = documentation(compared).collect();
    if all.is_empty() {
        return Vec::new();
    }
    let places = count(all.len(), "place");
    let title = format!("\nThe documentation has changed in {places}:\n\n");
    let lines = all.iter().map(|judged| {
        let runs = judged.change.documentation.as_ref().map(differences);
        let runs = runs.unwrap_or_default();
        let runs: Vec<String> = runs.iter().map(run).collect();
        format!("* {}: {}\n", code(&subject(judged)), runs.join(" "))
    });
    [title].into_iter().chain(lines).collect()
}

fn run(run: &Run) -> String {
    match run {
        Run::Same(text) => code(text),
        Run::Gone(text) => format!("~~{}~~", code(text)),
        Run::New(text) => format!("**{}**", code(text)),
    }
}
