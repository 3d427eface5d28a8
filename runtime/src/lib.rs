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

// What callers name. The vocabulary of generated code is in `codegen`.
#[doc(no_inline)]
pub use bytes::Bytes;
/// The crate `http`, whose types requests, responses and errors are made of.
#[doc(no_inline)]
pub use http;
#[doc(no_inline)]
pub use jiff::Timestamp;

pub use self::call::Call;
pub use self::client::Client;
pub use self::codegen::UnknownValue;
pub use self::config::{Config, ConfigError};
pub use self::error::{Error, ErrorKind};
pub use self::operation::{Operation, Paginated, PaginatedItems};
pub use self::schema::TimestampFormat;
pub use self::types::{BigDecimal, BigInteger, ByteStream, Document};
