//! A bar for what takes more than a moment.

use indicatif::{ProgressBar, ProgressStyle};

/// Shown on stderr, and not at all where that is no terminal.
pub struct Progress(ProgressBar);

impl Progress {
    /// A bar of `length` steps; `what` says in a word what goes on.
    pub fn new(length: usize, what: &str) -> Self {
        let bar = ProgressBar::new(length as u64).with_prefix(what.to_owned());
        // A template that is wrong leaves the bar as it is by default.
        if let Ok(style) =
            ProgressStyle::with_template("{prefix} {wide_bar} {pos}/{len} {eta} {msg:>24!}")
        {
            bar.set_style(style);
        }
        bar.tick();
        Self(bar)
    }

    /// Says what is being worked on.
    pub fn at(&self, name: &str) {
        self.0.set_message(name.to_owned());
    }

    /// One step more is done.
    pub fn done(&self) {
        self.0.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
