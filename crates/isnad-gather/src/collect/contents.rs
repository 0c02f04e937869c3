//! What stands at a subscription's address: the pages that a feed, a sitemap or a section page names.

use std::time::Duration;

use isnad::model::{FeedItem, Rests, SubscriptionKind};
use jiff::{SignedDuration, Timestamp};

use super::schedule::{LONGEST, after};
use crate::{
    Address, feed,
    http::{Accept, Answer},
    section, sitemap,
};

/// What was found at an address.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// What is said of each page.
    pub(super) items: Vec<FeedItem>,
    /// Further sitemaps, and when each was last changed.
    pub(super) parts: Vec<(Address, Option<Timestamp>)>,
    pub(super) title: Option<String>,
    pub(super) site: Option<String>,
    /// The hub that announces what is new, and what is subscribed to there.
    pub(super) hub: Option<String>,
    pub(super) topic: Option<String>,
    pub(super) rests: Rests,
}

impl Contents {
    /// Adds what another part of the same look found.
    pub(super) fn add(&mut self, other: Contents) {
        self.items.extend(other.items);
        self.title = self.title.take().or(other.title);
        self.site = self.site.take().or(other.site);
        self.hub = self.hub.take().or(other.hub);
        self.topic = self.topic.take().or(other.topic);
    }
}

/// How the content of a kind of subscription is asked for.
pub(super) fn accept(kind: SubscriptionKind) -> Accept {
    match kind {
        SubscriptionKind::Feed | SubscriptionKind::Sitemap => Accept::Feed,
        SubscriptionKind::Section => Accept::Page,
    }
}

/// Reads an answer with content.
///
/// # Errors
/// Says what is wrong, as the end of a sentence that begins with the address.
pub(super) fn read(kind: SubscriptionKind, answer: &Answer) -> Result<Contents, String> {
    let bytes = &answer.fetch.page.bytes;
    match kind {
        SubscriptionKind::Feed => {
            let mut contents = feed(bytes, answer.address(), answer.header("content-type"))?;
            contents.hub = first(answer.links("hub")).or(contents.hub);
            contents.topic = first(answer.links("self")).or(contents.topic);
            Ok(contents)
        }
        SubscriptionKind::Sitemap => sitemap(bytes, answer.address()),
        SubscriptionKind::Section => Ok(section(answer)),
    }
}

/// Reads a feed that came from an address.
///
/// # Errors
/// As of [`read`].
pub(super) fn feed(
    bytes: &[u8],
    address: &str,
    content_type: Option<&str>,
) -> Result<Contents, String> {
    let about = feed::About {
        address: Some(address),
        content_type,
        ..feed::About::default()
    };
    let read = feed::parse(bytes, &about).map_err(|error| error.to_string())?;
    let items = read.entries.iter().map(|entry| entry.item(&read, address));
    Ok(Contents {
        items: items.collect(),
        parts: Vec::new(),
        hub: read.hub.clone(),
        topic: read.self_link.clone(),
        rests: Rests {
            ttl: read.ttl.unwrap_or(0).saturating_mul(60).min(LONGEST),
            hours: read.skip_hours,
            days: read.skip_days,
        },
        title: read.title.as_ref().map(feed::Text::plain),
        site: read.link,
    })
}

fn sitemap(bytes: &[u8], address: &str) -> Result<Contents, String> {
    let mut contents = Contents::default();
    match sitemap::parse(bytes, address).map_err(|error| error.to_string())? {
        sitemap::Sitemap::Index(parts) => {
            let part = |part: sitemap::Part| {
                let modified = part.lastmod.as_deref().and_then(moment);
                Some((Address::parse(&part.address).ok()?, modified))
            };
            contents.parts = parts.into_iter().filter_map(part).collect();
        }
        sitemap::Sitemap::Pages(pages) => {
            contents.items = pages.iter().map(|page| page.item(address)).collect();
        }
    }
    Ok(contents)
}

/// The links of a section page. They come without dates.
fn section(answer: &Answer) -> Contents {
    let item = |link| FeedItem {
        feed: answer.address().to_owned(),
        link: Some(link),
        ..FeedItem::default()
    };
    let links = section::article_links(&answer.fetch.page);
    Contents {
        items: links.into_iter().map(item).collect(),
        ..Contents::default()
    }
}

/// Leaves out of a sitemap what it dates further back than the backlog. A feed only holds what is
/// recent, by its nature.
pub(super) fn recent(
    mut items: Vec<FeedItem>,
    kind: SubscriptionKind,
    backlog: Duration,
    now: Timestamp,
) -> Vec<FeedItem> {
    if kind == SubscriptionKind::Sitemap {
        let limit = before(now, backlog);
        items.retain(|item| {
            let dates = [&item.published, &item.modified];
            let newest = dates
                .into_iter()
                .flatten()
                .filter_map(|date| moment(date))
                .max();
            newest.is_none_or(|newest| newest >= limit)
        });
    }
    items
}

/// The instant an item says it was published at. A day alone says nothing of the rate.
pub(super) fn published(item: &FeedItem) -> Option<Timestamp> {
    item.published.as_deref()?.parse().ok()
}

/// An instant in RFC 3339, or the end of a day.
fn moment(text: &str) -> Option<Timestamp> {
    if let Ok(instant) = text.parse() {
        return Some(instant);
    }
    let day: jiff::civil::Date = text.parse().ok()?;
    let midnight = jiff::tz::Offset::UTC
        .to_timestamp(day.at(0, 0, 0, 0))
        .ok()?;
    Some(after(midnight, LONGEST))
}

/// How much longer an answer is fresh: `Cache-Control: max-age` less `Age`.
pub(super) fn max_age(answer: &Answer) -> Option<Duration> {
    let directives = answer.headers("cache-control").flat_map(|it| it.split(','));
    let age = directives
        .filter_map(|directive| directive.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("max-age"))
        .and_then(|(_, value)| value.trim().trim_matches('"').parse().ok())?;
    let since = answer.header("age").and_then(|it| it.trim().parse().ok());
    Some(Duration::from_secs(age).saturating_sub(Duration::from_secs(since.unwrap_or(0))))
}

pub(super) fn before(time: Timestamp, span: Duration) -> Timestamp {
    let span = SignedDuration::try_from(span).unwrap_or(SignedDuration::MAX);
    time.saturating_sub(span).unwrap_or(Timestamp::MIN)
}

fn first(list: Vec<String>) -> Option<String> {
    list.into_iter().next()
}
