//! The drivers of the machine. They are not generic, so that they are compiled once.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use super::machine::{Machine, Step};
use super::outcome::Outcome;
use super::reading::Reading;
use crate::transport::{BlockingTransport, BoxFuture, Transport};

/// A call on its way, whatever its operation is.
pub(super) type Driving = BoxFuture<'static, Outcome>;

/// Makes a call. Nothing happens before the future is polled. It borrows the machine, which is
/// large, so as not to move it.
pub(super) async fn drive(machine: &mut Machine, transport: &dyn Transport) -> Outcome {
    machine.allow_streams(transport.takes_streams());
    let mut step = machine.start();
    loop {
        step = match step {
            Step::Read(reading) => machine.read(Box::pin(run(reading, transport)).await),
            Step::Send { request, limits } if machine.streams_output() => {
                match transport.send_streaming(request, limits).await {
                    Ok(response) => machine.head(response),
                    Err(error) => machine.failed(error),
                }
            }
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

/// Runs a reading, elsewhere if it may hold up the executor.
async fn run(mut reading: Reading, transport: &dyn Transport) -> Reading {
    if !reading.blocks() {
        reading.run().await;
        return reading;
    }
    let done = Arc::new(Mutex::new(None));
    let theirs = Arc::clone(&done);
    let work = move || {
        reading.run_blocking();
        *theirs.lock().unwrap_or_else(PoisonError::into_inner) = Some(reading);
    };
    transport.run_blocking(Box::new(work)).await;
    let done = done.lock().unwrap_or_else(PoisonError::into_inner).take();
    done.unwrap_or_else(|| Reading::failed(io::Error::other("there is no thread to read it in")))
}

/// Makes a call while the calling thread waits.
pub(super) fn drive_blocking(mut machine: Machine, transport: &dyn BlockingTransport) -> Outcome {
    machine.allow_streams(transport.takes_streams());
    let mut step = machine.start();
    loop {
        step = match step {
            Step::Read(mut reading) => {
                reading.run_blocking();
                machine.read(reading)
            }
            Step::Send { request, limits } if machine.streams_output() => {
                match transport.send_streaming(request, limits) {
                    Ok(response) => machine.head(response),
                    Err(error) => machine.failed(error),
                }
            }
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
