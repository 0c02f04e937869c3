//! From the address of a site to what can be subscribed to there.
//!
//! A person names a site; what is looked for, in this order: whether the address itself is a feed, a
//! sitemap or a list of subscriptions; feeds that the page names in its head or links to; feeds where
//! programs commonly put them (`places`); sitemaps of robots.txt and in their usual places; else
//! the page itself, if it links to articles. All that was found is shown, and what is best is chosen
//! (`choose`).
//!
//! # What it costs the site
//!
//! At most [`MAX_REQUESTS`] requests, one after the other with a pause between, longer where robots.txt asks for
//! that. A person waits for the end: once the pauses come to [`MAX_PAUSES`], nothing more is asked for. What
//! robots.txt forbids is not asked for; the address that the person gave is.
//!
//! # Limits
//!
//! Only the site's own word counts: nothing is asked of search engines or directories.

mod choose;
mod explore;
mod listing;
mod places;
#[cfg(test)]
mod tests;

use std::{thread, time::Duration};

use isnad::model::SubscriptionKind;

use crate::{
    Address, Error,
    http::{Accept, Answer, Client, Request},
};
use explore::Explorer;

/// The most requests of one discovery.
pub const MAX_REQUESTS: usize = 32;

/// The longest that all pauses of one discovery take together.
pub const MAX_PAUSES: Duration = Duration::from_secs(40);

/// A page that links to fewer articles is no section.
const FEWEST_ARTICLES: usize = 3;

/// What is asked for what stands at an address: [`Client`], or what a test has in memory.
pub trait Web {
    /// The answer, whatever its status.
    ///
    /// # Errors
    /// As of [`Client::get`].
    fn get(&self, address: &Address, accept: Accept) -> Result<Answer, Error>;

    /// Lets so much time pass before the next request.
    fn pause(&self, pause: Duration);
}

impl Web for Client {
    fn get(&self, address: &Address, accept: Accept) -> Result<Answer, Error> {
        Client::get(self, &Request::new(address, accept))
    }

    fn pause(&self, pause: Duration) {
        thread::sleep(pause);
    }
}

/// What a site offers.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Found {
    /// The site's name.
    pub site: Option<String>,
    /// All that can be subscribed to, in the order it was found.
    pub candidates: Vec<Candidate>,
    /// The places among them of those to subscribe to. None: nothing there holds articles.
    pub chosen: Vec<usize>,
    /// The page says nothing without scripts ([`crate::section::needs_scripts`]).
    pub needs_scripts: bool,
}

/// Something that can be subscribed to.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Candidate {
    /// Its address, after redirects.
    pub address: String,
    /// What it is.
    pub kind: SubscriptionKind,
    /// Its own title.
    pub title: Option<String>,
    /// How it was found.
    pub how: &'static str,
    /// How many articles it names now; of an index of sitemaps, those of the newest part. Unknown (0)
    /// for what a list of subscriptions names.
    pub articles: usize,
    /// When the newest of them was published or changed: RFC 3339, or a day.
    pub newest: Option<String>,
}

/// Finds what can be subscribed to at an address, with a pause of `delay` between two requests.
///
/// # Errors
/// When nothing can be had from the address itself. A site that offers nothing is no error.
pub fn discover(web: &dyn Web, address: &Address, delay: Duration) -> Result<Found, Error> {
    let mut explorer = Explorer::start(web, address, delay)?;
    explorer.the_address_itself();
    if explorer.has_candidates() {
        return Ok(explorer.found());
    }
    explorer.named_feeds();
    if !explorer.has_articles() {
        explorer.common_feeds();
    }
    if !explorer.has_articles() {
        explorer.sitemaps();
    }
    if !explorer.has_articles() {
        explorer.section();
    }
    Ok(explorer.found())
}
