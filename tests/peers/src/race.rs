//! Timing several competitors side by side, round by round, so that whatever else the machine does hits all of them alike.

use std::future::Future;
use std::hint::black_box;
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;

/// How long a competitor runs in one round.
const ROUND: Duration = Duration::from_millis(25);

/// One competitor: does its work as often as it is told.
pub type Competitor<'a> = Box<dyn FnMut(u32) + 'a>;

/// A competitor that does `work`; its result is dropped within the measured time.
pub fn repeat<'a, T>(mut work: impl FnMut() -> T + 'a) -> Competitor<'a> {
    Box::new(move |times| (0..times).for_each(|_| drop(black_box(work()))))
}

/// A competitor whose work is awaited, one time after the other, on `runtime`.
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

/// A runtime such as each competitor gets: all in the calling thread.
pub fn runtime() -> std::io::Result<Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
}

/// The median time of one repetition of each competitor's work, in their order.
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

/// How many repetitions fill a round. It warms caches and branch predictors up as well.
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

/// The median; the list is sorted by it.
pub fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// By which factor the second is shorter than the first.
pub fn ratio(longer: Duration, shorter: Duration) -> f64 {
    longer.as_secs_f64() / shorter.as_secs_f64()
}

/// A time in microseconds.
pub fn micros(time: Duration) -> String {
    format!("{:.1} µs", time.as_secs_f64() * 1e6)
}
