//! A page as a WARC record, and back.
//!
//! | of the page | in the record |
//! | --- | --- |
//! | address | `WARC-Target-URI`; a `response` for `http` and `https`, else a `resource` |
//! | no address | a `resource` at `urn:isnad:` and the digest of the bytes |
//! | time of the fetch | `WARC-Date`; without one, the time of archiving and `Isnad-Fetched: unknown` |
//! | media type, character set | `Content-Type` of the HTTP answer or the resource |

use std::io::Write;

use isnad::model::{MediaType, Page};
use isnad_warc::{Capture, Place, Record, Writer};
use jiff::Timestamp;

/// Starts the target of a page without an address.
const NO_ADDRESS: &str = "urn:isnad:";

/// The field that tells a page without a time of fetching.
const FETCHED: &str = "Isnad-Fetched";
const UNKNOWN: &str = "unknown";

/// The media types by their names in `Content-Type`; the first of a type is the one to write.
const MEDIA_TYPES: [(&str, MediaType); 4] = [
    ("text/html", MediaType::Html),
    ("application/xhtml+xml", MediaType::Html),
    ("text/plain", MediaType::Text),
    // Any other name is unknown too; this one carries a character set when there is no name.
    ("application/octet-stream", MediaType::Unknown),
];

/// Writes a page whose bytes have this digest.
pub(crate) fn write<W: Write>(
    writer: &mut Writer<W>,
    page: &Page,
    digest: &str,
    now: Timestamp,
) -> Result<Place, isnad_warc::Error> {
    let urn;
    let uri = match page.url.as_deref() {
        Some(url) if !url.is_empty() => url,
        _ => {
            urn = format!("{NO_ADDRESS}{}", digest.trim_end_matches('='));
            &urn
        }
    };
    let content_type = content_type(page);
    let capture = Capture {
        uri,
        date: &page.fetched.unwrap_or(now).to_string(),
        content_type: content_type.as_deref(),
        body: &page.bytes,
        fields: if page.fetched.is_some() {
            &[]
        } else {
            &[(FETCHED, UNKNOWN)]
        },
    };
    if is_http(uri) {
        writer.response(&capture)
    } else {
        writer.resource(&capture)
    }
}

/// The page of a record; `None` for records that hold none.
pub(crate) fn read(record: &Record) -> Option<Result<Page, isnad_warc::Error>> {
    if !matches!(record.kind(), "response" | "resource") {
        return None;
    }
    Some(record.payload().map(|payload| {
        let (media_type, charset) =
            parse_content_type(payload.content_type.as_deref().unwrap_or_default());
        Page {
            url: record
                .uri()
                .filter(|uri| !uri.starts_with(NO_ADDRESS))
                .map(str::to_owned),
            fetched: fetched(record),
            media_type,
            charset,
            bytes: payload.body.into_owned(),
            item: None,
        }
    }))
}

fn fetched(record: &Record) -> Option<Timestamp> {
    if record.fields.get(FETCHED) == Some(UNKNOWN) {
        return None;
    }
    record.date()?.parse().ok()
}

fn is_http(uri: &str) -> bool {
    let scheme = uri.split(':').next().unwrap_or_default();
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

/// `None` where the carrier said nothing.
fn content_type(page: &Page) -> Option<String> {
    let known = MEDIA_TYPES
        .iter()
        .find(|(_, kind)| *kind == page.media_type);
    let (name, kind) = known?;
    match &page.charset {
        Some(charset) => Some(format!("{name}; charset={}", quoted(charset))),
        None if *kind == MediaType::Unknown => None,
        None => Some((*name).to_owned()),
    }
}

/// A parameter's value as HTTP writes it. Control characters cannot stand in a header.
fn quoted(value: &str) -> String {
    let is_token = |letter: char| letter.is_ascii_alphanumeric() || "-_.:+".contains(letter);
    if !value.is_empty() && value.chars().all(is_token) {
        return value.to_owned();
    }
    let mut text = String::from("\"");
    for letter in value.chars().filter(|letter| !letter.is_control()) {
        if matches!(letter, '"' | '\\') {
            text.push('\\');
        }
        text.push(letter);
    }
    text.push('"');
    text
}

fn parse_content_type(value: &str) -> (MediaType, Option<String>) {
    let (name, parameters) = value.split_once(';').unwrap_or((value, ""));
    let kind = MEDIA_TYPES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name.trim()))
        .map_or(MediaType::Unknown, |(_, kind)| *kind);
    let charset = parameters.trim().strip_prefix("charset=").map(unquoted);
    (kind, charset)
}

fn unquoted(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"') else {
        return value.to_owned();
    };
    let mut text = String::new();
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => break,
            '\\' => text.extend(letters.next()),
            _ => text.push(letter),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use isnad::model::{MediaType, Page};
    use isnad_warc::{Reader, Writer};
    use jiff::Timestamp;

    use super::{read, write};

    fn round_trip(page: &Page) -> Page {
        let now: Timestamp = "2031-05-03T10:00:00Z".parse().unwrap();
        let mut writer = Writer::new(Vec::new());
        let digest = isnad_warc::sha256(&page.bytes);
        write(&mut writer, page, &digest, now).unwrap();
        let file = writer.into_inner();
        let record = Reader::new(file.as_slice()).next().unwrap().unwrap();
        read(&record).unwrap().unwrap()
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
