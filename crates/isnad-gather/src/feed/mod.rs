//! Feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF and JSON Feed, as they are found.
//!
//! ```
//! use isnad_gather::feed::{self, About};
//!
//! let bytes = b"<rss><channel><title>Tern<item><title>Harbour &eacute;<link>/1</item>";
//! let about = About { address: Some("https://tern.example/feed"), ..About::default() };
//! let feed = feed::parse(bytes, &about)?;
//! let item = feed.entries[0].item(&feed, "https://tern.example/feed");
//! assert_eq!(item.link.as_deref(), Some("https://tern.example/1"));
//! # Ok::<(), feed::Error>(())
//! ```
//!
//! Broken XML is read as far as it means anything ([`Feed::mended`] says how often it did not), whatever
//! the character set is called. Words are told by their vocabulary, so a feed may hold Atom, Dublin Core,
//! Media RSS and podcast elements beside its own. HTML is sanitised when it is read, addresses are
//! absolute, dates keep their offset.
//!
//! # Limits
//!
//! Nothing is fetched: no DTD, no external entity. What a document declares is not expanded. Only the
//! first [`MAX_ENTRIES`] entries are kept, and of a text [`MAX_TEXT`] bytes. Nesting costs no stack.

mod base;
mod capture;
mod element;
mod entry;
mod item;
mod json;
mod links;
mod read;
mod slots;
mod value;

use isnad::recover;

pub use entry::{Entry, Feed, Kind, Media, Person, Text};

/// The most bytes of a feed.
pub const MAX_BYTES: usize = 64 << 20;

/// The most entries that are kept.
pub const MAX_ENTRIES: usize = 10_000;

/// The most bytes of one text.
pub const MAX_TEXT: usize = 4 << 20;

/// What is known of the bytes of a feed besides themselves.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// The address it was fetched from, after redirects.
    pub address: Option<&'a str>,
    /// The `Content-Type` that the server gave, with its parameters.
    pub content_type: Option<&'a str>,
    /// `Content-Location`.
    pub content_location: Option<&'a str>,
    /// `Content-Language`.
    pub content_language: Option<&'a str>,
}

/// Why bytes are no feed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are no text at all.
    #[error("not a feed: {0}")]
    Text(recover::Error),
    /// Over [`MAX_BYTES`].
    #[error("the feed has {0} bytes; the most that is read is {MAX_BYTES}")]
    TooLarge(usize),
    /// Another document.
    #[error(
        "not a feed: its first element is <{0}>; give the address of an RSS, Atom or JSON feed"
    )]
    Other(String),
    /// No element at all.
    #[error("not a feed: it has no elements; give the address of an RSS, Atom or JSON feed")]
    NoElement,
    /// JSON that is broken, or no feed.
    #[error("not a JSON feed: {0}")]
    Json(String),
}

/// Reads a feed.
///
/// # Errors
/// When the bytes are no text or no feed. A feed with mistakes is no error.
pub fn parse(bytes: &[u8], about: &About<'_>) -> Result<Feed, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge(bytes.len()));
    }
    let charset = about.content_type.and_then(charset);
    let text = recover::text(bytes, charset).map_err(Error::Text)?;
    if text
        .trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
        .starts_with('{')
    {
        return json::parse(&text, about);
    }
    read::parse(&text, about)
}

/// The `charset` of a `Content-Type`.
pub(crate) fn charset(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    })
}

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;
