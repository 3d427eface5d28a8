//! Exchanges that run at once take turns.
//!
//! A task that reads a response, decodes it, signs the next request and writes it in one go needs
//! the code of all of these for each call, and wakes the server for each. Where each gives way in
//! between, all that are ready do the same step one after the other: the processor's caches keep
//! its code, and requests are written one right after the other.

use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::task::yield_now;

/// Counts the exchanges of a transport that run at once.
#[derive(Debug, Default)]
pub(super) struct Turns(AtomicUsize);

/// One exchange that runs, until it is dropped.
pub(super) struct Turn<'a>(&'a Turns);

impl Turns {
    /// Counts an exchange that begins.
    pub(super) fn begin(&self) -> Turn<'_> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Turn(self)
    }
}

impl Turn<'_> {
    /// Lets the tasks that are ready run first. An exchange that runs alone goes on at once.
    pub(super) async fn give_way(&self) {
        if self.0.0.load(Ordering::Relaxed) > 1 {
            yield_now().await;
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Waker};

    use super::*;

    /// The polls that giving way takes.
    fn polls(turn: &Turn<'_>) -> usize {
        let mut given = pin!(turn.give_way());
        let mut context = Context::from_waker(Waker::noop());
        let pending = std::iter::repeat_with(|| given.as_mut().poll(&mut context).is_pending());
        1 + pending.take_while(|pending| *pending).count()
    }

    #[test]
    fn an_exchange_gives_way_to_others_alone() {
        let turns = Turns::default();
        let first = turns.begin();
        assert_eq!(polls(&first), 1);
        let second = turns.begin();
        assert_eq!((polls(&first), polls(&second)), (2, 2));
        drop(first);
        assert_eq!(polls(&second), 1);
    }
}
