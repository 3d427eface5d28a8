//! Decoding with `dyn`, as in the runtime, against generic decoding: speed, compile time and size.

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use crate::binary::kibibytes;
use crate::cargo::{self, Target};
use crate::options::{Failure, Options};
use crate::race::{median, micros, race, ratio, repeat};
use crate::report::{DispatchRow, Table};
use crate::{ours, sample};

/// Measures the figures.
pub fn take(options: &Options, table: &mut Table) -> Result<(), Failure> {
    speed(options, table)?;
    cargo::fetch()?;
    let folder = tempfile::tempdir()?;
    for formats in ["one format", "two formats"] {
        for profile in ["dev", "stripped"] {
            let ways = [
                Way::new(formats, "", profile),
                Way::new(formats, "generic", profile),
            ];
            costs(options, table, &ways, folder.path())?;
        }
    }
    Ok(())
}

fn speed(options: &Options, table: &mut Table) -> Result<(), Failure> {
    let page = sample::long_page();
    let failed = |failure| format!("{failure:?}");
    let first = dispatch::decode_behind_dyn(page.as_bytes()).map_err(failed)?;
    let second = dispatch::decode_generic(page.as_bytes()).map_err(failed)?;
    assert_eq!(first, second);
    let runtime = ours::Decode::new(&page);
    let times = race(
        options.rounds,
        vec![
            repeat(|| dispatch::decode_behind_dyn(black_box(page.as_bytes()))),
            repeat(|| dispatch::decode_generic(black_box(page.as_bytes()))),
            repeat(|| runtime.run()),
        ],
    );
    table.dispatch.push(DispatchRow {
        figure: format!(
            "decode {} summaries (the runtime itself: {})",
            sample::SUMMARIES,
            micros(times[2])
        ),
        behind_dyn: micros(times[0]),
        generic: micros(times[1]),
        ratio: ratio(times[1], times[0]),
    });
    Ok(())
}

/// A variant to build.
struct Way<'a> {
    formats: &'a str,
    profile: &'a str,
    features: String,
}

impl<'a> Way<'a> {
    fn new(formats: &'a str, feature: &str, profile: &'a str) -> Self {
        let second = if formats == "one format" {
            ""
        } else {
            "second-format"
        };
        Self {
            formats,
            profile,
            features: format!("{feature} {second}"),
        }
    }

    /// The build time of the crate alone, and the size of the program.
    fn cost(&self, options: &Options, folder: &Path) -> Result<(Duration, u64), Failure> {
        let target = Target {
            package: "dispatch-cost",
            arguments: &["--features", &self.features],
            profile: self.profile,
        };
        // Dependencies are not measured.
        cargo::build(target, folder)?;
        let mut times = Vec::new();
        for _ in 0..options.builds {
            cargo::clean(target, folder)?;
            times.push(cargo::build(target, folder)?);
        }
        let size = std::fs::metadata(cargo::program(target, folder))?.len();
        Ok((median(&mut times), size))
    }
}

fn costs(
    options: &Options,
    table: &mut Table,
    ways: &[Way<'_>; 2],
    folder: &Path,
) -> Result<(), Failure> {
    let (behind_dyn, generic) = (
        ways[0].cost(options, folder)?,
        ways[1].cost(options, folder)?,
    );
    let (formats, profile) = (ways[0].formats, ways[0].profile);
    let release = profile == "stripped";
    let name = if release { "release" } else { "dev" };
    table.dispatch.push(DispatchRow {
        figure: format!("{name} build of 300 shapes, {formats}"),
        behind_dyn: format!("{:.2} s", behind_dyn.0.as_secs_f64()),
        generic: format!("{:.2} s", generic.0.as_secs_f64()),
        ratio: ratio(generic.0, behind_dyn.0),
    });
    if release {
        table.dispatch.push(DispatchRow {
            figure: format!("stripped release binary of that, {formats}"),
            behind_dyn: kibibytes(behind_dyn.1),
            generic: kibibytes(generic.1),
            ratio: generic.1 as f64 / behind_dyn.1 as f64,
        });
    }
    Ok(())
}
