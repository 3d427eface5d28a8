//! Handles Ctrl-C: the current write is completed, and nothing else is started.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::failure::Failure;
use crate::report;

/// True if the run must end. Child processes in the foreground get the signal from the terminal.
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Starts to wait for Ctrl-C. The second one ends the process immediately.
    pub fn watch() -> Result<Self, Failure> {
        let set = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&set);
        ctrlc::set_handler(move || {
            if seen.swap(true, Ordering::Relaxed) {
                std::process::exit(INTERRUPTED.into());
            }
        })?;
        Ok(Self(set))
    }

    /// Creates one that is never triggered.
    #[cfg(test)]
    pub fn never() -> Self {
        Self(Arc::default())
    }

    /// Returns true if Ctrl-C was pressed.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// The exit code after an interruption.
    pub fn code(&self) -> ExitCode {
        report::print_error("interrupted; nothing was changed");
        ExitCode::from(INTERRUPTED)
    }
}

/// As in shells: 128 plus the number of the signal.
const INTERRUPTED: u8 = 130;
