//! Parallel work on tasks.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{Builder, available_parallelism, scope};

use crate::interrupt::Interrupt;
use crate::progress::Progress;

/// The stack size of a worker in bytes: that of the main thread.
const STACK: usize = 8 << 20;

/// A task.
pub trait Task: Sync {
    /// The name on the progress bar.
    fn name(&self) -> &str;
    /// The amount of work, relative to other tasks.
    fn weight(&self) -> u64;
}

/// The number of parallel workers.
pub fn cores() -> usize {
    available_parallelism().map_or(1, usize::from)
}

/// Runs `work` on all tasks, and returns the results in their order. The largest tasks come first,
/// so that none is left for the end. After an interruption the rest is missing.
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
            // If no more threads can be started, the existing ones do the work.
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
