//! The report as a comment on a pull request.

use tinsmith_codegen::review::{ItemChange, Judged};
use tinsmith_model::compare::Rule;

use super::clean;
use crate::report::count;
use crate::review::report::{
    Compared, Outcome, Report, Service, api_word, breaks, operations, subject,
};

/// How long a comment may be; GitHub takes 65,536 characters.
const LONGEST: usize = 60_000;

/// How many Rust items are shown for one change.
const ITEMS: usize = 20;

pub(super) fn show(report: &Report) -> String {
    let mut out = String::from("# Review of the models\n\n");
    out.push_str("| crate | changes | breaking on the wire | Rust API | version |\n");
    out.push_str("| --- | ---: | ---: | --- | --- |\n");
    report
        .services
        .iter()
        .for_each(|service| row(&mut out, service));
    let mut left = 0;
    for service in &report.services {
        match &service.outcome {
            Outcome::Compared(_) if out.len() > LONGEST => left += 1,
            Outcome::Compared(compared) => one(&mut out, service, compared),
            Outcome::New | Outcome::Gone => {}
        }
    }
    if left > 0 {
        let crates = count(left, "more crate");
        out.push_str(&format!("\nand {crates}, which the other forms show\n"));
    }
    out
}

/// A text in a span of code, which nothing in it can end: the fence is longer than any in the text.
fn code(text: &str) -> String {
    let text = clean(text).replace('|', "\u{2502}");
    let longest = text.split(|letter| letter != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or(0) + 1);
    let pad = if fence.len() > 1 { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

fn row(out: &mut String, service: &Service) {
    let name = code(&service.name);
    let line = match &service.outcome {
        Outcome::New => format!("| {name} | new | | | |\n"),
        Outcome::Gone => format!("| {name} | gone | | | |\n"),
        Outcome::Compared(compared) => {
            let counts = compared.counts();
            let allowed = match counts.allowed {
                0 => String::new(),
                allowed => format!(" ({allowed} allowed)"),
            };
            let api = compared.review.api().map_or("-", |api| api.word());
            format!(
                "| {name} | {}{allowed} | {} | {api} | {} |\n",
                counts.changes,
                counts.breaking,
                super::text::version(compared)
            )
        }
    };
    out.push_str(&line);
}

fn one(out: &mut String, service: &Service, compared: &Compared) {
    out.push_str(&format!("\n## {}\n\n", code(&service.name)));
    if compared.review.not_generated.is_none() {
        out.push_str(&format!("* From the model: {}\n", compared.from_model));
    }
    if let Some(stat) = compared.from_generator {
        out.push_str(&format!("* From the generator: {stat}\n"));
    }
    for (id, problem) in &compared.review.left_out {
        let (name, why) = (code(id.name()), code(&problem.message));
        out.push_str(&format!("* Not generated: {name}, as {why}\n"));
    }
    let (docs, rest): (Vec<_>, Vec<_>) = compared
        .by_weight()
        .into_iter()
        .partition(|(judged, _)| judged.change.rule == Rule::DocsChanged);
    let mut left = 0;
    out.push('\n');
    for (judged, allowed) in rest {
        if out.len() > LONGEST {
            left += 1;
        } else {
            change(out, service, judged, allowed);
        }
    }
    if left > 0 {
        out.push_str(&format!(
            "\nand {}, which the other forms show\n",
            count(left, "more change")
        ));
    }
    if !docs.is_empty() {
        let places = count(docs.len(), "place");
        out.push_str(&format!("\nThe documentation has changed in {places}.\n"));
    }
    let shown = compared
        .review
        .others
        .iter()
        .take_while(|_| out.len() <= LONGEST);
    let others: String = shown.map(rust).collect();
    if !others.is_empty() {
        out.push_str(&format!("\nIn Rust alone:\n\n{others}"));
    }
}

fn change(out: &mut String, service: &Service, judged: &Judged, allowed: Option<&String>) {
    let change = &judged.change;
    let wire = if breaks(judged) {
        "**breaking**"
    } else {
        "safe"
    };
    let place = format!("{}:{}", service.file(change.side), change.place.line);
    out.push_str(&format!(
        "* {wire}, {}: {} {}: {}, in {}",
        api_word(judged),
        change.rule,
        code(&subject(judged)),
        code(&change.message),
        code(&place),
    ));
    let used = operations(judged);
    if !used.is_empty() {
        out.push_str(&format!(" for {}", code(&used)));
    }
    if let Some(reason) = allowed {
        out.push_str(&format!("; allowed: {}", code(reason)));
    }
    out.push('\n');
    for item in judged.items.iter().take(ITEMS) {
        out.push_str(&format!("  {}", rust(item)));
    }
    if let Some(more @ 1..) = judged.items.len().checked_sub(ITEMS) {
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
