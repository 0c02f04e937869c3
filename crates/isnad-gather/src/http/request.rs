//! What is asked for.

use isnad::model::Purpose;
use ureq::http::{HeaderName, HeaderValue, header};

use crate::Address;

/// One request for what stands at an address.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// Where to.
    pub address: &'a Address,
    /// What is expected there.
    pub accept: Accept,
    /// `ETag` of an earlier answer, as it came: if nothing has changed, the answer is 304.
    pub etag: Option<&'a str>,
    /// `Last-Modified` of an earlier answer, as it came; to the same end.
    pub last_modified: Option<&'a str>,
    /// Asked before each redirect is followed. If not, the redirect itself is the answer. May fetch
    /// in turn (robots.txt of the new host): its time does not count as time of this request.
    pub may_follow: &'a dyn Fn(&Address) -> bool,
}

impl<'a> Request<'a> {
    /// A request without conditions that follows redirects.
    pub fn new(address: &'a Address, accept: Accept) -> Request<'a> {
        Request {
            address,
            accept,
            etag: None,
            last_modified: None,
            may_follow: &|_| true,
        }
    }
}

/// What is expected of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Accept {
    /// A page: types that can hold no article (pictures, sound) are refused.
    #[default]
    Page,
    /// A feed or a sitemap, of whatever type the server calls it. Content that is itself gzip
    /// (`sitemap.xml.gz`) is decompressed.
    Feed,
    /// A robots.txt: what goes beyond [`crate::robots::MAX_BYTES`] is cut off.
    Robots,
}

impl Accept {
    /// What it is fetched for, as the archive notes it.
    pub(super) fn purpose(self) -> Purpose {
        match self {
            Accept::Page => Purpose::Page,
            Accept::Feed => Purpose::Feed,
            Accept::Robots => Purpose::Robots,
        }
    }

    /// The header of that name.
    pub(super) fn header(self) -> &'static str {
        match self {
            Accept::Page => "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1",
            Accept::Feed => {
                "application/atom+xml, application/rss+xml, application/feed+json, \
                 application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
            }
            Accept::Robots => "text/plain, */*;q=0.1",
        }
    }
}

/// A request as it goes out once: to one address, without its redirects.
pub(super) struct Message<'a> {
    pub(super) address: &'a Address,
    /// A form to send; without one nothing is sent but the head.
    pub(super) form: Option<&'a str>,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
}

impl<'a> Message<'a> {
    /// The message that asks `address`, where the request has come to by now.
    pub(super) fn new(
        request: &Request,
        address: &'a Address,
        form: Option<&'a str>,
        agent: &str,
    ) -> Message<'a> {
        let host = address.authority();
        let length = form.map(|form| form.len().to_string());
        let fields = [
            (header::HOST, Some(host.as_str())),
            (header::USER_AGENT, Some(agent)),
            (header::ACCEPT, Some(request.accept.header())),
            (header::ACCEPT_ENCODING, Some("gzip")),
            (header::IF_NONE_MATCH, request.etag),
            (header::IF_MODIFIED_SINCE, request.last_modified),
            (
                header::CONTENT_TYPE,
                form.map(|_| "application/x-www-form-urlencoded"),
            ),
            (header::CONTENT_LENGTH, length.as_deref()),
        ];
        // What a server once sent and cannot be sent back is left out: the answer is then a full one.
        let field = |(name, value): (HeaderName, Option<&str>)| {
            Some((name, HeaderValue::from_bytes(value?.as_bytes()).ok()?))
        };
        Message {
            address,
            form,
            headers: fields.into_iter().filter_map(field).collect(),
        }
    }

    pub(super) fn method(&self) -> &'static str {
        if self.form.is_some() { "POST" } else { "GET" }
    }

    /// The head as it goes out: request line, header lines, an empty line.
    pub(super) fn head(&self) -> Vec<u8> {
        let mut head = format!("{} {} HTTP/1.1\r\n", self.method(), self.address.target());
        for (name, value) in &self.headers {
            head.push_str(name.as_str());
            head.push_str(": ");
            head.push_str(&String::from_utf8_lossy(value.as_bytes()));
            head.push_str("\r\n");
        }
        head.push_str("\r\n");
        head.into_bytes()
    }
}
