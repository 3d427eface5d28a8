//! The command that was run, as messages and the headers of generated files name it.

use std::sync::OnceLock;

static NAME: OnceLock<&str> = OnceLock::new();

/// Sets the command, such as `cargo tinsmith`. The first one counts.
pub fn set(name: &'static str) {
    let _ = NAME.set(name);
}

/// Returns the command.
#[must_use]
pub fn name() -> &'static str {
    NAME.get().copied().unwrap_or("cargo tinsmith")
}
