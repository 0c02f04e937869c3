use jiff::{Timestamp, civil::Date};

use super::{FeedItem, Moment};

/// What was fetched: an address, a time, what the server said of the bytes, and the bytes.
///
/// A page is not yet text. [`recover`](crate::recover) settles its character set and its form.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Page {
    /// The address it was fetched from, after redirects. Files without one have none.
    pub url: Option<String>,
    /// When it was fetched. Without it, dates in the text that lean on "now" stay open.
    pub fetched: Option<Timestamp>,
    /// What kind of content the carrier (HTTP header, file name) says it is.
    pub media_type: MediaType,
    /// The character set the carrier names, as written there. Often wrong.
    pub charset: Option<String>,
    /// The content, decompressed but otherwise as it came.
    pub bytes: Vec<u8>,
    /// What the feed or sitemap that led here said of the page.
    pub item: Option<Box<FeedItem>>,
}

/// The kinds of content that can hold an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum MediaType {
    /// The carrier did not say: look at the bytes.
    #[default]
    Unknown,
    /// `text/html`, `application/xhtml+xml`.
    Html,
    /// `text/plain`.
    Text,
}

impl Page {
    /// A plain-text page without an address, for examples and tests.
    pub fn from_text(text: &str) -> Page {
        Page {
            media_type: MediaType::Text,
            bytes: text.as_bytes().to_vec(),
            ..Page::default()
        }
    }

    /// An HTML page, for examples and tests.
    pub fn from_html(html: &str) -> Page {
        Page {
            media_type: MediaType::Html,
            bytes: html.as_bytes().to_vec(),
            ..Page::default()
        }
    }

    /// The day of the fetch in UTC, which is what open dates are resolved against at last.
    pub fn fetched_date(&self) -> Option<Date> {
        Some(self.fetched_moment()?.date)
    }

    /// The fetch as a [`Moment`].
    pub fn fetched_moment(&self) -> Option<Moment> {
        self.fetched.map(Moment::at)
    }
}
