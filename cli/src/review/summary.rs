//! The summary of a crate's review: the version to take and why, counts by verdict, and the
//! generated code.

use tinsmith_codegen::review::{Api, Entry};

use super::report::{Compared, breaks, subject};
use crate::report::count;

/// The version that the crate must take.
pub(crate) fn version(compared: &Compared) -> String {
    if let Some(why) = &compared.review.not_generated {
        return format!("unknown, as nothing is generated: {}", why.message);
    }
    let Some(asked) = compared.review.asks_for() else {
        return "stays as it is, as nothing generated changes".to_owned();
    };
    match (&compared.version, compared.next_version()) {
        (Some(old), Some(new)) => format!("{old} -> {new} ({})", asked.word()),
        _ => format!("a {} one", asked.word()),
    }
}

/// The gravest change, and how many ask for as much; `None` if the version follows from none.
pub(crate) fn reason(compared: &Compared) -> Option<String> {
    let asked = compared.review.asks_for()?;
    let grave = |entry: &&Entry<'_>| {
        entry.api() == Some(asked) || (asked == Api::Major && breaks(entry.judged))
    };
    let entries = compared.review.entries();
    let mut grave = entries.iter().filter(grave);
    let first = grave.next()?;
    let more = match grave.count() {
        0 => String::new(),
        more => format!(", and {}", count(more, "more change")),
    };
    let verdict = if breaks(first.judged) {
        ", which breaks on the wire"
    } else {
        ""
    };
    Some(format!(
        "{}: {}{verdict}{more}",
        subject(first.judged),
        first.message()
    ))
}

/// The counts by the verdict on the wire.
pub(crate) fn wire(compared: &Compared) -> String {
    let counts = compared.counts();
    let allowed = match counts.allowed {
        0 => String::new(),
        allowed => format!(", {allowed} allowed"),
    };
    format!(
        "{} breaking, {} validation, {} safe{allowed}",
        counts.breaking, counts.validation, counts.safe
    )
}

/// The counts by the version that the Rust API asks for; `None` if nothing is generated.
pub(crate) fn api(compared: &Compared) -> Option<String> {
    if compared.review.not_generated.is_some() {
        return None;
    }
    let counts = compared.counts();
    Some(format!(
        "{} major, {} minor, {} patch",
        counts.major, counts.minor, counts.patch
    ))
}

/// The differences of the generated code, and if the changes account for all of them.
pub(crate) fn generated(compared: &Compared) -> Option<String> {
    if compared.review.not_generated.is_some() {
        return None;
    }
    if compared.from_model.files == 0 {
        return Some("nothing in the generated code changed".to_owned());
    }
    let rest = match compared.review.unexplained_files.as_slice() {
        [] if compared.review.others.is_empty() => {
            "nothing else in the generated code changed".to_owned()
        }
        [] => "see the items without a change of the model".to_owned(),
        files => format!("no change accounts for {}", files.join(", ")),
    };
    Some(format!("{}; {rest}", compared.from_model))
}
