//! One request that waits for its host, and what it is for.

use std::{
    collections::{HashSet, VecDeque},
    time::Duration,
};

use isnad::model::{Hub, PartsRead, Subscription, Task};

use crate::{Address, Error, http::Answer};

use super::{contents::Contents, parts::PARTS, schedule::Wishes};

/// A request to be made.
#[derive(Debug)]
pub(super) struct Job {
    /// What is asked: the address of the errand, or where redirects to other hosts have led from it.
    pub(super) at: Address,
    /// How many redirects to other hosts there were.
    pub(super) hops: usize,
    /// Whether all redirects so far were permanent.
    pub(super) permanent: bool,
    pub(super) errand: Errand,
}

/// What a request is for.
#[derive(Debug)]
pub(super) enum Errand {
    /// The robots.txt of the host, before anything else there.
    Robots,
    Look(Box<Look>),
    Page(Box<Task>),
    /// Asks a hub to announce what is new: the subscription's address, and the hub.
    Hub(Box<(String, Hub)>),
}

/// A look at a subscription. An index of sitemaps takes several requests.
#[derive(Debug)]
pub(super) struct Look {
    pub(super) subscription: Subscription,
    /// Sitemaps of an index that are still to be read.
    pub(super) parts: VecDeque<Address>,
    /// All that were ever among `parts`.
    pub(super) named: HashSet<String>,
    /// Those that later looks are to read.
    pub(super) left: Option<PartsRead>,
    /// What was found so far.
    pub(super) found: Contents,
    /// It is past the subscription's own address, at one of the parts.
    pub(super) in_parts: bool,
    /// `ETag` and `Last-Modified` of the answer at the subscription's address, kept when the whole look
    /// has succeeded.
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
    /// What that answer says of when to come again.
    pub(super) wishes: Wishes,
    /// The subscription has another address from now on.
    pub(super) moves: bool,
}

/// What came of a request.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) host: String,
    pub(super) job: Job,
    pub(super) answer: Result<Answer, Error>,
    /// What stands in it, for looks that brought something; else why it cannot be read.
    pub(super) contents: Option<Result<Contents, String>>,
    /// What was made of a page that shows nothing without its scripts.
    pub(super) scripts: Option<Scripts>,
    pub(super) took: Duration,
}

/// A page that shows nothing without its scripts.
#[derive(Debug)]
pub(super) enum Scripts {
    /// There is no command that would run them.
    Unrun,
    /// The command could not.
    Failed(String),
    /// The page as the command shows it.
    Run(Vec<u8>),
}

impl Job {
    pub(super) fn new(at: Address, errand: Errand) -> Job {
        Job {
            at,
            hops: 0,
            permanent: true,
            errand,
        }
    }

    /// The queue it stands in: the host, with its port where that is unusual, whatever the scheme.
    pub(super) fn host(&self) -> String {
        self.at.authority()
    }
}

impl Look {
    pub(super) fn new(subscription: Subscription) -> Look {
        Look {
            subscription,
            parts: VecDeque::new(),
            named: HashSet::new(),
            left: None,
            found: Contents::default(),
            in_parts: false,
            etag: None,
            last_modified: None,
            wishes: Wishes::default(),
            moves: false,
        }
    }

    /// Puts sitemaps of an index to those that are to be read, each once, and not without end: an index may
    /// name others.
    pub(super) fn take_parts(&mut self, parts: Vec<Address>) {
        for part in parts {
            if self.named.len() < 2 * PARTS && self.named.insert(part.to_string()) {
                self.parts.push_back(part);
            }
        }
    }
}
