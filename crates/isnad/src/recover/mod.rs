//! Page bytes to articles.
//!
//! ```
//! use isnad::{model::Page, recover::recover};
//!
//! let page = Page::from_html("<nav><a href=/>Home</a></nav><article><h1>Harbour reopens</h1>\
//!     <p>The harbour of Lennar reopened on Saturday, its director <a href=/d>said</a>, after repairs \
//!     that had lasted nine weeks.</p></article>");
//! let article = &recover(&page)?.articles[0];
//! assert_eq!(article.headline(), Some("Harbour reopens"));
//! assert!(article.body_text().starts_with("The harbour of Lennar"));
//! assert!(article.to_markdown().contains("[said](/d)"));
//! # Ok::<(), isnad::recover::Error>(())
//! ```
//!
//! A page is decoded, parsed into a flat tree, and cut into blocks. Rules name what each block is;
//! a small model, learned from pages and never told a site, weighs them by shape, place, words and
//! neighbours. Headline, people and days come from a table of places in which pages say them, and
//! where those disagree the article keeps all claims ([`Choice`](crate::model::Choice)). A text
//! without tags takes the same way, its lines for blocks. Nothing is lost without a word:
//! [`Recovered::dropped`] and [`Article::dropped`](crate::model::Article::dropped) hold the rest
//! of the page with the rule that dropped it.
//!
//! # Limits
//!
//! A page that a script builds holds no article, unless the script's own data hold its text. Nothing
//! is fetched: of a page that says "continued on page 2" it reads page 1. Time and memory grow with
//! the page and no faster, and [`MAX_BYTES`] is the end; in pages made to be costly some elements may
//! be taken together. How often it is right, and on what: `docs/measurements.md` of the project.

mod articles;
mod assemble;
mod body;
mod chrome;
mod container;
mod decode;
mod dom;
mod features;
mod front;
mod hints;
mod html;
mod lines;
mod metadata;
mod model;
mod mojibake;
mod names;
mod parts;
mod people;
mod pieces;
mod plain;
mod repeats;
mod scripted;
mod sniff;
mod space;
mod strip;
mod teasers;

use std::borrow::Cow;

use sniff::Form;

use crate::model::{Article, ArticleId, Dropped, Page};

/// What a page held.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recovered {
    /// The articles, in the order of the page. A page may hold none.
    pub articles: Vec<Article>,
    /// What no article kept, in the order of the page, with the rule that dropped it.
    pub dropped: Vec<Dropped>,
    /// The character set the bytes were read in, by its WHATWG name.
    pub charset: &'static str,
    /// How many characters had been decoded twice and were mended.
    pub mended: usize,
}

/// Why nothing could be read from a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There are no bytes, or only white space.
    #[error("the page is empty")]
    Empty,
    /// The bytes are no text (an image, an archive, a program).
    #[error("the page is not text: {0}")]
    Binary(&'static str),
    /// The text is no page of articles (a feed, a list of subscriptions).
    #[error("the input is not a page: {0}")]
    NotAPage(&'static str),
    /// Over [`MAX_BYTES`].
    #[error("the page has {0} bytes; the most that is read is {MAX_BYTES}")]
    TooLarge(usize),
}

/// A block of a page and what the model is told of it; see [`blocks`].
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its words.
    pub text: String,
    /// Whether it is kept.
    pub keeps: bool,
    /// The rule that kept or dropped it.
    pub rule: &'static str,
    /// What the model is told, by the names of [`feature_names`].
    pub features: Vec<f32>,
}

/// The text of a document that is no page (a feed, a sitemap): its character set settled and text that
/// was decoded twice mended, as for a page. `charset` is what the carrier names.
///
/// ```
/// # use isnad::recover;
/// let bytes = b"<?xml version='1.0' encoding='windows-1256'?><a>\xce\xc8\xd1</a>";
/// assert!(recover::text(bytes, Some("utf-8"))?.ends_with("<a>خبر</a>"));
/// # Ok::<(), recover::Error>(())
/// ```
///
/// # Errors
/// [`Error::Empty`] and, for bytes that are certainly no text, [`Error::Binary`]. A few control bytes, which
/// feeds have, are no reason.
pub fn text<'b>(bytes: &'b [u8], charset: Option<&str>) -> Result<Cow<'b, str>, Error> {
    Ok(decode::decode_loosely(bytes, charset)?.text)
}

/// The names of what the model is told of a block.
pub fn feature_names() -> &'static [&'static str] {
    features::NAMES
}

/// The blocks of a page that can be the article's, with what the model is told of each: what
/// training reads.
///
/// # Errors
/// As [`recover`].
pub fn blocks(page: &Page) -> Result<Vec<Seen>, Error> {
    let decoded = decode::decode(&page.bytes, page.charset.as_deref())?;
    match sniff::form(&decoded.text, page.media_type) {
        Form::Html => Ok(html::draft(&decoded.text, page.url.as_deref(), None).seen()),
        Form::Text => Ok(plain::draft(&space::plain(&decoded.text)).seen()),
        Form::Other(what) => Err(Error::NotAPage(what)),
    }
}

/// The largest page that is read, in bytes.
pub const MAX_BYTES: usize = 128 << 20;

/// The articles of a page.
///
/// What a feed said of the page ([`Page::item`]) is one more place that says something of its article,
/// trusted less than what the page tells machines and more than what its looks let guess. Where the
/// page shows nothing, or a part of what the feed brings, the text is the feed's: the article's choice
/// of `text` says so.
///
/// # Errors
/// When the bytes are no text at all. A page of text that holds no article is no error: it has an
/// empty list of articles, and says what was dropped.
pub fn recover(page: &Page) -> Result<Recovered, Error> {
    if page.bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge(page.bytes.len()));
    }
    let item = page.item.as_deref();
    let decoded = decode::decode(bytes(page), page.charset.as_deref())?;
    let (mut articles, dropped) = match sniff::form(&decoded.text, page.media_type) {
        Form::Html => html::draft(&decoded.text, page.url.as_deref(), item).articles(),
        Form::Text => {
            let mut draft = plain::draft(&space::plain(&decoded.text));
            if let Some(item) = item {
                let said = metadata::of_item(item, page.url.as_deref());
                draft.metadata = draft.metadata.or(said);
            }
            draft.articles()
        }
        Form::Other(what) => return Err(Error::NotAPage(what)),
    };
    for (ordinal, article) in articles.iter_mut().enumerate() {
        let key = page.url.as_deref().map_or(&page.bytes[..], str::as_bytes);
        article.id = ArticleId::of(key, ordinal);
        article.ordinal = ordinal as u32;
        article.url = page.url.clone();
        article.fetched = page.fetched_moment();
        let address = page.url.as_deref();
        article.publisher = address
            .and_then(names::agency)
            .or_else(|| article.publisher.take())
            .or_else(|| names::publisher(address?));
    }
    Ok(Recovered {
        articles,
        dropped,
        charset: decoded.encoding.name(),
        mended: decoded.mended,
    })
}

/// A page that could not be had is an empty one, when the feed brings its text.
fn bytes(page: &Page) -> &[u8] {
    let brings_text = page
        .item
        .as_ref()
        .is_some_and(|item| item.content.is_some());
    if brings_text && page.bytes.trim_ascii().is_empty() {
        return b"<!doctype html>";
    }
    &page.bytes
}
