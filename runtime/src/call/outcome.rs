//! What a call came to, before and after it is read as the operation's types.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Response};

use crate::error::{Error, ErrorKind, Failure};
use crate::operation::{Operation, OperationSchema, read_error};
use crate::protocol::ErrorInfo;
use crate::serde::{Structure, Zero};
use crate::types::ByteStream;

/// What a call came to: a response, or why there is none.
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

    /// What a call comes to that gets this response and does not try again.
    #[cfg(feature = "conformance")]
    pub(crate) fn of_response(
        operation: &'static OperationSchema,
        response: Response<Bytes>,
    ) -> Self {
        let protocol = operation.service.protocol;
        let reply = if !protocol.is_error(operation, &response) {
            Reply::Success(response)
        } else {
            let info = protocol.error(operation.service, &response);
            Reply::Error(response, info)
        };
        Self::new(operation, 1, Ok(reply))
    }

    /// The outcome as the types of `O`, which must be the operation that was called.
    ///
    /// # Errors
    /// Where the service answered with an error, where there is no response, or where it cannot be read.
    pub fn output<O: Operation>(self) -> Result<O::Output, Error<O::Error>> {
        let attempts = self.attempts;
        let failed = |failure: Failure| Failure {
            attempts,
            ..failure
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
                let (service, failure) = read_service_error::<O>(Reply::Error(response, info));
                Err(match service {
                    Some(service) => Error::modeled(service, failed(failure)),
                    None => failed(failure).into(),
                })
            }
            Err(failure) => Err(failed(failure).into()),
        }
    }
}

/// Reads an output, whose payload is the stream where there is one.
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
            failure.status = Some(response.status());
            failure.request_id = request_id(response.headers());
            Err(failure)
        }
    }
}

/// The modeled error, where the response holds one, and all else that is known.
fn read_service_error<O: Operation>(reply: Reply) -> (Option<O::Error>, Failure) {
    let mut failure = Failure::new(O::SCHEMA.name, ErrorKind::Unmodeled);
    let mut service = None;
    if let Reply::Error(
        response,
        ErrorInfo {
            code: Some(code), ..
        },
    ) = &reply
    {
        let protocol = O::SCHEMA.service.protocol;
        let modeled = read_error::<O::Error>(
            &|schema| protocol.is_code_of(code, schema),
            &mut |schema, visit| protocol.error_members(schema, response, visit),
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
    (service, reply.describe(failure))
}

impl Reply {
    /// Adds to a failure what the response says about it.
    pub(super) fn describe(self, mut failure: Failure) -> Failure {
        let (status, headers) = match &self {
            Self::Success(response) => (response.status(), response.headers()),
            Self::Streaming(response) => (response.status(), response.headers()),
            Self::Error(response, _) => (response.status(), response.headers()),
        };
        failure.status = Some(status);
        failure.request_id = request_id(headers);
        if let Self::Error(_, info) = self {
            failure.code = info.query_code.or(info.code);
            failure.message = info.message;
            failure.request_id = failure.request_id.or(info.request_id);
        }
        failure
    }
}

/// The id under which the service knows the request; which header holds it depends on the service.
fn request_id(headers: &HeaderMap) -> Option<String> {
    const NAMES: [&str; 3] = ["x-amzn-requestid", "x-amz-request-id", "x-amzn-request-id"];
    let value = NAMES.iter().find_map(|name| headers.get(*name))?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
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
