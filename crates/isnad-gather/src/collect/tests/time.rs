//! A clock that jumps to whatever is next when nothing is under way.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};

use crate::collect::Clock;

/// Invented time. It passes only while the collector has nothing to wait for.
pub(super) struct Time {
    now: Mutex<Timestamp>,
    end: Mutex<Timestamp>,
    /// Set when the end is reached: stops a run.
    pub(super) stop: AtomicBool,
    /// Somebody else works (a hub): time stands still.
    pub(super) others: AtomicUsize,
}

impl Time {
    pub(super) fn new() -> Time {
        let start = "2031-03-05T10:00:00Z".parse().unwrap();
        Time {
            now: Mutex::new(start),
            end: Mutex::new(start),
            stop: AtomicBool::new(false),
            others: AtomicUsize::new(0),
        }
    }

    pub(super) fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    /// Lets a run go on for so many hours from now.
    pub(super) fn give(&self, hours: i64) {
        let end = self.now() + SignedDuration::from_hours(hours);
        *self.end.lock().unwrap() = end;
        self.stop.store(false, Ordering::Relaxed);
    }
}

impl Clock for Time {
    fn now(&self) -> Timestamp {
        Time::now(self)
    }

    fn sleep(&self, until: Timestamp) {
        if self.others.load(Ordering::SeqCst) > 0 {
            thread::yield_now();
            return;
        }
        let mut now = self.now.lock().unwrap();
        let end = *self.end.lock().unwrap();
        *now = until.max(*now).min(end);
        if *now >= end {
            self.stop.store(true, Ordering::Relaxed);
        }
    }

    fn patience(&self, _: Timestamp) -> Duration {
        Duration::from_secs(1)
    }
}
