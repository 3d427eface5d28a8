//! The report as one page, which needs neither scripts nor other files.

mod drawing;
mod entry;
mod escape;
mod marks;
mod syntax;

use self::escape::{escape, sentence};
use self::marks::Marks;
use super::anchor;
use crate::report::count;
use crate::review::groups::{Group, documentation, groups};
use crate::review::report::{Compared, Outcome, Report, Service, subject};
use crate::review::summary;
use crate::review::words::{Run, differences};

/// The number of operations of a crate that are shown with their requests and responses.
const OPERATIONS: usize = 120;

/// The largest number of shapes of a drawing that is shown unfolded.
const DRAWN: usize = 60;

/// The meaning of the colors in drawings.
const LEGEND: &str = "<p class=\"place\">A filled circle is a shape that has changed: red breaks \
    on the wire or in Rust, amber is \
    a matter of validation or new in Rust, green is neither.</p>\n";

const STYLE: &str = include_str!("html/style.css");

/// The page.
pub(super) fn show(report: &Report) -> String {
    let mut out =
        String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src \
         'unsafe-inline'\">\n",
    );
    out.push_str(&format!(
        "<title>Review of the models</title>\n<style>\n{STYLE}</style>\n</head>\n"
    ));
    out.push_str("<body>\n<h1>Review of the models</h1>\n");
    out.push_str(&crates(report));
    for service in &report.services {
        if let Some(compared) = service.compared() {
            write_service(&mut out, service, compared);
        }
    }
    out.push_str("<h2>Summary</h2>\n");
    out.push_str(&crates(report));
    out.push_str("</body>\n</html>\n");
    out
}

/// The table of all crates.
fn crates(report: &Report) -> String {
    let mut out = String::from(
        "<div class=\"scroll\"><table class=\"crates\">\n<tr><th>crate</th><th>version</th>",
    );
    for name in ["breaking", "validation", "safe"] {
        out.push_str(&format!("<th class=\"number\">{name}</th>"));
    }
    out.push_str("<th>Rust API</th></tr>\n");
    for service in &report.services {
        let name = escape(&service.name);
        let row = match &service.outcome {
            Outcome::New => format!("<tr><td>{name}</td><td colspan=\"5\">new</td></tr>\n"),
            Outcome::Gone => format!("<tr><td>{name}</td><td colspan=\"5\">gone</td></tr>\n"),
            Outcome::Compared(compared) => row(service, compared),
        };
        out.push_str(&row);
    }
    out + "</table></div>\n"
}

fn row(service: &Service, compared: &Compared) -> String {
    let counts = compared.counts();
    let number = |number: usize| format!("<td class=\"number\">{number}</td>");
    let api = compared.review.api();
    let api = api.map_or_else(|| "–".to_owned(), |api| badge(api.word()));
    format!(
        "<tr><td><a href=\"#{}\">{}</a></td><td>{}</td>{}{}{}<td>{api}</td></tr>\n",
        anchor(&service.name, None),
        escape(&service.name),
        escape(&version(compared)),
        number(counts.breaking),
        number(counts.validation),
        number(counts.safe),
    )
}

fn version(compared: &Compared) -> String {
    match compared.review.not_generated {
        Some(_) => "unknown".to_owned(),
        None => summary::version(compared),
    }
}

/// A verdict.
fn badge(word: &str) -> String {
    format!("<span class=\"badge {word}\">{word}</span>")
}

fn write_service(out: &mut String, service: &Service, compared: &Compared) {
    let id = anchor(&service.name, None);
    out.push_str(&format!("<h2 id=\"{id}\">{}</h2>\n", escape(&service.name)));
    out.push_str(&facts(service, compared));
    let marks = Marks::new(compared);
    if let Some(pair) = &compared.pair {
        let drawing = drawing::of_service(&pair.new, &marks);
        if !drawing.is_empty() {
            let open = if drawing.matches("<circle").count() > DRAWN {
                ""
            } else {
                " open"
            };
            out.push_str(&format!(
                "<details class=\"group\"{open}><summary><h3>What the operations \
                 reach</h3></summary>\n"
            ));
            out.push_str(&format!(
                "<div class=\"inside\">{LEGEND}<div \
                 class=\"scroll\">{drawing}</div></div></details>\n"
            ));
        }
    }
    let groups = groups(compared);
    for group in &groups {
        show_group(out, service, compared, group, &marks);
    }
    operations(out, service, compared, &groups, &marks);
    docs(out, compared);
    others(out, compared);
}

/// The summary of a crate.
fn facts(service: &Service, compared: &Compared) -> String {
    let mut rows = vec![("version", summary::version(compared))];
    rows.extend(summary::reason(compared).map(|reason| ("because", reason)));
    rows.push(("on the wire", summary::wire(compared)));
    rows.extend(summary::api(compared).map(|api| ("Rust API", api)));
    rows.extend(summary::generated(compared).map(|generated| ("generated", generated)));
    rows.extend(
        compared
            .from_generator
            .map(|stat| ("generator", stat.to_string())),
    );
    for (id, problem) in &compared.review.left_out {
        rows.push(("left out", format!("{}: {}", id.name(), problem.message)));
    }
    let [old, new] = &service.models;
    let base = service.base.as_ref().map(|base| format!("{base}:"));
    rows.push((
        "models",
        format!("{}{old} → {new}", base.unwrap_or_default()),
    ));
    let rows = rows
        .iter()
        .map(|(name, value)| format!("<dt>{name}</dt><dd>{}</dd>\n", sentence(value)));
    format!("<dl>\n{}</dl>\n", rows.collect::<String>())
}

fn show_group(
    out: &mut String,
    service: &Service,
    compared: &Compared,
    group: &Group<'_>,
    marks: &Marks,
) {
    let grave = group.entries.iter().any(|entry| entry.is_grave());
    let open = if grave { " open" } else { "" };
    let title = escape(&group.title(compared.operations()));
    let number = match group.entries.len() {
        1 => "1 change".to_owned(),
        number => format!("{number} changes"),
    };
    let gravest = group
        .entries
        .first()
        .map(|entry| badge(entry.judged.change.wire.word()));
    out.push_str(&format!(
        "<details class=\"group\"{open}><summary><h3>{title}</h3> {} <span \
         class=\"place\">{number}</span></summary>\n",
        gravest.unwrap_or_default()
    ));
    out.push_str("<div class=\"inside\">\n");
    let cards: String = group
        .entries
        .iter()
        .map(|entry| entry::show(service, compared, entry))
        .collect();
    match (group.operations, &compared.pair) {
        ([operation], Some(pair)) => {
            let drawing = drawing::of_operation(&pair.new, operation, marks);
            out.push_str(&syntax::show(service, compared, pair, operation));
            out.push_str("<h4>Changes</h4>\n<div class=\"columns two\">");
            out.push_str(&format!(
                "<div class=\"scroll\">{drawing}</div><div>{cards}</div></div>\n"
            ));
        }
        _ => out.push_str(&cards),
    }
    out.push_str("</div></details>\n");
}

/// The requests and responses of operations that only share changes with others.
fn operations(
    out: &mut String,
    service: &Service,
    compared: &Compared,
    groups: &[Group<'_>],
    marks: &Marks,
) {
    let Some(pair) = &compared.pair else {
        return;
    };
    let own = |id| {
        groups
            .iter()
            .any(|group| group.operations == std::slice::from_ref(id))
    };
    let ids = pair.new.1.operation_ids().iter().filter(|id| !own(*id));
    let mut shown = 0;
    for id in ids {
        let text = syntax::show(service, compared, pair, id);
        if text.is_empty() {
            continue;
        }
        shown += 1;
        if shown > OPERATIONS {
            continue;
        }
        let drawing = drawing::of_operation(&pair.new, id, marks);
        out.push_str(&format!(
            "<details class=\"group\"><summary><h3>{}</h3> <span class=\"place\">request and \
             response</span></summary>\n\
             <div class=\"inside\"><div class=\"scroll\">{drawing}</div>{text}</div></details>\n",
            escape(id.name())
        ));
    }
    if shown > OPERATIONS {
        let more = count(shown - OPERATIONS, "more operation");
        out.push_str(&format!(
            "<p>The requests and responses of {more} differ, too; see `cargo \
            tinsmith syntax`.</p>\n"
        ));
    }
}

fn docs(out: &mut String, compared: &Compared) {
    let all: Vec<_> = documentation(compared).collect();
    if all.is_empty() {
        return;
    }
    let places = count(all.len(), "place");
    out.push_str(&format!(
        "<details class=\"group\"><summary><h3>Documentation</h3> <span \
         class=\"place\">{places}</span></summary>\n<div class=\"inside\">\n"
    ));
    for judged in all {
        let runs = judged
            .change
            .documentation
            .as_ref()
            .map(differences)
            .unwrap_or_default();
        let runs: Vec<String> = runs.iter().map(run).collect();
        let name = escape(&subject(judged));
        out.push_str(&format!("<p><code>{name}</code>: {}</p>\n", runs.join(" ")));
    }
    out.push_str("</div></details>\n");
}

fn run(run: &Run) -> String {
    match run {
        Run::Same(text) => escape(text),
        Run::Gone(text) => format!("<del>{}</del>", escape(text)),
        Run::New(text) => format!("<ins>{}</ins>", escape(text)),
    }
}

fn others(out: &mut String, compared: &Compared) {
    let others = &compared.review.others;
    if !others.is_empty() {
        out.push_str("<h3>In Rust alone</h3>\n");
        out.push_str(&entry::items(others.iter()));
    }
}
