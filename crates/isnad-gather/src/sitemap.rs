//! Sitemaps: lists of a site's pages, indexes of such lists, and what Google News adds to them.
//!
//! ```
//! use isnad_gather::sitemap::{self, Sitemap};
//!
//! let bytes = b"<urlset><url><loc>/1</loc><lastmod>2031-05-03</lastmod></url></urlset>";
//! let Sitemap::Pages(pages) = sitemap::parse(bytes, "https://tern.example/news.xml")? else {
//!     return Ok(());
//! };
//! assert_eq!(pages[0].address, "https://tern.example/1");
//! # Ok::<(), sitemap::Error>(())
//! ```
//!
//! A text file of addresses, a line each, is a sitemap, too, and so is a feed. Broken XML is read as far as
//! it means anything.
//!
//! # Limits
//!
//! The bytes are decompressed already. Nothing is fetched. At most [`MAX_PAGES`] addresses are kept, the
//! most that the format allows; pictures and films are passed over.

mod page;

use isnad::{model::Language, recover};
use url::Url;

use crate::{
    date::When,
    feed::{self, About},
    html,
    xml::{Names, Open, Scanner, Tag, Token, Vocabulary, local},
};

pub use page::{Part, SitemapPage};

/// The most addresses of one sitemap.
pub const MAX_PAGES: usize = 50_000;

/// What stands at the address of a sitemap.
#[derive(Clone, Debug, PartialEq)]
pub enum Sitemap {
    /// A list of sitemaps.
    Index(Vec<Part>),
    /// A list of pages.
    Pages(Vec<SitemapPage>),
}

/// Why bytes are no sitemap.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are no text at all.
    #[error("not a sitemap: {0}")]
    Text(recover::Error),
    /// Over [`feed::MAX_BYTES`].
    #[error("the sitemap has {0} bytes; the most that is read is {max}", max = feed::MAX_BYTES)]
    TooLarge(usize),
    /// Another document.
    #[error("not a sitemap: its first element is <{0}>")]
    Other(String),
    /// Text that is no list of addresses.
    #[error("not a sitemap: it is neither XML nor a list of addresses, one a line")]
    NoList,
}

/// Reads a sitemap. Relative addresses are relative to `base`, the address it was fetched from.
///
/// # Errors
/// When the bytes are no text, or another document. A sitemap without pages is no error.
pub fn parse(bytes: &[u8], base: &str) -> Result<Sitemap, Error> {
    if bytes.len() > feed::MAX_BYTES {
        return Err(Error::TooLarge(bytes.len()));
    }
    let text = recover::text(bytes, None).map_err(Error::Text)?;
    let url = Url::parse(base).ok();
    if !text.contains('<') {
        return lines(&text);
    }
    let mut reading = Reading::new(url.as_ref());
    for token in Scanner::new(&text) {
        match token {
            Token::Open(tag) => {
                if let Some(name) = reading.open(&tag) {
                    return of_feed(bytes, base).ok_or(Error::Other(name));
                }
            }
            Token::Close(name) => {
                let depth = reading.open.closes_to(name);
                reading.close_to(depth);
            }
            Token::Text(text) => reading.text(&text),
        }
    }
    reading.finish()
}

/// A sitemap of plain text.
fn lines(text: &str) -> Result<Sitemap, Error> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let pages: Vec<SitemapPage> = lines
        .take(MAX_PAGES)
        .filter_map(|line| page(line, None))
        .collect();
    if pages.is_empty() {
        return Err(Error::NoList);
    }
    Ok(Sitemap::Pages(pages))
}

fn page(written: &str, base: Option<&Url>) -> Option<SitemapPage> {
    Some(SitemapPage {
        address: address(written, base)?,
        ..SitemapPage::default()
    })
}

/// An address that can be fetched, absolute.
fn address(written: &str, base: Option<&Url>) -> Option<String> {
    let address = html::absolute(written, base)
        .ok()
        .filter(|address| !address.is_empty())?;
    let scheme = html::scheme(&address)?;
    let fetched = ["http", "https"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    fetched.then_some(address)
}

/// The pages of a feed that was given as a sitemap.
fn of_feed(bytes: &[u8], base: &str) -> Option<Sitemap> {
    let about = About {
        address: Some(base),
        ..About::default()
    };
    let feed = feed::parse(bytes, &about).ok()?;
    let pages = feed.entries.iter().take(MAX_PAGES).filter_map(|entry| {
        let item = entry.item(&feed, base);
        Some(SitemapPage {
            address: item.link.clone()?,
            lastmod: item.modified.clone(),
            title: item.title.clone(),
            published: item.published.clone(),
            publisher: item.publisher.clone(),
            language: item.language.clone(),
            feed_item: Some(Box::new(item)),
        })
    });
    Some(Sitemap::Pages(pages.collect()))
}

/// What an element says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Address,
    LastMod,
    Title,
    Published,
    Publisher,
    Language,
}

/// What is known while a sitemap is read.
struct Reading<'a, 'b> {
    base: Option<&'b Url>,
    names: Names<'a>,
    /// Each element with what it says, if anything.
    open: Open<'a, Option<Field>>,
    is_index: Option<bool>,
    /// The page or part that is read, and the depth of its element.
    page: Option<(SitemapPage, usize)>,
    written: String,
    pages: Vec<SitemapPage>,
}

impl<'a, 'b> Reading<'a, 'b> {
    fn new(base: Option<&'b Url>) -> Reading<'a, 'b> {
        Reading {
            base,
            names: Names::new(),
            open: Open::new(),
            is_index: None,
            page: None,
            written: String::new(),
            pages: Vec::new(),
        }
    }

    /// Takes up a tag. Answers the name of a root that is no sitemap's.
    fn open(&mut self, tag: &Tag<'a>) -> Option<String> {
        if !self.open.is_full() {
            self.names
                .open(tag.name, &tag.attributes(), self.open.depth());
        }
        let (vocabulary, name) = self.names.resolve(tag.name);
        let name = name.to_ascii_lowercase();
        if self.is_index.is_none() {
            match name.as_str() {
                "urlset" | "url" => self.is_index = Some(false),
                "sitemapindex" | "sitemap" => self.is_index = Some(true),
                _ => return Some(local(tag.name).chars().take(40).collect()),
            }
        }
        if vocabulary == Vocabulary::Own && matches!(name.as_str(), "url" | "sitemap") {
            // One that was not closed ends where the next begins.
            if let Some((_, depth)) = self.page {
                self.close_to(depth);
            }
            self.page = Some((SitemapPage::default(), self.open.depth()));
        }
        let field = field(vocabulary, &name);
        if field.is_some() {
            self.written.clear();
        }
        let is_kept = self.open.push(tag.name, field);
        if tag.empty && is_kept {
            self.close_to(self.open.depth() - 1);
        } else if tag.empty {
            self.open.closes_to(tag.name);
        }
        None
    }

    fn text(&mut self, text: &str) {
        if self.open.last().is_some_and(Option::is_some) && self.written.len() < 1 << 16 {
            self.written.push_str(text);
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.depth() > depth {
            if let Some((_, Some(field))) = self.open.pop() {
                self.say(field);
            }
            let depth = self.open.depth();
            self.names.close(depth);
            if let Some((page, _)) = self.page.take_if(|(_, at)| *at == depth)
                && !page.address.is_empty()
                && self.pages.len() < MAX_PAGES
            {
                self.pages.push(page);
            }
        }
    }

    fn say(&mut self, field: Field) {
        let written = std::mem::take(&mut self.written);
        let Some((page, _)) = &mut self.page else {
            return;
        };
        let language = page.language.as_deref().and_then(Language::from_tag);
        let date = || When::parse(&written, language.as_ref()).map(|when| when.rfc3339());
        let text = || Some(html::neutral(&written)).filter(|text| !text.is_empty());
        match field {
            Field::Address if page.address.is_empty() => {
                page.address = address(&written, self.base).unwrap_or_default();
            }
            Field::Address => {}
            Field::LastMod => page.lastmod = date(),
            Field::Published => page.published = date(),
            Field::Title => page.title = text(),
            Field::Publisher => page.publisher = text(),
            Field::Language => page.language = text(),
        }
    }

    fn finish(mut self) -> Result<Sitemap, Error> {
        self.close_to(0);
        match self.is_index {
            None => Err(Error::NoList),
            Some(false) => Ok(Sitemap::Pages(self.pages)),
            Some(true) => {
                let part = |page: SitemapPage| Part {
                    address: page.address,
                    lastmod: page.lastmod,
                };
                Ok(Sitemap::Index(self.pages.into_iter().map(part).collect()))
            }
        }
    }
}

fn field(vocabulary: Vocabulary, name: &str) -> Option<Field> {
    Some(match (vocabulary, name) {
        (Vocabulary::Own, "loc") => Field::Address,
        (Vocabulary::Own, "lastmod") => Field::LastMod,
        (Vocabulary::News, "title") => Field::Title,
        (Vocabulary::News, "publication_date") => Field::Published,
        (Vocabulary::News, "name") => Field::Publisher,
        (Vocabulary::News, "language") => Field::Language,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
