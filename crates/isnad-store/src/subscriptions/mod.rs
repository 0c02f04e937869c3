//! What a person subscribed to, and the pages found there that wait to be fetched.
//!
//! They have a database of their own, `subscriptions.sqlite` in the data folder: nothing in an
//! archive says what somebody wants to read, so it is not derived and [`Store::rebuild`] leaves it
//! alone. Every change is on disk when its method returns.
//!
//! [`Store::rebuild`]: crate::Store::rebuild

mod seen;
mod subscription;
mod task;

use std::path::Path;

use isnad::model::{Subscription, Task, Visit};
use jiff::Timestamp;
use rusqlite::Connection;

use crate::{
    Error,
    database::{Database, Schema},
};

/// The database's name in the data folder.
const DATABASE: &str = "subscriptions.sqlite";

const SCHEMA: Schema = Schema {
    steps: &[
        include_str!("001.sql"),
        include_str!("002.sql"),
        include_str!("003.sql"),
    ],
    // Nothing can bring back what somebody said a moment ago.
    synchronous: "FULL",
    remedy: "It holds your subscriptions, which no other file does: put it back from a copy, or move \
             it away to begin with none",
    later: "use that version, or put back a copy of the file that this version wrote",
};

/// The days over which pages are counted.
const WEEK: i64 = 7;

/// The subscriptions of a data folder.
///
/// Several processes may have them open, and several `Subscriptions` one process. One can be sent to
/// another thread but not shared: give each thread its own.
///
/// Who looks at a subscription tells what came of it by [`found`](Self::found) (with no tasks when
/// nothing did): unlike [`save`](Self::save), that leaves alone what a person may have changed
/// meanwhile.
pub struct Subscriptions {
    database: Database,
}

/// What is known of a subscription besides itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The subscription's address.
    pub address: String,
    /// Pages that wait to be fetched.
    pub waiting: usize,
    /// Pages of the last seven days, today included: by the day of publication where it was told,
    /// else by the day on which they were found.
    pub pages: usize,
    /// Days those are the pages of: seven, and fewer where nothing older was seen.
    pub days: u32,
}

impl Counts {
    /// Articles a day.
    pub fn per_day(&self) -> f64 {
        self.pages as f64 / f64::from(self.days.max(1))
    }
}

impl Subscriptions {
    /// Opens the subscriptions of a data folder, making both when they are not there.
    ///
    /// # Errors
    /// When the file cannot be made, read or written.
    pub fn open(folder: &Path) -> Result<Subscriptions, Error> {
        std::fs::create_dir_all(folder).map_err(Error::io(folder))?;
        let database = Database::open(&folder.join(DATABASE), &SCHEMA)?;
        Ok(Subscriptions { database })
    }

    /// All of them, by their addresses.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn all(&self) -> Result<Vec<Subscription>, Error> {
        self.read(subscription::all)
    }

    /// The subscription with this address.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn get(&self, address: &str) -> Result<Option<Subscription>, Error> {
        self.read(|c| subscription::get(c, address))
    }

    /// The subscription whose hub calls by this id ([`Hub::id`](isnad::model::Hub::id)).
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn of_hub(&self, id: &str) -> Result<Option<Subscription>, Error> {
        self.read(|c| subscription::of_hub(c, id))
    }

    /// Adds those whose addresses are not there yet, and says how many that were.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn add(&mut self, subscriptions: &[Subscription]) -> Result<usize, Error> {
        self.write(|c| {
            let mut added = 0;
            for new in subscriptions {
                if subscription::get(c, &new.address)?.is_none() {
                    subscription::put(c, new)?;
                    added += 1;
                }
            }
            Ok(added)
        })
    }

    /// Keeps a subscription as it is, in place of the one with its address.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn save(&mut self, subscription: &Subscription) -> Result<(), Error> {
        self.write(|c| subscription::put(c, subscription))
    }

    /// Changes a subscription as it stands at this moment, whoever else writes. Its address stays.
    /// Says whether there is such a subscription.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn change(
        &mut self,
        address: &str,
        change: impl FnOnce(&mut Subscription),
    ) -> Result<bool, Error> {
        self.write(|c| {
            let Some(mut held) = subscription::get(c, address)? else {
                return Ok(false);
            };
            change(&mut held);
            address.clone_into(&mut held.address);
            subscription::put(c, &held)?;
            Ok(true)
        })
    }

    /// Removes a subscription and the pages that wait for it. Pages that were fetched stay known.
    /// Says whether there was such a subscription.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn remove(&mut self, address: &str) -> Result<bool, Error> {
        self.write(|c| subscription::remove(c, address))
    }

    /// Gives a subscription another address (a permanent redirect): `subscription` stands for the one
    /// at `from`, with its tasks and counts. Where there is one at the new address already, that one
    /// stays. As with [`found`](Self::found), what a person decides is taken from what stands here.
    /// Says whether there was one at `from`.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn moved(&mut self, from: &str, subscription: &Subscription) -> Result<bool, Error> {
        self.write(|c| {
            let Some(held) = subscription::get(c, from)? else {
                return Ok(false);
            };
            let to = &subscription.address;
            if to != from {
                if subscription::get(c, to)?.is_some() {
                    task::give(c, from, to)?;
                    return subscription::remove(c, from);
                }
                subscription::set_address(c, from, to)?;
                task::give(c, from, to)?;
            }
            subscription::put(c, &decided(&held, subscription))?;
            Ok(true)
        })
    }

    /// The subscriptions to be looked at now, the one that has waited longest first. None that is
    /// paused or ended.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<Subscription>, Error> {
        self.read(|c| subscription::due(c, now, limit))
    }

    /// When the next subscription is to be looked at: [`Timestamp::MIN`] for at once, `None` when
    /// none is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn next(&self) -> Result<Option<Timestamp>, Error> {
        self.read(subscription::next)
    }

    /// When the next page is to be fetched: [`Timestamp::MIN`] for at once, `None` when none is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn next_task(&self) -> Result<Option<Timestamp>, Error> {
        self.read(task::next)
    }

    /// Keeps what came of a look at a subscription: its new state, and a task for each page that is
    /// neither waiting nor done already. Says how many tasks were new. A task that knows of an earlier visit
    /// is kept for a page that is done, too, unless it waits already; it is not counted.
    ///
    /// What a person decides (`paused`, `folder`, a `title`) stays as it stands here, and when the
    /// subscription was removed meanwhile, nothing is kept.
    ///
    /// A page that was done stays known while a feed names it, and for 90 days of naming others: so
    /// what is remembered is bounded by what feeds hold.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn found(&mut self, subscription: &Subscription, tasks: &[Task]) -> Result<usize, Error> {
        self.write(|c| {
            let Some(held) = subscription::get(c, &subscription.address)? else {
                return Ok(0);
            };
            subscription::put(c, &decided(&held, subscription))?;
            take_tasks(c, &held, tasks)
        })
    }

    /// Pages to be fetched now. Hosts take turns: those whose pages have waited longest come first,
    /// and of each no more than its share of `limit`, so that one with thousands of pages holds up
    /// no other. None of a subscription that is paused.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn tasks_due(&self, now: Timestamp, limit: usize) -> Result<Vec<Task>, Error> {
        self.read(|c| task::due(c, now, limit))
    }

    /// A page was fetched, or will never be: it is not waiting any more, and not found again.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn done(&mut self, address: &str) -> Result<(), Error> {
        self.done_all([address])
    }

    /// The same for several, in one transaction.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn done_all(
        &mut self,
        addresses: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Result<(), Error> {
        self.write(|c| {
            let mut addresses = addresses.into_iter();
            addresses.try_for_each(|address| task::done(c, address.as_ref()))
        })
    }

    /// The same for a page that was fetched, with what is to be known when it is asked for again.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn visited(&mut self, address: &str, visit: &Visit) -> Result<(), Error> {
        self.write(|c| {
            task::done(c, address)?;
            seen::visited(c, address, visit)
        })
    }

    /// What is known of a page since it was last fetched; `None` where it never was.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn visit(&self, address: &str) -> Result<Option<Visit>, Error> {
        self.read(|c| seen::visit(c, address))
    }

    /// Keeps a task that is to be tried again, as it is. Nothing is kept when it is not waiting any
    /// more, because its subscription was removed.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub fn failed(&mut self, task: &Task) -> Result<(), Error> {
        self.write(|c| task::put(c, task))
    }

    /// What is known of each subscription, by their addresses.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn counts(&self, now: Timestamp) -> Result<Vec<Counts>, Error> {
        self.read(|c| task::counts(c, now))
    }

    fn read<T>(&self, ask: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, Error> {
        self.database.read(|c| Ok(ask(c)?))
    }

    fn write<T>(
        &mut self,
        change: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, Error> {
        self.database.write(|c| Ok(change(c)?))
    }
}

/// Keeps those that are new, and says how many are.
fn take_tasks(c: &Connection, by: &Subscription, tasks: &[Task]) -> rusqlite::Result<usize> {
    let Some(now) = tasks.iter().map(|task| task.found).max() else {
        return Ok(0);
    };
    subscription::names(c, &by.address, now)?;
    let mut new = 0;
    for task in tasks {
        let known = seen::meet(c, &task.address, &by.address, task.found)?;
        if known && task.last.is_none() {
            continue;
        }
        let added = task::add(c, task, by.paused)?;
        new += usize::from(added && !known);
    }
    seen::sweep(c, now)?;
    Ok(new)
}

/// The new state with what a person decides as held.
fn decided(held: &Subscription, new: &Subscription) -> Subscription {
    Subscription {
        paused: held.paused,
        folder: held.folder.clone(),
        title: held.title.clone().or_else(|| new.title.clone()),
        ..new.clone()
    }
}

/// The number by which times are put in order; the smallest for "at once".
fn order(next: Option<Timestamp>) -> i64 {
    next.map_or(i64::MIN, Timestamp::as_microsecond)
}

/// The time with this number.
fn time(order: i64) -> Timestamp {
    Timestamp::from_microsecond(order).unwrap_or(Timestamp::MIN)
}

/// Days since 1970, in UTC.
fn day(time: Timestamp) -> i64 {
    time.as_second().div_euclid(24 * 60 * 60)
}
