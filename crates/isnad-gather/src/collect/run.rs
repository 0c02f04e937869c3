//! The loop: what is due goes into the queues of its hosts, what is next goes to a thread, what comes
//! back goes into the ledger.
//!
//! One thread decides and writes; the others only wait for servers. What is in hand stands in the
//! ledger, too, until it is done: stopping, or being killed, loses nothing.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc::Receiver,
    },
    time::{Duration, Instant},
};

use isnad::model::Task;
use jiff::Timestamp;

use super::{
    Clock, Event, Ledger, Settings,
    clock::BREATH,
    fate::{Failure, Meaning},
    hosts::{Hosts, Place},
    items,
    job::{Errand, Job, Look},
    rules::Rules,
    schedule::{self, after},
    websub::Word,
    worker::Pool,
};
use crate::Address;

/// Tasks that the ledger is asked for at a time.
const WINDOW: usize = 4096;
/// The longest pause between two questions to the ledger, in seconds.
const LONGEST_PAUSE: u32 = 15;

/// Seconds until the ledger is asked again, when it told of so many: the more there are, the more of
/// them are in hand already.
fn pause(told: usize) -> u32 {
    u32::try_from(told / 1000)
        .unwrap_or(u32::MAX)
        .clamp(1, LONGEST_PAUSE)
}

/// A run under way.
pub(super) struct Run<'r, L: Ledger> {
    pub(super) settings: &'r Settings,
    pub(super) ledger: &'r mut L,
    pub(super) hosts: Hosts<Job>,
    /// When each hub was last asked for a subscription.
    pub(super) asked: HashMap<String, Timestamp>,
    /// Subscriptions in hand.
    pub(super) looking: HashSet<String>,
    /// Tasks in hand.
    pub(super) fetching: HashSet<String>,
    /// There may be tasks that the ledger has not told yet.
    hungry: bool,
    pub(super) clock: &'r dyn Clock,
    sink: &'r dyn Fn(&Event),
    words: &'r Receiver<Word>,
    pub(super) pool: Pool,
    pub(super) rules: Rules,
    /// Requests under way.
    pub(super) flying: usize,
    next_look: Timestamp,
    next_tasks: Timestamp,
    /// Before when the ledger is not asked for tasks, whatever is found.
    tasks_rest: Timestamp,
}

impl<'r, L: Ledger> Run<'r, L> {
    pub(super) fn new(
        settings: &'r Settings,
        ledger: &'r mut L,
        clock: &'r dyn Clock,
        sink: &'r dyn Fn(&Event),
        words: &'r Receiver<Word>,
        pool: Pool,
    ) -> Run<'r, L> {
        Run {
            settings,
            ledger,
            hosts: Hosts::new(settings.delay),
            asked: HashMap::new(),
            looking: HashSet::new(),
            fetching: HashSet::new(),
            hungry: true,
            clock,
            sink,
            words,
            pool,
            rules: Rules::default(),
            flying: 0,
            next_look: Timestamp::MIN,
            next_tasks: Timestamp::MIN,
            tasks_rest: Timestamp::MIN,
        }
    }

    /// Goes on until told to stop.
    pub(super) fn until_stopped(mut self, stop: &AtomicBool) -> Result<(), L::Error> {
        while !stop.load(Ordering::Relaxed) {
            let now = self.clock.now();
            self.hear(now)?;
            if now >= self.next_look {
                self.take_looks(now, 1024.max(2 * self.looking.len()))?;
                self.next_look = after(now, pause(self.looking.len()));
                self.hosts.forget(now);
                self.rules.forget(now);
            }
            if now >= self.next_tasks {
                self.take_tasks(now)?;
            }
            self.dispatch(now)?;
            self.wait()?;
        }
        self.land()
    }

    /// Looks once at what is due now, and fetches what there is to fetch.
    pub(super) fn once(mut self, stop: &AtomicBool) -> Result<(), L::Error> {
        self.take_looks(self.clock.now(), usize::MAX)?;
        self.next_look = Timestamp::MAX;
        while !stop.load(Ordering::Relaxed) {
            let now = self.clock.now();
            let idle = self.flying == 0 && self.hosts.is_empty();
            if idle || now >= self.next_tasks {
                let taken = self.take_tasks(now)?;
                if idle && taken == 0 {
                    return Ok(());
                }
            }
            self.dispatch(now)?;
            self.wait()?;
        }
        self.land()
    }

    /// Puts subscriptions that are due into the queues.
    fn take_looks(&mut self, now: Timestamp, limit: usize) -> Result<(), L::Error> {
        for subscription in self.ledger.due(now, limit)? {
            if self.looking.contains(&subscription.address) {
                continue;
            }
            if let Some(subscription) = schedule::too_early(&subscription, now) {
                self.ledger.found(&subscription, &[])?;
                continue;
            }
            self.looking.insert(subscription.address.clone());
            match Address::parse(&subscription.address) {
                Ok(at) => {
                    let job = Job::new(at, Errand::Look(Box::new(Look::new(subscription))));
                    self.hosts.push(&job.host(), Place::First, job);
                }
                Err(error) => {
                    let failure = Failure::new(Meaning::Missing, error.to_string());
                    self.look_failed(subscription, &failure, now)?;
                }
            }
        }
        Ok(())
    }

    /// Puts tasks that are due into the queues. Gives how many.
    fn take_tasks(&mut self, now: Timestamp) -> Result<usize, L::Error> {
        let tasks = self.ledger.tasks_due(now, WINDOW)?;
        let told = tasks.len();
        let mut taken = 0;
        for task in tasks {
            if self.fetching.insert(task.address.clone()) {
                self.take_task(task)?;
                taken += 1;
            }
        }
        self.tasks_rest = after(now, pause(told));
        let more = std::mem::take(&mut self.hungry) || (told == WINDOW && taken > 0);
        self.next_tasks = if more {
            self.tasks_rest
        } else {
            after(now, LONGEST_PAUSE)
        };
        Ok(taken)
    }

    fn take_task(&mut self, task: Task) -> Result<(), L::Error> {
        if items::is_all_there_is(&task) {
            return self.take_text(&task, self.clock.now());
        }
        match Address::parse(&task.address) {
            Ok(at) => {
                let job = Job::new(at, Errand::Page(Box::new(task)));
                self.hosts.push(&job.host(), Place::Last, job);
                Ok(())
            }
            Err(error) => self.give_up(&task, &error.to_string(), self.clock.now()),
        }
    }

    /// Sends out what may be sent now.
    fn dispatch(&mut self, now: Timestamp) -> Result<(), L::Error> {
        while self.flying < self.settings.threads {
            let Some((host, job)) = self.hosts.pop(now) else {
                break;
            };
            self.send(host, job, now)?;
        }
        Ok(())
    }

    /// Waits for a report, or for the time at which there is something to do.
    fn wait(&mut self) -> Result<(), L::Error> {
        let mut until = self.next_look.min(self.next_tasks);
        if self.flying < self.settings.threads {
            until = self.hosts.next().map_or(until, |next| next.min(until));
        }
        if self.flying == 0 {
            self.clock.sleep(until);
            return Ok(());
        }
        let mut report = self.pool.report(self.clock.patience(until));
        while let Some(came) = report {
            self.receive(came)?;
            report = self.pool.report(Duration::ZERO);
        }
        Ok(())
    }

    /// Before the end: takes in what comes within a second. The rest stands in the ledger.
    fn land(&mut self) -> Result<(), L::Error> {
        let end = Instant::now() + BREATH;
        while self.flying > 0 {
            let left = end.saturating_duration_since(Instant::now());
            let Some(report) = self.pool.report(left) else {
                break;
            };
            self.receive(report)?;
        }
        Ok(())
    }

    /// Tasks were found: the ledger is asked for them soon.
    pub(super) fn soon(&mut self, now: Timestamp) {
        self.hungry = true;
        self.next_tasks = self.next_tasks.min(self.tasks_rest.max(now));
    }

    /// Takes in what hubs sent.
    fn hear(&mut self, now: Timestamp) -> Result<(), L::Error> {
        while let Ok(word) = self.words.try_recv() {
            self.heard(word, now)?;
        }
        Ok(())
    }

    pub(super) fn tell(&self, event: &Event) {
        (self.sink)(event);
    }
}
