//! Tests of the crate, by subject.

#![allow(clippy::unwrap_used)]

mod apply;
mod both_forms;
mod botocore;
mod botocore_installed;
mod canonical;
mod common;
mod compare;
mod diagnostics;
mod hostile;
mod mixins;
mod rules;
mod selection;
mod shared_models;
mod syntax_limits;
mod targets;
mod traits;
mod upgrade;
mod validation;
