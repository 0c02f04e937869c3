//! Writing what was fetched.

use std::io::Write;

use isnad::model::{Fetch, MediaType, Page, Purpose};
use isnad_warc::{
    ContentType, Draft, Error, Place, Record, Writer,
    own::{CONCURRENT_TO, CONTENT_TYPE, FETCHED, NO_ADDRESS, PAGE, PURPOSE, UNKNOWN},
    record_id,
};
use jiff::Timestamp;

use super::{PURPOSES, content_type, head, is_http};

/// Why a revisit holds no bytes of its own.
const UNMODIFIED: &str = "http://netpreserve.org/warc/1.1/revisit/server-not-modified";
const IDENTICAL: &str = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";

/// The status of an answer that says "as before".
const NOT_MODIFIED: u16 = 304;

/// A request and its answer on their way into the archive, or a page that came by another way.
pub(crate) struct Exchange<'a> {
    page: &'a Page,
    status: u16,
    request: &'a [u8],
    purpose: Purpose,
    uri: String,
    date: String,
    /// The digest of the page's bytes.
    pub(crate) digest: String,
    /// The HTTP head of the answer; `None` for what came by another way.
    head: Option<Vec<u8>>,
    /// `Content-Type` of the content.
    content_type: Option<String>,
    /// The name of the record that holds the page.
    id: String,
}

/// Where an exchange stands.
pub(crate) struct Written {
    /// The record that holds the page.
    pub(crate) page: Place,
    /// The record that holds what a feed said of it.
    pub(crate) item: Option<Place>,
}

impl<'a> Exchange<'a> {
    /// A page by itself. `now` stands for the time of a fetch that is not known.
    pub(crate) fn of_page(page: &'a Page, now: Timestamp) -> Exchange<'a> {
        let content_type = content_type::write(page);
        let line = |value: &String| ("Content-Type".to_owned(), value.clone());
        let headers: Vec<_> = content_type.iter().map(line).collect();
        Exchange {
            content_type,
            ..Exchange::new(page, 200, &headers, now)
        }
    }

    /// A page whose bytes no server sent.
    pub(crate) fn of_made(page: &'a Page, now: Timestamp) -> Exchange<'a> {
        Exchange {
            head: None,
            ..Exchange::of_page(page, now)
        }
    }

    /// A whole exchange.
    pub(crate) fn of_fetch(fetch: &'a Fetch, now: Timestamp) -> Exchange<'a> {
        let told = head::value(&fetch.headers, "Content-Type");
        let exchange = Exchange::new(&fetch.page, fetch.status, &fetch.headers, now);
        Exchange {
            request: &fetch.request,
            purpose: purpose(fetch, &ContentType::parse(told.unwrap_or_default())),
            content_type: told.map(str::to_owned),
            ..exchange
        }
    }

    fn new(
        page: &'a Page,
        status: u16,
        headers: &[(String, String)],
        now: Timestamp,
    ) -> Exchange<'a> {
        let digest = isnad_warc::sha256(&page.bytes);
        let uri = match page.url.as_deref() {
            Some(url) if !url.is_empty() => url.to_owned(),
            _ => format!("{NO_ADDRESS}{}", digest.trim_end_matches('=')),
        };
        let date = page.fetched.unwrap_or(now).to_string();
        let head = is_http(&uri).then(|| head::head(status, headers, page.bytes.len()));
        let parts = [&uri, &date, &digest].map(String::as_bytes);
        let id = record_id(&[&parts[..], &[head.as_deref().unwrap_or_default()]].concat());
        Exchange {
            page,
            status,
            request: &[],
            purpose: Purpose::Page,
            uri,
            date,
            digest,
            head,
            content_type: None,
            id,
        }
    }

    /// Its address, when it has one.
    pub(crate) fn url(&self) -> Option<&str> {
        self.page.url.as_deref().filter(|url| !url.is_empty())
    }

    /// Its address, or what stands for one in the archive.
    pub(crate) fn uri(&self) -> &str {
        &self.uri
    }

    pub(crate) fn fetched(&self) -> Option<Timestamp> {
        self.page.fetched
    }

    /// Whether a feed said something of the page.
    pub(crate) fn has_item(&self) -> bool {
        self.page.item.is_some()
    }

    /// Whether it is an answer of a web server.
    pub(crate) fn is_http(&self) -> bool {
        self.head.is_some()
    }

    /// Whether it holds a page that is to be read.
    pub(crate) fn is_page(&self) -> bool {
        self.purpose == Purpose::Page
    }

    /// Whether the answer holds what was asked for.
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether the server says that nothing changed.
    pub(crate) fn is_unmodified(&self) -> bool {
        self.status == NOT_MODIFIED
    }

    /// The bytes of the record that holds the page, but for the header.
    pub(crate) fn size(&self) -> usize {
        self.page.bytes.len() + self.head.as_ref().map_or(0, Vec::len)
    }

    /// Writes all of it.
    pub(crate) fn write<W: Write>(&self, writer: &mut Writer<W>) -> Result<Written, Error> {
        self.write_request(writer)?;
        let item = self.write_item(writer)?;
        let mut fields = vec![("WARC-Payload-Digest", self.digest.as_str())];
        fields.extend(self.own_fields());
        let told = ContentType::parse(self.content_type.as_deref().unwrap_or_default());
        let meant = content_type::write(self.page);
        let says = (content_type::media_type(&told), &told.charset);
        if says != (self.page.media_type, &self.page.charset) {
            fields.push((CONTENT_TYPE, meant.as_deref().unwrap_or(UNKNOWN)));
        }
        if self.is_page() && self.page.media_type == MediaType::Unknown {
            fields.push((PURPOSE, PAGE));
        }
        let page = match &self.head {
            Some(head) => writer.write(&Draft {
                kind: "response",
                content_type: "application/http;msgtype=response",
                block: &[head, &self.page.bytes],
                ..self.draft(&self.id, &fields)
            }),
            None => writer.write(&Draft {
                kind: "resource",
                content_type: self
                    .content_type
                    .as_deref()
                    .unwrap_or("application/octet-stream"),
                block: &[&self.page.bytes],
                ..self.draft(&self.id, &fields)
            }),
        }?;
        Ok(Written { page, item })
    }

    /// Writes that the answer is what `held` holds.
    pub(crate) fn write_revisit<W: Write>(
        &self,
        writer: &mut Writer<W>,
        held: &Record,
    ) -> Result<(), Error> {
        self.write_request(writer)?;
        let field = |name| held.fields.get(name).unwrap_or_default();
        let is_unmodified = self.is_unmodified();
        let profile = if is_unmodified { UNMODIFIED } else { IDENTICAL };
        let mut fields = vec![
            ("WARC-Profile", profile),
            ("WARC-Refers-To", held.id().unwrap_or_default()),
            ("WARC-Refers-To-Target-URI", held.uri().unwrap_or_default()),
            ("WARC-Refers-To-Date", field("WARC-Date")),
            ("WARC-Payload-Digest", field("WARC-Payload-Digest")),
        ];
        fields.extend(self.own_fields());
        let head = self.head.as_deref().unwrap_or_default();
        writer.write(&Draft {
            kind: "revisit",
            content_type: "application/http;msgtype=response",
            block: &[head],
            ..self.draft(&self.id, &fields)
        })?;
        Ok(())
    }

    fn write_request<W: Write>(&self, writer: &mut Writer<W>) -> Result<(), Error> {
        if self.request.is_empty() || self.head.is_none() {
            return Ok(());
        }
        let end: &[u8] = if self.request.ends_with(b"\r\n\r\n") {
            b""
        } else {
            b"\r\n"
        };
        let fields = [
            ("WARC-Target-URI", self.uri.as_str()),
            (CONCURRENT_TO, &self.id),
        ];
        let id = record_id(&[b"request", self.id.as_bytes(), self.request]);
        writer.write(&Draft {
            kind: "request",
            id: &id,
            date: &self.date,
            content_type: "application/http;msgtype=request",
            fields: &fields,
            block: &[self.request, end],
        })?;
        Ok(())
    }

    fn write_item<W: Write>(&self, writer: &mut Writer<W>) -> Result<Option<Place>, Error> {
        let Some(item) = &self.page.item else {
            return Ok(None);
        };
        let json = serde_json::to_vec(item).map_err(std::io::Error::from)?;
        let fields = [
            ("WARC-Target-URI", self.uri.as_str()),
            (CONCURRENT_TO, &self.id),
        ];
        let id = record_id(&[b"metadata", self.id.as_bytes(), &json]);
        let place = writer.write(&Draft {
            kind: "metadata",
            id: &id,
            date: &self.date,
            content_type: "application/json",
            fields: &fields,
            block: &[&json],
        })?;
        Ok(Some(place))
    }

    /// The fields that only Isnad reads, and the target.
    fn own_fields(&self) -> Vec<(&str, &str)> {
        let mut fields = vec![("WARC-Target-URI", self.uri.as_str())];
        if self.page.fetched.is_none() {
            fields.push((FETCHED, UNKNOWN));
        }
        let purpose = PURPOSES.iter().find(|(_, kind)| *kind == self.purpose);
        fields.extend(purpose.map(|(name, _)| (PURPOSE, *name)));
        fields
    }

    fn draft<'d>(&'d self, id: &'d str, fields: &'d [(&'d str, &'d str)]) -> Draft<'d> {
        Draft {
            id,
            date: &self.date,
            fields,
            ..Draft::default()
        }
    }
}

/// What a fetch was for, as far as the answer tells too: nobody reads a feed as a page because a
/// link led there.
fn purpose(fetch: &Fetch, told: &ContentType) -> Purpose {
    let path = fetch.page.url.as_deref().unwrap_or_default();
    match fetch.purpose {
        Purpose::Page if content_type::is_feed(told) => Purpose::Feed,
        Purpose::Page if path.ends_with("/robots.txt") => Purpose::Robots,
        told => told,
    }
}

#[cfg(test)]
mod tests {
    use isnad::model::{MediaType, Page};
    use isnad_warc::{Reader, Writer};
    use jiff::Timestamp;

    use super::{
        super::{Content, read},
        Exchange,
    };

    fn round_trip(page: &Page) -> Page {
        let now: Timestamp = "2031-05-03T10:00:00Z".parse().unwrap();
        let mut writer = Writer::new(Vec::new());
        Exchange::of_page(page, now).write(&mut writer).unwrap();
        let file = writer.into_inner();
        let record = Reader::new(file.as_slice()).next().unwrap().unwrap();
        match read(&record).unwrap() {
            Content::Page(page) => page,
            _ => panic!("no page: {record:?}"),
        }
    }

    #[test]
    fn every_part_of_a_page_comes_back() {
        let urls = [
            None,
            Some("https://lennar.example/a?b=c#d"),
            Some("HTTP://lennar.example/أخبار"),
            Some("file:///harbour.html"),
            Some("urn:other:1"),
        ];
        let times = [
            None,
            Some("2031-05-03T10:00:01.123456789Z"),
            Some("0099-01-01T00:00:00Z"),
        ];
        let kinds = [MediaType::Unknown, MediaType::Html, MediaType::Text];
        let charsets = [
            None,
            Some("utf-8"),
            Some("windows-1256"),
            Some(""),
            Some("a \"b\\; c"),
        ];
        let bodies: [&[u8]; 3] = [b"", b"Harbour reopens", &[0x1f, 0x8b, 8, 0, 0xff, 13, 10]];
        for url in urls {
            for time in times {
                for media_type in kinds {
                    for charset in charsets {
                        for bytes in bodies {
                            let page = Page {
                                url: url.map(str::to_owned),
                                fetched: time.map(|time| time.parse().unwrap()),
                                media_type,
                                charset: charset.map(str::to_owned),
                                bytes: bytes.to_vec(),
                                item: None,
                            };
                            assert_eq!(round_trip(&page), page);
                        }
                    }
                }
            }
        }
    }
}
