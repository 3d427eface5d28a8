//! The drivers of the machine. They are not generic, so that they are compiled once.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};

use super::machine::{Machine, Step};
use super::outcome::Outcome;
use crate::transport::{
    BlockingTransport, Body, Collected, Limits, Transport, TransportError, TransportErrorKind,
};
use crate::types::ByteStream;

/// A call on its way, whatever its operation is.
pub(super) type Driving = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// Carries a call out. Nothing happens before the future is polled.
pub(super) async fn drive(mut machine: Machine, transport: Arc<dyn Transport>) -> Outcome {
    let mut step = machine.start();
    loop {
        step = match step {
            Step::Send { request, limits } => {
                let request = match request.body().is_stream() && !transport.takes_streams() {
                    true => collect_request(&mut machine, request).await,
                    false => Ok(request),
                };
                match request {
                    Ok(request) if machine.streams_output() => {
                        let sent = transport.send_streaming(request, limits).await;
                        streamed(&mut machine, sent, limits).await
                    }
                    Ok(request) => answered(&mut machine, transport.send(request, limits).await),
                    Err(error) => machine.failed(error),
                }
            }
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
            Step::Send { request, limits } => {
                let request = match request.body().is_stream() && !transport.takes_streams() {
                    true => collect_request_blocking(&mut machine, request),
                    false => Ok(request),
                };
                match request {
                    Ok(request) if machine.streams_output() => {
                        let sent = transport.send_streaming(request, limits);
                        streamed_blocking(&mut machine, sent, limits)
                    }
                    Ok(request) => answered(&mut machine, transport.send(request, limits)),
                    Err(error) => machine.failed(error),
                }
            }
            Step::Wait(delay) => {
                transport.sleep(delay);
                machine.waited()
            }
            Step::Done(outcome) => return outcome,
        };
    }
}

type Answer<B> = Result<Response<B>, TransportError>;

fn answered(machine: &mut Machine, answer: Answer<Bytes>) -> Step {
    match answer {
        Ok(response) => machine.response(response),
        Err(error) => machine.failed(error),
    }
}

/// Hands on a success as it comes, and anything else once it is whole.
async fn streamed(machine: &mut Machine, answer: Answer<ByteStream>, limits: Limits) -> Step {
    let (parts, mut body) = match answer {
        Ok(response) if response.status().is_success() => return machine.streamed(response),
        Ok(response) => response.into_parts(),
        Err(error) => return machine.failed(error),
    };
    let mut collected = Collected::new(0, limits.max_response_bytes);
    while let Some(piece) = body.next().await {
        if let Err(error) = add(&mut collected, piece) {
            return machine.failed(error);
        }
    }
    machine.response(Response::from_parts(parts, collected.finish()))
}

fn streamed_blocking(machine: &mut Machine, answer: Answer<ByteStream>, limits: Limits) -> Step {
    let (parts, mut body) = match answer {
        Ok(response) if response.status().is_success() => return machine.streamed(response),
        Ok(response) => response.into_parts(),
        Err(error) => return machine.failed(error),
    };
    let mut collected = Collected::new(0, limits.max_response_bytes);
    while let Some(piece) = body.next_blocking() {
        if let Err(error) = add(&mut collected, piece) {
            return machine.failed(error);
        }
    }
    machine.response(Response::from_parts(parts, collected.finish()))
}

fn add(collected: &mut Collected, piece: std::io::Result<Bytes>) -> Result<(), TransportError> {
    let piece = piece.map_err(|error| match error.downcast() {
        Ok(error) => error,
        Err(error) => TransportError::new(TransportErrorKind::Closed, error),
    })?;
    collected.add(piece)
}

/// Puts bytes in memory in place of a stream, for this attempt and those that follow.
async fn collect_request(
    machine: &mut Machine,
    request: Request<Body>,
) -> Result<Request<Body>, TransportError> {
    let (parts, body) = request.into_parts();
    let collected = body.into_stream().collect().await;
    let bytes = collected.map_err(|error| TransportError::new(TransportErrorKind::Body, error))?;
    Ok(Request::from_parts(parts, machine.keep(bytes)))
}

fn collect_request_blocking(
    machine: &mut Machine,
    request: Request<Body>,
) -> Result<Request<Body>, TransportError> {
    let (parts, body) = request.into_parts();
    let collected = body.into_stream().collect_blocking();
    let bytes = collected.map_err(|error| TransportError::new(TransportErrorKind::Body, error))?;
    Ok(Request::from_parts(parts, machine.keep(bytes)))
}
