//! A ledger in memory, which does what the trait says and remembers what it was told.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    convert::Infallible,
    sync::{Arc, Mutex, MutexGuard},
};

use isnad::model::{Fetch, Page, Subscription, SubscriptionKind, Task, Visit};
use jiff::Timestamp;

use crate::collect::{Ledger, Taken};

/// Cheap to clone: all are the same ledger.
#[derive(Clone, Default)]
pub(super) struct Memory(Arc<Mutex<Held>>);

#[derive(Default)]
pub(super) struct Held {
    pub(super) subscriptions: BTreeMap<String, Subscription>,
    pub(super) tasks: BTreeMap<String, Task>,
    pub(super) done: HashSet<String>,
    visits: HashMap<String, Visit>,
    /// What was accepted, in order.
    pub(super) accepted: Vec<Fetch>,
    /// The bytes that each address is known by.
    pages: HashMap<String, Vec<u8>>,
    /// Everything that was archived, in order: status and address.
    pub(super) archived: Vec<(u16, String)>,
}

impl Memory {
    pub(super) fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap()
    }

    pub(super) fn subscribe(&self, kind: SubscriptionKind, address: &str) {
        let subscription = Subscription {
            address: address.to_owned(),
            kind,
            ..Subscription::default()
        };
        let mut held = self.held();
        held.subscriptions.insert(address.to_owned(), subscription);
    }

    pub(super) fn get(&self, address: &str) -> Subscription {
        self.held().subscriptions[address].clone()
    }

    /// The addresses of what was accepted, in order of the addresses.
    pub(super) fn accepted(&self) -> Vec<String> {
        let held = self.held();
        let addresses = held.accepted.iter().filter_map(|it| it.page.url.clone());
        let mut addresses: Vec<String> = addresses.collect();
        addresses.sort();
        addresses
    }
}

impl Ledger for Memory {
    type Error = Infallible;

    fn due(&mut self, now: Timestamp, limit: usize) -> Result<Vec<Subscription>, Infallible> {
        let held = self.held();
        let due = held.subscriptions.values().filter(|it| {
            !it.paused && it.ended.is_none() && it.next.is_none_or(|next| next <= now)
        });
        Ok(due.take(limit).cloned().collect())
    }

    fn tasks_due(&mut self, now: Timestamp, limit: usize) -> Result<Vec<Task>, Infallible> {
        let held = self.held();
        let due = held.tasks.values();
        let due = due.filter(|task| task.next.is_none_or(|next| next <= now));
        // The first of each host, then the second of each, and so on.
        let mut nth = HashMap::<&str, usize>::new();
        let mut due: Vec<(usize, &Task)> = due
            .map(|task| {
                let host = task.address.split('/').nth(2).unwrap_or_default();
                let count = nth.entry(host).or_default();
                *count += 1;
                (*count, task)
            })
            .collect();
        due.sort_by_key(|(turn, _)| *turn);
        let due = due.into_iter().take(limit);
        Ok(due.map(|(_, task)| task.clone()).collect())
    }

    fn subscription(&mut self, address: &str) -> Result<Option<Subscription>, Infallible> {
        Ok(self.held().subscriptions.get(address).cloned())
    }

    fn found(&mut self, subscription: &Subscription, tasks: &[Task]) -> Result<usize, Infallible> {
        let mut held = self.held();
        let Some(old) = held.subscriptions.get_mut(&subscription.address) else {
            return Ok(0);
        };
        *old = Subscription {
            paused: old.paused,
            ..subscription.clone()
        };
        let mut new = 0;
        for task in tasks {
            let done = held.done.contains(&task.address);
            if (!done || task.last.is_some()) && !held.tasks.contains_key(&task.address) {
                held.tasks.insert(task.address.clone(), task.clone());
                new += usize::from(!done);
            }
        }
        Ok(new)
    }

    fn moved(&mut self, from: &str, subscription: &Subscription) -> Result<(), Infallible> {
        let mut held = self.held();
        held.subscriptions.remove(from);
        let to = subscription.address.clone();
        held.subscriptions.entry(to).or_insert(subscription.clone());
        Ok(())
    }

    fn failed(&mut self, task: &Task) -> Result<(), Infallible> {
        self.held().tasks.insert(task.address.clone(), task.clone());
        Ok(())
    }

    fn done(&mut self, address: &str, visit: Option<&Visit>) -> Result<(), Infallible> {
        let mut held = self.held();
        held.tasks.remove(address);
        held.done.insert(address.to_owned());
        if let Some(visit) = visit {
            held.visits.insert(address.to_owned(), visit.clone());
        }
        Ok(())
    }

    fn visit(&mut self, address: &str) -> Result<Option<Visit>, Infallible> {
        Ok(self.held().visits.get(address).cloned())
    }

    fn accept(&mut self, fetch: &Fetch) -> Result<Taken, Infallible> {
        let mut held = self.held();
        let url = fetch.page.url.clone().unwrap_or_default();
        held.archived.push((fetch.status, url.clone()));
        let bytes = &fetch.page.bytes;
        let new = held.pages.insert(url, bytes.clone()).as_ref() != Some(bytes);
        held.accepted.push(fetch.clone());
        Ok(Taken { new, articles: 1 })
    }

    fn accept_item(&mut self, page: &Page) -> Result<Taken, Infallible> {
        let page = page.clone();
        self.accept(&Fetch {
            page,
            ..Fetch::default()
        })
    }

    fn keep(&mut self, fetch: &Fetch) -> Result<(), Infallible> {
        let url = fetch.page.url.clone().unwrap_or_default();
        self.held().archived.push((fetch.status, url));
        Ok(())
    }
}
