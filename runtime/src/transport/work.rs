//! Work that blocks, done in a thread of its own.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::thread;

/// Work that may hold up the thread that does it.
pub type Work = Box<dyn FnOnce() + Send>;

/// The progress of a thread, and the task that waits for it.
#[derive(Default)]
struct Progress {
    done: bool,
    waker: Option<Waker>,
}

/// Marks the work as done even if it panics.
struct Finisher(Arc<Mutex<Progress>>);

impl Drop for Finisher {
    fn drop(&mut self) {
        let mut progress = lock(&self.0);
        progress.done = true;
        if let Some(waker) = progress.waker.take() {
            waker.wake();
        }
    }
}

/// Does the work in a new thread. If there can be none, the work is dropped.
pub(super) async fn run_in_thread(work: Work) {
    let progress = Arc::new(Mutex::new(Progress::default()));
    let finisher = Finisher(Arc::clone(&progress));
    let run = move || {
        let _finisher = finisher;
        work();
    };
    // Without a thread the closure is dropped, and that ends the wait.
    let _ = thread::Builder::new().name("tinsmith".into()).spawn(run);
    poll_fn(|context| {
        let mut progress = lock(&progress);
        if progress.done {
            return Poll::Ready(());
        }
        progress.waker = Some(context.waker().clone());
        Poll::Pending
    })
    .await;
}

fn lock(progress: &Mutex<Progress>) -> MutexGuard<'_, Progress> {
    progress.lock().unwrap_or_else(PoisonError::into_inner)
}
