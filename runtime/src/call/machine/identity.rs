//! The identity of an attempt: at hand, or fetched by an exchange that runs within the call.

use std::time::Duration;

use super::{Machine, Step};
use crate::auth::{AskedIdentity, ExchangeEvent, ExchangeStep};
use crate::error::Failure;
use crate::transport::Limits;

/// Codes of errors that say that credentials have ended.
const EXPIRED: [&str; 3] = [
    "ExpiredToken",
    "ExpiredTokenException",
    "TokenRefreshRequired",
];

impl Machine {
    /// Gets the identity, and sends the request once it is there.
    pub(super) fn attempt(&mut self) -> Step {
        if self.time_left() == Some(Duration::ZERO) {
            return self.done(Err(self.out_of_time()));
        }
        let now = self.client.clock.timestamp();
        let asked = self.client.identities.ask(self.request.auth, now);
        match asked {
            Ok(AskedIdentity::Ready(identity)) => self.send(identity),
            Ok(AskedIdentity::Run(flight)) => {
                self.flight = Some(flight);
                self.fetch(ExchangeEvent::Start)
            }
            Ok(AskedIdentity::Wait(delay)) => Step::Wait(delay),
            Err(error) => self.done(Err(Failure::credentials(self.operation.name, error))),
        }
    }

    /// Goes on with the exchange that fetches the identity.
    pub(super) fn fetch(&mut self, event: ExchangeEvent) -> Step {
        let left = self.time_left();
        if left == Some(Duration::ZERO) {
            self.flight = None;
            return self.done(Err(self.out_of_time()));
        }
        let now = self.client.clock.timestamp();
        let Some(flight) = &mut self.flight else {
            return self.attempt();
        };
        match flight.next(event, now) {
            ExchangeStep::Send { request, limits } => Step::Send {
                request,
                limits: Limits {
                    timeout: limits.timeout.into_iter().chain(left).min(),
                    ..limits
                },
            },
            ExchangeStep::Wait(delay) => Step::Wait(delay),
            ExchangeStep::Done(result) => {
                self.flight = None;
                match result {
                    Ok(identity) => self.send(identity),
                    Err(error) => self.done(Err(Failure::credentials(self.operation.name, error))),
                }
            }
        }
    }

    /// Forgets the identity if an error of this code says that it has ended. Returns true if the
    /// next attempt gets another.
    pub(super) fn refused_as_expired(&self, code: Option<&str>) -> bool {
        let expired = code.is_some_and(|code| EXPIRED.contains(&code));
        expired && self.client.identities.invalidate(&self.identity)
    }
}
