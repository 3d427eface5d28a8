//! Tests of generation, refusals and output.

#![allow(clippy::unwrap_used)]

mod auth;
mod endpoint_rules;
mod golden;
mod module;
mod output;
mod protocol;
mod refused;
