//! The kernel's statistics of this process.

use std::fs;
use std::time::Duration;

/// The processor time that all threads of the process have used, in user and kernel mode.
pub fn cpu_time() -> Duration {
    let tasks = fs::read_dir("/proc/self/task").expect("the threads of the process");
    tasks
        .flatten()
        .filter_map(|task| fs::read_to_string(task.path().join("schedstat")).ok())
        .filter_map(|text| text.split(' ').next()?.parse().ok())
        .map(Duration::from_nanos)
        .sum()
}

/// The resident memory of the process in KiB.
pub fn resident_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("the status of the process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.trim().split(' ').next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// The sockets that the process has open.
pub fn sockets() -> usize {
    let files = fs::read_dir("/proc/self/fd").expect("the open files of the process");
    files
        .flatten()
        .filter_map(|file| fs::read_link(file.path()).ok())
        .filter(|target| target.to_string_lossy().starts_with("socket:"))
        .count()
}
