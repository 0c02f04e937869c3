//! What the web answers: pages, feeds, robots.txt.
//!
//! [`Client::fetch`] is for who wants one page and nothing else. [`Client::get`] gives every answer
//! there is with all that a collector has to know of it: status, headers, redirects.
//!
//! ```no_run
//! use isnad_gather::{Address, Options, http::{Accept, Client, Request}};
//!
//! let mut options = Options::default();
//! options.name_contact("https://desk.example/contact");
//! let client = Client::new(&options)?;
//! let gathered = client.fetch(&Address::parse("https://lennar.example/ferry")?)?;
//! println!("{} bytes", gathered.page.bytes.len());
//!
//! let feed = Address::parse("https://lennar.example/feed")?;
//! let answer = client.get(&Request {
//!     etag: Some("\"5f3a\""),
//!     ..Request::new(&feed, Accept::Feed)
//! })?;
//! if answer.fetch.status == 304 {
//!     println!("nothing new");
//! }
//! # Ok::<(), isnad_gather::Error>(())
//! ```
//!
//! # What a fetch may do
//!
//! Only http and https, only public addresses ([`crate::address`]): the address a name was resolved
//! to is checked, and that same address is connected to, so a name cannot change its mind in
//! between. Redirects are followed here, one by one, each through the same checks. No proxy is
//! taken from the environment: it would connect in our place, unchecked. Time, size before and after
//! decompression, ratio and headers (128 lines, 64 KiB) are limited; see [`crate::Limits`].
//!
//! # Why ureq
//!
//! Of the two clients with a TLS back end without C tool chains beyond `ring` and a place to hook
//! the address check in, measured in a clean release build on two cores: `ureq` with `url` 54 CPU
//! seconds and 3.4 MB, `reqwest` 78 and 4.5 MB; of the seconds that the server's own crates do not
//! spend anyway, 46 against 51. A blocking client also fits an iterator that gives one page at a
//! time, and runs on any thread without a runtime: many sources are a pool of some dozen threads,
//! as a polite fetcher has few connections open at once. `url` is there because addresses must be
//! read as browsers read them (`0x7f.1`, Arabic domain names, relative redirects).
//!
//! # Limits
//!
//! HTTP/1.1 only. Cookies are neither kept nor sent. Certificates are checked against Mozilla's roots as built in (`webpki-roots`), not
//! the machine's own: an outlet behind a private authority cannot be fetched. A connection that
//! closes early is only noticed where the server announced the length.

mod answer;
mod exchange;
#[cfg(test)]
mod get_tests;
mod link;
#[cfg(test)]
mod loopback;
mod problem;
mod request;
mod resolver;
#[cfg(test)]
mod safety_tests;
#[cfg(test)]
mod test_server;
#[cfg(test)]
mod tests;
mod when;

pub use answer::{Answer, Hop};
pub use request::{Accept, Request};

use ureq::{Agent, http::HeaderValue, unversioned::transport::DefaultConnector};
use url::form_urlencoded::Serializer;

use crate::{Address, Error, Gathered, Limits, Options, address};
use exchange::Exchange;
use resolver::{Check, CheckedResolver};

/// Fetches pages; keeps connections open for the next page of the same host. Cheap to clone, and
/// shared among threads.
#[derive(Clone, Debug)]
pub struct Client {
    agent: Agent,
    user_agent: String,
    limits: Limits,
}

impl Client {
    /// A client that follows the options.
    ///
    /// # Errors
    /// [`Error::UserAgent`] when the user agent cannot stand in a header.
    pub fn new(options: &Options) -> Result<Client, Error> {
        let check: Check = if options.allow_private {
            |_| None
        } else {
            address::refusal
        };
        Client::with_resolver(options, CheckedResolver::new(check))
    }

    /// Tests bring checks and names of their own, to have both allowed and refused addresses on
    /// loopback.
    fn with_resolver(options: &Options, resolver: CheckedResolver) -> Result<Client, Error> {
        if HeaderValue::from_str(&options.user_agent).is_err() {
            return Err(Error::UserAgent(options.user_agent.clone()));
        }
        let config = Agent::config_builder()
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_resolve(Some(options.limits.connect))
            .timeout_connect(Some(options.limits.connect))
            .build();
        Ok(Client {
            agent: Agent::with_parts(config, DefaultConnector::new(), resolver),
            user_agent: options.user_agent.clone(),
            limits: options.limits,
        })
    }

    /// Fetches one page. Its address is where the redirects ended, its time is now.
    ///
    /// # Errors
    /// [`Error::Fetch`], [`Error::TooLarge`], [`Error::Bomb`] or [`Error::Gzip`], each naming the
    /// address and, if it is another, the one that redirects led to. A status outside 200 to 299 is
    /// an error, too.
    pub fn fetch(&self, address: &Address) -> Result<Gathered, Error> {
        let answer = self.get(&Request::new(address, Accept::Page))?;
        if !answer.is_success() {
            return Err(answer.into_error(address));
        }
        Ok(Gathered {
            place: None,
            name: address.to_string(),
            page: answer.fetch.page,
        })
    }

    /// Asks for what stands at an address and follows redirects. Every answer is `Ok`, whatever its
    /// status.
    ///
    /// # Errors
    /// As of [`Client::fetch`], but for the status.
    pub fn get(&self, request: &Request) -> Result<Answer, Error> {
        self.exchange(request, None)
    }

    /// Sends a form, as a WebSub hub is subscribed to: names and values. Sent again where the answer
    /// is 307 or 308; other redirects are answers like any.
    ///
    /// # Errors
    /// As of [`Client::get`].
    pub fn post(&self, address: &Address, form: &[(&str, &str)]) -> Result<Answer, Error> {
        let form = Serializer::new(String::new()).extend_pairs(form).finish();
        self.exchange(&Request::new(address, Accept::Feed), Some(&form))
    }

    fn exchange(&self, request: &Request, form: Option<&str>) -> Result<Answer, Error> {
        let mut exchange = Exchange::new(self, request, form);
        exchange.run().map_err(|failure| {
            let way = way(request.address.as_str(), exchange.at.as_str());
            failure.about(&way, &self.limits)
        })
    }
}

/// The address a person gave, and the one it led to.
fn way(start: &str, end: &str) -> String {
    if start == end {
        start.to_owned()
    } else {
        format!("{start} (redirected to {end})")
    }
}
