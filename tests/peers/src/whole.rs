//! The crate of the whole service: its lines, and the time of `cargo check` for it alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tinsmith_codegen::output;

use crate::builds::seconds;
use crate::cargo::{self, HERE};
use crate::options::{Failure, Options};
use crate::race::{median, ratio};
use crate::report::{Row, Table, grouped};
use crate::{generating, lines};

/// The goals.
const LINES: u64 = 9_000;
const SECONDS: f64 = 3.0;

/// The minimum number of timings of each check, which is short.
const CHECKS: usize = 3;

/// Measures the figures, if the model is available.
pub fn take(options: &Options, table: &mut Table) -> Result<(), Failure> {
    let Some(model) = generating::model() else {
        return Ok(());
    };
    cargo::fetch()?;
    let folder = tempfile::tempdir()?;
    let ours = Checked::generated(&model, folder.path())?;
    let official = Checked::official(folder.path());
    let source = [ours.folder.join("src"), lines::official_source()?];
    let [our_lines, official_lines] = [lines::of(&source[0])?, lines::of(&source[1])?];
    table.rows.push(Row {
        figure: "generated lines for the whole service, all lines".to_owned(),
        ours: grouped(our_lines),
        official: grouped(official_lines),
        result: format!(
            "{:.2} × aws-sdk's",
            our_lines as f64 / official_lines as f64
        ),
        goal: format!("< {}", grouped(LINES)),
        reached: Some(our_lines < LINES),
        ..Row::default()
    });
    let [ours, official] = times(options.builds.max(CHECKS), &[ours, official])?;
    table.rows.push(Row {
        figure: "clean `cargo check` of it alone, what it depends on being built".to_owned(),
        ours: seconds(ours),
        official: seconds(official),
        result: format!("1/{:.0} of aws-sdk's time", ratio(official, ours)),
        goal: format!("< {SECONDS} s"),
        reached: Some(ours.as_secs_f64() < SECONDS),
        ..Row::default()
    });
    Ok(())
}

/// Returns the medians of both, checked alternately.
fn times(rounds: usize, crates: &[Checked; 2]) -> Result<[Duration; 2], Failure> {
    crates
        .iter()
        .try_for_each(|checked| checked.run().map(drop))?;
    let mut times: [Vec<Duration>; 2] = Default::default();
    for _ in 0..rounds {
        for (checked, times) in crates.iter().zip(&mut times) {
            checked.forget()?;
            times.push(checked.run()?);
        }
    }
    Ok(times.map(|mut times| median(&mut times)))
}

/// A crate to check.
struct Checked {
    package: &'static str,
    /// The working folder of cargo.
    folder: PathBuf,
    target: PathBuf,
}

impl Checked {
    /// Writes our crate to a folder, as a workspace of its own with the versions of this one.
    fn generated(model: &Path, folder: &Path) -> Result<Self, Failure> {
        let at = folder.join("whole");
        let runtime = fs::canonicalize(Path::new(HERE).join("../../runtime"))?;
        let mut files = generating::write(&generating::read(model), &runtime.to_string_lossy());
        let manifest = files.get_mut("Cargo.toml").ok_or("there is no manifest")?;
        manifest.push_str("\n[workspace]\n");
        output::write(&at, &files).map_err(|error| format!("{error:?}"))?;
        fs::copy(
            Path::new(HERE).join("../../Cargo.lock"),
            at.join("Cargo.lock"),
        )?;
        let target = folder.join("target-of-ours");
        Ok(Self {
            package: "iottwinmaker",
            folder: at,
            target,
        })
    }

    /// The official crate, a dependency of this workspace.
    fn official(folder: &Path) -> Self {
        Self {
            package: "aws-sdk-iottwinmaker",
            folder: PathBuf::from(HERE),
            target: folder.join("target-of-official"),
        }
    }

    fn run(&self) -> Result<Duration, Failure> {
        cargo::time(self.command("check").args(["--jobs", "2"]))
    }

    fn forget(&self) -> Result<(), Failure> {
        cargo::output(&mut self.command("clean")).map(drop)
    }

    fn command(&self, name: &str) -> Command {
        let mut command = cargo::command(name);
        command
            .args(["--quiet", "--offline", "--package", self.package])
            .arg("--target-dir")
            .arg(&self.target)
            .current_dir(&self.folder);
        command
    }
}
