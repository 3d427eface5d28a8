//! `api.txt`: the public items, a line each.

use super::Header;
use crate::api::Listing;
use crate::ir::Crate;

pub(super) fn listing(lowered: &Crate, listing: &Listing, header: &Header<'_>) -> String {
    let mut text = format!("# {}\n", header.line(lowered.service.id.as_str()));
    for line in listing.lines() {
        text.push_str(&line);
        text.push('\n');
    }
    text
}
