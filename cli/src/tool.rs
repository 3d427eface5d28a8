//! The command that was run, as messages and the headers of generated files name it.

use std::ffi::OsString;
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

/// Adds the name that cargo passes to its subcommands, if the program was run by itself.
pub(crate) fn arguments(mut all: Vec<OsString>) -> Vec<OsString> {
    if let Some(("cargo", subcommand)) = name().split_once(' ')
        && subcommand != "xtask"
        && all.get(1).is_none_or(|first| first != subcommand)
    {
        all.insert(1.min(all.len()), subcommand.into());
    }
    all
}
