//! The tables.

use std::fmt;
use std::process::Command;

/// A figure: the measurements, and the goal.
#[derive(Debug, Default)]
pub struct Row {
    pub figure: String,
    pub ours: String,
    pub official: String,
    pub derived: String,
    pub result: String,
    pub goal: String,
    /// True if the goal is reached; `None` if there is none.
    pub reached: Option<bool>,
}

/// A figure of both variants of calling the decoder.
#[derive(Debug)]
pub struct DispatchRow {
    pub figure: String,
    pub behind_dyn: String,
    pub generic: String,
    /// The ratio of the generic figure to the other.
    pub ratio: f64,
}

/// The rows of all measured figures.
#[derive(Debug, Default)]
pub struct Table {
    pub rows: Vec<Row>,
    pub dispatch: Vec<DispatchRow>,
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.rows.is_empty() {
            writeln!(
                f,
                "| figure | Tinsmith | aws-sdk-iottwinmaker | serde_json | result | to reach | \
                 reached |\n\
                 | --- | ---: | ---: | ---: | --- | --- | --- |"
            )?;
        }
        self.rows.iter().try_for_each(|row| writeln!(f, "{row}"))?;
        if !self.dispatch.is_empty() {
            writeln!(
                f,
                "\n| figure | behind `dyn` | generic | generic : `dyn` |\n| --- | ---: | ---: | \
                 ---: |"
            )?;
        }
        self.dispatch
            .iter()
            .try_for_each(|row| writeln!(f, "{row}"))
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reached = match self.reached {
            Some(true) => "yes",
            Some(false) => "**no**",
            None => "",
        };
        write!(
            f,
            "| {} | {} | {} | {} | {} | {} | {reached} |",
            self.figure, self.ours, self.official, self.derived, self.result, self.goal,
        )
    }
}

impl fmt::Display for DispatchRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "| {} | {} | {} | {:.2} |",
            self.figure, self.behind_dyn, self.generic, self.ratio
        )
    }
}

/// Formats a number with thousands separators.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Describes the processor, cores, operating system and compiler.
pub fn machine() -> String {
    let processor = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processor
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown processor", |(_, model)| model);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let rustc = Command::new("rustc").arg("--version").output();
    let rustc = rustc.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    format!(
        "{model}, {cores} cores, {} {}, {}",
        std::env::consts::OS,
        std::env::consts::ARCH,
        rustc.unwrap_or_else(|_| "unknown compiler".to_owned()),
    )
}
