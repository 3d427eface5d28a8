//! The client's process: makes calls on one lane and prints what they cost.

use std::hint::black_box;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::lanes::{Async, Blocking, Lane};
use crate::process::{cpu_time, resident_kib, sockets};
use crate::{Failure, lanes};

/// Makes calls for a while, so many at once, and prints rate, processor time, latencies, memory
/// and sockets.
pub fn steady(lane: &str, port: u16, at_once: usize, time: Duration) -> Result<(), Failure> {
    let lane = lanes::lane(lane, port)?;
    let warm_up = Duration::from_millis(300);
    run(&lane, at_once, warm_up)?;
    let (cpu, start) = (cpu_time(), Instant::now());
    let mut latencies = run(&lane, at_once, time)?;
    let (cpu, took) = (cpu_time() - cpu, start.elapsed());
    latencies.sort_unstable();
    let calls = latencies.len();
    println!("rate {:.0}", calls as f64 / took.as_secs_f64());
    println!("cpu {:.2}", cpu.as_secs_f64() * 1e6 / calls as f64);
    for (name, part) in [("p50", 0.50), ("p99", 0.99)] {
        let at = ((calls - 1) as f64 * part) as usize;
        println!("{name} {:.1}", latencies[at].as_secs_f64() * 1e6);
    }
    println!("resident {}", resident_kib());
    println!("sockets {}", sockets());
    println!("connections {}", connections(port)?);
    Ok(())
}

/// Makes bursts of calls with a pause after each, and prints how many connections the server saw.
pub fn bursts(lane: &str, port: u16, bursts: usize, at_once: usize) -> Result<(), Failure> {
    let Lane::Async(lane, runtime) = lanes::lane(lane, port)? else {
        return Err("bursts are made by awaited calls".into());
    };
    for _ in 0..bursts {
        runtime.block_on(async {
            let calls: Vec<_> = (0..at_once)
                .map(|_| {
                    let lane = lane.clone();
                    tokio::spawn(async move { lane.call().await })
                })
                .collect();
            for call in calls {
                call.await.expect("the call ends");
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        });
    }
    println!("connections {}", connections(port)?);
    Ok(())
}

/// Does a part of a call alone, without a server, and prints the processor time of each.
pub fn alone(part: &str, times: u32) -> Result<(), Failure> {
    let work = lanes::part(part)?;
    (0..times / 10).for_each(|_| work());
    let cpu = cpu_time();
    (0..times).for_each(|_| work());
    let cpu = cpu_time() - cpu;
    println!("cpu {:.3}", cpu.as_secs_f64() * 1e6 / f64::from(times));
    Ok(())
}

/// Does a part of a call alone, with so many KiB of memory read before each time, and prints the
/// median time in microseconds. Between two calls the kernel and other programs use the caches.
pub fn cold(part: &str, times: usize, kib: usize) -> Result<(), Failure> {
    let work = lanes::part(part)?;
    let memory = vec![1_u8; kib * 1024];
    let mut took: Vec<Duration> = (0..times)
        .map(|_| {
            black_box(
                memory
                    .iter()
                    .step_by(64)
                    .map(|&byte| u64::from(byte))
                    .sum::<u64>(),
            );
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    took.sort_unstable();
    println!("time {:.3}", took[times / 2].as_secs_f64() * 1e6);
    Ok(())
}

fn run(lane: &Lane, at_once: usize, time: Duration) -> Result<Vec<Duration>, Failure> {
    match lane {
        Lane::Async(lane, runtime) => Ok(runtime.block_on(awaited(lane, at_once, time))),
        Lane::Blocking(lane) => blocking(lane, at_once, time),
    }
}

async fn awaited(lane: &Async, at_once: usize, time: Duration) -> Vec<Duration> {
    let until = Instant::now() + time;
    let workers: Vec<_> = (0..at_once)
        .map(|_| {
            let lane = lane.clone();
            tokio::spawn(async move {
                let mut latencies = Vec::with_capacity(100_000);
                let mut now = Instant::now();
                while now < until {
                    lane.call().await;
                    let then = std::mem::replace(&mut now, Instant::now());
                    latencies.push(now - then);
                }
                latencies
            })
        })
        .collect();
    let mut latencies = Vec::new();
    for worker in workers {
        latencies.extend(worker.await.expect("the worker ends"));
    }
    latencies
}

fn blocking(lane: &Blocking, at_once: usize, time: Duration) -> Result<Vec<Duration>, Failure> {
    let over = Arc::new(AtomicBool::new(false));
    let workers: Vec<_> = (0..at_once)
        .map(|_| {
            let (lane, over) = (lane.clone(), over.clone());
            thread::spawn(move || {
                let mut latencies = Vec::with_capacity(100_000);
                while !over.load(Ordering::Relaxed) {
                    let start = Instant::now();
                    lane.call();
                    latencies.push(start.elapsed());
                }
                latencies
            })
        })
        .collect();
    thread::sleep(time);
    over.store(true, Ordering::Relaxed);
    let mut latencies = Vec::new();
    for worker in workers {
        latencies.extend(worker.join().map_err(|_| "a worker panicked")?);
    }
    Ok(latencies)
}

/// The number of connections that the server has seen.
fn connections(port: u16) -> Result<u64, Failure> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.write_all(b"GET /connections HTTP/1.1\r\nhost: localhost\r\n\r\n")?;
    let mut text = [0; 4096];
    let length = stream.read(&mut text)?;
    let text = std::str::from_utf8(&text[..length])?;
    let body = text.rsplit("\r\n\r\n").next().unwrap_or_default();
    Ok(body.parse()?)
}
