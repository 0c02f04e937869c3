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
//! | that it is to be read, where its media type is not that of a page | `Isnad-Purpose: page` |
//! | nothing new: status 304, or the bytes held already | a `revisit` in place of the response, which names the one that holds the bytes |
//!
//! The response (or revisit) comes last: it is what makes an exchange whole. How the fields that only Isnad
//! writes are read stands in [`isnad_warc::own`]: an archive says the same to whoever reads it.

mod content_type;
mod exchange;
mod head;

use isnad::model::{FeedItem, Page, Purpose};
use isnad_warc::{Record, own};

pub(crate) use exchange::{Exchange, Written};

/// Purposes by their names, but for that of what is to be read.
const PURPOSES: [(&str, Purpose); 2] = [("feed", Purpose::Feed), ("robots", Purpose::Robots)];

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
            let of = record.fields.get(own::CONCURRENT_TO).unwrap_or_default();
            Ok(Content::Item(of.to_owned()))
        }
        "response" | "resource" => read_answer(record),
        _ => Ok(Content::Nothing),
    }
}

fn read_answer(record: &Record) -> Result<Content, isnad_warc::Error> {
    let Some(answer) = record.answer()? else {
        return Ok(Content::Nothing);
    };
    let told = answer.content_type.unwrap_or_default();
    let page = Page {
        url: answer.url.map(str::to_owned),
        fetched: answer.fetched.and_then(|time| time.parse().ok()),
        media_type: content_type::media_type(&told),
        charset: told.charset,
        bytes: answer.body.into_owned(),
        item: None,
    };
    Ok(match record.fields.is_to_be_read() {
        Some(false) => Content::Other(page),
        _ => Content::Page(page),
    })
}

/// What a feed said of a page; `None` when another version wrote it in a form not known here.
pub(crate) fn read_item(record: &Record) -> Option<FeedItem> {
    serde_json::from_slice(&record.block).ok()
}

fn is_http(uri: &str) -> bool {
    let scheme = uri.split(':').next().unwrap_or_default();
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}
