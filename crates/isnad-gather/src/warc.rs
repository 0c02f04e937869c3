//! The pages of a WARC archive.
//!
//! What counts as a page: a `response` that succeeded, a `resource`, or a `conversion` (the text
//! some archives make of a page), if it is HTML, plain text, or does not say what it is. Everything
//! else an archive holds (requests, pictures, robots.txt, the archive's own notes) is passed over
//! without a word; a damaged record is one error and the records after it still come.

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::Path,
};

use isnad::model::{MediaType, Page};
use isnad_warc::{Fields, Payload, Reader, Record};

use crate::{
    Error, Gathered, Limits, Options, Pages, Place, file,
    media::{self, ContentType},
};

/// The kinds of record that can hold a page.
const KINDS: &[&str] = &["response", "resource", "conversion"];

/// What a record may have beyond the page itself: the HTTP header in front of it.
const HEADER_ROOM: u64 = 64 << 10;

/// The pages of an archive, compressed or not, from the record at byte `from`.
pub(crate) fn pages(path: &Path, options: &Options, from: u64) -> Pages {
    let name = file::name(path);
    let opened = File::open(path).and_then(|mut file| {
        // A pipe has no places.
        if from > 0 {
            file.seek(SeekFrom::Start(from))?;
        }
        Ok(file)
    });
    match opened {
        Ok(file) => pages_of(file, from, Place::of(&name), options),
        Err(error) => file::failed(Error::from_io(&name, error)),
    }
}

/// The pages of an archive that is itself at byte `from` of the file or member `place`.
pub(crate) fn pages_of(
    input: impl Read + Send + 'static,
    from: u64,
    place: Place,
    options: &Options,
) -> Pages {
    let limits = options.limits;
    let reader = Reader::starting_at(input, from)
        .limit(limits.max_bytes as u64 + HEADER_ROOM)
        .only(can_hold_a_page);
    let name = match &place.member {
        Some(member) => format!("{}: {member}", place.file),
        None => place.file.clone(),
    };
    Box::new(reader.filter_map(move |record| match record {
        Ok(record) => page(&record, &place, &limits).transpose(),
        Err(isnad_warc::Error::Io(error)) => Some(Err(Error::from_io(&name, error))),
        Err(damage) => Some(Err(archive(&name, &damage))),
    }))
}

/// Whether a record of this header can hold a page. Archives keep the robots.txt of every host they
/// visited; it is text, but never a page.
fn can_hold_a_page(header: &Fields) -> bool {
    let is_robots = header
        .get("WARC-Target-URI")
        .is_some_and(|uri| uri.trim_end_matches('>').ends_with("/robots.txt"));
    header
        .get("WARC-Type")
        .is_some_and(|kind| KINDS.contains(&kind))
        && !is_robots
}

/// The page a record holds, if it holds one.
fn page(record: &Record, archive: &Place, limits: &Limits) -> Result<Option<Gathered>, Error> {
    let place = Place {
        offset: record.offset,
        nth: record.nth,
        read: match archive.member {
            Some(_) => archive.read,
            None => record.offset + record.length,
        },
        ..archive.clone()
    };
    let name = place.name("record at byte");
    let payload = record
        .payload()
        .map_err(|error| self::archive(&archive.file, &error))?;
    let content_type = payload.content_type.as_deref().map(media::content_type);
    let media_type = content_type
        .as_ref()
        .map_or(MediaType::Unknown, ContentType::media_type);
    if !succeeded(&payload) || (content_type.is_some() && media_type == MediaType::Unknown) {
        return Ok(None);
    }
    if payload.body.len() > limits.max_bytes {
        return Err(Error::TooLarge {
            name,
            size: Some(payload.body.len() as u64),
            limit: limits.max_bytes,
        });
    }
    let page = Page {
        url: record.uri().map(str::to_owned),
        fetched: record.date().and_then(|date| date.parse().ok()),
        media_type,
        charset: content_type.and_then(|it| it.charset),
        bytes: payload.body.into_owned(),
        item: None,
    };
    let place = Some(place);
    Ok(Some(Gathered { name, page, place }))
}

fn succeeded(payload: &Payload<'_>) -> bool {
    payload
        .status
        .is_none_or(|status| (200..300).contains(&status))
}

fn archive(name: &str, problem: &isnad_warc::Error) -> Error {
    Error::Archive {
        name: name.to_owned(),
        problem: problem.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use isnad_warc::{Capture, Writer};

    use super::*;
    use crate::testing::Scratch;

    const DATE: &str = "2031-05-03T10:00:01Z";

    /// Writes one response a row (address, content type, body); gives the offsets too.
    fn archive_of(rows: &[(&str, Option<&str>, &[u8])]) -> (Vec<u8>, Vec<u64>) {
        let mut writer = Writer::new(Vec::new());
        writer.info("a.warc.gz", DATE, "test").unwrap();
        let offsets = rows
            .iter()
            .map(|&(uri, content_type, body)| {
                let capture = Capture {
                    uri,
                    date: DATE,
                    content_type,
                    body,
                    fields: &[],
                };
                writer.response(&capture).unwrap().offset
            })
            .collect();
        (writer.into_inner(), offsets)
    }

    #[test]
    fn only_pages_come_out() {
        let (bytes, offsets) = archive_of(&[
            (
                "https://lennar.example/a",
                Some("text/html; charset=windows-1256"),
                b"<p>a",
            ),
            ("https://lennar.example/logo", Some("image/png"), b"\x89PNG"),
            (
                "https://lennar.example/robots.txt",
                Some("text/plain"),
                b"User-agent: *",
            ),
            ("https://lennar.example/b", None, b"b"),
            ("https://lennar.example/c", Some("text/plain"), b"c"),
        ]);
        let scratch = Scratch::new();
        let path = scratch.write("a.warc.gz", bytes);
        let found: Vec<Gathered> = file::path_pages(&path, &Options::default(), None)
            .map(Result::unwrap)
            .collect();
        let bodies: Vec<&[u8]> = found.iter().map(|found| &found.page.bytes[..]).collect();
        assert_eq!(bodies, [&b"<p>a"[..], b"b", b"c"]);
        let first = &found[0];
        assert_eq!(
            first.name,
            format!("{}, record at byte {}", path.display(), offsets[0])
        );
        assert_eq!(first.page.url.as_deref(), Some("https://lennar.example/a"));
        assert_eq!(first.page.fetched, Some(DATE.parse().unwrap()));
        assert_eq!(first.page.charset.as_deref(), Some("windows-1256"));
        let types: Vec<MediaType> = found.iter().map(|found| found.page.media_type).collect();
        assert_eq!(
            types,
            [MediaType::Html, MediaType::Unknown, MediaType::Text]
        );
        assert_eq!(file::count(&path), None);
    }

    #[test]
    fn records_written_by_hand() {
        let record = |kind: &str, content_type: &str, block: &str| {
            format!(
                "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://lennar.example/{kind}\r\n\
                 WARC-Date: {DATE}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n\
                 {block}\r\n\r\n",
                block.len()
            )
        };
        let http = "application/http; msgtype=response";
        let text = [
            record(
                "request",
                "application/http; msgtype=request",
                "GET / HTTP/1.1\r\n\r\n",
            ),
            record(
                "response",
                http,
                "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nno",
            ),
            record(
                "response",
                http,
                "HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n",
            ),
            record("resource", "text/html", "<p>resource"),
            record("conversion", "text/plain", "conversion"),
            record("metadata", "text/plain", "note: x"),
        ]
        .concat();
        let scratch = Scratch::new();
        let path = scratch.write("a.warc", text);
        let bodies: Vec<String> = pages(&path, &Options::default(), 0)
            .map(|found| String::from_utf8(found.unwrap().page.bytes).unwrap())
            .collect();
        assert_eq!(bodies, ["<p>resource", "conversion"]);
    }

    #[test]
    fn damage_is_one_line_and_the_rest_still_comes() {
        let html = Some("text/html");
        let rows: Vec<(&str, Option<&str>, &[u8])> = vec![
            ("https://lennar.example/a", html, b"<p>first"),
            ("https://lennar.example/b", html, b"<p>second"),
            ("https://lennar.example/c", html, b"<p>third"),
        ];
        let (mut bytes, offsets) = archive_of(&rows);
        for byte in &mut bytes[offsets[1] as usize + 40..offsets[1] as usize + 60] {
            *byte ^= 0x5a;
        }
        let scratch = Scratch::new();
        let path = scratch.write("damaged.warc.gz", bytes);
        let found: Vec<_> = pages(&path, &Options::default(), 0).collect();
        let good = found.iter().flatten().count();
        let lines: Vec<String> = found
            .iter()
            .filter_map(|found| found.as_ref().err())
            .map(Error::to_string)
            .collect();
        assert_eq!((good, lines.len()), (2, 1), "{lines:?}");
        assert!(
            lines[0].contains(&format!("record at byte {}", offsets[1])),
            "{lines:?}"
        );
    }

    #[test]
    fn a_bomb_in_a_record_is_refused() {
        let limits = Limits {
            max_bytes: 1 << 20,
            ..Limits::default()
        };
        let options = Options {
            limits,
            ..Options::default()
        };
        let body = vec![b' '; 2 << 20];
        let (bytes, _) = archive_of(&[("https://lennar.example/a", Some("text/html"), &body)]);
        let scratch = Scratch::new();
        let path = scratch.write("bomb.warc.gz", bytes);
        let found: Vec<_> = pages(&path, &options, 0).collect();
        assert_eq!(found.len(), 1);
        assert!(found[0].as_ref().unwrap_err().to_string().contains("limit"));
    }
}
