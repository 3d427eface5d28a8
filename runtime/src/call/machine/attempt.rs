//! One attempt: hooks, signing, and its limits.

use std::time::Duration;

use http::{HeaderMap, Request, StatusCode};

use super::{Machine, Step};
use crate::auth::CallIdentity;
use crate::config::{AttemptResult, CallContext};
use crate::transport::{Limits, TransportError};

impl Machine {
    /// Directs the request to its endpoint, signs it and sends it.
    pub(super) fn send(&mut self, identity: CallIdentity) -> Step {
        let directed = self
            .client
            .direct(self.operation, &mut self.request, identity.account());
        if let Err(failure) = directed {
            return self.done(Err(failure));
        }
        self.attempts += 1;
        let hooks = self.client.hooks.clone();
        if let Some(hooks) = &hooks {
            self.forget_hooks();
            hooks.before_sign(&self.context(), &mut self.request.parts);
        }
        let authorized = self
            .client
            .authorize(self.operation, &mut self.request, &identity);
        self.identity = identity;
        if let Err(failure) = authorized {
            self.attempts -= 1;
            return self.done(Err(failure));
        }
        if let Some(hooks) = &hooks {
            hooks.before_send(&self.context(), &mut self.request.parts);
        }
        let request = Request::from_parts(self.request.parts.clone(), self.request.body.clone());
        let limits = Limits {
            timeout: self
                .options
                .attempt_timeout
                .into_iter()
                .chain(self.time_left())
                .min(),
            ..self.client.limits
        };
        Step::Send { request, limits }
    }

    /// Takes back what hooks have added to the attempt before, which they add again.
    fn forget_hooks(&mut self) {
        match &self.unhooked {
            Some(parts) => self.request.parts = (**parts).clone(),
            None => self.unhooked = Some(Box::new(self.request.parts.clone())),
        }
    }

    /// The time that is left for the whole call; `None` if it has no limit.
    pub(super) fn time_left(&self) -> Option<Duration> {
        let deadline = self.deadline?;
        Some(deadline.saturating_duration_since(self.client.clock.instant()))
    }

    pub(super) fn context(&self) -> CallContext {
        CallContext {
            service: self.operation.service.sdk_id,
            operation: self.operation.name,
            attempt: self.attempts,
        }
    }

    /// Tells the hooks of a response.
    pub(super) fn responded(&self, status: StatusCode, headers: &HeaderMap) {
        if let Some(hooks) = &self.client.hooks {
            hooks.after_attempt(&self.context(), AttemptResult::Response { status, headers });
        }
    }

    /// Tells the hooks of a failure.
    pub(super) fn broke(&self, error: &TransportError) {
        if let Some(hooks) = &self.client.hooks {
            hooks.after_attempt(&self.context(), AttemptResult::Failed(error));
        }
    }
}
