//! An archive that Isnad wrote, read by `read`, `trace` and `add` as a rebuild reads it.

#![allow(clippy::unwrap_used, reason = "what is missing here is a failed test")]

mod common;

use std::{fs, path::PathBuf};

use common::{Scratch, isnad};
use isnad::model::{FeedItem, Fetch, MediaType, Page, Purpose};
use isnad_gather::{Input, Options, gather};
use isnad_store::Store;

const FERRY: &str = "<html lang=en><article><p>The ferry between Lennar and the islands sailed again \
    on Saturday after nine weeks of work on the pier, the port authority said.</p><p>About 200 passengers \
    were on board when it left at noon, among them the mayor, who called the crossing a quiet \
    relief.</p></article></html>";

const WHEAT: &str = "<html lang=en><article><h1>Wheat arrives in Sarda</h1><p>A ship with 12,000 tonnes of \
    wheat reached the harbour of Sarda on Friday night, the grain office said in a statement.</p><p>It is \
    to be unloaded by Monday, when the mills are to begin their work anew.</p></article></html>";

const MADE: &str = "<html lang=en><article><h1>Bridge closed at Wardana</h1><p>The bridge over the river at \
    Wardana is closed to lorries from Monday on, the council of the town said.</p><p>Engineers found \
    cracks in two of its nine piers and need a month to mend them.</p></article></html>";

const HARBOUR: &str = "Harbour reopens in Lennar\n\nThe harbour of Lennar is open again after a storm that \
    broke one of its cranes, the port authority said on Saturday.\n\nNine ships that had waited outside went \
    in by noon, and two more are awaited in the evening.\n";

fn fetch(path: &str, second: u32, purpose: Purpose, content_type: &str, body: &str) -> Fetch {
    let fetched = format!("2031-05-03T10:00:{second:02}Z").parse().unwrap();
    Fetch {
        page: Page {
            url: Some(format!("https://lennar.example/{path}")),
            fetched: Some(fetched),
            media_type: match content_type {
                "text/html" => MediaType::Html,
                _ => MediaType::Unknown,
            },
            bytes: body.into(),
            ..Page::default()
        },
        status: 200,
        request: format!("GET /{path} HTTP/1.1\r\nHost: lennar.example\r\n").into_bytes(),
        headers: vec![("Content-Type".to_owned(), content_type.to_owned())],
        purpose,
    }
}

/// A data folder of another run: what leads to pages, four pages, and nothing new twice.
fn archive(scratch: &Scratch) -> (Vec<Page>, Vec<PathBuf>) {
    let folder = scratch.path("data");
    let mut store = Store::open(&folder).unwrap();
    let html = "text/html";
    let mut ferry = fetch("ferry", 3, Purpose::Page, html, FERRY);
    ferry.page.item = Some(Box::new(FeedItem {
        feed: "https://lennar.example/feed".to_owned(),
        title: Some("Ferry sails again".to_owned()),
        published: Some("2031-05-03T08:30:00Z".to_owned()),
        ..FeedItem::default()
    }));
    let list = "<html><article><h1>All of today</h1><p>Ferry sails again from the pier of Lennar to the \
        islands.</p><p>Wheat arrives in the harbour of Sarda on Friday night.</p></article></html>";
    let rules = "User-agent: *\nDisallow: /search\nAllow: /";
    for fetch in [
        fetch("robots.txt", 1, Purpose::Robots, "text/plain", rules),
        fetch("", 2, Purpose::Feed, html, list),
        ferry,
        fetch("wheat", 4, Purpose::Page, "application/x-page", WHEAT),
        fetch("ferry", 5, Purpose::Page, html, FERRY),
        Fetch {
            status: 304,
            ..fetch("ferry", 6, Purpose::Page, html, "")
        },
    ] {
        store.accept_fetch(&fetch).unwrap();
    }
    let made = Page {
        url: Some("https://lennar.example/bridge".to_owned()),
        bytes: MADE.into(),
        ..Page::default()
    };
    store.accept_made(&made).unwrap();
    let saved = Page::from_text(HARBOUR);
    store.accept(&saved).unwrap();
    drop(store);
    (pages(&folder), files(&folder))
}

fn pages(folder: &std::path::Path) -> Vec<Page> {
    let store = Store::open(folder).unwrap();
    let numbers = 1..;
    numbers
        .map_while(|number| store.page(number).ok())
        .collect()
}

fn files(folder: &std::path::Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join("archive")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.to_string_lossy().ends_with(".warc.gz"))
        .collect()
}

#[test]
fn its_pages_are_those_of_the_data_folder() {
    let scratch = Scratch::new();
    let (expected, files) = archive(&scratch);
    assert_eq!(expected.len(), 4, "{expected:#?}");
    assert_eq!(files.len(), 1);
    let found: Vec<Page> = gather(&Input::Path(files[0].clone()), &Options::default())
        .map(|found| found.unwrap().page)
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn what_the_feed_said_is_read_and_the_feed_is_not() {
    let scratch = Scratch::new();
    let (_, files) = archive(&scratch);
    let file = files[0].as_os_str();
    let run = isnad(["read".as_ref(), "--format".as_ref(), "jsonl".as_ref(), file]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    let headlines: Vec<String> = run
        .out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|row| row["headline"].as_str().unwrap_or_default().to_owned())
        .collect();
    let expected = [
        "Ferry sails again",
        "Wheat arrives in Sarda",
        "Bridge closed at Wardana",
        "Harbour reopens in Lennar",
    ];
    assert_eq!(headlines, expected);
    let run = isnad([
        "trace".as_ref(),
        "--format".as_ref(),
        "jsonl".as_ref(),
        file,
    ]);
    assert!(!run.out.contains("All of today"), "{}", run.out);
    assert!(run.out.contains("Ferry sails again"), "{}", run.out);
}

#[test]
fn added_it_becomes_the_same_pages() {
    let scratch = Scratch::new();
    let (expected, files) = archive(&scratch);
    let again = scratch.path("again");
    let run = isnad([
        "add".as_ref(),
        "--data".as_ref(),
        again.as_os_str(),
        files[0].as_os_str(),
    ]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(pages(&again), expected);
}
