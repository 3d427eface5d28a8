//! The ways to make a call, so that each test covers both.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use tinsmith_runtime::{Call, Error, Operation, Paginated, PaginatedItems};
use tokio::runtime::{Builder, Runtime};

/// The time after which a test is considered hung.
const PATIENCE: Duration = Duration::from_secs(60);

/// A way to make a call.
#[derive(Debug)]
pub enum Carrier {
    /// Awaits the call in this runtime.
    Async(Runtime),
    /// Blocks the thread.
    Blocking,
}

/// A page or item of a listing, or its error.
pub type Yield<T, O> = Result<T, Error<<O as Operation>::Error>>;

impl Carrier {
    /// Creates the asynchronous carrier.
    #[must_use]
    pub fn asynchronous() -> Self {
        Self::Async(Builder::new_current_thread().enable_all().build().unwrap())
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Async(_) => "async",
            Self::Blocking => "blocking",
        }
    }

    /// Makes a call.
    ///
    /// # Errors
    /// Returns the error of the call.
    pub fn send<O: Operation>(&self, call: Call<O>) -> Result<O::Output, Error<O::Error>> {
        match self {
            Self::Async(runtime) => runtime.block_on(async { call.await }),
            Self::Blocking => call.send_blocking(),
        }
    }

    /// Returns the first pages of a call, at most `most`.
    pub fn pages<O: Paginated>(&self, call: Call<O>, most: usize) -> Vec<Yield<O::Output, O>> {
        match self {
            Self::Blocking => call.pages_blocking().take(most).collect(),
            Self::Async(runtime) => runtime.block_on(async {
                let (mut pages, mut found) = (call.pages(), Vec::new());
                while found.len() < most {
                    match pages.next().await {
                        Some(page) => found.push(page),
                        None => break,
                    }
                }
                found
            }),
        }
    }

    /// Returns the first items of a call, at most `most`.
    pub fn items<O: PaginatedItems>(&self, call: Call<O>, most: usize) -> Vec<Yield<O::Item, O>> {
        match self {
            Self::Blocking => call.items_blocking().take(most).collect(),
            Self::Async(runtime) => runtime.block_on(async {
                let (mut items, mut found) = (call.items(), Vec::new());
                while found.len() < most {
                    match items.next().await {
                        Some(item) => found.push(item),
                        None => break,
                    }
                }
                found
            }),
        }
    }
}

/// Runs a test with each carrier; fails if it hangs.
pub fn both(test: fn(&Carrier)) {
    for make in [Carrier::asynchronous, || Carrier::Blocking] {
        let (done, waiting) = mpsc::channel();
        let running = thread::spawn(move || {
            let carrier = make();
            eprintln!("{}", carrier.name());
            test(&carrier);
            // The receiver is gone only after a timeout.
            let _ = done.send(());
        });
        match waiting.recv_timeout(PATIENCE) {
            Err(RecvTimeoutError::Timeout) => panic!("nothing came in {PATIENCE:?}"),
            Ok(()) | Err(RecvTimeoutError::Disconnected) => {
                if let Err(panic) = running.join() {
                    std::panic::resume_unwind(panic);
                }
            }
        }
    }
}
