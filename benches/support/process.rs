//! The processor time and the memory of this process, as Linux tells them.

use std::fs;

/// Ticks a second of `/proc/self/stat`, on every Linux.
const TICKS: f64 = 100.0;
const PAGE_BYTES: f64 = 4096.0;

/// The processor time of all threads so far, in seconds.
pub(crate) fn cpu_s() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap();
    // The name of the program may have spaces; it ends with a parenthesis.
    let after_name = stat.rsplit_once(')').unwrap().1;
    let times = after_name.split_whitespace().skip(11).take(2);
    times.map(|it| it.parse::<f64>().unwrap()).sum::<f64>() / TICKS
}

/// Resident memory, in megabytes.
pub(crate) fn resident_mb() -> f64 {
    let statm = fs::read_to_string("/proc/self/statm").unwrap();
    let pages: f64 = statm.split_whitespace().nth(1).unwrap().parse().unwrap();
    pages * PAGE_BYTES / 1e6
}

/// The most resident memory so far, in megabytes.
pub(crate) fn peak_mb() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:")).unwrap();
    let kib: f64 = line.trim().trim_end_matches(" kB").parse().unwrap();
    kib * 1024.0 / 1e6
}
