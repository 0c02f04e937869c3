//! One page from the web.
//!
//! ```no_run
//! use isnad_gather::{Address, Options, http::Client};
//!
//! let mut options = Options::default();
//! options.name_contact("https://desk.example/contact");
//! let client = Client::new(&options)?;
//! let gathered = client.fetch(&Address::parse("https://lennar.example/ferry")?)?;
//! println!("{} bytes", gathered.page.bytes.len());
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
//! HTTP/1.1 only. Certificates are checked against Mozilla's roots as built in (`webpki-roots`), not
//! the machine's own: an outlet behind a private authority cannot be fetched. A connection that
//! closes early is only noticed where the server announced the length.

mod problem;
mod resolver;
#[cfg(test)]
mod test_server;
#[cfg(test)]
mod tests;

use std::{io::Read, time::Instant};

use isnad::model::Page;
use jiff::Timestamp;
use ureq::{
    Agent, Body,
    http::{HeaderMap, HeaderValue, Response, header},
    unversioned::transport::DefaultConnector,
};

use crate::{
    Address, Error, Gathered, Limits, Options, Problem, address,
    media::{self, ContentType},
    read,
};
use problem::Failure;
use resolver::{Check, CheckedResolver};

/// What is asked for, in order of liking.
const ACCEPT: &str = "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1";

/// Fetches pages; keeps connections open for the next page of the same host. Cheap to clone, and
/// shared among threads.
#[derive(Clone, Debug)]
pub struct Client {
    agent: Agent,
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
        Client::with_check(options, check)
    }

    /// Tests bring a check of their own, to have both allowed and refused addresses on loopback.
    fn with_check(options: &Options, check: Check) -> Result<Client, Error> {
        // ureq panics on such a value.
        if HeaderValue::from_str(&options.user_agent).is_err() {
            return Err(Error::UserAgent(options.user_agent.clone()));
        }
        let config = Agent::config_builder()
            .user_agent(options.user_agent.as_str())
            .accept(ACCEPT)
            .accept_encoding("gzip")
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_resolve(Some(options.limits.connect))
            .timeout_connect(Some(options.limits.connect))
            .build();
        let resolver = CheckedResolver::new(check);
        Ok(Client {
            agent: Agent::with_parts(config, DefaultConnector::new(), resolver),
            limits: options.limits,
        })
    }

    /// Fetches one page. Its address is where the redirects ended, its time is now.
    ///
    /// # Errors
    /// [`Error::Fetch`], [`Error::TooLarge`], [`Error::Bomb`] or [`Error::Gzip`], each naming the
    /// address and, if it is another, the one that redirects led to.
    pub fn fetch(&self, address: &Address) -> Result<Gathered, Error> {
        let mut at = address.clone();
        let fetched = self.follow(&mut at);
        fetched
            .map(|page| Gathered {
                place: None,
                name: address.to_string(),
                page,
            })
            .map_err(|failure| failure.about(&way(address, &at), &self.limits))
    }

    /// Follows redirects until there is a page; `at` is where it has come to.
    fn follow(&self, at: &mut Address) -> Result<Page, Failure> {
        let start = Instant::now();
        for _ in 0..=self.limits.redirects {
            let response = self.get(at, start)?;
            let location = response.headers().get(header::LOCATION);
            match (response.status().as_u16(), location) {
                (200..=299, _) => return self.page(at, response),
                (301 | 302 | 303 | 307 | 308, Some(location)) => *at = redirect(at, location)?,
                (status, _) => return Err(problem::status(status).into()),
            }
        }
        Err(Problem::Redirects(self.limits.redirects).into())
    }

    /// One request, in what is left of the time.
    fn get(&self, address: &Address, start: Instant) -> Result<Response<Body>, Failure> {
        let left = self.limits.total.saturating_sub(start.elapsed());
        let request = self.agent.get(address.as_str());
        request
            .config()
            .timeout_global(Some(left))
            .build()
            .call()
            .map_err(|error| Failure::Client(Box::new(error)))
    }

    /// The page an answer brings.
    fn page(&self, address: &Address, response: Response<Body>) -> Result<Page, Failure> {
        let (head, body) = response.into_parts();
        let fetched = Some(Timestamp::now());
        let content_type = text_header(&head.headers, header::CONTENT_TYPE)
            .map(|value| media::content_type(&value));
        if let Some(never) = content_type.as_ref().filter(|it| it.is_never_text()) {
            return Err(Problem::NotText(never.name.clone()).into());
        }
        let bytes = self.body(&head.headers, body)?;
        Ok(Page {
            url: Some(address.to_string()),
            fetched,
            media_type: content_type
                .as_ref()
                .map(ContentType::media_type)
                .unwrap_or_default(),
            charset: content_type.and_then(|it| it.charset),
            bytes,
            item: None,
        })
    }

    /// The content, decompressed, within the limits.
    fn body(&self, headers: &HeaderMap, mut body: Body) -> Result<Vec<u8>, Failure> {
        if let Some(length) = body
            .content_length()
            .filter(|&length| length > self.limits.max_bytes as u64)
        {
            return Err(Failure::TooLarge(length));
        }
        let encoding = text_header(headers, header::CONTENT_ENCODING).unwrap_or_default();
        let reader: &mut dyn Read = &mut body.as_reader();
        let bytes = match encoding.trim().to_lowercase().as_str() {
            "" | "identity" => read::plain(reader, &self.limits),
            // Some servers name the encoding and then send plain text.
            "gzip" | "x-gzip" => read::either(reader, &self.limits),
            _ => return Err(Problem::Encoding(encoding).into()),
        };
        bytes.map_err(Failure::Stop)
    }
}

fn redirect(at: &Address, location: &HeaderValue) -> Result<Address, Failure> {
    let location = String::from_utf8_lossy(location.as_bytes());
    at.join(&location).map_err(|problem| {
        let to = address::shown(&location);
        Problem::Redirect { to, problem }.into()
    })
}

/// A header as text; bytes that are none become replacement characters.
fn text_header(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// The address a person gave, and the one it led to.
fn way(start: &Address, end: &Address) -> String {
    if start == end {
        start.to_string()
    } else {
        format!("{start} (redirected to {end})")
    }
}
