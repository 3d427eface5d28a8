//! Exchanges with a service that gives identities.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};

use crate::auth::CredentialsError;
use crate::transport::{Body, Limits, TransportError};

/// An exchange with a service that gives identities of the type `T`: a state machine without I/O,
/// run within the machine of a call.
pub trait Exchange<T>: Send {
    /// Returns the next step after this event, the first of which is [`ExchangeEvent::Start`].
    fn next(&mut self, event: ExchangeEvent) -> ExchangeStep<T>;
}

/// The result of an exchange's last step. `Debug` does not show the body of a response, which
/// holds an identity.
#[non_exhaustive]
pub enum ExchangeEvent {
    /// The exchange starts.
    Start,
    /// A response has come, whatever its status is.
    Response(Response<Bytes>),
    /// The request could not be sent, or no response came.
    Failed(TransportError),
    /// The wait is over.
    Waited,
}

impl fmt::Debug for ExchangeEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start => f.write_str("Start"),
            Self::Response(response) => write!(f, "Response({})", response.status()),
            Self::Failed(error) => write!(f, "Failed({error:?})"),
            Self::Waited => f.write_str("Waited"),
        }
    }
}

/// The next step of an exchange. `Debug` does not show requests and identities.
#[expect(clippy::large_enum_variant, reason = "it is taken apart at once")]
#[non_exhaustive]
pub enum ExchangeStep<T> {
    /// Send this request.
    Send {
        /// The request, with an absolute URI and a body in memory.
        request: Request<Body>,
        /// The limits that the transport must keep to; the time limit of the call holds as well.
        limits: Limits,
    },
    /// Wait so long.
    Wait(Duration),
    /// The exchange is over.
    Done(Result<T, CredentialsError>),
}

impl<T> fmt::Debug for ExchangeStep<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Send { .. } => f.write_str("Send(…)"),
            Self::Wait(delay) => write!(f, "Wait({delay:?})"),
            Self::Done(result) => write!(f, "Done(ok: {})", result.is_ok()),
        }
    }
}
