use serde::{Deserialize, Serialize};

use super::Page;

/// One exchange with a server, as it is archived: what was asked, what came back.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Fetch {
    /// What came: address after redirects, time, and the decompressed content. Empty content for an
    /// answer without one (304).
    pub page: Page,
    /// The status of the answer.
    pub status: u16,
    /// The head of the request as it was sent: request line and header lines, each ended by CR LF.
    pub request: Vec<u8>,
    /// The header lines of the answer, in order, names as they came.
    pub headers: Vec<(String, String)>,
    /// What it was fetched for.
    pub purpose: Purpose,
}

/// What something is fetched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Purpose {
    /// To be read: it may hold articles.
    #[default]
    Page,
    /// To be looked through for the addresses of pages: a feed, a sitemap, a section page.
    Feed,
    /// To be obeyed: `robots.txt`.
    Robots,
}

/// What a feed or a news sitemap says of one page: often more than the page itself does, and all there
/// is when the page cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedItem {
    /// The address of the feed.
    pub feed: String,
    /// The page's address, absolute.
    pub link: Option<String>,
    /// What the feed calls the item, where it has no page.
    pub id: Option<String>,
    /// The title as plain text.
    pub title: Option<String>,
    /// Who wrote it, in order.
    pub authors: Vec<String>,
    /// When it was published: RFC 3339 with an offset, or a day alone.
    pub published: Option<String>,
    /// When it was last changed, in the same form.
    pub modified: Option<String>,
    /// The outlet's name.
    pub publisher: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// A summary as HTML.
    pub summary: Option<String>,
    /// The whole text as HTML, where the feed brings it.
    pub content: Option<String>,
}
