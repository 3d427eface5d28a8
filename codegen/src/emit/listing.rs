//! `api.txt`: the public items, one per line.

use super::Header;
use crate::ir::Crate;

/// Emits the listing with these lines.
pub(super) fn listing(lowered: &Crate, lines: &[String], header: &Header<'_>) -> String {
    let mut text = format!("# {}\n", header.line(lowered.service.id.as_str()));
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    text
}
