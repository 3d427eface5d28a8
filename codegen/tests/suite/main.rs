//! What is generated, refused and written.

#![allow(clippy::unwrap_used)]

mod golden;
mod output;
mod refused;
