//! Protocols: from an input to an HTTP request, and from an HTTP response to an output or an error.
//!
//! A protocol is a binding, [`HttpBinding`] or [`Rpc`], over a [`Format`].

#[cfg(feature = "cbor")]
mod cbor;
mod encoding;
mod format;
mod header_list;
mod http_binding;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "json")]
mod json_error;
#[cfg(feature = "query")]
mod query;
#[cfg(any(feature = "json", feature = "cbor"))]
mod query_code;
mod request;
mod response;
mod rpc;
mod text;
mod uri;
#[cfg(feature = "xml")]
mod xml;
#[cfg(feature = "xml")]
mod xml_error;

#[cfg(feature = "cbor")]
pub use self::cbor::{Cbor, CborBody};
pub(crate) use self::encoding::compressed;
pub use self::format::{BodyEncoder, Format};
pub use self::http_binding::HttpBinding;
#[cfg(feature = "json")]
pub use self::json::{Json, JsonBody};
#[cfg(feature = "query")]
pub use self::query::{Query, QueryBody};
#[cfg(any(feature = "json", feature = "cbor"))]
use self::query_code::query_code;
#[cfg(any(feature = "json", feature = "query", feature = "cbor"))]
use self::rpc::Route;
pub use self::rpc::Rpc;
#[cfg(feature = "xml")]
pub use self::xml::{Xml, XmlBody};
#[cfg(feature = "query")]
use crate::codec::form::FormNames;
#[cfg(feature = "json")]
use crate::codec::json::Names;
pub use crate::operation::{Draft, ErrorInfo, Protocol, Token};

/// The protocol `aws.protocols#restJson1`.
#[cfg(feature = "json")]
pub static REST_JSON_1: HttpBinding<Json> = HttpBinding {
    format: Json {
        names: Names::Json,
        media_type: "application/json",
        rpc_v2: false,
    },
};

/// The protocol `aws.protocols#awsJson1_0`.
#[cfg(feature = "json")]
pub static AWS_JSON_1_0: Rpc<Json> = Rpc {
    format: Json {
        names: Names::Model,
        media_type: "application/x-amz-json-1.0",
        rpc_v2: false,
    },
    route: Route::Target,
};

/// The protocol `aws.protocols#awsJson1_1`.
#[cfg(feature = "json")]
pub static AWS_JSON_1_1: Rpc<Json> = Rpc {
    format: Json {
        names: Names::Model,
        media_type: "application/x-amz-json-1.1",
        rpc_v2: false,
    },
    route: Route::Target,
};

/// The protocol `smithy.protocols#rpcv2Json`.
#[cfg(feature = "json")]
pub static RPC_V2_JSON: Rpc<Json> = Rpc {
    format: Json {
        names: Names::Model,
        media_type: "application/json",
        rpc_v2: true,
    },
    route: Route::Path("rpc-v2-json", "application/json"),
};

/// The protocol `smithy.protocols#rpcv2Cbor`.
#[cfg(feature = "cbor")]
pub static RPC_V2_CBOR: Rpc<Cbor> = Rpc {
    format: Cbor,
    route: Route::Path("rpc-v2-cbor", "application/cbor"),
};

/// The protocol `aws.protocols#restXml`, its errors in an element of their own or without.
#[cfg(feature = "xml")]
pub static REST_XML: HttpBinding<Xml> = HttpBinding { format: Xml };

/// The protocol `aws.protocols#awsQuery`.
#[cfg(feature = "query")]
pub static AWS_QUERY: Rpc<Query> = Rpc {
    format: Query {
        names: FormNames::Query,
    },
    route: Route::Body,
};

/// The protocol `aws.protocols#ec2Query`.
#[cfg(feature = "query")]
pub static EC2_QUERY: Rpc<Query> = Rpc {
    format: Query {
        names: FormNames::Ec2,
    },
    route: Route::Body,
};
