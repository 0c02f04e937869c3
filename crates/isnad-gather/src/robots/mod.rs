//! What a site asks of robots: robots.txt (RFC 9309). Pure.
//!
//! ```
//! use isnad_gather::{Address, robots::Robots};
//!
//! let robots = Robots::parse(b"User-agent: *\nDisallow: /search\nCrawl-delay: 2\n");
//! let address = Address::parse("https://lennar.example/search?q=ferry")?;
//! assert!(!robots.allows("isnad", &address));
//! assert_eq!(robots.crawl_delay("isnad").map(|delay| delay.as_secs()), Some(2));
//! # Ok::<(), isnad_gather::Error>(())
//! ```
//!
//! # Where the specification leaves a choice
//!
//! What people obviously meant counts: missing colons, misspelt names, a version behind an agent's
//! name, `index.html` for its folder. Percent-encoded letters that need no encoding are the same as
//! the letters where a rule forbids, and are not where it allows: in doubt nothing is fetched.
//! How long a robots.txt holds, and what holds while it cannot be had, is in [`Standing`].
//!
//! # Limits
//!
//! `Request-rate`, `Visit-time` and `Host` are not read; nobody agrees on what they mean.

mod parse;
mod pattern;
mod standing;

use std::time::Duration;

use crate::Address;
use pattern::{Pattern, Target};
pub use standing::{Outcome, Standing};

/// How much of a robots.txt is read, in bytes: what RFC 9309 asks at least for. What stands behind
/// counts as not written.
pub const MAX_BYTES: usize = 500 << 10;

/// The longest delay between two requests that is believed. Longer ones are mistakes (milliseconds)
/// or shut the site by another name, for which there is `Disallow`.
pub const MAX_DELAY: Duration = Duration::from_secs(3600);

/// The rules of one robots.txt.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Robots {
    groups: Vec<Group>,
    sitemaps: Vec<String>,
}

/// Rules for some robots.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
struct Group {
    /// Product tokens in lower case; `*` for all that are named nowhere.
    agents: Vec<String>,
    rules: Vec<Rule>,
    delay: Option<Duration>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    allows: bool,
    pattern: Pattern,
}

impl Robots {
    /// Reads a robots.txt. Whatever the bytes are, there is a result: what is no rule is passed over.
    pub fn parse(bytes: &[u8]) -> Robots {
        parse::robots(within_limit(bytes))
    }

    /// Rules that allow everything: there is no robots.txt.
    pub fn all() -> Robots {
        Robots::default()
    }

    /// Rules that allow nothing: whether there is a robots.txt is not known.
    pub fn none() -> Robots {
        Robots::parse(b"user-agent: *\ndisallow: /")
    }

    /// Whether a robot may fetch an address of this site.
    ///
    /// `agent` is the product token alone (`isnad`): see [`token`].
    pub fn allows(&self, agent: &str, address: &Address) -> bool {
        address.path() == "/robots.txt" || self.allows_target(agent, address.target())
    }

    /// The same for path and query, percent-encoded, as they stand in a request.
    pub fn allows_target(&self, agent: &str, target: &str) -> bool {
        let target = Target::new(target);
        self.groups_for(agent)
            .flat_map(|group| &group.rules)
            .filter(|rule| rule.pattern.matches(&target))
            .max_by_key(|rule| (rule.pattern.length(), rule.allows))
            .is_none_or(|rule| rule.allows)
    }

    /// The time that is to pass between two requests of a robot; at most [`MAX_DELAY`].
    pub fn crawl_delay(&self, agent: &str) -> Option<Duration> {
        self.groups_for(agent).filter_map(|group| group.delay).max()
    }

    /// The sitemaps it names, as written, each once.
    pub fn sitemaps(&self) -> &[String] {
        &self.sitemaps
    }

    /// The groups that name a robot; the groups for all if none does.
    fn groups_for(&self, agent: &str) -> impl Iterator<Item = &Group> {
        let agent = agent.to_ascii_lowercase();
        let named = self.groups.iter().any(|group| group.names(&agent));
        let agent = if named { agent } else { "*".to_owned() };
        self.groups.iter().filter(move |group| group.names(&agent))
    }
}

impl Group {
    fn names(&self, agent: &str) -> bool {
        self.agents.iter().any(|name| name == agent)
    }
}

/// The lines that end within the limit: half a rule would be another rule.
fn within_limit(bytes: &[u8]) -> &[u8] {
    let Some(bytes) = bytes.get(..MAX_BYTES) else {
        return bytes;
    };
    let end = bytes.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'));
    bytes.get(..end.unwrap_or_default()).unwrap_or_default()
}

/// The product token of a user agent: `isnad` of `isnad/0.1 (+https://desk.example/)`. By the
/// specification it is made of ASCII letters, `_` and `-`; it ends before anything else, digits too.
pub fn token(user_agent: &str) -> &str {
    let end =
        user_agent.find(|letter: char| !(letter.is_ascii_alphabetic() || "-_".contains(letter)));
    user_agent
        .get(..end.unwrap_or(user_agent.len()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
