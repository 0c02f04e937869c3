use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::FeedItem;

/// Something that is looked at again and again for new articles, and what is known of it.
///
/// Plain data: `isnad-gather` decides when it is next looked at, `isnad-store` keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Subscription {
    /// What is fetched. Two subscriptions never have one address.
    pub address: String,
    /// What stands there.
    pub kind: SubscriptionKind,
    /// Its name, for people.
    pub title: Option<String>,
    /// The site it belongs to.
    pub site: Option<String>,
    /// The folder a person put it into.
    pub folder: Option<String>,
    /// Nothing is fetched while this holds.
    pub paused: bool,
    /// Why nothing will be fetched any more (`410 Gone`).
    pub ended: Option<String>,
    /// When it is looked at next. `None`: at once.
    pub next: Option<Timestamp>,
    /// Seconds between two looks, as learned from how often it publishes.
    pub interval: u32,
    /// `ETag` of the last answer, as it came.
    pub etag: Option<String>,
    /// `Last-Modified` of the last answer, as it came.
    pub last_modified: Option<String>,
    /// The last look that succeeded, new articles or not.
    pub last_success: Option<Timestamp>,
    /// What went wrong at the last look; `None` when nothing did.
    pub last_error: Option<String>,
    /// Looks in a row that failed.
    pub failures: u32,
    /// Where permanent redirects led at the last looks, before they are believed.
    pub moving: Option<SubscriptionMove>,
    /// When articles were first seen here, newest first, a bounded number of them: what the rate of
    /// publication is counted from.
    pub seen: Vec<Timestamp>,
    /// The WebSub hub that announces new content.
    pub hub: Option<Hub>,
    /// When it asks not to be looked at.
    pub rests: Rests,
    /// How far an index of sitemaps is read that has more parts than one look reads; `None` when there are
    /// none left.
    pub parts: Option<PartsRead>,
}

/// How far an index of sitemaps was read.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PartsRead {
    /// Parts that changed since then are to be read.
    pub since: Timestamp,
    /// How many of them were, behind the newest.
    pub read: u32,
}

/// When a feed asks not to be looked at, as it said at the last look that brought content.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Rests {
    /// Seconds for which it may be kept (`ttl`).
    pub ttl: u32,
    /// Hours of the day in UTC, 0 to 23 (`skipHours`).
    pub hours: Vec<u8>,
    /// Days of the week in UTC, Monday 1 to Sunday 7 (`skipDays`).
    pub days: Vec<u8>,
}

/// What stands at a subscription's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SubscriptionKind {
    /// RSS, Atom, CDF or JSON Feed.
    #[default]
    Feed,
    /// A sitemap, or an index of sitemaps.
    Sitemap,
    /// A page that links to articles.
    Section,
}

/// Permanent redirects of a subscription's address to one place.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SubscriptionMove {
    /// Where they led.
    pub to: String,
    /// At how many looks in a row.
    pub times: u32,
}

/// A WebSub hub that a subscription's address names.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Hub {
    /// The hub's address.
    pub address: String,
    /// What is subscribed to there (`rel="self"`).
    pub topic: String,
    /// What its calls are addressed to, which nobody else can know; empty before it was given one.
    pub id: String,
    /// Signs what the hub sends.
    pub secret: String,
    /// Until when the hub has agreed to send; `None` before it has.
    pub until: Option<Timestamp>,
}

/// A page to be fetched, found through a subscription.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Task {
    /// The page's address.
    pub address: String,
    /// The address of the subscription that led to it.
    pub subscription: String,
    /// When it was found.
    pub found: Timestamp,
    /// What was said of it there.
    pub item: Option<FeedItem>,
    /// How often it was tried in vain.
    pub attempts: u32,
    /// When it is tried next; `None`: at once.
    pub next: Option<Timestamp>,
    /// When the page last changed, as far as what is said of it there is believed.
    pub changed: Option<Timestamp>,
    /// The last time it was fetched: it is to be fetched again because it changed.
    pub last: Option<Visit>,
}

/// What is known of a page that was fetched, so that it can be asked for again when it changes.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Visit {
    /// When that was, to the second.
    pub at: Timestamp,
    /// When the page had last changed, as was said of it then.
    pub changed: Option<Timestamp>,
    /// `ETag` of the answer, as it came.
    pub etag: Option<String>,
    /// `Last-Modified` of the answer, as it came.
    pub last_modified: Option<String>,
    /// How often in a row it was asked for again and brought nothing new.
    pub vain: u32,
}

impl Default for Subscription {
    /// Every hour, at once, nothing known.
    fn default() -> Subscription {
        Subscription {
            address: String::new(),
            kind: SubscriptionKind::default(),
            title: None,
            site: None,
            folder: None,
            paused: false,
            ended: None,
            next: None,
            interval: 3600,
            etag: None,
            last_modified: None,
            last_success: None,
            last_error: None,
            failures: 0,
            moving: None,
            seen: Vec::new(),
            hub: None,
            rests: Rests::default(),
            parts: None,
        }
    }
}
