//! What the collector keeps, over a data folder: pages go down the road, subscriptions into their own
//! database.

use std::{
    collections::BTreeSet,
    path::Path,
    time::{Duration, Instant},
};

use isnad::model::{Fetch, Page, Subscription, Task, Visit};
use isnad_gather::collect::{Ledger, Taken};
use isnad_store::{Retention, Store, Subscriptions};
use jiff::Timestamp;

use crate::{error::Error, pipeline};

/// How long articles may wait to be traced together: one report in five feeds is then traced once.
const TRACED_AFTER: Duration = Duration::from_secs(5);
/// How often it is looked whether old pages have to go.
const RETAINED_AFTER: Duration = Duration::from_secs(3600);

/// A data folder as a [`Ledger`].
pub(crate) struct Folder {
    store: Store,
    subscriptions: Subscriptions,
    retention: Retention,
    /// Where only some subscriptions are looked at: their addresses.
    only: Option<BTreeSet<String>>,
    /// When the first article that is not yet traced came.
    untraced: Option<Instant>,
    retained: Option<Instant>,
}

impl Folder {
    /// Opens a data folder, and reads what an earlier run left pending.
    pub(crate) fn open(folder: &Path, retention: Retention) -> Result<Folder, Error> {
        let mut store = Store::open(folder)?;
        crate::print::notices(&store);
        pipeline::catch_up(&mut store, || ())?;
        Ok(Folder {
            store,
            subscriptions: Subscriptions::open(folder)?,
            retention,
            only: None,
            untraced: None,
            retained: None,
        })
    }

    /// Looks at these subscriptions and no others from here on.
    pub(crate) fn only(&mut self, addresses: &[String]) {
        self.only = Some(addresses.iter().cloned().collect());
    }

    /// At most `limit` of what `ask` gives for a limit: where only some subscriptions count, what belongs
    /// to others must not take their places.
    fn wanted<T>(
        &self,
        limit: usize,
        ask: impl FnOnce(usize) -> Result<Vec<T>, isnad_store::Error>,
        owner: impl Fn(&T) -> &str,
    ) -> Result<Vec<T>, Error> {
        let Some(only) = &self.only else {
            return Ok(ask(limit)?);
        };
        let mut found = ask(usize::MAX)?;
        found.retain(|one| only.contains(owner(one)));
        found.truncate(limit);
        Ok(found)
    }

    /// Traces what has come in.
    pub(crate) fn settle(&mut self) -> Result<(), Error> {
        if self.untraced.take().is_some() {
            // Reads first what is pending again, after a removal that took the newest state of an article.
            pipeline::catch_up(&mut self.store, || ())?;
        }
        Ok(())
    }

    /// What the collector is told of a page; its articles are to be traced.
    fn count(&mut self, taken: &pipeline::Taken) -> Taken {
        if taken.new && taken.articles > 0 {
            self.untraced.get_or_insert_with(Instant::now);
        }
        Taken {
            new: taken.new,
            articles: taken.articles,
        }
    }

    /// What has to be done now and then, and not for every page.
    fn tend(&mut self, now: Timestamp) -> Result<(), Error> {
        if self
            .untraced
            .is_some_and(|since| since.elapsed() > TRACED_AFTER)
        {
            self.settle()?;
        }
        if self
            .retained
            .is_none_or(|last| last.elapsed() > RETAINED_AFTER)
        {
            for file in self.store.retain(&self.retention, now)? {
                tracing::info!(file = %file.file, pages = file.pages, "old file of the archive removed");
                self.untraced.get_or_insert_with(Instant::now);
            }
            self.retained = Some(Instant::now());
        }
        Ok(())
    }
}

impl Ledger for Folder {
    type Error = Error;

    fn due(&mut self, now: Timestamp, limit: usize) -> Result<Vec<Subscription>, Error> {
        self.tend(now)?;
        let ask = |limit| self.subscriptions.due(now, limit);
        self.wanted(limit, ask, |one| &one.address)
    }

    fn tasks_due(&mut self, now: Timestamp, limit: usize) -> Result<Vec<Task>, Error> {
        let ask = |limit| self.subscriptions.tasks_due(now, limit);
        self.wanted(limit, ask, |one| &one.subscription)
    }

    fn subscription(&mut self, address: &str) -> Result<Option<Subscription>, Error> {
        Ok(self.subscriptions.get(address)?)
    }

    fn found(&mut self, subscription: &Subscription, tasks: &[Task]) -> Result<usize, Error> {
        Ok(self.subscriptions.found(subscription, tasks)?)
    }

    fn moved(&mut self, from: &str, subscription: &Subscription) -> Result<(), Error> {
        self.subscriptions.moved(from, subscription)?;
        Ok(())
    }

    fn failed(&mut self, task: &Task) -> Result<(), Error> {
        Ok(self.subscriptions.failed(task)?)
    }

    fn visit(&mut self, address: &str) -> Result<Option<Visit>, Error> {
        Ok(self.subscriptions.visit(address)?)
    }

    fn done(&mut self, address: &str, visit: Option<&Visit>) -> Result<(), Error> {
        match visit {
            Some(visit) => Ok(self.subscriptions.visited(address, visit)?),
            None => Ok(self.subscriptions.done(address)?),
        }
    }

    fn accept(&mut self, fetch: &Fetch) -> Result<Taken, Error> {
        let taken = pipeline::take_fetch(&mut self.store, fetch)?;
        Ok(taken.map_or_else(Taken::default, |taken| self.count(&taken)))
    }

    fn accept_item(&mut self, page: &Page) -> Result<Taken, Error> {
        let taken = pipeline::take_made(&mut self.store, page)?;
        Ok(self.count(&taken))
    }

    fn keep(&mut self, fetch: &Fetch) -> Result<(), Error> {
        self.store.accept_fetch(fetch)?;
        Ok(())
    }
}
