//! What archives of Isnad tell that the format has no field for.
//!
//! Isnad writes it in the fields named here; whoever reads an archive, its own or one that came from
//! elsewhere, asks [`Record::answer`] and [`Fields::is_to_be_read`], so that all read the same. Tools that
//! do not know the fields pass over them.

use std::borrow::Cow;

use crate::{ContentType, Error, Fields, Record};

/// Starts the target of a page without an address.
pub const NO_ADDRESS: &str = "urn:isnad:";

/// The field that tells a page without a time of fetching, by [`UNKNOWN`].
pub const FETCHED: &str = "Isnad-Fetched";

/// What stands where something is not known.
pub const UNKNOWN: &str = "unknown";

/// The field that tells the media type and character set of a page whose carrier tells others.
pub const CONTENT_TYPE: &str = "Isnad-Content-Type";

/// The field that tells what something was fetched for: [`PAGE`], or anything else for what only leads to
/// pages.
pub const PURPOSE: &str = "Isnad-Purpose";

/// The purpose of what is to be read. It is told only of pages whose `Content-Type` is not that of a page.
pub const PAGE: &str = "page";

/// The field by which a record names the response it belongs to.
pub const CONCURRENT_TO: &str = "WARC-Concurrent-To";

/// What a server sent, or what stands for it, with what its record tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer<'r> {
    /// The address; `None` for what has none.
    pub url: Option<&'r str>,
    /// When it was fetched, as in [`Record::date`]; `None` where the record says that nobody knows.
    pub fetched: Option<&'r str>,
    /// What it is said to be; `None` where nothing says.
    pub content_type: Option<ContentType>,
    /// The content, decompressed.
    pub body: Cow<'r, [u8]>,
}

impl Record {
    /// The successful answer that a `response`, `resource` or `conversion` holds; `None` for redirects and
    /// errors.
    ///
    /// # Errors
    /// As [`Record::payload`].
    pub fn answer(&self) -> Result<Option<Answer<'_>>, Error> {
        let payload = self.payload()?;
        if payload
            .status
            .is_some_and(|status| !(200..300).contains(&status))
        {
            return Ok(None);
        }
        let is_known = self.fields.get(FETCHED) != Some(UNKNOWN);
        let told = self.fields.get(CONTENT_TYPE);
        let told = told.or(payload.content_type.as_deref());
        Ok(Some(Answer {
            url: self.uri().filter(|uri| !uri.starts_with(NO_ADDRESS)),
            fetched: self.date().filter(|_| is_known),
            content_type: told.map(ContentType::parse),
            body: payload.body,
        }))
    }

    /// `WARC-Record-ID`: its name, by which others refer to it.
    pub fn id(&self) -> Option<&str> {
        self.fields.get("WARC-Record-ID")
    }
}

impl Fields {
    /// Whether what the record holds was fetched to be read, as Isnad's archives tell of feeds, robots.txt and
    /// all else that only leads to pages; `None` where nothing tells.
    pub fn is_to_be_read(&self) -> Option<bool> {
        self.get(PURPOSE).map(|purpose| purpose == PAGE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Draft, Reader, Writer};

    const HTTP: &str = "application/http;msgtype=response";

    fn record(kind: &str, content_type: &str, fields: &[(&str, &str)], block: &str) -> Record {
        let mut writer = Writer::new(Vec::new());
        let draft = Draft {
            kind,
            id: "<urn:uuid:1>",
            date: "2031-05-03T10:00:01Z",
            content_type,
            fields,
            block: &[block.as_bytes()],
        };
        writer.write(&draft).unwrap();
        let file = writer.into_inner();
        Reader::new(file.as_slice()).next().unwrap().unwrap()
    }

    #[test]
    fn an_answer_is_what_its_record_tells_of_it() {
        let uri = ("WARC-Target-URI", "https://lennar.example/a");
        let date = Some("2031-05-03T10:00:01Z");
        let ok = "HTTP/1.1 200 OK\r\nContent-Type: Text/HTML\r\n\r\nx";
        // Kind, type of the block, fields, block; address, time, type of the content.
        let cases = [
            (
                ("response", HTTP, vec![uri], ok),
                Some((Some(uri.1), date, Some("text/html"))),
            ),
            (
                (
                    "response",
                    HTTP,
                    vec![uri],
                    "HTTP/1.1 404 \r\nContent-Type: text/html\r\n\r\nx",
                ),
                None,
            ),
            (
                (
                    "response",
                    HTTP,
                    vec![uri, (CONTENT_TYPE, "text/plain")],
                    ok,
                ),
                Some((Some(uri.1), date, Some("text/plain"))),
            ),
            (
                (
                    "resource",
                    "text/html",
                    vec![
                        ("WARC-Target-URI", "urn:isnad:sha256:7"),
                        (FETCHED, UNKNOWN),
                    ],
                    "x",
                ),
                Some((None, None, Some("text/html"))),
            ),
            (
                ("response", HTTP, vec![uri], "HTTP/1.1 200 OK\r\n\r\nx"),
                Some((Some(uri.1), date, None)),
            ),
        ];
        for ((kind, content_type, fields, block), expected) in cases {
            let record = record(kind, content_type, &fields, block);
            let answer = record.answer().unwrap();
            if let Some(answer) = &answer {
                assert_eq!(&*answer.body, b"x", "{block}");
            }
            let found = answer.as_ref().map(|answer| {
                let name = answer.content_type.as_ref().map(|it| it.name.as_str());
                (answer.url, answer.fetched, name)
            });
            assert_eq!(found, expected, "{fields:?} {block}");
        }
    }

    #[test]
    fn what_only_leads_to_pages_says_so() {
        for (fields, expected) in [
            (vec![], None),
            (vec![(PURPOSE, "feed")], Some(false)),
            (vec![(PURPOSE, "robots")], Some(false)),
            (vec![(PURPOSE, PAGE)], Some(true)),
        ] {
            let record = record("resource", "text/html", &fields, "x");
            assert_eq!(record.fields.is_to_be_read(), expected, "{fields:?}");
        }
    }
}
