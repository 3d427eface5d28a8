//! Says a service model in Rust.
