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
    /// After the looks that wait, before all pages.
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
            if let Some(job) = host.first.pop_front().or_else(|| host.then.pop_front()) {
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

impl<J> Default for Host<J> {
    fn default() -> Host<J> {
        Host {
            first: VecDeque::new(),
            then: VecDeque::new(),
            free: Timestamp::MIN,
            busy: false,
            listed: false,
            delay: Duration::ZERO,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_900_000_000 + seconds).unwrap()
    }

    fn hosts() -> Hosts<u32> {
        Hosts::new(Duration::from_secs(2))
    }

    /// Runs all jobs, each request taking no time; what was asked when, as `seconds host job`.
    fn run(hosts: &mut Hosts<u32>) -> Vec<String> {
        let mut asked = Vec::new();
        let mut now = 0;
        while !hosts.is_empty() {
            match hosts.pop(at(now)) {
                Some((host, job)) => {
                    asked.push(format!("{now} {host} {job}"));
                    hosts.release(&host, at(now));
                }
                None => now += 1,
            }
        }
        asked
    }

    #[test]
    fn every_host_has_its_turn_and_its_pause() {
        let mut hosts = hosts();
        for job in 0..3 {
            hosts.push("a", Place::Last, job);
        }
        hosts.push("b", Place::Last, 10);
        hosts.push("c", Place::Last, 20);
        hosts.push("b", Place::Last, 11);
        let expected = ["0 a 0", "0 b 10", "0 c 20", "2 a 1", "2 b 11", "4 a 2"];
        assert_eq!(run(&mut hosts), expected);
    }

    #[test]
    fn looks_come_before_pages_and_what_goes_on_before_both() {
        let mut hosts = hosts();
        for (place, job) in [
            (Place::Last, 1),
            (Place::First, 2),
            (Place::Front, 3),
            (Place::First, 4),
        ] {
            hosts.push("a", place, job);
        }
        assert_eq!(run(&mut hosts), ["0 a 3", "2 a 2", "4 a 4", "6 a 1"]);
    }

    #[test]
    fn one_request_at_a_time() {
        let mut hosts = hosts();
        hosts.push("a", Place::Last, 1);
        hosts.push("a", Place::Last, 2);
        assert_eq!(hosts.pop(at(0)), Some(("a".to_owned(), 1)));
        assert_eq!((hosts.pop(at(100)), hosts.next()), (None, None));
        hosts.release("a", at(100));
        assert_eq!((hosts.pop(at(101)), hosts.next()), (None, Some(at(102))));
        assert_eq!(hosts.pop(at(102)), Some(("a".to_owned(), 2)));
    }

    #[test]
    fn pauses_are_the_longer_of_two_and_hosts_can_be_left_alone_for_long() {
        for (asked, held, expected) in [(1, 0, 2), (10, 0, 10), (1, 50, 50), (100, 50, 100)] {
            let mut hosts = hosts();
            hosts.push("a", Place::Last, 1);
            hosts.push("a", Place::Last, 2);
            hosts.set_delay("a", Duration::from_secs(asked));
            hosts.pop(at(0)).unwrap();
            hosts.hold("a", at(held));
            hosts.release("a", at(0));
            assert_eq!(hosts.next(), Some(at(expected)));
        }
    }

    #[test]
    fn a_hold_counts_for_a_host_that_was_listed_before_it() {
        let mut hosts = hosts();
        hosts.push("a", Place::Last, 1);
        hosts.hold("a", at(9));
        assert_eq!(hosts.pop(at(0)), None);
        assert_eq!(hosts.next(), Some(at(9)));
        assert_eq!(hosts.pop(at(9)), Some(("a".to_owned(), 1)));
    }

    #[test]
    fn what_was_not_asked_costs_no_pause() {
        let mut hosts = hosts();
        hosts.push("a", Place::Last, 1);
        hosts.push("a", Place::Last, 2);
        hosts.pop(at(0)).unwrap();
        hosts.hand_back("a");
        assert_eq!(hosts.pop(at(0)), Some(("a".to_owned(), 2)));
    }

    #[test]
    fn hosts_with_nothing_to_do_are_forgotten_after_their_pause() {
        let mut hosts = hosts();
        hosts.push("a", Place::Last, 1);
        hosts.push("b", Place::Last, 1);
        hosts.pop(at(0)).unwrap();
        hosts.release("a", at(0));
        hosts.forget(at(1));
        assert_eq!(hosts.hosts.len(), 2);
        hosts.forget(at(2));
        assert_eq!(hosts.hosts.len(), 1);
        assert_eq!(hosts.pop(at(2)), Some(("b".to_owned(), 1)));
    }

    #[test]
    fn a_hundred_thousand_jobs_of_ten_thousand_hosts() {
        let mut hosts = Hosts::new(Duration::from_secs(1));
        let names: Vec<String> = (0..10_000).map(|nth| format!("s{nth}.example")).collect();
        for job in 0..100_000_u32 {
            hosts.push(&names[job as usize % names.len()], Place::Last, job);
        }
        let mut popped = 0;
        for second in 0..10 {
            let mut round = 0;
            while let Some((host, _)) = hosts.pop(at(second)) {
                hosts.release(&host, at(second));
                round += 1;
            }
            assert_eq!(round, 10_000, "every host once in second {second}");
            popped += round;
        }
        assert_eq!((popped, hosts.len()), (100_000, 0));
    }
}
