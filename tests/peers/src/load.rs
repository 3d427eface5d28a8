//! Calls under load: the client of each lane in a process of its own, and the server in another
//! one.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::cargo::{self, Target};
use crate::options::{Failure, Options};
use crate::report::{Row, Table, grouped};

/// The program, with our lanes and those of the peers.
const LOAD: Target<'_> = Target {
    package: "load",
    arguments: &[],
    profile: "release",
};

/// The rounds of each lane; the median counts.
const ROUNDS: usize = 5;

/// The goal for our rate beside hyper-util's, and beside aws-sdk's.
const OF_HYPER: f64 = 0.78;
const OF_OFFICIAL: f64 = 5.0;

/// The most connections that twenty bursts of 256 calls may make.
const CONNECTIONS: f64 = 300.0;

/// The figures that one run of a lane printed, by name.
type Figures = BTreeMap<String, f64>;

/// Measures the figures.
pub fn take(_: &Options, table: &mut Table) -> Result<(), Failure> {
    let folder = Path::new(cargo::HERE).join("target");
    cargo::build(LOAD, &folder)?;
    let load = Load(cargo::program(LOAD, &folder));
    for at_once in [1, 16, 64, 256] {
        let lanes = ["ours", "ours-transport", "hyper", "aws-sdk"];
        let [ours, transport, hyper, official] = load.medians(lanes, at_once)?;
        table.rows.push(rate(at_once, &ours, &hyper, &official));
        table.rows.push(transport_rate(at_once, &transport, &hyper));
        if at_once == 64 {
            table
                .rows
                .push(load.processor_time(&ours, &hyper, &official)?);
            table.rows.push(load.cold()?);
            table.rows.extend(details(&ours, &hyper, &official));
        }
    }
    let [ours, ureq] = load.medians(["ours-blocking", "ureq"], 4)?;
    table.rows.push(blocking(&ours, &ureq));
    table.rows.push(load.bursts()?);
    Ok(())
}

fn rate(at_once: usize, ours: &Figures, hyper: &Figures, official: &Figures) -> Row {
    let (of_hyper, of_official) = (
        ours["rate"] / hyper["rate"],
        ours["rate"] / official["rate"],
    );
    Row {
        figure: format!("calls per second under load, {at_once} at once"),
        ours: whole(ours["rate"]),
        official: whole(official["rate"]),
        result: format!(
            "{of_hyper:.2} of bare hyper-util's ({}), {of_official:.1} × aws-sdk's",
            whole(hyper["rate"])
        ),
        goal: format!("≥ {OF_HYPER} of hyper-util's, ≥ {OF_OFFICIAL} × aws-sdk's at 64"),
        reached: Some(of_hyper >= OF_HYPER && (at_once != 64 || of_official >= OF_OFFICIAL)),
        ..Row::default()
    }
}

/// The part of the difference that the transport makes.
fn transport_rate(at_once: usize, transport: &Figures, hyper: &Figures) -> Row {
    Row {
        figure: format!("the same by the transport alone, {at_once} at once"),
        ours: whole(transport["rate"]),
        result: format!(
            "{:.2} of bare hyper-util's ({})",
            transport["rate"] / hyper["rate"],
            whole(hyper["rate"])
        ),
        goal: "reported".to_owned(),
        ..Row::default()
    }
}

fn details(ours: &Figures, hyper: &Figures, official: &Figures) -> Vec<Row> {
    let row = |name: &str, figure: &str, unit: &str| Row {
        figure: format!("{figure}, 64 at once"),
        ours: format!("{:.0}{unit}", ours[name]),
        official: format!("{:.0}{unit}", official[name]),
        result: format!("hyper-util's: {:.0}{unit}", hyper[name]),
        goal: "reported".to_owned(),
        ..Row::default()
    };
    vec![
        row("p50", "median latency", " µs"),
        row("p99", "99th percentile of latency", " µs"),
        row("resident", "resident memory", " KiB"),
        row("sockets", "open sockets", ""),
    ]
}

fn blocking(ours: &Figures, ureq: &Figures) -> Row {
    Row {
        figure: "blocking calls per second, 4 threads".to_owned(),
        ours: whole(ours["rate"]),
        result: format!(
            "{:.2} of bare ureq's ({})",
            ours["rate"] / ureq["rate"],
            whole(ureq["rate"])
        ),
        goal: "reported".to_owned(),
        ..Row::default()
    }
}

fn whole(number: f64) -> String {
    grouped(number.round() as u64)
}

/// The program.
struct Load(PathBuf);

impl Load {
    /// The medians of several lanes, which run in turn.
    fn medians<const N: usize>(
        &self,
        lanes: [&str; N],
        at_once: usize,
    ) -> Result<[Figures; N], Failure> {
        let server = Server::start(&self.0)?;
        let mut runs = lanes.map(|_| Vec::new());
        for _ in 0..ROUNDS {
            for (lane, runs) in lanes.iter().zip(&mut runs) {
                let at_once = at_once.to_string();
                runs.push(self.run(&["client", lane, &server.port, &at_once, "2"])?);
            }
        }
        Ok(runs.map(|runs| median(&runs)))
    }

    /// The processor time beyond hyper-util's and that of the parts which are measured alone.
    fn processor_time(
        &self,
        ours: &Figures,
        hyper: &Figures,
        official: &Figures,
    ) -> Result<Row, Failure> {
        let mut parts = 0.0;
        for part in ["to_request", "decode"] {
            parts += self.run(&["alone", part, "200000"])?["cpu"];
        }
        let beyond = ours["cpu"] - hyper["cpu"] - parts;
        Ok(Row {
            figure: "processor time of a call in the client, 64 at once".to_owned(),
            ours: format!("{:.1} µs", ours["cpu"]),
            official: format!("{:.1} µs", official["cpu"]),
            result: format!(
                "{beyond:.1} µs beyond hyper-util's ({:.1}), the request and decoding ({parts:.1})",
                hyper["cpu"]
            ),
            goal: "≤ 3 µs beyond".to_owned(),
            reached: Some(beyond <= 3.0),
            ..Row::default()
        })
    }

    /// The parts of a call that are ours, in and out of the processor's caches.
    fn cold(&self) -> Result<Row, Failure> {
        let sum = |kib: &str| {
            let parts = ["to_request", "decode"];
            let times = parts.map(|part| Ok(self.run(&["cold", part, "2000", kib])?["time"]));
            let times: Result<Vec<f64>, Failure> = times.into_iter().collect();
            times.map(|times| times.iter().sum::<f64>())
        };
        let [hot, second, third] = [sum("1")?, sum("1024")?, sum("65536")?];
        Ok(Row {
            figure: "the request and decoding alone, in and out of caches".to_owned(),
            ours: format!("{hot:.1} µs"),
            result: format!(
                "{second:.1} µs after 1 MiB of memory was read, {third:.1} µs after 64 MiB"
            ),
            goal: "reported".to_owned(),
            ..Row::default()
        })
    }

    fn bursts(&self) -> Result<Row, Failure> {
        let server = Server::start(&self.0)?;
        let made = self.run(&["bursts", "ours", &server.port, "20", "256"])?["connections"];
        Ok(Row {
            figure: "connections made by 20 bursts of 256 calls".to_owned(),
            ours: whole(made),
            goal: format!("≤ {CONNECTIONS}"),
            reached: Some(made <= CONNECTIONS),
            ..Row::default()
        })
    }

    fn run(&self, arguments: &[&str]) -> Result<Figures, Failure> {
        let output = Command::new(&self.0).args(arguments).output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into());
        }
        let text = String::from_utf8(output.stdout)?;
        let figures = text.lines().filter_map(|line| {
            let (name, number) = line.split_once(' ')?;
            Some((name.to_owned(), number.parse().ok()?))
        });
        Ok(figures.collect())
    }
}

/// The median of each figure.
fn median(runs: &[Figures]) -> Figures {
    let names = runs[0].keys();
    names
        .map(|name| {
            let mut numbers: Vec<f64> = runs.iter().map(|run| run[name]).collect();
            numbers.sort_unstable_by(f64::total_cmp);
            (name.clone(), numbers[numbers.len() / 2])
        })
        .collect()
}

/// The server's process, which ends when this is dropped.
struct Server {
    process: Child,
    port: String,
}

impl Server {
    fn start(program: &Path) -> Result<Self, Failure> {
        let mut process = Command::new(program)
            .arg("server")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut port = String::new();
        let output = process.stdout.take().ok_or("the server has no output")?;
        BufReader::new(output).read_line(&mut port)?;
        Ok(Self {
            process,
            port: port.trim().to_owned(),
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Its input ends, and with it the server.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
