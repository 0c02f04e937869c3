//! From an entry to what the rest of the system keeps of it.

use isnad::model::FeedItem;

use super::{Entry, Feed, Kind, Text};
use crate::{date::When, html};

impl Entry {
    /// What the entry says of its page. `address` is that of the feed.
    ///
    /// Texts are plain, or HTML where [`FeedItem`] says so; dates are RFC 3339 with the offset that was
    /// written, or a day alone where no instant is known. An entry of Atom without authors has those of its
    /// feed, as the format says.
    pub fn item(&self, feed: &Feed, address: &str) -> FeedItem {
        let (published, modified) = self.dates(feed.kind);
        FeedItem {
            feed: address.to_owned(),
            link: self.link.clone(),
            id: self.id.clone().filter(|_| self.link.is_none()),
            title: self
                .title
                .as_ref()
                .map(Text::plain)
                .filter(|title| !title.is_empty()),
            authors: self.authors_or(feed),
            published: published.map(|when| when.rfc3339()),
            modified: modified.map(|when| when.rfc3339()),
            publisher: self
                .publisher
                .clone()
                .or_else(|| self.source.clone())
                .or_else(|| feed.publisher.clone()),
            language: self.language.clone().or_else(|| feed.language.clone()),
            summary: self.summary.as_ref().map(Text::html),
            content: self.content.as_ref().map(Text::html),
        }
    }

    /// When it was published and changed. RSS has one date, which modules give another name: where there
    /// is no other, it is the publication.
    fn dates(&self, kind: Kind) -> (Option<When>, Option<When>) {
        let published = self.published.or(self.created);
        match (published, kind) {
            (None, Kind::Rss | Kind::Rdf) => (self.updated, None),
            _ => (
                published,
                self.updated.filter(|updated| Some(*updated) != published),
            ),
        }
    }

    fn authors_or(&self, feed: &Feed) -> Vec<String> {
        let authors = if self.authors.is_empty() && feed.kind == Kind::Atom {
            &feed.authors
        } else {
            &self.authors
        };
        let named: Vec<String> = authors
            .iter()
            .filter_map(|author| author.name.as_deref())
            .map(html::neutral)
            .collect();
        if named.is_empty() {
            return authors
                .iter()
                .map(|author| html::neutral(&author.shown()))
                .filter(|shown| !shown.is_empty())
                .collect();
        }
        named
    }
}
