//! Collects: looks at subscriptions when it is time, and fetches the pages they lead to.
//!
//! ```no_run
//! use std::sync::atomic::AtomicBool;
//! use isnad_gather::{Options, collect::{Collector, Ledger, Settings}, http::Client};
//!
//! # fn run<L: Ledger>(mut ledger: L) -> Result<(), Box<dyn std::error::Error>> where L::Error: std::error::Error + 'static {
//! let mut options = Options::default();
//! options.name_contact("https://desk.example/contact");
//! let client = Client::new(&options)?;
//! let stop = AtomicBool::new(false); // set by a signal
//! let mut collector = Collector::new(client, Settings::default());
//! collector.on_event(|event| eprintln!("{event:?}"));
//! collector.run(&mut ledger, &stop)?;
//! # Ok(()) }
//! ```
//!
//! | module | does |
//! | --- | --- |
//! | [`schedule`] | when a subscription is looked at next |
//! | [`hosts`] | whose turn it is: one queue for each host |
//! | `rules` | what sites want of robots |
//! | `fate` | what an answer means |
//! | `again` | which pages are asked for once more, as they changed |
//! | `contents` | what stands in a feed, a sitemap, a section page |
//! | `parts` | which sitemaps of an index a look reads |
//! | `items` | what a feed says of a page, and items that have no page |
//! | `run`, `traffic` | the loop, what leaves and what comes back |
//! | `looks`, `pages`, `hubs` | what becomes of each kind of answer |
//! | `worker` | the threads that wait for servers |
//! | [`websub`] | hubs that announce what is new |
//! | `plan` | what a run would do |
//!
//! # What is kept when
//!
//! Everything that must outlive the process goes through the [`Ledger`]. A look's new state and the
//! pages it led to are kept in one transaction. A page's task is done once [`Ledger::accept`] has
//! returned. So whatever moment a process is killed at, no page is lost, and what was under way is
//! asked for again.
//!
//! # Manners
//!
//! One request at a time for a host, and a pause after it; its robots.txt first, asked again each day;
//! `Retry-After` holds up the whole host. Redirects to other hosts stand in those hosts' queues, behind
//! those hosts' rules. A subscription is looked at as often as it publishes, not oftener than it asks
//! for, and less often while it fails. A page is asked for again only when its feed or sitemap says that it
//! changed, an hour after the last time at the soonest, and ever less often where that was not so.

mod again;
mod clock;
mod contents;
mod event;
mod fate;
pub mod hosts;
mod hubs;
mod items;
mod job;
mod ledger;
mod looks;
mod pages;
mod parts;
mod plan;
mod rules;
mod run;
pub mod schedule;
#[cfg(test)]
mod tests;
mod traffic;
pub mod websub;
mod worker;

pub use clock::{Clock, SystemClock};
pub use event::{Event, Origin};
pub use ledger::{Ledger, Taken};
pub use plan::Planned;

use std::{
    fmt,
    sync::{
        Arc,
        atomic::AtomicBool,
        mpsc::{self, Receiver, Sender},
    },
    time::Duration,
};

use crate::{Address, http::Client};
use run::Run;
use websub::{Inbox, Word};
use worker::{Pool, Tools};

/// Shows a page that needs scripts: gives the HTML that the scripts make of the page at an address, or
/// says why it cannot. Called from many threads, and should give up by itself in time.
pub type Render = Arc<dyn Fn(&Address) -> Result<Vec<u8>, String> + Send + Sync>;

/// How to collect.
#[derive(Clone)]
pub struct Settings {
    /// How many requests may be under way at once, each on a thread of its own: 32.
    pub threads: usize,
    /// The least time between the end of one request and the next of the same host: 1 second. A
    /// site's crawl delay makes it longer.
    pub delay: Duration,
    /// The name that robots.txt files know us by: `isnad`.
    pub agent: String,
    /// Pages that sitemaps date further back are left alone: 7 days.
    pub backlog: Duration,
    /// The address at which hubs can reach us, to which `/` and an id are added. Without one, hubs are
    /// not asked.
    pub callback: Option<String>,
    /// What shows pages that need scripts. Without it they are accepted as they are.
    pub render: Option<Render>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            threads: 32,
            delay: Duration::from_secs(1),
            agent: "isnad".to_owned(),
            backlog: Duration::from_secs(7 * 86_400),
            callback: None,
            render: None,
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("threads", &self.threads)
            .field("delay", &self.delay)
            .field("agent", &self.agent)
            .field("backlog", &self.backlog)
            .field("callback", &self.callback)
            .field("render", &self.render.is_some())
            .finish()
    }
}

/// Collects what subscriptions lead to.
pub struct Collector<'c> {
    client: Client,
    settings: Settings,
    clock: &'c dyn Clock,
    sink: Box<dyn Fn(&Event) + 'c>,
    words: Receiver<Word>,
    inbox: Sender<Word>,
}

impl<'c> Collector<'c> {
    /// A collector that asks through this client.
    pub fn new(client: Client, settings: Settings) -> Collector<'c> {
        let (inbox, words) = mpsc::channel();
        Collector {
            client,
            settings,
            clock: &SystemClock,
            sink: Box::new(|_| {}),
            words,
            inbox,
        }
    }

    /// Tells everything that happens to `sink`, on the thread that runs the loop.
    pub fn on_event(&mut self, sink: impl Fn(&Event) + 'c) {
        self.sink = Box::new(sink);
    }

    /// Takes the time from another clock than the machine's.
    pub fn set_clock(&mut self, clock: &'c dyn Clock) {
        self.clock = clock;
    }

    /// Where to hand in what hubs send.
    pub fn inbox(&self) -> Inbox {
        Inbox(self.inbox.clone())
    }

    /// Collects until `stop` is set, and returns within two seconds of that: requests then under way
    /// are given one second, and are asked for again at the next run.
    ///
    /// # Errors
    /// When the ledger fails. What it holds is as it was after the last thing it did keep.
    pub fn run<L: Ledger>(&mut self, ledger: &mut L, stop: &AtomicBool) -> Result<(), L::Error> {
        self.start(ledger).until_stopped(stop)
    }

    /// Looks once at every subscription that is due, fetches the pages that are due or were found, and
    /// returns. What failed waits for a later run.
    ///
    /// # Errors
    /// As of [`Collector::run`].
    pub fn once<L: Ledger>(&mut self, ledger: &mut L, stop: &AtomicBool) -> Result<(), L::Error> {
        self.start(ledger).once(stop)
    }

    fn start<'r, L: Ledger>(&'r self, ledger: &'r mut L) -> Run<'r, L> {
        let tools = Tools {
            client: self.client.clone(),
            agent: self.settings.agent.clone(),
            render: self.settings.render.clone(),
            callback: self.settings.callback.clone(),
        };
        let pool = Pool::start(self.settings.threads, tools);
        Run::new(
            &self.settings,
            ledger,
            self.clock,
            &*self.sink,
            &self.words,
            pool,
        )
    }
}

impl fmt::Debug for Collector<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Collector")
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
