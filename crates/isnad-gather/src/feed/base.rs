//! What relative addresses are relative to.

use url::Url;

use super::About;
use crate::html::{self, scheme};

/// `xml:base` of the open elements, and what the carrier says of the document.
pub(super) struct Bases {
    document: Option<Url>,
    /// Each with the depth of the element that gives it.
    inner: Vec<(usize, Url)>,
}

impl Bases {
    /// `Content-Location`, relative to the address of the feed, or that address alone.
    pub(super) fn new(about: &About<'_>) -> Bases {
        let address = about.address.and_then(|address| Url::parse(address).ok());
        let location = about.content_location.and_then(|location| match &address {
            Some(address) => address.join(location).ok(),
            None => Url::parse(location).ok(),
        });
        Bases {
            document: location.filter(is_fetched).or(address),
            inner: Vec::new(),
        }
    }

    /// The innermost base.
    pub(super) fn get(&self) -> Option<&Url> {
        self.inner
            .last()
            .map(|(_, base)| base)
            .or(self.document.as_ref())
    }

    /// An element at `depth` has `xml:base`.
    pub(super) fn open(&mut self, written: &str, depth: usize) {
        let base = match self.get() {
            Some(outer) => outer.join(written.trim()).ok(),
            None => Url::parse(written.trim()).ok(),
        };
        self.inner
            .extend(base.filter(is_fetched).map(|base| (depth, base)));
    }

    /// Elements at `depth` and deeper are closed.
    pub(super) fn close(&mut self, depth: usize) {
        while self.inner.last().is_some_and(|(at, _)| *at >= depth) {
            self.inner.pop();
        }
    }

    /// An address that can be fetched, absolute; as it is written where it is absolute already.
    pub(super) fn link(&self, written: &str) -> Option<String> {
        let written = written.trim();
        if written.is_empty() {
            return None;
        }
        let link = html::absolute(written, self.get()).ok()?;
        let fetched = |scheme: &str| {
            ["http", "https"]
                .iter()
                .any(|known| scheme.eq_ignore_ascii_case(known))
        };
        scheme(&link).is_none_or(fetched).then_some(link)
    }

    /// An identifier: absolute where it is a relative reference.
    pub(super) fn id(&self, written: &str) -> String {
        match scheme(written) {
            Some(_) => written.to_owned(),
            None => self
                .get()
                .and_then(|base| base.join(written).ok())
                .map_or_else(|| written.to_owned(), String::from),
        }
    }
}

fn is_fetched(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}
