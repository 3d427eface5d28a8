//! The commands of Tinsmith as functions: `cargo tinsmith …` calls them, and so do the tasks of
//! Tinsmith's own repository.

pub mod add;
mod botocore;
pub mod build;
mod catalog;
mod changelog;
pub mod command;
pub mod config;
mod dependents;
mod edit;
pub mod failure;
mod folder;
pub mod generate;
pub mod init;
pub mod interrupt;
pub mod job;
pub mod list;
mod lock;
mod markers;
mod members;
pub mod names;
mod plan;
pub mod pool;
pub mod progress;
pub mod remove;
pub mod rename;
pub mod report;
pub mod resolve;
pub mod review;
mod root;
pub mod services;
pub mod source;
pub mod syntax;
pub mod tool;
mod transaction;
pub mod update;
mod vendor;
