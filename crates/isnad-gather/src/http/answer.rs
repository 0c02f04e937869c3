//! What came back.

use isnad::model::Fetch;
use jiff::Timestamp;

use super::{link, problem, way, when};
use crate::{Address, Error};

/// What a server answered, whatever its status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The last exchange: the one whose answer is no redirect that was followed. Content is read
    /// only where the status is 200 to 299; else it is empty. Header names are in lower case.
    pub fetch: Fetch,
    /// The redirects on the way, in order.
    pub hops: Vec<Hop>,
    /// The address to ask from now on: every redirect on the way said that it is for ever, and at
    /// the end there was an answer (200 to 299, or 304).
    pub moved: Option<Address>,
    /// Where the last answer redirects to, if [`Request::may_follow`](super::Request::may_follow)
    /// spoke against it.
    pub declined: Option<Address>,
}

/// One redirect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// What was asked.
    pub address: Address,
    /// The status of the answer.
    pub status: u16,
    /// Where it led.
    pub location: Address,
    /// The exchange, without what the answer may have brought beside its head.
    pub fetch: Fetch,
}

impl Hop {
    /// Whether the server said that it is for ever.
    pub fn is_permanent(&self) -> bool {
        matches!(self.status, 301 | 308)
    }
}

impl Answer {
    /// An answer at the end of some redirects.
    pub(super) fn new(fetch: Fetch, hops: Vec<Hop>, declined: Option<Address>) -> Answer {
        let found = matches!(fetch.status, 200..=299 | 304);
        let moved = hops
            .last()
            .filter(|_| found && hops.iter().all(Hop::is_permanent))
            .map(|hop| hop.location.clone());
        Answer {
            fetch,
            hops,
            moved,
            declined,
        }
    }

    /// Whether it brings content: status 200 to 299.
    pub fn is_success(&self) -> bool {
        matches!(self.fetch.status, 200..=299)
    }

    /// The error that an answer without content is to who asked for the content at `address`.
    pub fn into_error(self, address: &Address) -> Error {
        Error::Fetch {
            address: way(address.as_str(), self.address()),
            problem: problem::status(self.fetch.status),
        }
    }

    /// The address that answered, after redirects.
    pub fn address(&self) -> &str {
        self.fetch.page.url.as_deref().unwrap_or_default()
    }

    /// The first header of a name (in lower case).
    pub fn header(&self, name: &'static str) -> Option<&str> {
        self.headers(name).next()
    }

    /// All headers of a name (in lower case).
    pub fn headers(&self, name: &'static str) -> impl Iterator<Item = &str> {
        let fields = self.fetch.headers.iter();
        fields
            .filter(move |(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }

    /// What to send as [`Request::etag`](super::Request::etag) next time.
    pub fn etag(&self) -> Option<&str> {
        self.header("etag")
    }

    /// What to send as [`Request::last_modified`](super::Request::last_modified) next time.
    pub fn last_modified(&self) -> Option<&str> {
        self.header("last-modified")
    }

    /// When the server wants to be asked again (`Retry-After`, in seconds or as a date): not before
    /// `now`, and not beyond a week from then, whatever it says.
    pub fn retry_after(&self, now: Timestamp) -> Option<Timestamp> {
        when::retry_after(self.header("retry-after")?, now)
    }

    /// The targets of `Link` headers of a relation (`hub`, `self`, `alternate`), absolute, in order.
    pub fn links(&self, relation: &str) -> Vec<String> {
        let Ok(base) = Address::parse(self.address()) else {
            return Vec::new();
        };
        self.headers("link")
            .flat_map(link::links)
            .filter(|link| link.is(relation))
            .filter_map(|link| Some(base.join(link.target).ok()?.to_string()))
            .collect()
    }
}
