//! What the collector asks of whoever keeps subscriptions, tasks and pages.

use isnad::model::{Fetch, Page, Subscription, Task, Visit};
use jiff::Timestamp;

/// Keeps subscriptions, tasks and pages. Each method has done what it says when it returns, on disk
/// where there is one: after a crash the collector goes on from what stands here.
///
/// An error ends the run: without a ledger, what is fetched would be lost.
pub trait Ledger {
    /// Why something could not be kept or read.
    type Error;

    /// Subscriptions to be looked at by now, at most `limit`, the longest due first; none that is
    /// paused or ended. Those that the collector has in hand may be among them.
    ///
    /// # Errors
    /// When they cannot be read.
    fn due(&mut self, now: Timestamp, limit: usize) -> Result<Vec<Subscription>, Self::Error>;

    /// Tasks to be done by now, at most `limit`, fair among hosts: one with thousands must not hide
    /// the others'. Those that the collector has in hand may be among them.
    ///
    /// # Errors
    /// When they cannot be read.
    fn tasks_due(&mut self, now: Timestamp, limit: usize) -> Result<Vec<Task>, Self::Error>;

    /// The subscription at an address.
    ///
    /// # Errors
    /// When it cannot be read.
    fn subscription(&mut self, address: &str) -> Result<Option<Subscription>, Self::Error>;

    /// Keeps in one transaction what came of a look: the subscription's state, and those tasks whose
    /// addresses were never tasks before. Says how many those were. Keeps, too, and does not count, tasks
    /// that know of an earlier visit, unless a task of that address is waiting. What a person may have changed
    /// meanwhile (paused, removed, the folder) stays as it stands.
    ///
    /// # Errors
    /// When it cannot be written.
    fn found(&mut self, subscription: &Subscription, tasks: &[Task]) -> Result<usize, Self::Error>;

    /// The subscription at `from` has another address from now on; its tasks stay its own.
    ///
    /// # Errors
    /// When it cannot be written.
    fn moved(&mut self, from: &str, subscription: &Subscription) -> Result<(), Self::Error>;

    /// Keeps a task that is to be tried again.
    ///
    /// # Errors
    /// When it cannot be written.
    fn failed(&mut self, task: &Task) -> Result<(), Self::Error>;

    /// A task is over: its page was accepted, or will never be had. It is not found again. What `visit`
    /// says is to be known when the page is said to have changed; without one, what is known stays.
    ///
    /// # Errors
    /// When it cannot be written.
    fn done(&mut self, address: &str, visit: Option<&Visit>) -> Result<(), Self::Error>;

    /// What [`Ledger::done`] was told of a page at last; `None` where that is nothing.
    ///
    /// # Errors
    /// When it cannot be read.
    fn visit(&mut self, address: &str) -> Result<Option<Visit>, Self::Error>;

    /// Accepts a page: when this returns, it is kept for good. The same page given again, as after a
    /// crash between this and [`Ledger::done`], is not new.
    ///
    /// # Errors
    /// When it cannot be kept. Not when the page cannot be read: then it holds no articles.
    fn accept(&mut self, fetch: &Fetch) -> Result<Taken, Self::Error>;

    /// Accepts a page that no server sent as it is: what a feed says of one that could not be had, or
    /// what the command for scripts made of one. Else as [`Ledger::accept`].
    ///
    /// # Errors
    /// As of [`Ledger::accept`].
    fn accept_item(&mut self, page: &Page) -> Result<Taken, Self::Error>;

    /// Archives an answer that is no page to be read: a feed, a sitemap, a section page or a robots.txt
    /// (`purpose` says which), or a status that brings none; redirects before what they led to. Keeping nothing is allowed.
    ///
    /// # Errors
    /// When it cannot be written.
    fn keep(&mut self, fetch: &Fetch) -> Result<(), Self::Error> {
        let _ = fetch;
        Ok(())
    }
}

/// What became of an accepted page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Taken {
    /// Whether these bytes of this address were not held already.
    pub new: bool,
    /// How many articles it holds.
    pub articles: usize,
}
