//! The outcome of a call, before and after it is read as the operation's types.

mod excerpt;
mod metadata;

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::Response;
use http::header::CONTENT_TYPE;

use self::excerpt::excerpt;
use self::metadata::request_id;
pub use self::metadata::{ResponseMetadata, WithMetadata};
use super::retry::reason_for_retry;
use crate::config::CallSummary;
use crate::error::{Error, ErrorKind, Failure};
use crate::operation::{Operation, OperationSchema, read_error};
use crate::protocol::{ErrorInfo, compressed};
use crate::serde::{Structure, Zero};
use crate::types::ByteStream;

/// The outcome of a call: a response, or the reason why there is none.
pub struct Outcome {
    operation: &'static OperationSchema,
    attempts: u32,
    result: Result<Reply, Failure>,
}

/// A response of the service.
pub(super) enum Reply {
    Success(Response<Bytes>),
    /// A success whose body is on its way.
    Streaming(Response<ByteStream>),
    Error(Response<Bytes>, ErrorInfo),
}

impl Outcome {
    pub(super) fn new(
        operation: &'static OperationSchema,
        attempts: u32,
        result: Result<Reply, Failure>,
    ) -> Self {
        Self {
            operation,
            attempts,
            result,
        }
    }

    /// The outcome of a call that gets this response and does not try again.
    #[cfg(feature = "conformance")]
    pub(crate) fn of_response(
        operation: &'static OperationSchema,
        response: Response<Bytes>,
    ) -> Self {
        let protocol = operation.service.protocol;
        let reply = if !protocol.is_error(operation, &response) {
            Reply::Success(response)
        } else {
            let info = operation.error_info(&response);
            Reply::Error(response, info)
        };
        Self::new(operation, 1, Ok(reply))
    }

    /// The end of the call as hooks see it.
    pub(super) fn summary(&self) -> CallSummary<'_> {
        match &self.result {
            Ok(Reply::Success(response)) => CallSummary::new(true, Some(response.status()), None),
            Ok(Reply::Streaming(response)) => CallSummary::new(true, Some(response.status()), None),
            Ok(Reply::Error(response, info)) => {
                let code = info.query_code.as_deref().or(info.code.as_deref());
                CallSummary::new(false, Some(response.status()), code)
            }
            Err(failure) => CallSummary::new(false, failure.status, failure.code.as_deref()),
        }
    }

    /// Reads the outcome as the types of `O`, which must be the operation that was called.
    ///
    /// # Errors
    /// Returns [`Error`] if the service answered with an error, if there is no response, or if it
    /// cannot be read.
    pub fn output<O: Operation>(self) -> Result<O::Output, Error<O::Error>> {
        let attempts = self.attempts;
        let failed = |mut failure: Failure| {
            failure.attempts = attempts;
            failure
        };
        match self.result {
            Ok(Reply::Success(response)) => {
                read_output::<O>(&response, None).map_err(|failure| failed(failure).into())
            }
            Ok(Reply::Streaming(response)) => {
                let (parts, stream) = response.into_parts();
                let head = Response::from_parts(parts, Bytes::new());
                read_output::<O>(&head, Some(stream)).map_err(|failure| failed(failure).into())
            }
            Ok(Reply::Error(response, info)) => {
                let (service, failure) = read_service_error::<O>(response, info);
                Err(match service {
                    Some(service) => Error::modeled(service, failed(failure)),
                    None => failed(failure).into(),
                })
            }
            Err(failure) => Err(failed(failure).into()),
        }
    }

    /// Reads the outcome like [`output`](Self::output), and returns the head of the response with
    /// it.
    ///
    /// # Errors
    /// Returns [`Error`] as [`output`](Self::output) does.
    pub fn output_with_metadata<O: Operation>(
        self,
    ) -> Result<WithMetadata<O::Output>, Error<O::Error>> {
        let head = match &self.result {
            Ok(Reply::Success(response)) => Some((response.status(), response.headers().clone())),
            Ok(Reply::Streaming(response)) => Some((response.status(), response.headers().clone())),
            _ => None,
        };
        let attempts = self.attempts;
        let output = self.output::<O>()?;
        // There is no output without a response.
        let (status, headers) = head.unwrap_or_default();
        Ok(WithMetadata {
            output,
            metadata: ResponseMetadata {
                status,
                headers,
                attempts,
            },
        })
    }
}

/// Reads an output, whose payload is the stream if there is one.
fn read_output<O: Operation>(
    response: &Response<Bytes>,
    stream: Option<ByteStream>,
) -> Result<O::Output, Failure> {
    let mut output = <O::Output as Zero>::zero();
    let protocol = O::SCHEMA.service.protocol;
    let decoded = protocol.output(O::SCHEMA, response, stream, &mut |row, decoder| {
        output.decode_row(row, decoder)
    });
    match decoded {
        Ok(()) => Ok(output),
        Err(error) => {
            let mut failure = Failure::new(O::SCHEMA.name, ErrorKind::Response).because(error);
            // The page of a proxy; the body of an output may hold what must not be logged.
            if is_html(response) {
                failure.body_excerpt = Some(excerpt(response.body()));
            }
            describe(&mut failure, response);
            Err(failure)
        }
    }
}

fn is_html(response: &Response<Bytes>) -> bool {
    let name = response.headers().get(CONTENT_TYPE);
    name.is_some_and(|name| name.as_bytes().starts_with(b"text/html"))
}

/// Reads the modeled error, if the response holds one, and all else that is known.
fn read_service_error<O: Operation>(
    response: Response<Bytes>,
    mut info: ErrorInfo,
) -> (Option<O::Error>, Failure) {
    let mut failure = Failure::new(O::SCHEMA.name, ErrorKind::Unmodeled);
    let mut service = None;
    if let Some(code) = &info.code {
        let protocol = O::SCHEMA.service.protocol;
        let message = &mut info.message;
        let modeled = read_error::<O::Error>(
            &|schema| protocol.is_code_of(code, schema),
            &mut |schema, visit| {
                if schema.traits.sensitive_message {
                    *message = None;
                }
                protocol.error_members(schema, &response, visit)
            },
        );
        match modeled {
            Some(Ok(error)) => service = Some(error),
            Some(Err(error)) => failure = failure.because(error),
            None => {}
        }
    }
    if service.is_some() {
        failure.kind = ErrorKind::Service;
    }
    failure.retry = reason_for_retry(O::SCHEMA, response.status(), &info);
    (service, Reply::Error(response, info).describe(failure))
}

impl Reply {
    /// Adds to a failure what the response says about it.
    pub(super) fn describe(self, mut failure: Failure) -> Failure {
        match self {
            Self::Success(response) => describe(&mut failure, &response),
            Self::Streaming(response) => describe(&mut failure, &response),
            Self::Error(response, info) => {
                describe(&mut failure, &response);
                if info.code.is_none() && info.message.is_none() {
                    failure = describe_body(failure, &response);
                }
                failure.code = info.query_code.or(info.code);
                failure.message = info.message;
                failure.request_id = failure.request_id.take().or(info.request_id);
            }
        }
        failure
    }
}

/// Adds to a failure what a body is that holds no error of the service.
fn describe_body(mut failure: Failure, response: &Response<Bytes>) -> Failure {
    let is_text = std::str::from_utf8(response.body()).is_ok();
    match compressed(response) {
        Some(error) if !is_text => failure.because(error),
        _ => {
            failure.body_excerpt = Some(excerpt(response.body()));
            failure
        }
    }
}

fn describe<B>(failure: &mut Failure, response: &Response<B>) {
    let headers = response.headers();
    failure.status = Some(response.status());
    let id = request_id(headers).map(|id| String::from_utf8_lossy(id.as_bytes()));
    failure.request_id = id.map(Cow::into_owned);
    let mut headers = headers.clone();
    // Nobody but the caller knows which of them may be logged.
    headers
        .values_mut()
        .for_each(|value| value.set_sensitive(true));
    failure.headers = Some(headers);
}

impl fmt::Debug for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Outcome");
        debug.field("operation", &self.operation.name);
        match &self.result {
            // The body is left out: it may hold what must not be logged.
            Ok(Reply::Success(response)) => debug.field("status", &response.status()),
            Ok(Reply::Streaming(response)) => debug.field("status", &response.status()),
            Ok(Reply::Error(response, info)) => debug
                .field("status", &response.status())
                .field("code", &info.code),
            Err(failure) => debug.field("failure", failure),
        };
        debug.field("attempts", &self.attempts).finish()
    }
}
