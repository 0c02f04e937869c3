//! The looking around: what is asked for, and what came of it.

use std::{collections::HashSet, time::Duration};

use super::{
    Candidate, FEWEST_ARTICLES, Found, MAX_PAUSES, MAX_REQUESTS, Web, choose,
    listing::{self, Listing},
    places,
};
use crate::{
    Address, Error,
    http::{Accept, Answer},
    options::AGENT,
    outline::{Outline, outline},
    robots::{Outcome, Robots, Standing},
    section,
};

/// The most feeds that a page names of which each is looked at.
const MAX_NAMED: usize = 12;

/// The longest pause that a person's settings make of one between two requests here: somebody waits.
const LONGEST_DELAY: Duration = Duration::from_secs(10);

/// The most sitemaps of an index that are looked into.
const MAX_PARTS: usize = 2;

/// A discovery under way.
pub(super) struct Explorer<'a> {
    web: &'a dyn Web,
    /// The pause between two requests.
    delay: Duration,
    /// All pauses so far.
    paused: Duration,
    /// Where the first address led.
    here: Address,
    /// What stands there.
    first: Answer,
    page: Outline,
    robots: Option<Robots>,
    asked: HashSet<String>,
    requests: usize,
    candidates: Vec<Candidate>,
    /// The articles that each candidate names.
    links: Vec<Vec<String>>,
    needs_scripts: bool,
    /// Whether the address is itself what can be subscribed to, or a list of such.
    is_given: bool,
}

impl<'a> Explorer<'a> {
    pub(super) fn start(
        web: &'a dyn Web,
        address: &Address,
        delay: Duration,
    ) -> Result<Explorer<'a>, Error> {
        let first = web.get(address, Accept::Feed)?;
        if !first.is_success() {
            return Err(first.into_error(address));
        }
        let here = Address::parse(first.address()).unwrap_or_else(|_| address.clone());
        Ok(Explorer {
            web,
            delay: delay.min(LONGEST_DELAY),
            paused: Duration::ZERO,
            page: outline(&first.fetch.page),
            asked: HashSet::from([address.to_string(), here.to_string()]),
            here,
            first,
            robots: None,
            requests: 1,
            candidates: Vec::new(),
            links: Vec::new(),
            needs_scripts: false,
            is_given: false,
        })
    }

    pub(super) fn has_candidates(&self) -> bool {
        !self.candidates.is_empty()
    }

    /// Whether something worth subscribing to was found.
    pub(super) fn has_articles(&self) -> bool {
        !self.chosen().is_empty()
    }

    pub(super) fn found(self) -> Found {
        let named = |it: &Candidate| it.title.clone();
        let title = Some(self.page.title.clone()).filter(|title| !title.is_empty());
        Found {
            site: self
                .page
                .site
                .clone()
                .or(title)
                .or_else(|| self.candidates.first().and_then(named)),
            chosen: self.chosen(),
            needs_scripts: self.needs_scripts,
            candidates: self.candidates,
        }
    }

    /// What stands at the address itself is a choice that somebody has made, articles or not.
    fn chosen(&self) -> Vec<usize> {
        if self.is_given {
            return (0..self.candidates.len()).collect();
        }
        choose::choose(&self.candidates, &self.links)
    }

    /// The address as a feed, a sitemap, or a list of subscriptions.
    pub(super) fn the_address_itself(&mut self) {
        let first = self.first.clone();
        if let Some(parts) = self.take(&first, "the address itself") {
            self.is_given = true;
            self.look_into(&parts, false);
            return;
        }
        for (address, title) in listing::subscriptions(&first) {
            self.is_given = true;
            let address = self.here.join(&address).map(|it| it.to_string());
            if let Some(address) = address.ok().filter(|it| self.asked.insert(it.clone())) {
                self.candidates.push(Candidate {
                    address,
                    title,
                    how: "a list of subscriptions",
                    ..Candidate::default()
                });
            }
        }
    }

    /// The feeds that the page names in its head, then those it links to.
    pub(super) fn named_feeds(&mut self) {
        let relations = self.page.relations.iter().filter(|link| {
            link.rel
                .split_ascii_whitespace()
                .any(|rel| rel == "alternate")
                && places::FEED_TYPES.contains(&link.media_type.trim())
        });
        let links = self
            .page
            .links
            .iter()
            .filter(|link| leads_to_feed(&link.href));
        let named: Vec<(String, &str)> = relations
            .map(|link| (link.href.clone(), "a link tag of the page"))
            .chain(links.map(|link| (link.href.clone(), "a link of the page")))
            .collect();
        let base = self.base();
        let mut looked_at = 0;
        for (href, how) in named {
            let Ok(address) = base.join(&href) else {
                continue;
            };
            if looked_at < MAX_NAMED && !self.asked.contains(address.as_str()) {
                looked_at += 1;
                self.look(&address, how);
            }
        }
    }

    /// The first feed that stands where feeds commonly stand.
    pub(super) fn common_feeds(&mut self) {
        let section = self.here.path().trim_end_matches('/').to_owned();
        let below = places::SECTION_FEEDS
            .iter()
            .map(|path| format!("{section}{path}"));
        let from_root = places::FEEDS.iter().map(|&path| path.to_owned());
        let paths: Vec<String> = if section.is_empty() {
            from_root.collect()
        } else {
            below.chain(from_root).collect()
        };
        self.look_until_found(paths, "a common path");
    }

    /// The sitemaps that robots.txt names, then those in common places.
    pub(super) fn sitemaps(&mut self) {
        let named = self.robots().sitemaps().to_vec();
        self.look_until_found(named, "robots.txt");
        if !self.has_articles() {
            let common = places::SITEMAPS.iter().map(|&path| path.to_owned());
            self.look_until_found(common.collect(), "a common path");
        }
    }

    /// The page as a section, if it links to articles.
    pub(super) fn section(&mut self) {
        let links = section::links_of(&self.page, &self.here);
        if links.len() >= FEWEST_ARTICLES {
            self.candidates.push(Candidate {
                address: self.here.to_string(),
                kind: isnad::model::SubscriptionKind::Section,
                title: Some(self.page.title.clone()).filter(|title| !title.is_empty()),
                how: "links of the page",
                articles: links.len(),
                newest: None,
            });
            self.links.push(links);
        } else {
            self.needs_scripts = section::needs_scripts(&self.first.fetch.page);
        }
    }

    fn look_until_found(&mut self, places: Vec<String>, how: &'static str) {
        for place in places {
            if let Ok(address) = self.here.join(&place) {
                self.look(&address, how);
            }
            if self.has_articles() {
                return;
            }
        }
    }

    /// Asks for an address and keeps what stands there, if that can be subscribed to.
    fn look(&mut self, address: &Address, how: &'static str) {
        let parts = self.ask(address).and_then(|answer| self.take(&answer, how));
        self.look_into(&parts.unwrap_or_default(), true);
    }

    /// Counts the articles of an index of sitemaps, the last candidate, by the first of its parts that
    /// has some. The part for news has the new articles for good and can take the place of the index; of
    /// other parts there will be a next one, which only the index names.
    fn look_into(&mut self, parts: &[String], may_replace: bool) {
        let listing = parts.iter().take(MAX_PARTS).find_map(|part| {
            let answer = self.ask(&Address::parse(part).ok()?)?;
            let listing = Listing::of(&answer).filter(|it| !it.links.is_empty())?;
            Some((answer.address().to_owned(), listing))
        });
        let last = self.candidates.last_mut().zip(self.links.last_mut());
        let (Some((address, listing)), Some((candidate, links))) = (listing, last) else {
            return;
        };
        if may_replace && address.contains("news") {
            candidate.address = address;
        }
        candidate.articles = listing.links.len();
        candidate.newest = listing.newest;
        *links = listing.links;
    }

    /// Keeps what an answer brings as a candidate; gives the parts of an index.
    fn take(&mut self, answer: &Answer, how: &'static str) -> Option<Vec<String>> {
        let listing = Listing::of(answer)?;
        let address = answer.address().to_owned();
        if self.candidates.iter().any(|it| it.address == address) {
            return None;
        }
        self.candidates.push(Candidate {
            address,
            kind: listing.kind,
            title: listing.title,
            how,
            articles: listing.links.len(),
            newest: listing.newest,
        });
        self.links.push(listing.links);
        Some(listing.parts)
    }

    /// What stands at an address, if it is allowed, in the bounds, not asked for before, and there.
    fn ask(&mut self, address: &Address) -> Option<Answer> {
        let forbidden =
            section::same_site(address, &self.here) && !self.robots().allows(AGENT, address);
        let is_over =
            self.requests >= MAX_REQUESTS || self.paused.saturating_add(self.delay) > MAX_PAUSES;
        if forbidden || is_over || !self.asked.insert(address.to_string()) {
            return None;
        }
        self.pause();
        let answer = self.web.get(address, Accept::Feed).ok()?;
        answer.is_success().then_some(answer)
    }

    /// Lets the pause pass that stands before the next request, and counts both.
    fn pause(&mut self) {
        self.web.pause(self.delay);
        self.paused += self.delay;
        self.requests += 1;
    }

    /// The rules of the site, asked for once.
    fn robots(&mut self) -> &Robots {
        if self.robots.is_none() {
            self.pause();
            let answer = self
                .here
                .join("/robots.txt")
                .map(|it| self.web.get(&it, Accept::Robots));
            let outcome = match &answer {
                Ok(answer) => Outcome::of(answer.as_ref()),
                Err(_) => Outcome::Absent,
            };
            let now = self.first.fetch.page.fetched.unwrap_or_default();
            let rules = Standing::after(None, outcome, now).rules;
            self.delay = self.delay.max(rules.crawl_delay(AGENT).unwrap_or_default());
            self.robots = Some(rules);
        }
        self.robots.get_or_insert_default()
    }

    fn base(&self) -> Address {
        let base = self.page.base.as_deref();
        base.and_then(|base| self.here.join(base).ok())
            .unwrap_or_else(|| self.here.clone())
    }
}

/// Whether an address looks like that of a feed.
fn leads_to_feed(href: &str) -> bool {
    href.to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| places::FEED_WORDS.contains(&word))
}
