//! Work on many things at once.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, available_parallelism, scope};

use crate::interrupt::Interrupt;
use crate::progress::Progress;

/// The stack of a worker in bytes: as large as the main thread's.
const STACK: usize = 8 << 20;

/// What there is to work on.
pub trait Task: Sync {
    /// What the bar calls it.
    fn name(&self) -> &str;
    /// How much work it is, against the others.
    fn weight(&self) -> u64;
}

/// How many things can be worked on at once.
pub fn cores() -> usize {
    available_parallelism().map_or(1, usize::from)
}

/// What `work` makes of each task, in their order. The largest come first, so that no worker is left with one of them
/// at the end. After an interruption the rest is missing.
pub fn run<K: Task, T: Send>(
    tasks: &[K],
    jobs: usize,
    what: &str,
    interrupt: &Interrupt,
    work: impl Fn(&K) -> T + Sync,
) -> Vec<T> {
    let progress = Progress::new(tasks.len(), what);
    let mut order: Vec<usize> = (0..tasks.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(tasks[*at].weight()));
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let worker = || {
        while let Some(at) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            if interrupt.is_set() {
                return;
            }
            progress.at(tasks[*at].name());
            let made = work(&tasks[*at]);
            progress.done();
            if let Ok(mut done) = done.lock() {
                done.push((*at, made));
            }
        }
    };
    scope(|scope| {
        for _ in 1..jobs.min(tasks.len()) {
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
