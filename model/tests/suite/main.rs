//! What the crate promises, by subject.

#![allow(clippy::unwrap_used)]

mod botocore;
mod botocore_installed;
mod common;
mod shared_models;
