//! Times several competitors side by side, round by round, so that other load on the machine
//! affects all of them alike.

use std::future::Future;
use std::hint::black_box;
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;

/// The duration of a competitor's part of a round.
const ROUND: Duration = Duration::from_millis(25);

/// A competitor: repeats its work a given number of times.
pub type Competitor<'a> = Box<dyn FnMut(u32) + 'a>;

/// Creates a competitor from `work`; dropping the result is included in the measured time.
pub fn repeat<'a, T>(mut work: impl FnMut() -> T + 'a) -> Competitor<'a> {
    Box::new(move |times| (0..times).for_each(|_| drop(black_box(work()))))
}

/// Creates a competitor whose work is awaited, one repetition after the other, on `runtime`.
pub fn repeat_async<'a, F: Future>(
    runtime: &'a Runtime,
    mut work: impl FnMut() -> F + 'a,
) -> Competitor<'a> {
    Box::new(move |times| {
        runtime.block_on(async {
            for _ in 0..times {
                drop(black_box(work().await));
            }
        });
    })
}

/// Creates the runtime of a competitor: single-threaded, in the calling thread.
pub fn runtime() -> std::io::Result<Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
}

/// Returns the median time of a repetition of each competitor's work, in order.
pub fn race(rounds: usize, mut competitors: Vec<Competitor<'_>>) -> Vec<Duration> {
    let repetitions: Vec<u32> = competitors.iter_mut().map(calibrate).collect();
    let mut times = vec![Vec::with_capacity(rounds); competitors.len()];
    for _ in 0..rounds {
        for (lane, competitor) in competitors.iter_mut().enumerate() {
            times[lane].push(time(competitor, repetitions[lane]) / repetitions[lane]);
        }
    }
    times.iter_mut().map(|lane| median(lane)).collect()
}

/// Returns the number of repetitions that fill a round. Also warms up caches and branch
/// predictors.
fn calibrate(competitor: &mut Competitor<'_>) -> u32 {
    let mut repetitions = 1;
    while time(competitor, repetitions) < ROUND {
        repetitions *= 2;
    }
    repetitions
}

fn time(competitor: &mut Competitor<'_>, repetitions: u32) -> Duration {
    let start = Instant::now();
    competitor(repetitions);
    start.elapsed()
}

/// Returns the median; sorts the list.
pub fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Returns the factor by which the second is faster than the first.
pub fn ratio(longer: Duration, shorter: Duration) -> f64 {
    longer.as_secs_f64() / shorter.as_secs_f64()
}

/// Formats a time in microseconds.
pub fn micros(time: Duration) -> String {
    format!("{:.1} µs", time.as_secs_f64() * 1e6)
}
