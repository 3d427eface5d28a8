//! The decision after an attempt that failed: another one, or the end of the call.

use std::time::Duration;

use bytes::Bytes;
use http::Response;

use super::{Machine, Step, error_kind};
use crate::auth::Redactor;
use crate::call::outcome::Reply;
use crate::call::retry::{http_date, reason_for_retry, wanted_delay};
use crate::error::{ErrorKind, Failure, RetryReason};
use crate::protocol::ErrorInfo;
use crate::transport::TransportError;

/// Error codes of requests whose signature was refused because of its time.
const TIME_REFUSALS: [&str; 6] = [
    "InvalidSignatureException",
    "RequestExpired",
    "RequestInTheFuture",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
    "AuthFailure",
];

/// The result of an attempt that did not succeed.
struct Attempt {
    reply: Result<Reply, Failure>,
    retry: Option<RetryReason>,
    /// The delay that the service asks for.
    wanted_delay: Duration,
}

impl Machine {
    /// Ends the attempt that the service answered with an error.
    pub(super) fn error(&mut self, response: Response<Bytes>) -> Step {
        let (auth, identities) = (self.request.auth, &self.client.identities);
        let secret = identities.secret(auth, &self.identity);
        let redactor = Redactor::for_request(&self.request.parts.headers, secret);
        let response = redactor.redact_response(response);
        let mut info = self.operation.error_info(&response);
        let texts = [&mut info.code, &mut info.query_code, &mut info.message];
        let texts = texts.into_iter().flatten();
        texts.for_each(|text| redactor.redact_text(text));
        let now = self.client.clock.timestamp();
        let skewed = self.learn_skew(&response, &info, now);
        let expired = self.refused_as_expired(info.code.as_deref());
        let reason = reason_for_retry(self.operation, response.status(), &info);
        self.settle(Attempt {
            retry: reason.or((skewed || expired).then_some(RetryReason::Transient)),
            wanted_delay: wanted_delay(&response, now),
            reply: Ok(Reply::Error(response, info)),
        })
    }

    /// Ends the attempt that got no response.
    pub(super) fn transport_failure(&mut self, error: TransportError) -> Step {
        let kind = error_kind(error.kind());
        let transient = error.kind().is_transient();
        let mut failure = Failure::new(self.operation.name, kind);
        failure.host = self.request.parts.uri.host().map(Box::from);
        self.settle(Attempt {
            reply: Err(failure.because(error)),
            retry: transient.then_some(RetryReason::Transient),
            wanted_delay: Duration::ZERO,
        })
    }

    /// Tries again, or ends the call if that is of no use or not allowed.
    fn settle(&mut self, attempt: Attempt) -> Step {
        let Some(reason) = attempt.retry else {
            return self.done(attempt.reply);
        };
        // A body that has been read and cannot be read again is sent once.
        let spent = self.request.body.is_spent();
        let exhausted = self.attempts >= self.options.retry.max_attempts || spent;
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

    /// Learns the service's time from a refusal. Returns if that explains the refusal, so that the
    /// next signature is right.
    fn learn_skew(
        &self,
        response: &Response<Bytes>,
        info: &ErrorInfo,
        now: jiff::Timestamp,
    ) -> bool {
        let date = response.headers().get(http::header::DATE);
        let theirs = date.and_then(|date| http_date(date.to_str().ok()?));
        let code = info.code.as_deref();
        let refused = code.is_some_and(|code| TIME_REFUSALS.contains(&code));
        refused && theirs.is_some_and(|theirs| self.client.skew.learn(now, theirs))
    }

    pub(super) fn out_of_time(&self) -> Failure {
        let limit = self.options.timeout.unwrap_or_default();
        let reason = format!("the whole call may take {limit:?}");
        Failure::new(self.operation.name, ErrorKind::Timeout).because(reason)
    }

    /// The failure of a call without time for another attempt. It tells what is known from the
    /// last one.
    fn too_late(&self, last: Result<Reply, Failure>) -> Failure {
        match last {
            Ok(reply) => reply.describe(self.out_of_time()),
            Err(mut last) => {
                last.kind = ErrorKind::Timeout;
                last
            }
        }
    }
}
