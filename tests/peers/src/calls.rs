//! Calls per second over a loopback connection.

use std::time::Duration;

use crate::options::{Failure, Options};
use crate::race::{race, ratio, repeat_async, runtime};
use crate::report::{Row, Table, grouped};
use crate::server::Server;
use crate::{official, ours, sample};

/// Measures the figure.
pub fn take(options: &Options, table: &mut Table) -> Result<(), Failure> {
    let page = sample::long_page();
    let name = format!("page of {}", sample::SUMMARIES);
    table
        .rows
        .push(row(options, "empty page", sample::EMPTY_PAGE)?);
    table.rows.push(row(options, &name, &page)?);
    Ok(())
}

fn row(options: &Options, name: &str, body: &str) -> Result<Row, Failure> {
    let servers = [Server::start(body)?, Server::start(body)?];
    let (our_runtime, their_runtime) = (runtime()?, runtime()?);
    let (ours, official) = (
        ours::client(servers[0].port()),
        official::client(servers[1].port()),
    );
    let first = our_runtime.block_on(ours::call(&ours));
    let second = their_runtime.block_on(official::call(&official));
    assert_eq!(ours::page(first), official::page(&second));
    let times = race(
        options.rounds,
        vec![
            repeat_async(&our_runtime, || ours::call(&ours)),
            repeat_async(&their_runtime, || official::call(&official)),
        ],
    );
    assert!(servers.iter().all(|server| server.connections() == 1));
    let result = ratio(times[1], times[0]);
    Ok(Row {
        figure: format!("calls per second, one connection, async, {name}"),
        ours: per_second(times[0]),
        official: per_second(times[1]),
        result: format!("{result:.2} × aws-sdk's"),
        goal: "≥ 2.5 × aws-sdk's".to_owned(),
        reached: Some(result >= 2.5),
        ..Row::default()
    })
}

fn per_second(time: Duration) -> String {
    // The number of calls in a second is small and not negative.
    grouped((1.0 / time.as_secs_f64()).round() as u64)
}
