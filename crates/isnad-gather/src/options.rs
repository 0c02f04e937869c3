use std::{path::PathBuf, time::Duration};

use jiff::Timestamp;

/// What robots.txt may call these fetches: the product token of the user agent.
pub const AGENT: &str = "isnad";

/// How pages are brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// When the pages of files and of standard input were fetched. A file does not say: the day it
    /// was last written is not the day it was fetched. Addresses, listings and archives know their
    /// own times and leave this alone.
    pub fetched: Option<Timestamp>,
    /// How fetches name themselves to servers; see [`Options::name_contact`].
    pub user_agent: String,
    /// What one page may cost.
    pub limits: Limits,
    /// The folder below which the paths of a path list are looked for; the list's own folder where
    /// this is not said.
    pub base: Option<PathBuf>,
    /// Fetch from private, loopback and other internal addresses too. For tests, and for people
    /// who name an address inside their own network: never for addresses found in a page.
    pub allow_private: bool,
}

/// What one page may cost in memory and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest page in bytes, both as it comes and after decompression.
    ///
    /// By default 16 MiB, five times the largest of 345 news pages looked at. `recover` would read up
    /// to [`isnad::recover::MAX_BYTES`] (128 MiB), but it holds up to 15 bytes for a byte of the
    /// densest input (a page of nothing but `<p>a`; ordinary pages take two to six): with 16 MiB the
    /// process stays below 500 MB whatever comes.
    pub max_bytes: usize,
    /// How many bytes one compressed byte may become, by default 250. Pages shrink five to forty
    /// times; gzip at its extreme, which no page reaches by honest means, a thousand times. Only
    /// looked at beyond the first MiB.
    pub max_ratio: usize,
    /// The time for finding an address and, again, for connecting to it: 10 seconds.
    pub connect: Duration,
    /// The time for a whole fetch, redirects and body included: 30 seconds.
    pub total: Duration,
    /// How many redirects are followed: 5.
    pub redirects: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            max_bytes: 16 << 20,
            max_ratio: 250,
            connect: Duration::from_secs(10),
            total: Duration::from_secs(30),
            redirects: 5,
        }
    }
}

impl Default for Options {
    fn default() -> Options {
        Options {
            fetched: None,
            user_agent: user_agent(None),
            limits: Limits::default(),
            base: None,
            allow_private: false,
        }
    }
}

impl Options {
    /// Tells servers whom to write to about these fetches: an address or e-mail of the person who
    /// runs them, as polite fetchers give it.
    pub fn name_contact(&mut self, contact: &str) {
        self.user_agent = user_agent(Some(contact));
    }
}

fn user_agent(contact: Option<&str>) -> String {
    let product = concat!(
        "isnad/",
        env!("CARGO_PKG_VERSION_MAJOR"),
        ".",
        env!("CARGO_PKG_VERSION_MINOR")
    );
    match contact.map(str::trim).filter(|contact| !contact.is_empty()) {
        Some(contact) => format!("{product} (+{contact})"),
        None => product.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_agent_is_honest() {
        let mut options = Options::default();
        assert_eq!(options.user_agent, "isnad/0.1");
        assert_eq!(crate::robots::token(&options.user_agent), AGENT);
        options.name_contact("https://desk.example/contact");
        assert_eq!(
            options.user_agent,
            "isnad/0.1 (+https://desk.example/contact)"
        );
        options.name_contact("  ");
        assert_eq!(options.user_agent, "isnad/0.1");
    }

    #[test]
    fn the_default_limit_is_one_recover_accepts() {
        assert!(Limits::default().max_bytes <= isnad::recover::MAX_BYTES);
    }
}
