//! What a run would do now, without doing it.

use std::time::Duration;

use isnad::model::SubscriptionKind;

use super::{
    Collector, Ledger,
    hosts::{Hosts, Place},
    items,
};
use crate::Address;

/// One request that would be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// What would be asked.
    pub address: String,
    /// What is thought to stand there; `None` for a page.
    pub kind: Option<SubscriptionKind>,
    /// How long after the start at the soonest: so long its host's queue is. Pauses that sites ask for
    /// in their robots.txt are not known before it is asked.
    pub wait: Duration,
}

impl Collector<'_> {
    /// What [`Collector::once`] would ask for first, in that order: subscriptions and tasks that are
    /// due. Makes no request and changes nothing. Pages that looks would find are not known yet, and
    /// not among them; nor is each host's robots.txt, which is asked before all else.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn plan<L: Ledger>(&self, ledger: &mut L) -> Result<Vec<Planned>, L::Error> {
        let start = self.clock.now();
        let mut hosts = Hosts::new(self.settings.delay);
        let mut add = |address: &str, place, kind| {
            if let Ok(at) = Address::parse(address) {
                hosts.push(&at.authority(), place, (at.to_string(), kind));
            }
        };
        for subscription in ledger.due(start, usize::MAX)? {
            add(&subscription.address, Place::First, Some(subscription.kind));
        }
        let mut tasks = ledger.tasks_due(start, usize::MAX)?;
        tasks.retain(|task| !items::is_all_there_is(task));
        for task in tasks {
            add(&task.address, Place::Last, None);
        }
        let mut planned = Vec::with_capacity(hosts.len());
        let mut now = start;
        while let Some(next) = hosts.next() {
            now = now.max(next);
            while let Some((host, (address, kind))) = hosts.pop(now) {
                hosts.release(&host, now);
                let wait = Duration::try_from(now.duration_since(start)).unwrap_or_default();
                planned.push(Planned {
                    address,
                    kind,
                    wait,
                });
            }
        }
        Ok(planned)
    }
}
