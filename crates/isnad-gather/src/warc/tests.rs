//! Archives of every make.

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

/// A record written by hand.
fn by_hand(kind: &str, fields: &[(&str, &str)], content_type: &str, block: &str) -> String {
    let fields: String = fields
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Date: {DATE}\r\n{fields}Content-Type: {content_type}\r\n\
         Content-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

const HTTP: &str = "application/http; msgtype=response";

/// An answer of this name from `/name`, with more fields.
fn answer(name: &str, more: &[(&str, &str)], body: &str) -> String {
    let (id, uri) = (format!("<urn:x:{name}>"), address(name));
    let fields = [
        &[("WARC-Record-ID", id.as_str()), ("WARC-Target-URI", &uri)],
        more,
    ]
    .concat();
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}");
    by_hand("response", &fields, HTTP, &block)
}

fn address(name: &str) -> String {
    format!("https://lennar.example/{name}")
}

fn found(text: &str) -> Vec<Page> {
    let scratch = Scratch::new();
    let path = scratch.write("a.warc", text);
    pages(&path, &Options::default(), 0)
        .map(|found| found.unwrap().page)
        .collect()
}

fn bodies(pages: &[Page]) -> Vec<&str> {
    let bytes = pages.iter().map(|page| &page.bytes[..]);
    bytes.map(|bytes| str::from_utf8(bytes).unwrap()).collect()
}

#[test]
fn what_did_not_change_comes_once() {
    let profile = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
    let uri = address("a");
    let refers = ("WARC-Refers-To", "<urn:x:a>");
    let revisit = |block: &str| {
        let fields = [
            ("WARC-Record-ID", "<urn:x:r>"),
            ("WARC-Target-URI", uri.as_str()),
            ("WARC-Profile", profile),
            refers,
        ];
        by_hand("revisit", &fields, HTTP, block)
    };
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    let same = "<p>rain";
    let conversion = |of: &str| {
        let fields = [("WARC-Target-URI", uri.as_str()), ("WARC-Refers-To", of)];
        by_hand("conversion", &fields, "text/plain", "rain")
    };
    let beside = |uri: &str| {
        by_hand(
            "resource",
            &[("WARC-Target-URI", uri)],
            "text/plain",
            "rain",
        )
    };
    let cases = [
        ("with the head of the answer", revisit(head), 1),
        ("with nothing", revisit(""), 1),
        // Against the standard, but there are such.
        (
            "with the bytes all the same",
            revisit(&format!("{head}{same}")),
            1,
        ),
        ("its text", conversion("<urn:x:a>"), 1),
        (
            "the text of a page that is not here",
            conversion("<urn:x:z>"),
            2,
        ),
        (
            "a browser's text of it",
            beside(&format!("urn:text:{uri}")),
            1,
        ),
        (
            "the same of the end",
            beside(&format!("urn:textFinal:{uri}")),
            1,
        ),
        ("a text by itself", beside("urn:x:text"), 2),
    ];
    for (name, after, expected) in cases {
        let pages = found(&[answer("a", &[], same), after].concat());
        assert_eq!(pages.len(), expected, "{name}");
        assert_eq!(pages[0].bytes, same.as_bytes(), "{name}");
    }
}

#[test]
fn what_only_led_to_pages_is_none() {
    let purpose = |purpose| (own::PURPOSE, purpose);
    let odd = "HTTP/1.1 200 OK\r\nContent-Type: application/odd\r\n\r\nodd";
    let text = [
        answer("section", &[purpose("feed")], "<h1>a list"),
        answer("a", &[], "<p>a"),
        by_hand("response", &[purpose(own::PAGE)], HTTP, odd),
        by_hand("response", &[], HTTP, odd),
        answer("rules", &[purpose("robots")], "<p>none"),
        by_hand("resource", &[purpose("feed")], "text/html", "<p>made"),
    ];
    assert_eq!(bodies(&found(&text.concat())), ["<p>a", "odd"]);
}

#[test]
fn what_the_record_tells_is_told_of_the_page() {
    let fields = [
        ("WARC-Target-URI", "urn:isnad:sha256:7"),
        (own::FETCHED, own::UNKNOWN),
        (own::CONTENT_TYPE, "text/plain; charset=windows-1256"),
    ];
    let pages = found(&by_hand("resource", &fields, "text/html", "rain"));
    let expected = Page {
        charset: Some("windows-1256".to_owned()),
        ..Page::from_text("rain")
    };
    assert_eq!(pages, [expected]);
}

#[test]
fn what_a_feed_said_goes_with_its_page_and_no_other() {
    let said = |of: &str, content_type: &str, json: &str| {
        by_hand("metadata", &[(own::CONCURRENT_TO, of)], content_type, json)
    };
    let json = "application/json";
    let of_a = said("<urn:x:a>", json, "{\"feed\":\"f\",\"title\":\"Rain\"}");
    let page = |name| answer(name, &[], "<p>");
    let cases = [
        (
            "before its page",
            vec![of_a.clone(), page("a")],
            vec![Some("Rain")],
        ),
        (
            "before another page",
            vec![of_a.clone(), page("b"), page("a")],
            vec![None, None],
        ),
        ("behind it", vec![page("a"), of_a.clone()], vec![None]),
        (
            "of the second",
            vec![page("b"), of_a, page("a")],
            vec![None, Some("Rain")],
        ),
        (
            "other JSON",
            vec![said("<urn:x:a>", json, "{\"seconds\":7}"), page("a")],
            vec![None],
        ),
        (
            "no JSON",
            vec![said("<urn:x:a>", json, "{"), page("a")],
            vec![None],
        ),
        (
            "another form",
            vec![
                said("<urn:x:a>", "application/warc-fields", "title: Rain"),
                page("a"),
            ],
            vec![None],
        ),
    ];
    for (name, records, expected) in cases {
        let pages = found(&records.concat());
        let titles: Vec<Option<&str>> = pages
            .iter()
            .map(|page| page.item.as_ref()?.title.as_deref())
            .collect();
        assert_eq!(titles, expected, "{name}");
        let items = pages.iter().filter(|page| page.item.is_some()).count();
        assert_eq!(items, expected.iter().flatten().count(), "{name}");
    }
}
