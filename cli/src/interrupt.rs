//! Ctrl-C: what is being written is finished, and nothing else is begun.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::failure::Failure;

/// Whether the run is to end. A child process in the foreground is told by the terminal itself.
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Waits for Ctrl-C from now on. Where it comes twice, the process ends at once.
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

    /// One that never comes.
    #[cfg(test)]
    pub fn never() -> Self {
        Self(Arc::default())
    }

    /// Whether Ctrl-C was pressed.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// How the process then ends.
    pub fn code(&self) -> ExitCode {
        eprintln!("interrupted; nothing was changed");
        ExitCode::from(INTERRUPTED)
    }
}

/// As shells have it: 128 and the number of the signal.
const INTERRUPTED: u8 = 130;
