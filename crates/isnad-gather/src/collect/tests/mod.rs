//! The loop against real servers on loopback, in invented time.

mod changes;
mod failures;
mod feeds;
mod hub;
mod kinds;
mod manners;
mod memory;
mod site;
mod soak;
mod time;

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use isnad::model::SubscriptionKind::{self, Feed};

use super::{Collector, Event, Settings};
use crate::{Limits, Options, http::Client};
use memory::Memory;
use site::{Asked, Reply, Site};
use time::Time;

/// A web, a ledger, a clock, and what was told.
struct World {
    site: Site,
    ledger: Memory,
    time: Arc<Time>,
    told: Mutex<Vec<String>>,
}

impl World {
    fn new(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> World {
        World::at(Arc::new(Time::new()), answer)
    }

    /// A world whose server knows the time.
    fn at(time: Arc<Time>, answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> World {
        World {
            site: Site::start(&time, answer),
            ledger: Memory::default(),
            time,
            told: Mutex::default(),
        }
    }

    /// A world whose server is told how many seconds have passed since it began.
    fn passing(answer: impl Fn(&Asked, i64) -> Reply + Send + Sync + 'static) -> World {
        let time = Arc::new(Time::new());
        let (clock, start) = (Arc::clone(&time), time.now().as_second());
        World::at(time, move |asked| {
            answer(asked, clock.now().as_second() - start)
        })
    }

    /// A world with one feed, at `http://lennar.example/feed`.
    fn with_feed(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> World {
        let world = World::new(answer);
        world.subscribe(Feed, "http://lennar.example/feed");
        world
    }

    fn subscribe(&self, kind: SubscriptionKind, address: &str) {
        self.ledger.subscribe(kind, address);
    }

    fn client(&self) -> Client {
        let options = Options {
            limits: Limits {
                total: Duration::from_secs(5),
                ..Limits::default()
            },
            ..Options::default()
        };
        Client::to(self.site.address, &options)
    }

    fn collector(&self, settings: Settings) -> Collector<'_> {
        let mut collector = Collector::new(self.client(), settings);
        collector.set_clock(&*self.time);
        collector.on_event(|event| self.told.lock().unwrap().push(line(event)));
        collector
    }

    /// Collects for so many hours.
    fn run(&self, hours: i64) {
        self.run_with(hours, Settings::default());
    }

    fn run_with(&self, hours: i64, settings: Settings) {
        self.time.give(hours);
        let mut ledger = self.ledger.clone();
        let Ok(()) = self.collector(settings).run(&mut ledger, &self.time.stop);
    }

    /// What was told, that begins so.
    fn told(&self, start: &str) -> Vec<String> {
        let told = self.told.lock().unwrap();
        let these = told.iter().filter(|line| line.starts_with(start));
        these.cloned().collect()
    }
}

/// An event in a few words.
fn line(event: &Event) -> String {
    match event {
        Event::Fetched {
            address, status, ..
        } => format!("fetched {address} {status:?}"),
        Event::Looked { named, new, .. } => format!("looked {named} {new}"),
        Event::NotModified { .. } => "not modified".to_owned(),
        Event::LookFailed { subscription } => format!(
            "look failed {}: {}",
            subscription.address,
            subscription.last_error.as_deref().unwrap_or_default()
        ),
        Event::Moved { from, to } => format!("moved {from} {to}"),
        Event::Ended { subscription } => format!("ended {}", subscription.address),
        Event::Accepted {
            task, new, from, ..
        } => format!("accepted {task} {new} {from:?}"),
        Event::PageFailed { task, error } => format!("page failed {}: {error}", task.address),
        Event::GivenUp { task, error } => format!("given up {task}: {error}"),
        Event::Refused { address } => format!("refused {address}"),
        Event::NeedsScripts { task, error } => format!("needs scripts {task} {error:?}"),
        Event::Robots { origin, error, .. } => format!("robots {origin} {error:?}"),
        Event::HubAsked { hub, error, .. } => format!("hub asked {hub} {error:?}"),
        Event::HubAnswered { until, .. } => format!("hub answered {}", until.is_some()),
        Event::Delivered { named, new, .. } => format!("delivered {named} {new}"),
    }
}

/// An RSS feed with these items: path and minutes since `2031-03-05T10:00:00Z` when it was published.
fn rss(host: &str, items: &[(&str, i64)]) -> Reply {
    let mut text = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>{host}</title>\
         <link>http://{host}/</link>"
    );
    for (path, minutes) in items {
        let start: jiff::Timestamp = "2031-03-05T10:00:00Z".parse().unwrap();
        let time = start + jiff::SignedDuration::from_mins(*minutes);
        let date = time.strftime("%a, %d %b %Y %H:%M:%S +0000");
        text += &format!(
            "<item><title>About {path}</title><link>http://{host}{path}</link>\
             <pubDate>{date}</pubDate></item>"
        );
    }
    Reply::new(200, "application/rss+xml", text + "</channel></rss>")
}

/// A page that tells of a path.
fn page(path: &str) -> Reply {
    let text = format!(
        "<!doctype html><title>About {path}</title><article><h1>About {path}</h1>\
         <p>The ferry {path} sails again on Saturday, after repairs that had lasted nine weeks and \
         cost the town more than it had planned for.</p></article>"
    );
    Reply::new(200, "text/html; charset=utf-8", text)
}

fn no_robots() -> Reply {
    Reply::status(404)
}
