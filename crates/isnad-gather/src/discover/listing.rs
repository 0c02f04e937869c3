//! What stands at an address, as far as a choice needs it.

use std::cmp::Reverse;

use isnad::model::{FeedItem, SubscriptionKind};
use jiff::{Timestamp, civil::Date, tz::Offset};

use crate::{
    feed::{self, About},
    http::Answer,
    opml,
    sitemap::{self, Sitemap},
};

/// Something that names articles.
pub(super) struct Listing {
    pub(super) kind: SubscriptionKind,
    pub(super) title: Option<String>,
    /// The addresses of the articles.
    pub(super) links: Vec<String>,
    pub(super) newest: Option<String>,
    /// Of an index of sitemaps: the sitemaps, those to look into first in front.
    pub(super) parts: Vec<String>,
}

impl Listing {
    /// What an answer brings, if it is a feed or a sitemap.
    pub(super) fn of(answer: &Answer) -> Option<Listing> {
        Listing::feed(answer).or_else(|| Listing::sitemap(answer))
    }

    fn feed(answer: &Answer) -> Option<Listing> {
        let about = About {
            address: Some(answer.address()),
            content_type: answer.header("content-type"),
            content_location: answer.header("content-location"),
            content_language: answer.header("content-language"),
        };
        let feed = feed::parse(&answer.fetch.page.bytes, &about).ok()?;
        let entries = feed.entries.iter();
        let items: Vec<FeedItem> = entries.map(|it| it.item(&feed, answer.address())).collect();
        let title = feed.title.as_ref().map(feed::Text::plain);
        Some(Listing::new(SubscriptionKind::Feed, title, &items))
    }

    fn sitemap(answer: &Answer) -> Option<Listing> {
        let sitemap = sitemap::parse(&answer.fetch.page.bytes, answer.address()).ok()?;
        Some(match sitemap {
            Sitemap::Pages(pages) => {
                let pages = pages.iter();
                let items: Vec<FeedItem> = pages.map(|it| it.item(answer.address())).collect();
                Listing::new(SubscriptionKind::Sitemap, None, &items)
            }
            Sitemap::Index(parts) => {
                let mut parts: Vec<(bool, Option<Timestamp>, String)> = parts
                    .into_iter()
                    .map(|part| {
                        let changed = part.lastmod.as_deref().and_then(instant);
                        (part.address.contains("news"), changed, part.address)
                    })
                    .collect();
                parts.sort_by_key(|it| Reverse((it.0, it.1)));
                Listing {
                    parts: parts.into_iter().map(|(_, _, address)| address).collect(),
                    ..Listing::new(SubscriptionKind::Sitemap, None, &[])
                }
            }
        })
    }

    fn new(kind: SubscriptionKind, title: Option<String>, items: &[FeedItem]) -> Listing {
        let dates = items
            .iter()
            .filter_map(|item| item.published.as_deref().or(item.modified.as_deref()));
        Listing {
            kind,
            title: title.filter(|title| !title.is_empty()),
            links: items.iter().filter_map(|item| item.link.clone()).collect(),
            newest: dates.max_by_key(|date| instant(date)).map(str::to_owned),
            parts: Vec::new(),
        }
    }
}

/// The subscriptions of an answer that is a list of them: address and title.
pub(super) fn subscriptions(answer: &Answer) -> Vec<(String, Option<String>)> {
    let outlines = opml::parse(&answer.fetch.page.bytes).unwrap_or_default();
    let outlines = outlines.into_iter();
    outlines
        .map(|outline| (outline.address, outline.title))
        .collect()
}

/// The instant of a date in RFC 3339; of a day alone, its beginning in UTC.
pub(super) fn instant(text: &str) -> Option<Timestamp> {
    let day = || {
        let date: Date = text.get(..10)?.parse().ok()?;
        Offset::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok()
    };
    text.parse().ok().or_else(day)
}
