//! Where the loop gets its time from, so that tests can let a day pass at once.

use std::{thread, time::Duration};

use jiff::Timestamp;

/// The longest the loop waits without looking whether it should stop.
pub(super) const BREATH: Duration = Duration::from_secs(1);

/// The time, and waiting for it to pass.
pub trait Clock: Sync {
    /// What time it is.
    fn now(&self) -> Timestamp;

    /// Waits until then, or for a second if that is longer. Called when nothing is under way.
    fn sleep(&self, until: Timestamp);

    /// How long to wait for what is under way before there is something else to do at that time: a
    /// second at most.
    fn patience(&self, until: Timestamp) -> Duration;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn sleep(&self, until: Timestamp) {
        thread::sleep(self.patience(until));
    }

    fn patience(&self, until: Timestamp) -> Duration {
        let left = until.duration_since(self.now());
        Duration::try_from(left).unwrap_or_default().min(BREATH)
    }
}
