//! One call as a state machine without I/O.

mod attempt;
mod identity;
mod retrying;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, request, response};

use super::body::Prepared;
use super::outcome::{Outcome, Reply};
use super::{CallOptions, Reading};
use crate::auth::{CallIdentity, ExchangeEvent, IdentityFlight};
use crate::config::ClientContext;
use crate::config::Instant;
use crate::error::{ErrorKind, Failure};
use crate::operation::OperationSchema;
use crate::transport::{Body, Limits, TransportError, TransportErrorKind};
use crate::types::ByteStream;

/// One call as a state machine without I/O: it tells its driver the next step, and is told the
/// result.
///
/// It signs each attempt anew, decides on retries and keeps the time limits. A driver is a loop;
/// this one does all that [`Call::send_blocking`](super::Call::send_blocking) does:
///
/// ```
/// use tinsmith_runtime::call::{Machine, Outcome, Step};
/// use tinsmith_runtime::transport::BlockingTransport;
///
/// fn drive(mut machine: Machine, transport: &impl BlockingTransport) -> Outcome {
///     machine.allow_streams(transport.takes_streams());
///     let mut step = machine.start();
///     loop {
///         step = match step {
///             Step::Read(mut reading) => {
///                 reading.run_blocking();
///                 machine.read(reading)
///             }
///             Step::Send { request, limits } => match transport.send_streaming(request, limits) {
///                 Ok(response) => machine.head(response),
///                 Err(error) => machine.failed(error),
///             },
///             Step::Wait(delay) => {
///                 transport.sleep(delay);
///                 machine.waited()
///             }
///             Step::Done(outcome) => return outcome,
///         };
///     }
/// }
/// ```
pub struct Machine {
    client: Arc<ClientContext>,
    operation: &'static OperationSchema,
    options: CallOptions,
    /// The request as it was signed last.
    request: Box<Prepared>,
    /// True if bodies of requests may be streams.
    streams: bool,
    /// The request without what hooks have added; `None` if there are no hooks, or before the
    /// first attempt.
    unhooked: Option<Box<request::Parts>>,
    /// The identity of the last attempt.
    identity: CallIdentity,
    /// The exchange that fetches an identity now.
    flight: Option<IdentityFlight>,
    /// The head of the response whose body is being read.
    head: Option<Box<response::Parts>>,
    attempts: u32,
    /// The time at which the whole call must be over.
    deadline: Option<Instant>,
    /// The retry tokens that the last retry has cost.
    paid: u32,
}

/// The next step of a [`Machine`].
#[derive(Debug)]
pub enum Step {
    /// Run this reading of a body, then call [`Machine::read`]. A call has this step if a body is
    /// a stream, or so large that its checksum takes a while.
    Read(Reading),
    /// Send this request, then call [`Machine::response`], [`Machine::head`] or
    /// [`Machine::failed`].
    Send {
        /// The request, signed, with an absolute URI. Its body may be a stream if the driver
        /// [allows streams](Machine::allow_streams).
        request: Request<Body>,
        /// The limits that the transport must keep to.
        limits: Limits,
    },
    /// Wait so long, then call [`Machine::waited`].
    Wait(Duration),
    /// The call is over.
    Done(Outcome),
}

impl Machine {
    pub(super) fn new(
        client: Arc<ClientContext>,
        operation: &'static OperationSchema,
        options: CallOptions,
        request: Box<Prepared>,
    ) -> Self {
        Self {
            client,
            operation,
            options,
            request,
            streams: false,
            unhooked: None,
            identity: CallIdentity::Fixed,
            flight: None,
            head: None,
            attempts: 0,
            deadline: None,
            paid: 0,
        }
    }

    /// Sets if the driver can send bodies that are streams. By default it cannot, and such bodies
    /// are read into memory first.
    pub fn allow_streams(&mut self, allow: bool) {
        self.streams = allow;
    }

    /// Returns true if the output's payload is a stream, so that the head of the response should be
    /// handed to [`head`](Self::head) before its body has come.
    #[must_use]
    pub fn streams_output(&self) -> bool {
        self.operation.streaming_output && self.flight.is_none()
    }

    /// Starts the call. The time limit of the whole call counts from here.
    pub fn start(&mut self) -> Step {
        // A limit too large for the clock is none.
        self.deadline = self
            .options
            .timeout
            .and_then(|limit| self.client.clock.instant().checked_add(limit));
        self.prepare()
    }

    /// Goes on after a [`Step::Read`].
    pub fn read(&mut self, reading: Reading) -> Step {
        if let Some(head) = self.head.take() {
            return match reading.into_response_bytes() {
                Ok(body) => self.response(Response::from_parts(*head, body)),
                Err(error) => self.failed(error),
            };
        }
        match self.request.complete(reading) {
            Ok(()) => self.prepare(),
            Err(error) => self.done(Err(Failure::request(self.operation.name, error))),
        }
    }

    /// Goes on after a [`Step::Wait`].
    pub fn waited(&mut self) -> Step {
        if self.flight.is_some() {
            return self.fetch(ExchangeEvent::Waited);
        }
        self.attempt()
    }

    /// Goes on after a response, whatever its status is.
    pub fn response(&mut self, response: Response<Bytes>) -> Step {
        if self.flight.is_some() {
            return self.fetch(ExchangeEvent::Response(response));
        }
        self.responded(response.status(), response.headers());
        let protocol = self.operation.service.protocol;
        if !protocol.is_error(self.operation, &response) {
            return self.success(Reply::Success(response));
        }
        self.error(response)
    }

    /// Goes on after the head of a response, whatever its status is. Its body may still be on its
    /// way; it becomes the payload of the output, or is read in a step of its own.
    pub fn head(&mut self, response: Response<ByteStream>) -> Step {
        if response.status().is_success() && self.streams_output() {
            self.responded(response.status(), response.headers());
            return self.success(Reply::Streaming(response));
        }
        let (head, body) = response.into_parts();
        if let Some(bytes) = body.as_bytes() {
            let response = Response::from_parts(head, bytes.clone());
            return self.response(response);
        }
        self.head = Some(Box::new(head));
        Step::Read(Reading::buffer(body, self.client.limits.max_response_bytes))
    }

    /// Goes on after a request that could not be sent, or got no response.
    pub fn failed(&mut self, error: TransportError) -> Step {
        if self.flight.is_some() {
            return self.fetch(ExchangeEvent::Failed(error));
        }
        self.broke(&error);
        self.transport_failure(error)
    }

    /// Prepares the request as far as it goes without I/O.
    fn prepare(&mut self) -> Step {
        let next = self
            .request
            .advance(&self.client, self.operation, self.streams);
        match next {
            Ok(Some(reading)) => Step::Read(reading),
            Ok(None) => self.attempt(),
            Err(error) => self.done(Err(Failure::request(self.operation.name, error))),
        }
    }

    fn success(&mut self, reply: Reply) -> Step {
        self.client.quota.deposit(self.paid.max(1));
        self.done(Ok(reply))
    }

    fn done(&self, result: Result<Reply, Failure>) -> Step {
        let outcome = Outcome::new(self.operation, self.attempts, result);
        if let Some(hooks) = &self.client.hooks {
            hooks.done(&self.context(), outcome.summary());
        }
        Step::Done(outcome)
    }
}

impl fmt::Debug for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Machine")
            .field("operation", &self.operation.name)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}

/// The kind of a call's failure that this kind of transport failure leads to.
fn error_kind(kind: TransportErrorKind) -> ErrorKind {
    match kind {
        TransportErrorKind::Timeout => ErrorKind::Timeout,
        TransportErrorKind::Protocol | TransportErrorKind::TooLarge => ErrorKind::Response,
        TransportErrorKind::Body => ErrorKind::Request,
        _ => ErrorKind::Transport,
    }
}
