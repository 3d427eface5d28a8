//! The kernel's statistics of this process.

use std::fs;
use std::time::Duration;

/// The clock ticks of a second in `/proc` (proc_pid_stat(5); 100 on every Linux of today).
const TICKS: f64 = 100.0;

/// The processor time of all threads of the process, those that have ended included, in user and
/// kernel mode.
pub fn cpu_time() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").expect("the times of the process");
    // The name of the program, in parentheses, may hold spaces.
    let fields = stat.rsplit(") ").next().unwrap_or_default();
    let times = fields.split(' ').skip(11).take(2);
    let ticks: f64 = times.filter_map(|time| time.parse::<f64>().ok()).sum();
    Duration::from_secs_f64(ticks / TICKS)
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
