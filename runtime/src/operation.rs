//! Schemas of services and operations.

mod errors;
mod pages;
mod protocol;
mod service;

use bytes::Bytes;
use http::Response;

use self::errors::errors;
pub(crate) use self::errors::read_error;
pub use self::errors::{Cases, ErrorSchema, ErrorSet};
pub use self::pages::{PageToken, Paginated, PaginatedItems};
pub use self::protocol::{Draft, ErrorInfo, Protocol, Token};
pub use self::service::ServiceSchema;
use crate::auth::AuthScheme;
use crate::endpoint::rules::Binding;
pub use crate::schema::Fault;
use crate::schema::Schema;
use crate::serde::{self, Structure};

/// The trait `smithy.api#http`: method and path template.
#[derive(Clone, Copy, Debug)]
pub struct Http {
    /// The request's method.
    pub method: &'static str,
    /// The template of path and query, with labels in braces.
    pub uri: &'static str,
}

/// Calls its argument once for each error structure, in the order of the model.
pub type Errors = fn(&mut dyn FnMut(&ErrorSchema));

/// An operation, without its Rust types.
#[derive(Clone, Copy, Debug)]
pub struct OperationSchema {
    /// The operation's name in the model.
    pub name: &'static str,
    /// The service it belongs to.
    pub service: &'static ServiceSchema,
    /// The HTTP binding; `POST /` for protocols that have no bindings.
    pub http: Http,
    /// The host prefix (`smithy.api#endpoint`).
    pub host_prefix: Option<&'static str>,
    /// The authentication schemes, in order of preference; `None` for those of the service.
    pub auth: Option<&'static [AuthScheme]>,
    /// True if the signature does not cover the body (`aws.auth#unsignedPayload`).
    pub unsigned_payload: bool,
    /// True if the output's payload is a stream.
    pub streaming_output: bool,
    /// True if requests need an MD5 checksum of their body (`httpChecksumRequired`).
    pub checksum_required: bool,
    /// True if request bodies may be compressed (`requestCompression`).
    pub compression: bool,
    /// True if bodies have a SHA-256 tree hash.
    pub tree_hash: bool,
    /// The status of an error without a body, and the code that it stands for.
    pub empty_error: Option<(u16, &'static str)>,
    /// The parameters of the endpoint rules that the operation gives, in order of precedence.
    pub endpoint_params: &'static [(&'static str, Binding)],
    /// The input structure.
    pub input: &'static Schema,
    /// The output structure.
    pub output: &'static Schema,
    /// Visits the error structures in the order of the model.
    pub errors: Errors,
}

/// The schema of an operation.
pub type OperationRef = &'static OperationSchema;

/// The schema of the operation `O`, bound to `POST /`.
#[must_use]
pub const fn operation<O: Operation>(
    name: &'static str,
    service: &'static ServiceSchema,
) -> OperationSchema {
    OperationSchema::new::<O>(name, service)
}

impl OperationSchema {
    /// The schema of `O`, bound to `POST /`.
    #[must_use]
    pub const fn new<O: Operation>(name: &'static str, service: &'static ServiceSchema) -> Self {
        Self {
            name,
            service,
            http: Http {
                method: "POST",
                uri: "/",
            },
            host_prefix: None,
            auth: None,
            unsigned_payload: false,
            streaming_output: false,
            checksum_required: false,
            compression: false,
            tree_hash: false,
            empty_error: None,
            endpoint_params: &[],
            input: serde::of::<O::Input>(),
            output: serde::of::<O::Output>(),
            errors: errors::<O::Error>,
        }
    }

    /// Sets the HTTP binding.
    #[must_use]
    pub const fn http(mut self, method: &'static str, uri: &'static str) -> Self {
        self.http = Http { method, uri };
        self
    }

    /// Sets the host prefix.
    #[must_use]
    pub const fn host_prefix(mut self, prefix: &'static str) -> Self {
        self.host_prefix = Some(prefix);
        self
    }

    /// Sets the authentication schemes of the operation, in order of preference.
    #[must_use]
    pub const fn auth(mut self, schemes: &'static [AuthScheme]) -> Self {
        self.auth = Some(schemes);
        self
    }

    /// Returns the authentication schemes, in order of preference.
    #[must_use]
    pub const fn auth_schemes(&self) -> &'static [AuthScheme] {
        match self.auth {
            Some(schemes) => schemes,
            None => self.service.auth_schemes(),
        }
    }

    /// Sets the parameters of the endpoint rules that the operation gives.
    #[must_use]
    pub const fn endpoint_params(mut self, params: &'static [(&'static str, Binding)]) -> Self {
        self.endpoint_params = params;
        self
    }

    /// Sets the code that an error of this status stands for if it has no body.
    #[must_use]
    pub const fn empty_error(mut self, status: u16, code: &'static str) -> Self {
        self.empty_error = Some((status, code));
        self
    }

    /// Leaves the body out of the signature.
    #[must_use]
    pub const fn unsigned_payload(mut self) -> Self {
        self.unsigned_payload = true;
        self
    }

    /// Returns the output after the response's head; its payload is a stream.
    #[must_use]
    pub const fn streaming_output(mut self) -> Self {
        self.streaming_output = true;
        self
    }

    /// Requires the MD5 checksum of the body.
    #[must_use]
    pub const fn checksum_required(mut self) -> Self {
        self.checksum_required = true;
        self
    }

    /// Sends the SHA-256 checksum and the SHA-256 tree hash of the body.
    #[must_use]
    pub const fn tree_hash(mut self) -> Self {
        self.tree_hash = true;
        self
    }

    /// Enables compression of large bodies.
    #[must_use]
    pub const fn compression(mut self) -> Self {
        self.compression = true;
        self
    }

    /// Reads the general parts of an error response. Never fails: missing or unreadable parts are
    /// omitted.
    pub(crate) fn error_info(&self, response: &Response<Bytes>) -> ErrorInfo {
        let mut info = self.service.protocol.error(self.service, response);
        if info.code.is_none() && response.body().is_empty() {
            let named = self
                .empty_error
                .filter(|(status, _)| response.status() == *status);
            info.code = named.map(|(_, code)| code.to_owned());
        }
        info
    }

    /// Returns the fault of the error with this code, if it is one of the operation's.
    #[must_use]
    pub fn fault(&self, code: &str) -> Option<Fault> {
        let mut found = None;
        (self.errors)(&mut |error| {
            if self.service.protocol.is_code_of(code, error.schema) {
                found = Some(error.fault);
            }
        });
        found
    }
}

/// An operation: its types and its schema. Implemented by generated code.
pub trait Operation: Sized + Send + Sync + 'static {
    /// The input.
    type Input: Structure + Send + Sync + 'static;
    /// The output.
    type Output: Structure + Send + 'static;
    /// The modeled errors.
    type Error: ErrorSet + Send + Sync + 'static;
    /// The schema.
    const SCHEMA: &'static OperationSchema;
}
