//! Runtimes that lack a driver. Tokio panics in them, which is caught here: a missing driver is an
//! error.

use std::any::Any;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;
use std::task::Poll;

use crate::transport::{TransportError, TransportErrorKind};

/// Awaits a future that needs the drivers of the runtime.
///
/// # Errors
/// Returns the future's error, or one if the runtime lacks a driver.
pub(super) async fn with_drivers<T>(
    future: impl Future<Output = Result<T, TransportError>>,
) -> Result<T, TransportError> {
    let mut future = pin!(future);
    poll_fn(|context| {
        catch_missing_driver(|| future.as_mut().poll(context))
            .unwrap_or_else(|error| Poll::Ready(Err(error)))
    })
    .await
}

/// Calls a function that needs the drivers of the runtime.
///
/// # Errors
/// Returns an error if the runtime lacks a driver.
pub(super) fn catch_missing_driver<T>(call: impl FnOnce() -> T) -> Result<T, TransportError> {
    catch_unwind(AssertUnwindSafe(call)).map_err(|panic| {
        if !is_missing_driver(&*panic) {
            resume_unwind(panic);
        }
        let reason = "the tokio runtime has no I/O or no timers; build it with enable_all";
        TransportError::new(TransportErrorKind::Unavailable, reason)
    })
}

fn is_missing_driver(panic: &(dyn Any + Send)) -> bool {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref().map(String::as_str));
    let mentions = |what| text.is_some_and(|text| text.contains(what));
    mentions("timers are disabled") || mentions("IO is disabled")
}
