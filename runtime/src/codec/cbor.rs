//! The CBOR codec (RFC 8949, and the Smithy 2.0 specification's "Smithy RPC v2 CBOR").

mod bignum;
#[cfg(feature = "conformance")]
mod canonical;
mod decode;
mod encode;
mod half;
mod head;

#[cfg(feature = "conformance")]
pub(crate) use self::canonical::canonical;
pub use self::decode::CborDecoder;
pub use self::encode::CborEncoder;
