//! Time on a processor: what a machine that others use too does not lengthen by making us wait.

use std::time::{Duration, Instant};

/// How long some work kept the processor busy.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let (wall, before) = (Instant::now(), busy());
    let result = work();
    let (wall, after) = (wall.elapsed(), busy());
    (result, after.zip(before).map_or(wall, |(x, y)| x - y))
}

/// How long this thread has been on a processor, where the system tells it.
fn busy() -> Option<Duration> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = line.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}
