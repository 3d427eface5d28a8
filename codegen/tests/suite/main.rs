//! What is generated, refused and written.

#![allow(clippy::unwrap_used)]

mod auth;
mod golden;
mod module;
mod output;
mod refused;
