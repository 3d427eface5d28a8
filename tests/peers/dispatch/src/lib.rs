//! The same decoding twice: with `dyn Decoder`, as in the runtime, and generic over the decoder.
//!
//! Both variants read the same shapes with the same JSON reader, which limits the depth and
//! reports byte offsets and paths as the runtime's does. Only the calls between shapes and reader
//! differ.

// The shapes are also compiled into `dispatch-cost`, many times, under the names they use here.
extern crate self as dispatch;

pub mod behind_dyn;
pub mod failure;
pub mod generic;
pub mod json;
pub mod member;
/// The `dyn` implementations of the shapes.
mod shapes_behind_dyn;
/// The generic implementations of the shapes.
mod shapes_generic;
/// The shapes: the output of the operation and its closure.
pub mod types;

use failure::Failure;
use json::{Json, Plain};
use types::ListSyncJobsOutput;

/// Reads a page with `dyn`.
///
/// # Errors
/// Returns an error if the bytes are not a page.
pub fn decode_behind_dyn(page: &[u8]) -> Result<ListSyncJobsOutput, Failure> {
    behind_dyn::document(&mut Json::<Plain>::new(page)?)
}

/// Reads a page with generic code.
///
/// # Errors
/// Returns an error if the bytes are not a page.
pub fn decode_generic(page: &[u8]) -> Result<ListSyncJobsOutput, Failure> {
    generic::document(&mut Json::<Plain>::new(page)?)
}
