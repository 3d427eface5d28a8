//! What the crate promises, by subject.

#![allow(clippy::unwrap_used)]

mod common;
mod shared_models;
