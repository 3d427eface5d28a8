//! The drivers of the machine. They are not generic, so that they are compiled once.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::machine::{Machine, Step};
use super::outcome::Outcome;
use crate::transport::{BlockingTransport, Transport};

/// A call on its way, whatever its operation is.
pub(super) type Driving = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// Carries a call out. Nothing happens before the future is polled.
pub(super) async fn drive(mut machine: Machine, transport: Arc<dyn Transport>) -> Outcome {
    let mut step = machine.start();
    loop {
        step = match step {
            Step::Send { request, limits } => match transport.send(request, limits).await {
                Ok(response) => machine.response(response),
                Err(error) => machine.failed(error),
            },
            Step::Wait(delay) => {
                transport.sleep(delay).await;
                machine.waited()
            }
            Step::Done(outcome) => return outcome,
        };
    }
}

/// Carries a call out in the calling thread.
pub(super) fn drive_blocking(mut machine: Machine, transport: &dyn BlockingTransport) -> Outcome {
    let mut step = machine.start();
    loop {
        step = match step {
            Step::Send { request, limits } => match transport.send(request, limits) {
                Ok(response) => machine.response(response),
                Err(error) => machine.failed(error),
            },
            Step::Wait(delay) => {
                transport.sleep(delay);
                machine.waited()
            }
            Step::Done(outcome) => return outcome,
        };
    }
}
