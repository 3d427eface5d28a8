//! The cache of a provider's identities.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::{Exchange, ExchangeEvent, ExchangeStep, Identity, ProvideIdentity, Provided};
use crate::auth::CredentialsError;

/// The time before its end from which on an identity is refreshed.
const EARLY: SignedDuration = SignedDuration::from_mins(5);

/// The time between two early refreshes, of which the first failed or gave an identity that ends
/// soon.
const EARLY_AGAIN: SignedDuration = SignedDuration::from_secs(60);

/// The time after which a refresh that did not end is taken over.
const ABANDONED: SignedDuration = SignedDuration::from_secs(60);

/// The time between two looks at a refresh that another call makes.
const POLL: Duration = Duration::from_millis(10);

/// The identities of a provider, cached if they have to be fetched.
pub(crate) struct IdentityCache<T> {
    provider: Box<dyn ProvideIdentity<T>>,
    /// Set once the provider has answered with an exchange. Until then nothing is locked.
    fetches: AtomicBool,
    state: Mutex<State<T>>,
}

struct State<T> {
    identity: Option<T>,
    /// The time at which the present refresh started, which is its mark too.
    refresh: Option<Timestamp>,
    /// The time before which there is no early refresh.
    not_before: Timestamp,
}

/// The answer to a call that needs an identity.
pub(crate) enum Asked<T: Identity> {
    /// Use this identity.
    Ready(T),
    /// Run this exchange.
    Run(Flight<T>),
    /// Ask again after this time; another call fetches the identity.
    Wait(Duration),
}

impl<T: Identity> IdentityCache<T> {
    /// Creates the cache of a provider, with nothing in it.
    pub(crate) fn new(provider: impl ProvideIdentity<T> + 'static) -> Arc<Self> {
        Arc::new(Self {
            provider: Box::new(provider),
            fetches: AtomicBool::new(false),
            state: Mutex::new(State {
                identity: None,
                refresh: None,
                not_before: Timestamp::MIN,
            }),
        })
    }

    /// Returns an identity that is valid now, or what has to be done to get one.
    ///
    /// # Errors
    /// Returns the error of a provider that has none.
    pub(crate) fn ask(self: &Arc<Self>, now: Timestamp) -> Result<Asked<T>, CredentialsError> {
        if !self.fetches.load(Ordering::Relaxed) {
            if let Provided::Ready(answer) = self.provider.provide() {
                return answer.map(Asked::Ready);
            }
            self.fetches.store(true, Ordering::Relaxed);
        }
        let mut state = self.lock();
        let valid = state.valid(now);
        match valid {
            Some(identity) if !state.is_due(&identity, now) => return Ok(Asked::Ready(identity)),
            Some(identity) if state.is_refreshed(now) => return Ok(Asked::Ready(identity)),
            None if state.is_refreshed(now) => return Ok(Asked::Wait(POLL)),
            _ => {}
        }
        match self.provider.provide() {
            Provided::Ready(answer) => answer.map(Asked::Ready),
            Provided::Run(exchange) => {
                state.refresh = Some(now);
                Ok(Asked::Run(Flight {
                    cache: Arc::clone(self),
                    exchange,
                    started: now,
                }))
            }
        }
    }

    /// Returns an identity that is at hand, for requests that are signed without any I/O.
    ///
    /// # Errors
    /// Returns an error if the provider has none, or would have to fetch one.
    pub(crate) fn at_hand(&self, now: Timestamp) -> Result<T, CredentialsError> {
        if let Some(identity) = self.lock().valid(now) {
            return Ok(identity);
        }
        match self.provider.provide() {
            Provided::Ready(answer) => answer,
            Provided::Run(_) => Err(CredentialsError::provider(
                "they have to be fetched, which takes I/O; send a call first, or drive its machine",
            )),
        }
    }

    /// Forgets an identity that the service has refused. Returns true if the next call gets another
    /// one.
    pub(crate) fn invalidate(&self, refused: &T) -> bool {
        if !self.fetches.load(Ordering::Relaxed) {
            return false;
        }
        let mut state = self.lock();
        if state
            .identity
            .as_ref()
            .is_some_and(|identity| identity.is_same(refused))
        {
            state.identity = None;
        }
        true
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Identity> State<T> {
    fn valid(&self, now: Timestamp) -> Option<T> {
        let identity = self.identity.as_ref()?;
        let valid = identity.expiry().is_none_or(|expiry| now < expiry);
        valid.then(|| identity.clone())
    }

    /// True if the identity ends soon.
    fn is_due(&self, identity: &T, now: Timestamp) -> bool {
        let left = identity.expiry().map(|expiry| expiry.duration_since(now));
        left.is_some_and(|left| left <= EARLY) && now >= self.not_before
    }

    /// True if another call fetches an identity now.
    fn is_refreshed(&self, now: Timestamp) -> bool {
        self.refresh
            .is_some_and(|started| now.duration_since(started) < ABANDONED)
    }
}

impl<T> fmt::Debug for IdentityCache<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IdentityCache")
            .field(&self.provider)
            .finish()
    }
}

/// The exchange that fetches an identity for a cache; the only one at a time. Dropped before its
/// end, it leaves that to others.
pub(crate) struct Flight<T: Identity> {
    cache: Arc<IdentityCache<T>>,
    exchange: Box<dyn Exchange<T>>,
    started: Timestamp,
}

impl<T: Identity> Flight<T> {
    /// Goes on with the exchange. Its end is noted in the cache.
    pub(crate) fn next(&mut self, event: ExchangeEvent, now: Timestamp) -> ExchangeStep<T> {
        match self.exchange.next(event) {
            ExchangeStep::Done(result) => ExchangeStep::Done(self.end(result, now)),
            step => step,
        }
    }

    /// A failure is none as long as the identity from before is valid.
    fn end(
        &mut self,
        result: Result<T, CredentialsError>,
        now: Timestamp,
    ) -> Result<T, CredentialsError> {
        let mut state = self.cache.lock();
        state.not_before = now.checked_add(EARLY_AGAIN).unwrap_or(now);
        match result {
            Ok(identity) => {
                state.identity = Some(identity.clone());
                Ok(identity)
            }
            Err(error) => state.valid(now).ok_or(error),
        }
    }
}

impl<T: Identity> Drop for Flight<T> {
    fn drop(&mut self) {
        let mut state = self.cache.lock();
        if state.refresh == Some(self.started) {
            state.refresh = None;
        }
    }
}
