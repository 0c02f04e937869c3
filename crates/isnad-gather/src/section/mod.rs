//! Section pages: which of their links lead to articles; and pages that say nothing without scripts.
//!
//! Where a site has neither feed nor sitemap, its section pages are looked at again and again, and
//! links that were not there before are new articles. What a link leads to is judged by its address,
//! its words and its place, each worth some points (`shape`); links whose addresses are made alike
//! support each other. Nothing is known of any site.
//!
//! # Limits
//!
//! A site whose articles have addresses without numbers, dates or words, and whose links are
//! pictures, is not understood.

mod shape;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use isnad::{model::Page, recover::recover};
use url::Host;

use crate::{
    Address,
    outline::{Link, Outline, outline},
};
use shape::Shape;

/// The most links that are given of a page.
const MAX_LINKS: usize = 500;

/// From so many points on a link leads to an article.
const ENOUGH: i32 = 4;

/// So many links with words of their own and addresses made alike support each other.
const ALIKE: usize = 3;

/// A page with fewer letters says nothing.
const FEW_LETTERS: usize = 250;

/// A page with fewer links leads nowhere.
const FEW_LINKS: usize = 3;

/// What people are told whose browser runs no scripts.
const NOSCRIPT: &[&str] = &["javascript", "java script", "جافا", "جافاسكريبت", "الجافا"];

/// The links of a section page that lead to articles of the same site: absolute, each once, in the
/// order of the page, at most 500.
pub fn article_links(page: &Page) -> Vec<String> {
    let Some(here) = page.url.as_deref().and_then(|url| Address::parse(url).ok()) else {
        return Vec::new();
    };
    links_of(&outline(page), &here)
}

/// The same of a page that was read already.
pub(crate) fn links_of(outline: &Outline, here: &Address) -> Vec<String> {
    let found = candidates(outline, here);
    let mut alike: HashMap<&str, usize> = HashMap::new();
    for candidate in found.iter().filter(|candidate| candidate.speaks()) {
        *alike.entry(candidate.shape.form.as_str()).or_default() += 1;
    }
    let supported = |form: &str| alike.get(form).is_some_and(|&count| count >= ALIKE);
    found
        .iter()
        .filter(|it| it.points() + 2 * i32::from(supported(&it.shape.form)) >= ENOUGH)
        .map(|candidate| candidate.address.to_string())
        .take(MAX_LINKS)
        .collect()
}

/// Whether a page is an application's shell: it says nothing until scripts have run, and holds no
/// article that could be read without.
pub fn needs_scripts(page: &Page) -> bool {
    let outline = outline(page);
    if outline.letters >= FEW_LETTERS || outline.scripts == 0 {
        return false;
    }
    let told = outline.noscript.to_lowercase();
    let told = NOSCRIPT.iter().any(|word| told.contains(word));
    let bare = outline.links.len() < FEW_LINKS;
    // Some shells bring the article's text along, as data for their scripts.
    (outline.mount || told || bare)
        && recover(page).is_ok_and(|found| found.articles.iter().all(|it| it.body().count() == 0))
}

/// An address that the page links to, with all that its links say.
struct Candidate {
    address: Address,
    shape: Shape,
    /// How many words the longest of its links has.
    words: usize,
    heading: bool,
    /// Whether all its links stand in chrome.
    chrome: bool,
}

impl Candidate {
    /// Whether a link of it stands in the page itself and says as much as a headline.
    fn speaks(&self) -> bool {
        !self.chrome && self.words >= 4 && !self.shape.listing
    }

    fn points(&self) -> i32 {
        let words = match self.words {
            0 => 0,
            1 | 2 => -1,
            3 => 0,
            4..=6 => 2,
            _ => 3,
        };
        self.shape.points + words + 2 * i32::from(self.heading) - 4 * i32::from(self.chrome)
    }
}

/// The addresses of the same site that a page links to, in order.
fn candidates(outline: &Outline, here: &Address) -> Vec<Candidate> {
    let base = outline.base.as_deref();
    let base = base.and_then(|base| here.join(base).ok());
    let base = base.unwrap_or_else(|| here.clone());
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut found: Vec<Candidate> = Vec::new();
    for link in &outline.links {
        let Some(address) = target(link, &base).filter(|it| is_below(it, here)) else {
            continue;
        };
        let place = *places.entry(address.to_string()).or_insert(found.len());
        if place == found.len() {
            found.push(Candidate {
                shape: Shape::of(&address),
                address,
                words: 0,
                heading: false,
                chrome: true,
            });
        }
        if let Some(candidate) = found.get_mut(place) {
            candidate.words = candidate.words.max(words(&link.text));
            candidate.heading |= link.heading;
            candidate.chrome &= link.chrome;
        }
    }
    found
}

/// Where a link leads; nowhere for one within the page.
fn target(link: &Link, base: &Address) -> Option<Address> {
    let href = link.href.trim();
    if href.is_empty() || href.starts_with('#') {
        return None;
    }
    base.join(href).ok()
}

/// Whether an address is of the same site, and neither this page nor one above it.
fn is_below(address: &Address, here: &Address) -> bool {
    let above = address.target() == address.path()
        && here
            .path()
            .starts_with(address.path().trim_end_matches('/'));
    same_site(address, here) && address != here && !above
}

/// Whether two hosts are of one site: the same name, or one under the other.
pub(crate) fn same_site(a: &Address, b: &Address) -> bool {
    let (Some(Host::Domain(a)), Some(Host::Domain(b))) = (a.host(), b.host()) else {
        return a.origin() == b.origin();
    };
    let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
    let (a, b) = (bare(a), bare(b));
    let under = |long: &str, short: &str| {
        let rest = long.strip_suffix(short);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    under(&a, &b) || under(&b, &a)
}

/// How many words a text has, of two letters and more.
fn words(text: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().nth(1).is_some())
        .count()
}
