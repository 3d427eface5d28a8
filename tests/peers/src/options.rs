//! The command line.

use lexopt::prelude::*;

/// What a figure could not be taken for.
pub type Failure = Box<dyn std::error::Error>;

/// What is measured, and how thoroughly.
#[derive(Debug)]
pub struct Options {
    /// The figures that are asked for; none for all of them.
    figures: Vec<String>,
    /// Whether to leave out the figures for which other crates are built.
    quick: bool,
    /// How many rounds the competitors of a race run.
    pub rounds: usize,
    /// How often each build is timed.
    pub builds: usize,
}

/// The text for `--help`.
pub fn help(figures: &[&str]) -> String {
    format!(
        "usage: tinsmith-peers [--quick] [--rounds N] [--builds N] [FIGURE …]\n\n  \
         --quick     without the figures for which other crates are built\n  \
         --rounds N  rounds of each race; the median counts (101)\n  \
         --builds N  how often each build is timed; the median counts (1)\n\n\
         figures: {}",
        figures.join(" ")
    )
}

impl Options {
    /// Reads the command line; `None` where it asks for help.
    ///
    /// # Errors
    /// Where there is an unknown option or figure.
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

    /// Whether a figure is to be taken.
    pub fn wants(&self, name: &str, builds: bool) -> bool {
        let asked = self.figures.is_empty() || self.figures.iter().any(|figure| figure == name);
        asked && !(self.quick && builds)
    }
}
