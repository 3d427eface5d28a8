//! What the model says about a service and its operations.

use std::collections::BTreeMap;
use std::fmt;

use crate::codec::{DecodeError, Decoded, Named};
use crate::protocol::Protocol;
use crate::schema::{self, Schema};
use crate::value::{Structure, Zero};

/// What is common to all operations of a service.
#[derive(Clone, Copy, Debug)]
pub struct ServiceSchema {
    /// The absolute shape id of the service.
    pub id: &'static str,
    /// The version of the service's interface, a date in most models.
    pub version: &'static str,
    /// The name by which configuration files and user agents know the service (`aws.api#service`, `sdkId`).
    pub sdk_id: &'static str,
    /// The first label of the service's regional host names (`aws.api#service`, `endpointPrefix`).
    pub endpoint_prefix: &'static str,
    /// The service's name in signatures (`aws.auth#sigv4`).
    pub signing_name: &'static str,
    /// Whether error codes come in the form of the AWS query protocol too (`aws.protocols#awsQueryCompatible`).
    pub query_compatible: bool,
    /// How messages are written and read. The one line by which a service changes protocol.
    pub protocol: &'static dyn Protocol,
}

impl ServiceSchema {
    /// A service that is known by its id alone.
    #[must_use]
    pub const fn new(id: &'static str, protocol: &'static dyn Protocol) -> Self {
        Self {
            id,
            version: "",
            sdk_id: "",
            endpoint_prefix: "",
            signing_name: "",
            query_compatible: false,
            protocol,
        }
    }

    /// The service's name in the model: its id without the namespace.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.id.rsplit('#').next().unwrap_or(self.id)
    }

    /// Sets the version of the service's interface.
    #[must_use]
    pub const fn version(mut self, version: &'static str) -> Self {
        self.version = version;
        self
    }

    /// Sets the name by which configuration files know the service.
    #[must_use]
    pub const fn sdk_id(mut self, name: &'static str) -> Self {
        self.sdk_id = name;
        self
    }

    /// Sets the first label of the service's regional host names.
    #[must_use]
    pub const fn endpoint_prefix(mut self, prefix: &'static str) -> Self {
        self.endpoint_prefix = prefix;
        self
    }

    /// Sets the service's name in signatures.
    #[must_use]
    pub const fn signing_name(mut self, name: &'static str) -> Self {
        self.signing_name = name;
        self
    }

    /// Says that error codes come in the form of the AWS query protocol too.
    #[must_use]
    pub const fn query_compatible(mut self) -> Self {
        self.query_compatible = true;
        self
    }
}

/// The trait `smithy.api#http`: method, path template and the status of success.
#[derive(Clone, Copy, Debug)]
pub struct Http {
    /// The request's method.
    pub method: &'static str,
    /// The template of path and query, with labels in braces.
    pub uri: &'static str,
    /// The status of a successful response.
    pub status: u16,
}

/// How an operation's requests prove who calls (`smithy.api#auth`, `optionalAuth`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// By a signature of AWS credentials.
    SigV4,
    /// By a token in the `Authorization` header.
    Bearer,
    /// Not at all.
    None,
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
    /// How requests prove who calls.
    pub auth: Auth,
    /// Whether the signature leaves out the body (`aws.auth#unsignedPayload`).
    pub unsigned_payload: bool,
    /// Whether the output's payload is a stream.
    pub streaming_output: bool,
    /// Whether requests need the MD5 sum of their body (`httpChecksumRequired`).
    pub checksum_required: bool,
    /// Whether bodies are sent compressed (`requestCompression`).
    pub compression: bool,
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
                status: 200,
            },
            host_prefix: None,
            auth: Auth::SigV4,
            unsigned_payload: false,
            streaming_output: false,
            checksum_required: false,
            compression: false,
            input: schema::of::<O::Input>(),
            output: schema::of::<O::Output>(),
            errors: errors::<O::Error>,
        }
    }

    /// Sets the HTTP binding.
    #[must_use]
    pub const fn http(mut self, method: &'static str, uri: &'static str, status: u16) -> Self {
        self.http = Http {
            method,
            uri,
            status,
        };
        self
    }

    /// Sets what stands before the endpoint's host.
    #[must_use]
    pub const fn host_prefix(mut self, prefix: &'static str) -> Self {
        self.host_prefix = Some(prefix);
        self
    }

    /// Sends requests without a signature, so that no credentials are needed.
    #[must_use]
    pub const fn unsigned(mut self) -> Self {
        self.auth = Auth::None;
        self
    }

    /// Sends a bearer token in place of a signature.
    #[must_use]
    pub const fn bearer(mut self) -> Self {
        self.auth = Auth::Bearer;
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
            if error.code() == code {
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

/// An operation whose output comes in pages (`smithy.api#paginated`). Implemented by generated code.
pub trait Paginated: Operation {
    /// The type of the token that names a page: a string in most models.
    type Token: PageToken;

    /// If a response that repeats the token of its request ends the listing. Otherwise it is an error, since the pages would
    /// never end.
    const REPEATED_TOKEN_ENDS: bool = false;

    /// The token of the next page; `None` or an empty one after the last.
    fn token(output: &Self::Output) -> Option<&Self::Token>;

    /// Makes the input ask for the page of that token.
    fn resume(input: &mut Self::Input, token: Self::Token);
}

/// The token of a page.
pub trait PageToken: Clone + fmt::Debug + PartialEq + Send + 'static {
    /// Whether it stands for no page.
    fn is_empty(&self) -> bool;
}

impl PageToken for String {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl<V: Clone + fmt::Debug + PartialEq + Send + 'static> PageToken for BTreeMap<String, V> {
    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl PageToken for i32 {
    fn is_empty(&self) -> bool {
        false
    }
}

impl PageToken for i64 {
    fn is_empty(&self) -> bool {
        false
    }
}

/// A paginated operation whose model says which list or map a page holds (`smithy.api#paginated`, `items`). Implemented by
/// generated code.
pub trait PaginatedItems: Paginated {
    /// What a page is a list of; for a map, key and value.
    type Item: Send + 'static;

    /// The items of a page.
    fn items(output: Self::Output) -> Vec<Self::Item>;
}

/// Who is to blame for an error, and whether to try again (`smithy.api#error`, `httpError`, `retryable`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The status the error comes with.
    pub status: u16,
    /// Whether the service failed, not the caller.
    pub server: bool,
    /// Whether the model says that the call may be repeated.
    pub retryable: bool,
    /// Whether the service asks for fewer calls.
    pub throttling: bool,
}

impl Fault {
    /// An error of the caller.
    #[must_use]
    pub const fn client(status: u16) -> Self {
        Self {
            status,
            server: false,
            retryable: false,
            throttling: false,
        }
    }

    /// An error of the service.
    #[must_use]
    pub const fn server(status: u16) -> Self {
        Self {
            status,
            server: true,
            retryable: false,
            throttling: false,
        }
    }

    /// The call may be repeated.
    #[must_use]
    pub const fn retryable(mut self) -> Self {
        self.retryable = true;
        self
    }

    /// The call may be repeated, later and less often.
    #[must_use]
    pub const fn throttling(mut self) -> Self {
        self.throttling = true;
        self.retryable()
    }
}

/// An error structure of an operation.
#[derive(Clone, Copy, Debug)]
pub struct ErrorSchema {
    /// The structure.
    pub schema: &'static Schema,
    /// What it says about failures.
    pub fault: Fault,
}

impl ErrorSchema {
    fn of<T: Structure>() -> Self {
        Self {
            schema: T::SCHEMA,
            fault: T::FAULT.unwrap_or(Fault::client(400)),
        }
    }

    /// The code by which a response names the error: the shape's name without its namespace.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.schema.id.rsplit('#').next().unwrap_or(self.schema.id)
    }
}

/// The modelled errors of an operation as one Rust type. Implemented by generated code.
pub trait ErrorSet: Sized + std::fmt::Debug {
    /// Offers each error to `cases`, in the order of the model.
    fn each(cases: &mut Cases<'_, Self>);
}

/// What [`ErrorSet::each`] offers its errors to: somebody who lists them, or somebody who looks for one.
pub struct Cases<'a, E>(Wanted<'a, E>);

enum Wanted<'a, E> {
    All(&'a mut dyn FnMut(&ErrorSchema)),
    One {
        code: &'a str,
        read: ReadMembers<'a>,
        found: Option<Result<E, DecodeError>>,
    },
}

/// Reads the members of a structure of this schema by means of the function given.
pub(crate) type ReadMembers<'a> = &'a mut dyn FnMut(&'static Schema, Named<'_>) -> Decoded;

impl<E> Cases<'_, E> {
    /// Offers the error structure `T`, which the caller's type holds as `wrap` does.
    pub fn case<T: Structure>(&mut self, wrap: fn(T) -> E) {
        let error = ErrorSchema::of::<T>();
        match &mut self.0 {
            Wanted::All(visit) => visit(&error),
            Wanted::One { code, read, found } => {
                if found.is_none() && error.code() == *code {
                    let mut value = <T as Zero>::zero();
                    let decoded = read(error.schema, &mut |name, decoder| {
                        value.decode_member(name, decoder)
                    });
                    *found = Some(decoded.map(|()| wrap(value)));
                }
            }
        }
    }
}

/// Visits the schemas of the errors in `E`.
fn errors<E: ErrorSet>(visit: &mut dyn FnMut(&ErrorSchema)) {
    E::each(&mut Cases(Wanted::All(visit)));
}

/// Reads the error that `code` names; `None` where the model has none of that code.
pub(crate) fn read_error<E: ErrorSet>(
    code: &str,
    read: ReadMembers<'_>,
) -> Option<Result<E, DecodeError>> {
    let mut cases = Cases(Wanted::One {
        code,
        read,
        found: None,
    });
    E::each(&mut cases);
    match cases.0 {
        Wanted::One { found, .. } => found,
        Wanted::All(_) => None,
    }
}
