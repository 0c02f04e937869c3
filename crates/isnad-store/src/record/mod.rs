//! What is fetched as WARC records, and back.
//!
//! | of the page | in the record |
//! | --- | --- |
//! | address | `WARC-Target-URI`; a `response` for `http` and `https`, else a `resource` |
//! | bytes that no server sent | a `resource`, whatever the address |
//! | no address | a `resource` at `urn:isnad:` and the digest of the bytes |
//! | time of the fetch | `WARC-Date`; without one, the time of archiving and `Isnad-Fetched: unknown` |
//! | media type, character set | `Content-Type` of the HTTP answer or the resource; where that reads otherwise, `Isnad-Content-Type` |
//! | what a feed said of it | a `metadata` record before it, JSON, `WARC-Concurrent-To` the response |
//!
//! | of the exchange | in the record |
//! | --- | --- |
//! | request | a `request` record before it, `WARC-Concurrent-To` the response |
//! | status, header lines | the head of the `response`, as they came but for what follows |
//! | a body that was decompressed | stands decompressed: `Content-Encoding`, `Transfer-Encoding` and a `Content-Length` that is not its own are kept as `X-Crawler-Content-Encoding` and so on, and `Content-Length` is that of the body as it stands |
//! | a redirect on the way | an exchange like any, before the one it led to |
//! | what it was fetched for, unless to be read | `Isnad-Purpose: feed` or `robots` |
//! | nothing new: status 304, or the bytes held already | a `revisit` in place of the response, which names the one that holds the bytes |
//!
//! The response (or revisit) comes last: it is what makes an exchange whole.

mod content_type;
mod exchange;
mod head;

use isnad::model::{FeedItem, Page, Purpose};
use isnad_warc::Record;
use jiff::Timestamp;

pub(crate) use exchange::{Exchange, Written};

/// Starts the target of a page without an address.
const NO_ADDRESS: &str = "urn:isnad:";

/// The field that tells a page without a time of fetching.
const FETCHED: &str = "Isnad-Fetched";
const UNKNOWN: &str = "unknown";

/// The field that tells the media type and character set of a page whose carrier tells others.
const CONTENT_TYPE: &str = "Isnad-Content-Type";

/// The field that tells what is no page to be read.
const PURPOSE: &str = "Isnad-Purpose";
const PURPOSES: [(&str, Purpose); 2] = [("feed", Purpose::Feed), ("robots", Purpose::Robots)];

/// The field by which a record names the response it belongs to.
const CONCURRENT_TO: &str = "WARC-Concurrent-To";

/// What a record of the archive holds.
pub(crate) enum Content {
    /// A page to be read.
    Page(Page),
    /// The present state of something that leads to pages.
    Other(Page),
    /// What was said of the page in the response of this name, which follows.
    Item(String),
    /// The request whose answer follows.
    Request,
    /// Nothing that must be known.
    Nothing,
}

/// # Errors
/// When it holds something that cannot be taken out.
pub(crate) fn read(record: &Record) -> Result<Content, isnad_warc::Error> {
    match record.kind() {
        "request" => Ok(Content::Request),
        "metadata" => {
            let of = record.fields.get(CONCURRENT_TO).unwrap_or_default();
            Ok(Content::Item(of.to_owned()))
        }
        "response" | "resource" => read_answer(record),
        _ => Ok(Content::Nothing),
    }
}

fn read_answer(record: &Record) -> Result<Content, isnad_warc::Error> {
    let payload = record.payload()?;
    if !payload.status.is_none_or(is_success) {
        return Ok(Content::Nothing);
    }
    let told = record.fields.get(CONTENT_TYPE);
    let told = told.or(payload.content_type.as_deref());
    let (media_type, charset) = content_type::parse(told.unwrap_or_default());
    let uri = record.uri().filter(|uri| !uri.starts_with(NO_ADDRESS));
    let page = Page {
        url: uri.map(str::to_owned),
        fetched: fetched(record),
        media_type,
        charset,
        bytes: payload.body.into_owned(),
        item: None,
    };
    Ok(if record.fields.get(PURPOSE).is_none() {
        Content::Page(page)
    } else {
        Content::Other(page)
    })
}

/// What a feed said of a page; `None` when another version wrote it in a form not known here.
pub(crate) fn read_item(record: &Record) -> Option<FeedItem> {
    serde_json::from_slice(&record.block).ok()
}

fn fetched(record: &Record) -> Option<Timestamp> {
    if record.fields.get(FETCHED) == Some(UNKNOWN) {
        return None;
    }
    record.date()?.parse().ok()
}

fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

fn is_http(uri: &str) -> bool {
    let scheme = uri.split(':').next().unwrap_or_default();
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}
