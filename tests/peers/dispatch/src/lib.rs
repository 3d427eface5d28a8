//! The same decoding twice: behind `dyn Decoder`, as the runtime does it, and generic over the decoder.
//!
//! Both ways read the same shapes by the same JSON reader, which does what the runtime's does: it limits the depth, and an error
//! tells byte offset and path. Only how a shape and the reader call each other differs.

// The shapes are compiled into `dispatch-cost` too, many times, under the names they use here.
extern crate self as dispatch;

pub mod behind_dyn;
pub mod failure;
pub mod generic;
pub mod json;
pub mod member;
/// How the shapes are read behind `dyn`.
mod shapes_behind_dyn;
/// How the shapes are read generic over the decoder.
mod shapes_generic;
/// The shapes: the output of the operation and all it reaches.
pub mod types;

use failure::Failure;
use json::{Json, Plain};
use types::ListSyncJobsOutput;

/// Reads a page behind `dyn`.
///
/// # Errors
/// Where the bytes hold no page.
pub fn decode_behind_dyn(page: &[u8]) -> Result<ListSyncJobsOutput, Failure> {
    behind_dyn::document(&mut Json::<Plain>::new(page)?)
}

/// Reads a page generic over the decoder.
///
/// # Errors
/// Where the bytes hold no page.
pub fn decode_generic(page: &[u8]) -> Result<ListSyncJobsOutput, Failure> {
    generic::document(&mut Json::<Plain>::new(page)?)
}
