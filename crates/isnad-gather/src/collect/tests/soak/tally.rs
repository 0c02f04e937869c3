//! A ledger for the soak.

use std::{
    collections::{HashMap, HashSet},
    convert::Infallible,
};

use isnad::model::{Fetch, Page, Subscription, Task, Visit};
use jiff::Timestamp;

use super::web::digest;
use crate::collect::{Ledger, Taken};

/// A ledger that keeps no more than it must, so that what grows is the collector's.
pub(in crate::collect::tests) struct Tally {
    subscriptions: HashMap<String, Subscription>,
    pub(in crate::collect::tests) tasks: HashMap<String, Task>,
    done: HashSet<u64>,
    pub(in crate::collect::tests) accepted: HashMap<u64, u32>,
}

pub(in crate::collect::tests) fn page_of(address: &str) -> u64 {
    digest(address.trim_start_matches("http://"))
}

impl Ledger for Tally {
    type Error = Infallible;

    fn due(&mut self, now: Timestamp, limit: usize) -> Result<Vec<Subscription>, Infallible> {
        let due = self.subscriptions.values();
        let due = due.filter(|it| it.next.is_none_or(|next| next <= now));
        Ok(due.take(limit).cloned().collect())
    }

    fn tasks_due(&mut self, now: Timestamp, limit: usize) -> Result<Vec<Task>, Infallible> {
        let due = self.tasks.values();
        let due = due.filter(|task| task.next.is_none_or(|next| next <= now));
        Ok(due.take(limit).cloned().collect())
    }

    fn subscription(&mut self, address: &str) -> Result<Option<Subscription>, Infallible> {
        Ok(self.subscriptions.get(address).cloned())
    }

    fn found(&mut self, subscription: &Subscription, tasks: &[Task]) -> Result<usize, Infallible> {
        let address = subscription.address.clone();
        self.subscriptions.insert(address, subscription.clone());
        let mut new = 0;
        for task in tasks {
            let known = self.done.contains(&page_of(&task.address));
            if !known && !self.tasks.contains_key(&task.address) {
                self.tasks.insert(task.address.clone(), task.clone());
                new += 1;
            }
        }
        Ok(new)
    }

    fn moved(&mut self, _: &str, _: &Subscription) -> Result<(), Infallible> {
        Ok(())
    }

    fn failed(&mut self, task: &Task) -> Result<(), Infallible> {
        self.tasks.insert(task.address.clone(), task.clone());
        Ok(())
    }

    fn done(&mut self, address: &str, _: Option<&Visit>) -> Result<(), Infallible> {
        self.tasks.remove(address);
        self.done.insert(page_of(address));
        Ok(())
    }

    fn visit(&mut self, _: &str) -> Result<Option<Visit>, Infallible> {
        Ok(None)
    }

    fn accept(&mut self, fetch: &Fetch) -> Result<Taken, Infallible> {
        let address = fetch.page.url.as_deref().unwrap_or_default();
        *self.accepted.entry(page_of(address)).or_default() += 1;
        Ok(Taken {
            new: true,
            articles: 1,
        })
    }

    fn accept_item(&mut self, _: &Page) -> Result<Taken, Infallible> {
        Ok(Taken::default())
    }
}

impl Tally {
    pub(in crate::collect::tests) fn new(sources: usize) -> Tally {
        let subscription = |nth: usize| {
            let address = format!("http://s{nth}.example/feed");
            let subscription = Subscription {
                address: address.clone(),
                ..Subscription::default()
            };
            (address, subscription)
        };
        Tally {
            subscriptions: (0..sources).map(subscription).collect(),
            tasks: HashMap::new(),
            done: HashSet::new(),
            accepted: HashMap::new(),
        }
    }

    pub(in crate::collect::tests) fn waiting(&self) -> HashSet<u64> {
        self.tasks.keys().map(|address| page_of(address)).collect()
    }
}
