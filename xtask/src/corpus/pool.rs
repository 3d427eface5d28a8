//! Work on many services at once.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, available_parallelism, scope};

use super::services::Service;
use crate::interrupt::Interrupt;
use crate::progress::Progress;

/// The stack of a worker in bytes: as large as the main thread's.
const STACK: usize = 8 << 20;

/// Work on a service.
pub(crate) trait Job {
    /// The name of the service.
    fn name(&self) -> &str;
    /// The size of its files, by which the work is told to be long or short.
    fn bytes(&self) -> u64;
}

impl Job for Service {
    fn name(&self) -> &str {
        &self.name
    }

    fn bytes(&self) -> u64 {
        self.bytes
    }
}

/// How many services can be worked on at once.
pub(crate) fn cores() -> usize {
    available_parallelism().map_or(1, usize::from)
}

/// What `work` makes of each service, in their order. The largest come first, so that no worker is left with one of them
/// at the end. After an interruption the rest is missing.
pub(crate) fn run<J: Job + Sync, T: Send>(
    services: &[J],
    jobs: usize,
    what: &str,
    interrupt: &Interrupt,
    work: impl Fn(&J) -> T + Sync,
) -> Vec<T> {
    let progress = Progress::new(services.len(), what);
    let mut order: Vec<usize> = (0..services.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(services[*at].bytes()));
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let worker = || {
        while let Some(at) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            if interrupt.is_set() {
                return;
            }
            progress.at(services[*at].name());
            let made = work(&services[*at]);
            progress.done();
            if let Ok(mut done) = done.lock() {
                done.push((*at, made));
            }
        }
    };
    scope(|scope| {
        for _ in 1..jobs.min(services.len()) {
            // Where there can be no more threads, those there are do it.
            if Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, worker)
                .is_err()
            {
                break;
            }
        }
        worker();
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, made)| made).collect()
}
