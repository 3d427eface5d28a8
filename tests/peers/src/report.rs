//! The tables.

use std::fmt;
use std::process::Command;

/// One figure: what was measured of whom, and what is to be reached.
#[derive(Debug, Default)]
pub struct Row {
    pub figure: String,
    pub ours: String,
    pub official: String,
    pub derived: String,
    pub result: String,
    pub goal: String,
    /// Whether the goal is reached; `None` where there is none.
    pub reached: Option<bool>,
}

/// A figure of one way to call the decoder and the other.
#[derive(Debug)]
pub struct DispatchRow {
    pub figure: String,
    pub behind_dyn: String,
    pub generic: String,
    /// How many times as much the generic one is.
    pub ratio: f64,
}

/// The rows of all figures that were taken.
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
                "| figure | Tinsmith | aws-sdk-iottwinmaker | serde_json | result | to reach | reached |\n\
                 | --- | ---: | ---: | ---: | --- | --- | --- |"
            )?;
        }
        self.rows.iter().try_for_each(|row| writeln!(f, "{row}"))?;
        if !self.dispatch.is_empty() {
            writeln!(
                f,
                "\n| figure | behind `dyn` | generic | generic : `dyn` |\n| --- | ---: | ---: | ---: |"
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

/// A number with a comma at each thousand.
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

/// Processor, cores, operating system and compiler.
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
