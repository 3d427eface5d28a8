//! The runtime of generated client crates.
//!
//! A generated crate holds what its model says, as types with a [`schema`]; everything a call does
//! is here:
//!
//! * [`schema`], [`types`], [`serde`] and [`codec`]: how values are described, written and read,
//! * [`protocol`]: how an input becomes an HTTP request, and a response an output or an [`Error`],
//! * [`auth`], [`endpoint`], [`environment`]: who calls, where, and how the machine is configured,
//! * [`call`] and [`transport`]: one call as a state machine without I/O, and the drivers of that
//!   machine.
//!
//! Without features nothing but the core is built. `hyper` adds the asynchronous transport,
//! `blocking` the other one; `json` is turned on by the crates whose protocol needs it, `md5` and
//! `gzip` by those whose operations want sums of their bodies or take them compressed.
//! `conformance` adds what the protocol tests of generated crates call.

pub mod auth;
pub mod call;
mod client;
pub mod codec;
#[doc(hidden)]
pub mod codegen;
mod config;
#[cfg(feature = "conformance")]
pub mod conformance;
pub mod endpoint;
pub mod environment;
mod error;
mod escape;
pub mod operation;
mod platform;
pub mod protocol;
pub mod schema;
pub mod serde;
#[cfg(feature = "sources")]
#[doc(hidden)]
pub mod sources;
pub mod transport;
pub mod types;

// The names generated code uses, all reached as `rt::…`, so that no shape of a model can clash with
// them.
#[doc(no_inline)]
pub use bytes::Bytes;
/// The crate `http`, whose types requests, responses and errors are made of.
#[doc(no_inline)]
pub use http;
#[doc(no_inline)]
pub use jiff::Timestamp;
#[doc(no_inline)]
pub use std::collections::BTreeMap;

pub use self::call::Call;
pub use self::client::Client;
pub use self::codegen::UnknownValue;
pub use self::config::{Config, ConfigError};
pub use self::error::{Error, ErrorKind};
pub use self::operation::{
    Cases, ErrorSet, Http, Operation, OperationRef, OperationSchema, PageToken, Paginated,
    PaginatedItems, ServiceSchema, operation as operation_schema,
};
pub use self::schema::*;
pub use self::serde::{
    Decoded, Decoder, Encoded, Encoder, Field, MemberRef, Redacted, Structure, Union, Unit, Value,
    Variant, Zero, decode_union, encode_union, field, narrow, of, structure, union_of, variant,
    zero,
};
pub use self::types::{BigDecimal, BigInteger, ByteStream, Document};
