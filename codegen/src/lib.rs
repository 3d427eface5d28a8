//! Says a service model in Rust.

pub mod docs;
