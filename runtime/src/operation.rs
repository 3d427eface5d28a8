//! What the model says about a service and its operations.

mod errors;
mod pages;
mod protocol;
mod service;

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
    /// What stands before the endpoint's host (`smithy.api#endpoint`).
    pub host_prefix: Option<&'static str>,
    /// The authentication schemes, in order of preference; `None` for those of the service.
    pub auth: Option<&'static [AuthScheme]>,
    /// Whether the signature leaves out the body (`aws.auth#unsignedPayload`).
    pub unsigned_payload: bool,
    /// Whether the output's payload is a stream.
    pub streaming_output: bool,
    /// Whether requests need the MD5 sum of their body (`httpChecksumRequired`).
    pub checksum_required: bool,
    /// Whether bodies are sent compressed (`requestCompression`).
    pub compression: bool,
    /// The parameters of the endpoint rules that the operation gives, in order of precedence.
    pub endpoint_params: &'static [(&'static str, Binding)],
    /// The input structure.
    pub input: &'static Schema,
    /// The output structure.
    pub output: &'static Schema,
    /// Visits the error structures in the order of the model.
    pub errors: Errors,
}

/// What describes an operation.
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

    /// Sets what stands before the endpoint's host.
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

    /// Leaves the body out of the signature.
    #[must_use]
    pub const fn unsigned_payload(mut self) -> Self {
        self.unsigned_payload = true;
        self
    }

    /// Returns the output once the response's head is there; its payload is a stream.
    #[must_use]
    pub const fn streaming_output(mut self) -> Self {
        self.streaming_output = true;
        self
    }

    /// Sends the MD5 sum of the body.
    #[must_use]
    pub const fn checksum_required(mut self) -> Self {
        self.checksum_required = true;
        self
    }

    /// Compresses bodies that are worth it.
    #[must_use]
    pub const fn compression(mut self) -> Self {
        self.compression = true;
        self
    }

    /// What the model says about the error of this code, where it is one of the operation's.
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
    /// What the caller gives.
    type Input: Structure + Send + Sync + 'static;
    /// What the service returns.
    type Output: Structure + Send + 'static;
    /// The errors the model knows.
    type Error: ErrorSet + Send + Sync + 'static;
    /// What the model says about the operation.
    const SCHEMA: &'static OperationSchema;
}
