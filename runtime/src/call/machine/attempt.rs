//! One attempt: signing the request, and its limits.

use std::time::Duration;

use http::Request;

use super::{Machine, Step};
use crate::transport::Limits;

impl Machine {
    /// Signs the request and sends it, unless the call's time is over.
    pub(super) fn attempt(&mut self) -> Step {
        let now = self.client.clock.instant();
        let left = self
            .deadline
            .map(|deadline| deadline.saturating_duration_since(now));
        if left == Some(Duration::ZERO) {
            return self.done(Err(self.out_of_time()));
        }
        let request = &mut self.request;
        let authorized = self.client.authorize(
            self.operation,
            &mut request.parts,
            request.body.as_bytes(),
            &request.payload,
            &request.resolution,
        );
        if let Err(failure) = authorized {
            return self.done(Err(failure));
        }
        self.attempts += 1;
        let attempt = self.options.attempt_timeout;
        let limits = Limits {
            timeout: attempt.into_iter().chain(left).min(),
            ..self.client.limits
        };
        Step::Send {
            request: Request::from_parts(self.request.parts.clone(), self.request.body.clone()),
            limits,
        }
    }
}
