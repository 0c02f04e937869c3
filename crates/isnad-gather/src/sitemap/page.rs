//! What a sitemap says of a page.

use isnad::model::FeedItem;

/// A sitemap that an index names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its address, absolute.
    pub address: String,
    /// When it last changed: RFC 3339 with an offset, or a day.
    pub lastmod: Option<String>,
}

/// A page that a sitemap names.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SitemapPage {
    /// Its address, absolute.
    pub address: String,
    /// When it last changed: RFC 3339 with an offset, or a day.
    pub lastmod: Option<String>,
    /// What Google News is told: the title.
    pub title: Option<String>,
    /// When it was published, in the same form.
    pub published: Option<String>,
    /// The outlet.
    pub publisher: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// What a feed says of it, where the sitemap is a feed.
    pub feed_item: Option<Box<FeedItem>>,
}

impl SitemapPage {
    /// What is said of the page, by the sitemap at `address`.
    pub fn item(&self, address: &str) -> FeedItem {
        if let Some(item) = &self.feed_item {
            return FeedItem {
                feed: address.to_owned(),
                ..(**item).clone()
            };
        }
        FeedItem {
            feed: address.to_owned(),
            link: Some(self.address.clone()),
            title: self.title.clone(),
            published: self.published.clone(),
            modified: self.lastmod.clone(),
            publisher: self.publisher.clone(),
            language: self.language.clone(),
            ..FeedItem::default()
        }
    }
}
