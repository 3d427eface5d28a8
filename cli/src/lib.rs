//! The commands of Tinsmith as functions: `cargo tinsmith …` calls them, and so do the tasks of Tinsmith's own
//! repository.

pub mod add;
mod botocore;
mod changelog;
pub mod command;
pub mod config;
mod edit;
pub mod failure;
pub mod generate;
pub mod interrupt;
mod lock;
mod plan;
pub mod pool;
pub mod progress;
pub mod remove;
pub mod report;
pub mod review;
pub mod services;
pub mod source;
pub mod syntax;
mod transaction;
pub mod update;
