//! One queue for each host: at most one request at a time, a pause between two, and every host its
//! turn.
//!
//! Only jobs that are due stand here; what is to be done later waits in the ledger. A heap of the
//! times at which hosts are free again says who is next, so that a step costs the logarithm of
//! the number of hosts that have something to do, however many jobs they have.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, VecDeque},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};

/// Looks in a row before a page of the same host has its turn.
const ROW: usize = 4;

/// The queues of all hosts that have jobs or were asked lately.
#[derive(Debug)]
pub struct Hosts<J> {
    hosts: HashMap<String, Host<J>>,
    /// Hosts with jobs and no request under way, by when they may be asked; each once.
    free: BinaryHeap<Reverse<(Timestamp, u64, String)>>,
    /// Counts entries of `free`: among hosts free at one time, who waits longest is first.
    turn: u64,
    delay: Duration,
    jobs: usize,
}

#[derive(Debug)]
struct Host<J> {
    /// Before the rest: looks, and jobs that go on after a redirect.
    first: VecDeque<J>,
    then: VecDeque<J>,
    /// How many of `first` were taken since the last of `then`.
    row: usize,
    /// When it may be asked again.
    free: Timestamp,
    /// A request is under way.
    busy: bool,
    /// It stands in `Hosts::free`.
    listed: bool,
    /// The pause it asks for itself.
    delay: Duration,
}

/// Where in its host's queue a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before everything else.
    Front,
    /// After the looks that wait, before pages.
    First,
    /// At the end.
    Last,
}

impl<J> Hosts<J> {
    /// No jobs; `delay` is the least time from the end of one request to the next of the same host.
    pub fn new(delay: Duration) -> Hosts<J> {
        Hosts {
            hosts: HashMap::new(),
            free: BinaryHeap::new(),
            turn: 0,
            delay,
            jobs: 0,
        }
    }

    /// Adds a job that is due.
    pub fn push(&mut self, host: &str, place: Place, job: J) {
        let queue = self.host(host);
        match place {
            Place::Front => queue.first.push_front(job),
            Place::First => queue.first.push_back(job),
            Place::Last => queue.then.push_back(job),
        }
        self.jobs += 1;
        self.list(host);
    }

    /// The next job, whose host is busy from now on until [`Hosts::release`].
    pub fn pop(&mut self, now: Timestamp) -> Option<(String, J)> {
        loop {
            let Reverse((at, ..)) = self.free.peek()?;
            if *at > now {
                return None;
            }
            let Reverse((_, _, name)) = self.free.pop()?;
            let Some(host) = self.hosts.get_mut(&name) else {
                continue;
            };
            host.listed = false;
            if host.free > now {
                // It asked for more time after it was listed.
                self.list(&name);
                continue;
            }
            if let Some(job) = host.take() {
                host.busy = true;
                self.jobs -= 1;
                return Some((name, job));
            }
        }
    }

    /// The request to a host is over: the next may follow after the pause.
    pub fn release(&mut self, name: &str, now: Timestamp) {
        let least = self.delay;
        let host = self.host(name);
        host.busy = false;
        let pause = SignedDuration::try_from(host.delay.max(least)).unwrap_or(SignedDuration::MAX);
        let free = now.saturating_add(pause).unwrap_or(Timestamp::MAX);
        host.free = host.free.max(free);
        self.list(name);
    }

    /// Nothing was asked of a host after all: the next job may follow at once.
    pub fn hand_back(&mut self, name: &str) {
        self.host(name).busy = false;
        self.list(name);
    }

    /// Asks nothing of a host until then.
    pub fn hold(&mut self, name: &str, until: Timestamp) {
        let host = self.host(name);
        host.free = host.free.max(until);
    }

    /// The pause that a host asks for; a longer one that all get still counts.
    pub fn set_delay(&mut self, name: &str, delay: Duration) {
        self.host(name).delay = delay;
    }

    /// When the next job can be had; `None` when there is none that does not wait for a request to end.
    pub fn next(&self) -> Option<Timestamp> {
        let Reverse((at, ..)) = self.free.peek()?;
        Some(*at)
    }

    /// How many jobs wait.
    pub fn len(&self) -> usize {
        self.jobs
    }

    /// Whether none waits.
    pub fn is_empty(&self) -> bool {
        self.jobs == 0
    }

    /// Forgets hosts without jobs whose pause is over, so that memory follows what there is to do.
    pub fn forget(&mut self, now: Timestamp) {
        self.hosts
            .retain(|_, host| host.busy || host.listed || host.free > now);
    }

    fn host(&mut self, name: &str) -> &mut Host<J> {
        // Not `entry`: the name is copied only for a new host.
        if !self.hosts.contains_key(name) {
            self.hosts.insert(name.to_owned(), Host::default());
        }
        self.hosts.entry(name.to_owned()).or_default()
    }

    /// Puts a host on the list of those that wait for their time, if it has reason to be there.
    fn list(&mut self, name: &str) {
        let Some(host) = self.hosts.get_mut(name) else {
            return;
        };
        let waits = !host.first.is_empty() || !host.then.is_empty();
        if waits && !host.busy && !host.listed {
            host.listed = true;
            let entry = (host.free, self.turn, name.to_owned());
            self.turn += 1;
            self.free.push(Reverse(entry));
        }
    }
}

impl<J> Host<J> {
    /// The job whose turn it is. Looks come first, but a host with so many of them that they never end
    /// still has a page's turn after every few.
    fn take(&mut self) -> Option<J> {
        let first = self.row < ROW || self.then.is_empty();
        match self.first.pop_front_if(|_| first) {
            Some(job) => {
                self.row += 1;
                Some(job)
            }
            None => {
                self.row = 0;
                self.then.pop_front()
            }
        }
    }
}

impl<J> Default for Host<J> {
    fn default() -> Host<J> {
        Host {
            first: VecDeque::new(),
            then: VecDeque::new(),
            row: 0,
            free: Timestamp::MIN,
            busy: false,
            listed: false,
            delay: Duration::ZERO,
        }
    }
}

#[cfg(test)]
mod tests;
