//! Protocols: from an input to an HTTP request, and from an HTTP response to an output or an error.
//!
//! A protocol is a binding, [`HttpBinding`] or [`Rpc`], over a [`Format`].

mod encoding;
mod format;
mod header_list;
mod http_binding;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "json")]
mod json_error;
#[cfg(any(feature = "json", feature = "cbor"))]
mod query_code;
mod request;
mod response;
mod rpc;
mod text;
mod uri;

pub use self::format::{BodyEncoder, Format};
pub use self::http_binding::HttpBinding;
#[cfg(feature = "json")]
pub use self::json::{Json, JsonBody};
#[cfg(any(feature = "json", feature = "cbor"))]
use self::query_code::query_code;
#[cfg(feature = "json")]
use self::rpc::Route;
pub use self::rpc::Rpc;
#[cfg(feature = "json")]
use crate::codec::json::Names;
pub use crate::operation::{Draft, ErrorInfo, Protocol, Token};

/// The protocol `aws.protocols#restJson1`.
#[cfg(feature = "json")]
pub static REST_JSON_1: HttpBinding<Json> = HttpBinding {
    format: Json {
        names: Names::Json,
        media_type: "application/json",
    },
};

/// The protocol `aws.protocols#awsJson1_0`.
#[cfg(feature = "json")]
pub static AWS_JSON_1_0: Rpc<Json> = Rpc {
    format: Json {
        names: Names::Model,
        media_type: "application/x-amz-json-1.0",
    },
    route: Route::Target,
};

/// The protocol `aws.protocols#awsJson1_1`.
#[cfg(feature = "json")]
pub static AWS_JSON_1_1: Rpc<Json> = Rpc {
    format: Json {
        names: Names::Model,
        media_type: "application/x-amz-json-1.1",
    },
    route: Route::Target,
};
