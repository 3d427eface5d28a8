//! The identity that the requests of a call are authenticated by.

use std::time::Duration;

use jiff::Timestamp;

use super::{
    Asked, AuthScheme, BearerToken, Credentials, CredentialsError, ExchangeEvent, ExchangeStep,
    Flight, Identities, Identity,
};

/// The identity that the requests of a call are authenticated by.
pub(crate) enum CallIdentity {
    Credentials(Credentials),
    Token(BearerToken),
    /// One that never changes, or none.
    Fixed,
}

/// The answer to a call that needs an identity.
pub(crate) enum AskedIdentity {
    /// Use this identity.
    Ready(CallIdentity),
    /// Run this exchange.
    Run(IdentityFlight),
    /// Ask again after this time.
    Wait(Duration),
}

/// The exchange that fetches the identity of a call.
pub(crate) enum IdentityFlight {
    Credentials(Flight<Credentials>),
    Token(Flight<BearerToken>),
}

impl CallIdentity {
    /// The account of the credentials, if that is known.
    pub(crate) fn account(&self) -> Option<&str> {
        match self {
            Self::Credentials(credentials) => credentials.account(),
            _ => None,
        }
    }
}

impl Identities {
    /// Returns the identity for a scheme, or what has to be done to get it.
    pub(crate) fn ask(
        &self,
        scheme: AuthScheme,
        now: Timestamp,
    ) -> Result<AskedIdentity, CredentialsError> {
        match (scheme, &self.credentials, &self.bearer_token) {
            (AuthScheme::SigV2 | AuthScheme::SigV4, Some(cache), _) => {
                let asked = cache.ask(now)?;
                Ok(asked.map(CallIdentity::Credentials, IdentityFlight::Credentials))
            }
            (AuthScheme::Bearer, _, Some(cache)) => {
                let asked = cache.ask(now)?;
                Ok(asked.map(CallIdentity::Token, IdentityFlight::Token))
            }
            _ => Ok(AskedIdentity::Ready(CallIdentity::Fixed)),
        }
    }

    /// Returns the identity for a scheme, if it takes no I/O to get it.
    pub(crate) fn at_hand(
        &self,
        scheme: AuthScheme,
        now: Timestamp,
    ) -> Result<CallIdentity, CredentialsError> {
        match (scheme, &self.credentials, &self.bearer_token) {
            (AuthScheme::SigV2 | AuthScheme::SigV4, Some(cache), _) => {
                cache.at_hand(now).map(CallIdentity::Credentials)
            }
            (AuthScheme::Bearer, _, Some(cache)) => cache.at_hand(now).map(CallIdentity::Token),
            _ => Ok(CallIdentity::Fixed),
        }
    }

    /// Forgets an identity that the service has refused as expired. Returns true if the next
    /// attempt gets another one.
    pub(crate) fn invalidate(&self, refused: &CallIdentity) -> bool {
        match (refused, &self.credentials, &self.bearer_token) {
            (CallIdentity::Credentials(refused), Some(cache), _) => cache.invalidate(refused),
            (CallIdentity::Token(refused), _, Some(cache)) => cache.invalidate(refused),
            _ => false,
        }
    }
}

impl<T: Identity> Asked<T> {
    fn map(
        self,
        ready: fn(T) -> CallIdentity,
        run: fn(Flight<T>) -> IdentityFlight,
    ) -> AskedIdentity {
        match self {
            Self::Ready(identity) => AskedIdentity::Ready(ready(identity)),
            Self::Run(flight) => AskedIdentity::Run(run(flight)),
            Self::Wait(delay) => AskedIdentity::Wait(delay),
        }
    }
}

impl IdentityFlight {
    /// Goes on with the exchange.
    pub(crate) fn next(
        &mut self,
        event: ExchangeEvent,
        now: Timestamp,
    ) -> ExchangeStep<CallIdentity> {
        match self {
            Self::Credentials(flight) => flight.next(event, now).map(CallIdentity::Credentials),
            Self::Token(flight) => flight.next(event, now).map(CallIdentity::Token),
        }
    }
}

impl<T> ExchangeStep<T> {
    fn map<U>(self, done: impl FnOnce(T) -> U) -> ExchangeStep<U> {
        match self {
            Self::Send { request, limits } => ExchangeStep::Send { request, limits },
            Self::Wait(delay) => ExchangeStep::Wait(delay),
            Self::Done(result) => ExchangeStep::Done(result.map(done)),
        }
    }
}
