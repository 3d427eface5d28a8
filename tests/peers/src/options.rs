//! The command line.

use lexopt::prelude::*;

/// The error of a measurement.
pub type Failure = Box<dyn std::error::Error>;

/// The cost of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// Seconds.
    Short,
    /// Other crates are built for it.
    Builds,
    /// Minutes and gigabytes: it is measured if it is named, and not as one of all.
    ByName,
}

/// The selected figures and the number of rounds.
#[derive(Debug)]
pub struct Options {
    /// The selected figures; all if empty.
    figures: Vec<String>,
    /// True to skip the figures that build other crates.
    quick: bool,
    /// The number of rounds of a race.
    pub rounds: usize,
    /// The number of timings of each build.
    pub builds: usize,
}

/// The text of `--help`.
pub fn help(figures: &[&str]) -> String {
    format!(
        "usage: tinsmith-peers [--quick] [--rounds N] [--builds N] [FIGURE …]\n\n  \
         --quick     without the figures for which other crates are built\n  \
         --rounds N  rounds of each race; the median counts (101)\n  \
         --builds N  how often each build is timed; the median counts (1)\n\n\
         figures: {}\n\nec2 takes minutes and 8 GB: it is measured if it is named.",
        figures.join(" ")
    )
}

impl Options {
    /// Parses the command line; `None` if help is requested.
    ///
    /// # Errors
    /// Returns an error if an option or figure is unknown.
    pub fn read(
        mut parser: lexopt::Parser,
        figures: &[&str],
    ) -> Result<Option<Self>, lexopt::Error> {
        let mut options = Self {
            figures: Vec::new(),
            quick: false,
            rounds: 101,
            builds: 1,
        };
        while let Some(argument) = parser.next()? {
            match argument {
                Long("quick") => options.quick = true,
                Long("rounds") => options.rounds = parser.value()?.parse::<usize>()?.max(1),
                Long("builds") => options.builds = parser.value()?.parse::<usize>()?.max(1),
                Short('h') | Long("help") => return Ok(None),
                Value(name) if figures.iter().any(|figure| name == *figure) => {
                    options.figures.push(name.string()?);
                }
                other => return Err(other.unexpected()),
            }
        }
        Ok(Some(options))
    }

    /// Returns true if a figure is selected.
    pub fn wants(&self, name: &str, cost: Cost) -> bool {
        let named = self.figures.iter().any(|figure| figure == name);
        let all = self.figures.is_empty() && cost != Cost::ByName;
        (named || all) && (!self.quick || cost == Cost::Short)
    }
}
