//! Decoding the long page: bytes in memory to typed values.

use std::hint::black_box;

use crate::options::{Failure, Options};
use crate::race::{micros, race, ratio, repeat};
use crate::report::{Row, Table};
use crate::{derived, official, ours, sample};

/// Measures the figure.
pub fn take(options: &Options, table: &mut Table) -> Result<(), Failure> {
    let page = sample::long_page();
    let (ours, official) = (ours::Decode::new(&page), official::Decode::new(&page));
    let expected = sample::page();
    assert_eq!(ours::page(ours.run()), expected);
    assert_eq!(official::page(&official.run()), expected);
    assert_eq!(derived::page(derived::decode(page.as_bytes())), expected);
    let times = race(
        options.rounds,
        vec![
            repeat(|| ours.run()),
            repeat(|| official.run()),
            repeat(|| derived::decode(black_box(page.as_bytes()))),
            repeat(|| skip(black_box(page.as_bytes()))),
        ],
    );
    let (to_official, to_derived) = (ratio(times[1], times[0]), ratio(times[2], times[0]));
    table.rows.push(Row {
        figure: format!(
            "decode {} summaries ({} bytes)",
            sample::SUMMARIES,
            page.len()
        ),
        ours: micros(times[0]),
        official: micros(times[1]),
        derived: micros(times[2]),
        result: format!("{to_official:.2} × aws-sdk's speed, {to_derived:.2} × serde_json's"),
        goal: "≥ 3 × aws-sdk's, ≥ 1.2 × serde_json's".to_owned(),
        reached: Some(to_official >= 3.0 && to_derived >= 1.2),
    });
    let to_skipping = ratio(times[0], times[3]);
    table.rows.push(Row {
        figure: "the same, beside jiter, which skips it".to_owned(),
        ours: micros(times[0]),
        derived: format!("{} (jiter)", micros(times[3])),
        result: format!("{to_skipping:.2} × jiter's time"),
        goal: "≤ 1.5 × jiter's".to_owned(),
        reached: Some(to_skipping <= 1.5),
        ..Row::default()
    });
    Ok(())
}

/// Reads the page by jiter, and makes nothing of it.
fn skip(page: &[u8]) {
    let mut jiter = jiter::Jiter::new(page);
    jiter.next_skip().expect("jiter reads the page");
    jiter.finish().expect("nothing follows the page");
}
