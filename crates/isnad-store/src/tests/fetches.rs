//! Exchanges with servers go in whole, and what they brought comes out again.

use std::fs;

use isnad::model::{FeedItem, Fetch, MediaType, Page, Purpose};
use isnad_warc::{Reader, Record, Writer};

use super::{Folder, page, time};
use crate::{
    Archived::{self, New, NoPage, Unchanged},
    NoticeKind, Store,
    record::Exchange,
};

const REQUEST: &[u8] = b"GET /a HTTP/1.1\r\nHost: lennar.example\r\n";

/// An answer of that day; the page says what its header says.
fn fetch(path: &str, day: u32, status: u16, text: &str) -> Fetch {
    Fetch {
        page: Page {
            media_type: MediaType::Html,
            charset: Some("utf-8".to_owned()),
            ..page(path, day, text)
        },
        status,
        request: REQUEST.to_vec(),
        headers: [
            ("Content-Type", "text/html;charset=utf-8"),
            ("Content-Encoding", "gzip"),
            ("ETag", "\"7\""),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec(),
        purpose: Purpose::Page,
    }
}

fn item(title: &str) -> Option<Box<FeedItem>> {
    Some(Box::new(FeedItem {
        feed: "https://lennar.example/feed".to_owned(),
        title: Some(title.to_owned()),
        content: Some("<p>عاد المرفأ إلى العمل</p>".to_owned()),
        ..FeedItem::default()
    }))
}

fn with_item(fetch: Fetch, title: &str) -> Fetch {
    let page = Page {
        item: item(title),
        ..fetch.page
    };
    Fetch { page, ..fetch }
}

fn for_purpose(fetch: Fetch, purpose: Purpose) -> Fetch {
    Fetch { purpose, ..fetch }
}

fn records(folder: &Folder) -> Vec<Record> {
    let mut records = Vec::new();
    for file in folder.files() {
        records.extend(Reader::new(fs::File::open(file).unwrap()).map(Result::unwrap));
    }
    records
}

fn field<'r>(record: &'r Record, name: &str) -> &'r str {
    record.fields.get(name).unwrap_or_default()
}

#[test]
fn an_exchange_is_archived_as_it_was() {
    let folder = Folder::new();
    let mut store = folder.open();
    let fetch = with_item(fetch("a", 1, 200, "<p>Harbour</p>"), "مرفأ");
    assert_eq!(store.accept_fetch(&fetch).unwrap(), New(1));
    assert_eq!(store.page(1).unwrap(), fetch.page);
    let records = records(&folder);
    let kinds: Vec<&str> = records.iter().map(Record::kind).collect();
    assert_eq!(kinds, ["warcinfo", "request", "metadata", "response"]);
    let [_, request, metadata, response] = &records[..] else {
        panic!("{kinds:?}");
    };
    for record in [request, metadata] {
        assert_eq!(
            field(record, "WARC-Concurrent-To"),
            field(response, "WARC-Record-ID")
        );
        assert_eq!(record.uri(), response.uri());
        assert_eq!(record.date(), response.date());
    }
    assert_eq!(request.block, [REQUEST, b"\r\n"].concat());
    assert_eq!(field(metadata, "Content-Type"), "application/json");
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html;charset=utf-8\r\n\
        X-Crawler-Content-Encoding: gzip\r\nETag: \"7\"\r\nContent-Length: 14\r\n\r\n";
    assert_eq!(
        String::from_utf8_lossy(&response.block),
        format!("{head}<p>Harbour</p>")
    );
    let names: std::collections::BTreeSet<&str> = records
        .iter()
        .map(|record| field(record, "WARC-Record-ID"))
        .collect();
    assert_eq!(names.len(), records.len(), "each record has its own name");
}

#[test]
fn the_page_comes_back_whatever_its_header_said() {
    let folder = Folder::new();
    let mut store = folder.open();
    let kinds = [MediaType::Unknown, MediaType::Html, MediaType::Text];
    let charsets = [None, Some("windows-1256"), Some("")];
    let lines = [
        None,
        Some("text/html"),
        Some("Text/Plain ; a=b; charset=\"windows-1256\""),
    ];
    let mut expected = Vec::new();
    for media_type in kinds {
        for charset in charsets {
            for line in lines {
                let path = expected.len().to_string();
                let page = Page {
                    media_type,
                    charset: charset.map(str::to_owned),
                    fetched: (expected.len() % 2 == 0).then(|| time(2)),
                    ..page(&path, 1, "مرفأ")
                };
                let fetch = Fetch {
                    headers: line
                        .map(|line| ("content-type".to_owned(), line.to_owned()))
                        .into_iter()
                        .collect(),
                    page,
                    ..fetch("", 1, 200, "")
                };
                store.accept_fetch(&fetch).unwrap();
                expected.push(fetch.page);
            }
        }
    }
    for (i, page) in expected.iter().enumerate() {
        assert_eq!(store.page(i as u64 + 1).unwrap(), *page, "{i}");
    }
}

/// What happens, what it comes to, and which record says so.
type Step = (&'static str, Fetch, Archived, &'static str);

fn steps() -> Vec<Step> {
    let feed = |day, status, text| for_purpose(fetch("feed", day, status, text), Purpose::Feed);
    let as_rss = |mut fetch: Fetch| {
        fetch.headers[0].1 = "application/rss+xml".to_owned();
        fetch
    };
    let robots = fetch("robots.txt", 1, 200, "User-agent: *");
    vec![
        ("a page", fetch("a", 1, 200, "one"), New(1), "response"),
        (
            "not changed",
            fetch("a", 2, 304, ""),
            Unchanged(1),
            "server-not-modified",
        ),
        (
            "the same",
            fetch("a", 3, 200, "one"),
            Unchanged(1),
            "identical-payload-digest",
        ),
        (
            "another state",
            fetch("a", 4, 200, "two"),
            New(2),
            "response",
        ),
        (
            "not changed",
            fetch("a", 5, 304, ""),
            Unchanged(2),
            "server-not-modified",
        ),
        ("an error", fetch("a", 6, 500, "two"), NoPage, "response"),
        (
            "an error again",
            fetch("a", 7, 500, "two"),
            NoPage,
            "response",
        ),
        ("moved", fetch("b", 1, 301, "elsewhere"), NoPage, "response"),
        (
            "never seen, not changed",
            fetch("b", 2, 304, ""),
            NoPage,
            "response",
        ),
        ("a feed", feed(1, 200, "<rss>"), NoPage, "response"),
        (
            "a feed, not changed",
            feed(2, 304, ""),
            NoPage,
            "server-not-modified",
        ),
        (
            "the same feed",
            feed(3, 200, "<rss>"),
            NoPage,
            "identical-payload-digest",
        ),
        (
            "the feed goes on",
            feed(4, 200, "<rss/>"),
            NoPage,
            "response",
        ),
        (
            "back to what it was",
            feed(5, 200, "<rss>"),
            NoPage,
            "response",
        ),
        (
            "a feed where a page was",
            as_rss(fetch("c", 1, 200, "<rss>")),
            NoPage,
            "response",
        ),
        ("robots", robots, NoPage, "response"),
        (
            "a feed's word",
            with_item(fetch("a", 8, 200, "two"), "Two"),
            New(3),
            "response",
        ),
        (
            "its next word",
            with_item(fetch("a", 9, 200, "two"), "2"),
            Unchanged(3),
            "identical-payload-digest",
        ),
    ]
}

fn last_says(folder: &Folder) -> String {
    let records = records(folder);
    let last = records.last().unwrap();
    match last.kind() {
        "revisit" => {
            let refers_to = field(last, "WARC-Refers-To");
            let original = records
                .iter()
                .find(|record| field(record, "WARC-Record-ID") == refers_to);
            let original = original.expect("it refers to a record that is there");
            assert_eq!(original.kind(), "response");
            assert_eq!(original.date(), last.fields.get("WARC-Refers-To-Date"));
            assert_eq!(
                field(original, "WARC-Payload-Digest"),
                field(last, "WARC-Payload-Digest")
            );
            let profile = field(last, "WARC-Profile");
            profile.rsplit('/').next().unwrap_or_default().to_owned()
        }
        kind => kind.to_owned(),
    }
}

#[test]
fn every_answer_is_a_record_and_only_new_pages_are_pending() {
    let folder = Folder::new();
    let mut store = folder.open();
    let steps = steps();
    for (name, fetch, archived, record) in &steps {
        assert_eq!(store.accept_fetch(fetch).unwrap(), *archived, "{name}");
        assert_eq!(last_says(&folder), *record, "{name}");
    }
    let pages = |store: &Store| -> Vec<(u64, Page)> {
        let pending = store.pending().unwrap();
        pending
            .into_iter()
            .map(|n| (n, store.page(n).unwrap()))
            .collect()
    };
    let before = pages(&store);
    assert_eq!(before.len(), 3);
    assert_eq!(before[2].1.item, item("Two"));
    drop(store);
    let mut store = Store::rebuild(folder.path()).unwrap();
    assert!(store.notices().is_empty(), "{:?}", store.notices());
    assert_eq!(pages(&store), before);
    // What is held is known after the rebuild too.
    let again = |name: &str, day: u32| {
        let (_, fetch, ..) = steps.iter().find(|step| step.0 == name).unwrap();
        let mut fetch = fetch.clone();
        fetch.page.fetched = Some(time(day));
        fetch
    };
    let cases = [
        ("a feed, not changed", NoPage, "server-not-modified"),
        ("the same feed", NoPage, "identical-payload-digest"),
        ("not changed", Unchanged(3), "server-not-modified"),
        ("a feed's word", Unchanged(3), "identical-payload-digest"),
        ("robots", NoPage, "identical-payload-digest"),
    ];
    for (i, (name, archived, record)) in cases.into_iter().enumerate() {
        let day = 11 + i as u32;
        let found = store.accept_fetch(&again(name, day)).unwrap();
        assert_eq!(found, archived, "{name}");
        assert_eq!(last_says(&folder), record, "{name}");
    }
}

#[test]
fn what_no_server_sent_is_no_response() {
    let folder = Folder::new();
    let mut store = folder.open();
    let made = with_item(fetch("a", 1, 200, "<p>مرفأ</p>"), "One").page;
    assert_eq!(store.accept_made(&made).unwrap(), (1, true));
    assert_eq!(store.accept_made(&made).unwrap(), (1, false));
    assert_eq!(last_says(&folder), "resource");
    // The server's own words are a new state, the same words none.
    assert_eq!(
        store
            .accept_fetch(&fetch("a", 2, 200, "<p>مرفأ</p>"))
            .unwrap(),
        Unchanged(1)
    );
    assert_eq!(
        store
            .accept_fetch(&fetch("a", 3, 200, "<p>Port</p>"))
            .unwrap(),
        New(2)
    );
    drop(store);
    let store = Store::rebuild(folder.path()).unwrap();
    assert_eq!(store.page(1).unwrap(), made);
    assert_eq!(store.pending().unwrap(), [1, 2]);
}

#[test]
fn an_exchange_cut_anywhere_is_removed_whole() {
    let folder = Folder::new();
    let mut store = folder.open();
    store.accept_fetch(&fetch("a", 1, 200, "one")).unwrap();
    let file = folder.files().remove(0);
    let whole = fs::metadata(&file).unwrap().len() as usize;
    drop(store);
    let next = with_item(fetch("b", 2, 200, "two"), "Two");
    let mut writer = Writer::appending(fs::read(&file).unwrap(), whole as u64);
    Exchange::of_fetch(&next, time(2))
        .write(&mut writer)
        .unwrap();
    let bytes = writer.into_inner();
    let is_start = |at: usize| {
        bytes
            .get(at..)
            .is_some_and(|rest| rest.starts_with(&[0x1f, 0x8b, 8]))
    };
    let is_near_start = |cut: usize| (cut - 2..cut + 3).any(is_start);
    let cuts = (whole + 1..bytes.len()).filter(|&cut| cut % 19 == 0 || is_near_start(cut));
    for cut in cuts {
        fs::write(&file, &bytes[..cut]).unwrap();
        let store = folder.open();
        let kinds: Vec<_> = store.notices().iter().map(|notice| &notice.kind).collect();
        let removed = (cut - whole) as u64;
        assert_eq!(kinds, [&NoticeKind::TornTail { removed }], "cut at {cut}");
        assert_eq!(fs::metadata(&file).unwrap().len() as usize, whole);
        assert!(folder.open().notices().is_empty(), "said once");
    }
    // Whole, but not in the database: pending, with what was said of it.
    fs::write(&file, &bytes).unwrap();
    let store = folder.open();
    assert!(store.notices().is_empty());
    assert_eq!(store.pending().unwrap(), [1, 2]);
    assert_eq!(store.page(2).unwrap(), next.page);
}

#[test]
fn what_was_said_of_a_page_that_is_lost_goes_to_no_other() {
    let folder = Folder::new();
    let mut store = folder.open();
    let first = with_item(fetch("a", 1, 200, "one"), "One");
    store.accept_fetch(&first).unwrap();
    let place = store.place(1).unwrap();
    let second = fetch("b", 2, 200, "two");
    store.accept_fetch(&second).unwrap();
    drop(store);
    let file = folder.files().remove(0);
    let mut bytes = fs::read(&file).unwrap();
    bytes[place.offset as usize + 40] ^= 0x55;
    fs::write(&file, &bytes).unwrap();
    let store = Store::rebuild(folder.path()).unwrap();
    assert_eq!(store.notices().len(), 1, "{:?}", store.notices());
    assert_eq!(store.pending().unwrap(), [1]);
    assert_eq!(store.page(1).unwrap(), second.page);
}

#[test]
fn several_are_accepted_whole_or_not_at_all() {
    let folder = Folder::new();
    let mut store = folder.open();
    let hop = fetch("a", 1, 302, "");
    let good = [hop.clone(), fetch("b", 1, 200, "one")];
    assert_eq!(store.accept_fetches(&good).unwrap(), [NoPage, New(1)]);
    let length = fs::metadata(&folder.files()[0]).unwrap().len();
    let bad = fetch("line\nbreak", 1, 200, "two");
    assert!(store.accept_fetches(&[hop, bad]).is_err());
    assert_eq!(fs::metadata(&folder.files()[0]).unwrap().len(), length);
    assert_eq!(store.pending().unwrap(), [1]);
}

#[test]
fn a_file_holds_one_day_and_no_more_than_it_may() {
    let folder = Folder::new();
    let mut store = folder.open();
    let mut number = 0;
    let mut accept = |store: &mut Store, day| {
        number += 1;
        let page = fetch(&number.to_string(), 1, 200, "one");
        let archived = store.accept_fetches_at(time(day), &[page]).unwrap();
        assert_eq!(archived, [New(number)]);
        folder.files().len()
    };
    // The day of archiving, and how many files there are afterwards. A clock set back begins none.
    for (day, files) in [(1, 1), (1, 1), (2, 2), (1, 2), (4, 3)] {
        assert_eq!(accept(&mut store, day), files, "day {day}");
    }
    store.archive.full = fs::metadata(&folder.files()[2]).unwrap().len() + 1;
    assert_eq!(accept(&mut store, 4), 3);
    assert_eq!(accept(&mut store, 4), 4);
    let name = |file: &std::path::PathBuf| file.file_name().unwrap().to_string_lossy().into_owned();
    let names: Vec<String> = folder.files().iter().map(name).collect();
    assert_eq!(names[1], "isnad-20310502-00002.warc.gz");
    assert_eq!(names[3], "isnad-20310504-00004.warc.gz");
    drop(store);
    let store = Store::rebuild(folder.path()).unwrap();
    assert!(store.notices().is_empty());
    assert_eq!(store.pending().unwrap(), [1, 2, 3, 4, 5, 6, 7]);
}
