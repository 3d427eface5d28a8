//! One call as a state machine without I/O.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Request, Response, request};

use super::CallOptions;
use super::content::{Payload, Prepared};
use super::echo::without_token;
use super::outcome::{Outcome, Reply};
use super::retry::{RetryReason, http_date, wanted_delay};
use crate::client::Inner;
use crate::error::{ErrorKind, Failure};
use crate::operation::OperationSchema;
use crate::protocol::ErrorInfo;
use crate::transport::{Body, Limits, TransportError, TransportErrorKind};
use crate::types::ByteStream;

/// One call as a state machine without I/O: it says what to do next and is told what came of it.
///
/// It signs each attempt anew, decides about retries and keeps the time limits. A driver is a loop; this one does for calls
/// whose input and output are no streams:
///
/// ```
/// use tinsmith_runtime::call::{Machine, Outcome, Step};
/// use tinsmith_runtime::transport::BlockingTransport;
///
/// fn drive(mut machine: Machine, transport: &impl BlockingTransport) -> Outcome {
///     let mut step = machine.start();
///     loop {
///         step = match step {
///             Step::Send { request, limits } => match transport.send(request, limits) {
///                 Ok(response) => machine.response(response),
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
    client: Arc<Inner>,
    operation: &'static OperationSchema,
    options: CallOptions,
    /// The request as it was signed last.
    parts: request::Parts,
    body: Body,
    payload: Payload,
    attempts: u32,
    /// When the whole call must be over.
    deadline: Option<Instant>,
    /// What the last retry cost.
    paid: u32,
}

/// What a [`Machine`] wants to be done next.
#[derive(Debug)]
pub enum Step {
    /// Send this request, then call [`Machine::response`] or [`Machine::failed`].
    Send {
        /// The request, signed, with an absolute URI. Its body is a stream where the input holds one.
        request: Request<Body>,
        /// What the transport must keep to.
        limits: Limits,
    },
    /// Wait so long, then call [`Machine::waited`].
    Wait(Duration),
    /// The call is over.
    Done(Outcome),
}

/// What an attempt came to, if not to success.
struct Attempt {
    reply: Result<Reply, Failure>,
    retry: Option<RetryReason>,
    /// How long the service wants the client to wait.
    wanted_delay: Duration,
}

impl Machine {
    pub(super) fn new(
        client: Arc<Inner>,
        operation: &'static OperationSchema,
        options: CallOptions,
        Prepared {
            parts,
            body,
            payload,
        }: Prepared,
    ) -> Self {
        Self {
            client,
            operation,
            options,
            parts,
            body,
            payload,
            attempts: 0,
            deadline: None,
            paid: 0,
        }
    }

    /// Begins the call. The time limit of the whole call counts from here.
    pub fn start(&mut self) -> Step {
        let now = self.client.clock.instant();
        // A limit too large for the clock is none.
        self.deadline = self
            .options
            .timeout
            .and_then(|limit| now.checked_add(limit));
        self.attempt(now)
    }

    /// The wait is over.
    pub fn waited(&mut self) -> Step {
        self.attempt(self.client.clock.instant())
    }

    /// A response has come, whatever its status is.
    pub fn response(&mut self, response: Response<Bytes>) -> Step {
        let protocol = self.operation.service.protocol;
        if !protocol.is_error(self.operation, &response) {
            self.client.quota.deposit(self.paid.max(1));
            return self.done(Ok(Reply::Success(response)));
        }
        let response = without_token(response, &self.parts.headers);
        let service = self.operation.service;
        let info = service.protocol.error(service, &response);
        let now = self.client.clock.timestamp();
        let skewed = self.learn_skew(&response, &info, now);
        let reason = RetryReason::of(self.operation, response.status(), &info);
        self.settle(Attempt {
            retry: reason.or(skewed.then_some(RetryReason::Transient)),
            wanted_delay: wanted_delay(&response, now),
            reply: Ok(Reply::Error(response, info)),
        })
    }

    /// Whether the output's payload is a stream, so that a successful response may be handed to [`streamed`](Self::streamed)
    /// once its head is there.
    #[must_use]
    pub fn streams_output(&self) -> bool {
        self.operation.streaming_output
    }

    /// The head of a successful response has come, and its body is on its way.
    pub fn streamed(&mut self, response: Response<ByteStream>) -> Step {
        self.client.quota.deposit(self.paid.max(1));
        self.done(Ok(Reply::Streaming(response)))
    }

    /// Takes bytes in place of a body that is a stream, so that later attempts have it too.
    pub(super) fn keep(&mut self, bytes: Bytes) -> Body {
        self.body = bytes.into();
        self.body.clone()
    }

    /// The request could not be sent, or no response came.
    pub fn failed(&mut self, error: TransportError) -> Step {
        let kind = match error.kind() {
            TransportErrorKind::Timeout => ErrorKind::Timeout,
            TransportErrorKind::Protocol | TransportErrorKind::TooLarge => ErrorKind::Response,
            TransportErrorKind::Body => ErrorKind::Request,
            _ => ErrorKind::Transport,
        };
        let transient = error.kind().is_transient();
        self.settle(Attempt {
            reply: Err(Failure::new(self.operation.name, kind).because(error)),
            retry: transient.then_some(RetryReason::Transient),
            wanted_delay: Duration::ZERO,
        })
    }

    fn attempt(&mut self, now: Instant) -> Step {
        let left = self
            .deadline
            .map(|deadline| deadline.saturating_duration_since(now));
        if left == Some(Duration::ZERO) {
            return self.done(Err(self.out_of_time()));
        }
        let client = &self.client;
        let (parts, body) = (&mut self.parts, self.body.as_bytes());
        if let Err(failure) = client.authorize(self.operation, parts, body, &self.payload) {
            return self.done(Err(failure));
        }
        self.attempts += 1;
        let attempt = self.options.attempt_timeout;
        let limits = Limits {
            timeout: attempt.into_iter().chain(left).min(),
            ..self.client.limits
        };
        Step::Send {
            request: Request::from_parts(self.parts.clone(), self.body.clone()),
            limits,
        }
    }

    /// Tries again, or ends the call where that is of no use or not allowed.
    fn settle(&mut self, attempt: Attempt) -> Step {
        let Some(reason) = attempt.retry else {
            return self.done(attempt.reply);
        };
        // A body that has been read and cannot be read again is sent once.
        let exhausted = self.attempts >= self.options.retry.max_attempts || self.body.is_spent();
        if exhausted || !self.client.quota.withdraw(reason.cost()) {
            return self.done(attempt.reply);
        }
        self.paid = reason.cost();
        let jitter = self.client.jitter.next();
        let retry = &self.options.retry;
        let delay = retry.delay(reason, self.attempts, jitter, attempt.wanted_delay);
        match self.deadline {
            Some(deadline) if deadline <= self.client.clock.instant() + delay => {
                self.client.quota.deposit(self.paid);
                self.done(Err(self.too_late(attempt.reply)))
            }
            _ => Step::Wait(delay),
        }
    }

    /// Whether the service refused the signature because the clocks differ; if so, the next one is right.
    fn learn_skew(
        &self,
        response: &Response<Bytes>,
        info: &ErrorInfo,
        now: jiff::Timestamp,
    ) -> bool {
        const REFUSALS: [&str; 6] = [
            "InvalidSignatureException",
            "RequestExpired",
            "RequestInTheFuture",
            "RequestTimeTooSkewed",
            "SignatureDoesNotMatch",
            "AuthFailure",
        ];
        let date = response.headers().get(http::header::DATE);
        let theirs = date.and_then(|date| http_date(date.to_str().ok()?));
        let refused = info
            .code
            .as_deref()
            .is_some_and(|code| REFUSALS.contains(&code));
        refused && theirs.is_some_and(|theirs| self.client.skew.learn(now, theirs))
    }

    fn done(&self, result: Result<Reply, Failure>) -> Step {
        Step::Done(Outcome::new(self.operation, self.attempts, result))
    }

    fn out_of_time(&self) -> Failure {
        let limit = self.options.timeout.unwrap_or_default();
        let reason = format!("the whole call may take {limit:?}");
        Failure::new(self.operation.name, ErrorKind::Timeout).because(reason)
    }

    /// The failure where there is no time for another attempt after `last`, of which it tells what is known.
    fn too_late(&self, last: Result<Reply, Failure>) -> Failure {
        match last {
            Ok(reply) => reply.describe(self.out_of_time()),
            Err(last) => Failure {
                kind: ErrorKind::Timeout,
                ..last
            },
        }
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
