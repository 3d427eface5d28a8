//! The vocabulary of generated code, which imports this module as `rt`.
//!
//! It is exempt from the promises of semantic versioning: it serves the generator alone, and
//! changes with it. What callers use is at the root of the crate.

mod client;
mod collection;
mod compatible;
mod error;
mod int_enum;
mod set;
mod string_enum;
mod structure;
mod union;
mod unknown;

pub use std::collections::BTreeMap;

pub use bytes::Bytes;
pub use jiff::Timestamp;

pub use self::error::{Message, fmt_error};
pub use self::set::IntoField;
pub use self::unknown::{UnknownValue, unknown_value};
pub use crate::auth::AuthScheme;
pub use crate::call::Call;
pub use crate::client::Client;
pub use crate::config::{Config, ConfigError};
#[cfg(feature = "conformance")]
pub use crate::conformance;
pub use crate::endpoint;
pub use crate::endpoint::rules;
pub use crate::operation::{
    Cases, ErrorSet, Fault, Operation, OperationRef, Paginated, PaginatedItems, ServiceSchema,
    operation as operation_schema,
};
pub use crate::protocol;
pub use crate::schema::*;
pub use crate::serde::{
    Decoded, Decoder, Encoded, Encoder, Field, MemberRef, Redacted, Structure, Union, Unit, Value,
    Variant, Zero, decode_union, encode_union, field, of, union_of, variant, zero,
};
pub use crate::types::{BigDecimal, BigInteger, ByteStream, Document};
pub use crate::{
    __client as client, __compatible as compatible, __error as error, __error_enum as error_enum,
    __field as field, __int_enum as int_enum, __list as list, __map as map,
    __operation as operation, __setter as setter, __string_enum as string_enum,
    __structure as structure, __union as union,
};

/// A row of a structure's table of members: `field!(rust_name: member(…))`.
#[doc(hidden)]
#[macro_export]
macro_rules! __field {
    ($field:ident: $member:expr) => {
        $crate::codegen::field(
            $member,
            |it, of, to| to.put(of, &it.$field),
            |it, of, from| from.get(of, &mut it.$field),
        )
    };
}
