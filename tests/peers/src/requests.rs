//! Encoding and signing of an input, and a whole call without I/O.

use crate::options::{Failure, Options};
use crate::race::{micros, race, ratio, repeat, repeat_async, runtime};
use crate::report::{Row, Table};
use crate::{official, ours};

/// Measures the figure.
pub fn take(options: &Options, table: &mut Table) -> Result<(), Failure> {
    let runtime = runtime()?;
    let (ours, official) = (ours::client_without_io(), official::client_without_io());
    let sent = ours::sent(&ours);
    assert_eq!(sent, runtime.block_on(official::sent()));
    assert!(sent.signed);
    let times = race(
        options.rounds,
        vec![
            repeat(|| ours::request(&ours)),
            repeat_async(&runtime, || official::call(&official)),
            repeat_async(&runtime, || ours::call(&ours)),
        ],
    );
    let to_request = ratio(times[1], times[0]);
    table.rows.push(Row {
        figure: "input to signed `http::Request` (aws-sdk: the whole call, answered at once)"
            .to_owned(),
        ours: micros(times[0]),
        official: micros(times[1]),
        result: format!("{to_request:.2} × aws-sdk's speed"),
        goal: "≥ 2 × aws-sdk's".to_owned(),
        reached: Some(to_request >= 2.0),
        ..Row::default()
    });
    table.rows.push(Row {
        figure: "the whole call on both sides, answered at once".to_owned(),
        ours: micros(times[2]),
        official: micros(times[1]),
        result: format!("{:.2} × aws-sdk's speed", ratio(times[1], times[2])),
        ..Row::default()
    });
    Ok(())
}
