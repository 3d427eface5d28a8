//! The CBOR codec (RFC 8949, and the Smithy 2.0 specification's "Smithy RPC v2 CBOR").

mod bignum;
mod decode;
mod encode;
mod half;
mod head;

pub use self::decode::CborDecoder;
pub use self::encode::CborEncoder;
