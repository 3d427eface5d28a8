//! The commands that take models, in a small workspace of their own with a botocore of their own.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod adding;
mod archives;
mod ended;
mod locking;
mod merging;
mod moving;
mod naming;
mod placing;
mod printing;
mod removing;
mod scene;
mod updating;
