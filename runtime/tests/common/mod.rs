//! Handwritten operations, and a scripted service.

#![allow(dead_code, unused_macros)]

use std::sync::{Arc, Mutex};

use http::{Request, Response};
use tinsmith_runtime::auth::Credentials;
use tinsmith_runtime::codegen as rt;
use tinsmith_runtime::transport::{BlockingTransport, Body, Limits, TransportError};
use tinsmith_runtime::{Bytes, Config, Error, Operation};

/// Declares a structure as generated code would: each field with its name in the model, its type
/// and its member.
macro_rules! structure {
    ($name:ident { $($field:ident $wire:literal: $type:ty = $member:expr;)* }) => {
        #[derive(Debug)]
        pub(crate) struct $name {
            $(pub(crate) $field: $type,)*
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: rt::zero(),)* }
            }
        }

        impl rt::Structure for $name {
            const ID: &'static str = concat!("test#", stringify!($name));
            const MEMBERS: &'static [rt::Field<Self>] = &[
                $(rt::field!($field: $member),)*
            ];
        }
    };
}

/// Declares an operation: its types and what its schema has beyond the name.
macro_rules! operation {
    (
        $name:ident: $input:ty => $output:ty, $error:ty, $service:expr,
        |$schema:ident| $more:expr
    ) => {
        #[derive(Debug)]
        pub(crate) enum $name {}

        impl rt::Operation for $name {
            type Input = $input;
            type Output = $output;
            type Error = $error;
            const SCHEMA: rt::OperationRef = &{
                let $schema = rt::operation_schema::<Self>(stringify!($name), $service);
                $more
            };
        }
    };
}

structure!(Empty {});

/// The errors of an operation that has none.
#[derive(Debug)]
pub(crate) enum NoError {}

impl rt::ErrorSet for NoError {
    fn each(_: &mut rt::Cases<'_, Self>) {}
}

/// Returns the same response for every request, and records the requests.
#[derive(Clone, Debug)]
pub(crate) struct Service {
    response: Arc<Response<Bytes>>,
    requests: Arc<Mutex<Vec<Request<Bytes>>>>,
}

impl Service {
    pub(crate) fn new(status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Self {
        let mut response = Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        Self {
            response: Arc::new(response.body(body.into()).unwrap()),
            requests: Arc::default(),
        }
    }

    pub(crate) fn requests(&self) -> Vec<Request<Bytes>> {
        std::mem::take(&mut self.requests.lock().unwrap())
    }
}

impl BlockingTransport for Service {
    fn send(&self, request: Request<Body>, _: Limits) -> Result<Response<Bytes>, TransportError> {
        let request = request.map(Body::into_bytes);
        self.requests.lock().unwrap().push(request);
        Ok((*self.response).clone())
    }

    fn sleep(&self, _: std::time::Duration) {}
}

pub(crate) fn config() -> Config {
    Config::new("us-east-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "secret").unwrap())
        .endpoint_url("https://example.com")
        .idempotency_tokens(|| "00000000-0000-4000-8000-000000000000".to_owned())
        .max_attempts(1)
}

pub(crate) fn client(service: &'static rt::ServiceSchema, config: Config) -> rt::Client {
    rt::Client::new(service, config).unwrap()
}

/// Creates the signed request for an input.
pub(crate) fn request<O: Operation>(input: O::Input) -> Result<Request<Bytes>, Error<O::Error>> {
    client(O::SCHEMA.service, config())
        .call::<O>(input)
        .to_request()
}

/// The result of a call with this response.
pub(crate) fn response<O: Operation>(
    status: u16,
    headers: &[(&str, &str)],
    body: impl Into<Bytes>,
) -> Result<O::Output, Error<O::Error>>
where
    O::Input: Default,
{
    let service = Service::new(status, headers, body);
    let config = config().blocking_transport(service);
    client(O::SCHEMA.service, config)
        .call::<O>(O::Input::default())
        .send_blocking()
}

/// Path and query.
pub(crate) fn target(request: &Request<Bytes>) -> &str {
    request.uri().path_and_query().unwrap().as_str()
}

/// A header's text.
pub(crate) fn header<'a>(request: &'a Request<Bytes>, name: &str) -> Option<&'a str> {
    let value = request.headers().get(name)?;
    Some(value.to_str().unwrap())
}

/// The body's text.
pub(crate) fn body(request: &Request<Bytes>) -> &str {
    std::str::from_utf8(request.body()).unwrap()
}
