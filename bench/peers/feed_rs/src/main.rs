//! feed-rs over the checks that `isnad-eval feeds` scores: `isnad-peer-feed-rs DIR [--misses]`.
//!
//! Prints one line: how many rows of `DIR/expected.jsonl` are right, of all and of those whose field feed-rs
//! has at all; how many of their files are read and not refused; how many files below DIR are read or refused
//! without a panic; and how many files of the rows are gone through in a second, the fastest of several passes. It is told the address of files that are about HTTP; of
//! the headers a server would send it can only be told where the content stands.

use std::{
    collections::BTreeMap,
    error::Error,
    fs, panic,
    path::{Path, PathBuf},
    time::Instant,
};

use feed_rs::{
    model::{Entry, Feed, Link, Person, Text},
    parser::{Builder, ParseFeedResult},
};
use serde_json::Value;

/// Where the suite's server stands, which its checks name.
const SERVER: &str = "http://127.0.0.1:8097/";

/// The one field of the checks that feed-rs has no place for.
const UNEXPRESSED: &str = "created";

/// As often as `isnad-eval feeds` reads them.
const PASSES: usize = 30;

/// A file of the suite: its bytes, and the address they are served at.
struct Served {
    bytes: Vec<u8>,
    address: Option<String>,
}

impl Served {
    fn read(suite: &Path, name: &str) -> Result<Served, Box<dyn Error>> {
        let bytes = fs::read(suite.join(name))?;
        let address = name.contains("http").then(|| address(name, &bytes));
        Ok(Served { bytes, address })
    }

    /// By a parser of its own: one that was used before panics after an entry that it could not read.
    fn parse(&self) -> ParseFeedResult<Feed> {
        let parser = Builder::new().base_uri(self.address.as_deref()).build();
        parser.parse(self.bytes.as_slice())
    }

    /// The same; a panic is a feed that was not read.
    fn parse_safely(&self) -> Option<Feed> {
        panic::catch_unwind(|| self.parse()).ok()?.ok()
    }
}

/// The address of a file, or what the comment at its start says that a server would call it.
fn address(name: &str, bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let comment = text.split("-->").next().unwrap_or_default();
    let named = comment.lines().find_map(|line| {
        let (name, value) = line.trim().strip_prefix("Header:")?.split_once(':')?;
        let is_location = name.trim().eq_ignore_ascii_case("content-location");
        is_location.then(|| value.trim().to_owned())
    });
    match named {
        Some(location) if location.starts_with("http") => location,
        _ => format!("{SERVER}{name}"),
    }
}

fn link(links: &[Link]) -> Option<String> {
    let is_page = |link: &&Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
    links.iter().find(is_page).map(|link| link.href.clone())
}

/// As feedparser shows it.
fn author(authors: &[Person]) -> Option<String> {
    let person = authors.first()?;
    match (&person.name, &person.email) {
        (Some(name), Some(email)) => Some(format!("{name} ({email})")),
        (one, other) => one.clone().or_else(|| other.clone()),
    }
}

/// What the row asks for, in the form in which it is expected.
fn found(feed: &Feed, row: &Value) -> Option<Value> {
    let text = |text: &Option<Text>| text.as_ref().map(|text| Value::from(text.content.clone()));
    macro_rules! field {
        ($of:expr) => {
            match row["field"].as_str()? {
                "title" => text(&$of.title),
                "link" => link(&$of.links).map(Value::from),
                "id" => Some($of.id.clone().into()),
                "author" => author(&$of.authors).map(Value::from),
                "language" => $of.language.clone().map(Value::from),
                "published" => $of.published.map(|when| when.timestamp().into()),
                "updated" => $of.updated.map(|when| when.timestamp().into()),
                _ => None,
            }
        };
    }
    if row["target"] == "feed" {
        return field!(feed);
    }
    let entry: &Entry = feed.entries.get(row["index"].as_u64()? as usize)?;
    field!(entry)
}

/// Files below a folder, and those of them whose reading panics.
fn robust(folder: &Path) -> Result<(usize, usize), Box<dyn Error>> {
    let (mut files, mut panics) = (0, 0);
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = fs::read(path)?;
            let served = Served {
                bytes,
                address: None,
            };
            files += 1;
            panics += usize::from(panic::catch_unwind(|| served.parse().is_ok()).is_err());
        }
    }
    Ok((files, panics))
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os()
        .nth(1)
        .ok_or("usage: isnad-peer-feed-rs DIR")?;
    let folder = Path::new(&folder);
    // A panic is counted; what it says is of no use here.
    panic::set_hook(Box::new(|_| {}));
    let text = fs::read_to_string(folder.join("expected.jsonl"))?;
    let rows: Vec<Value> = text
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let mut files = BTreeMap::new();
    for name in rows.iter().filter_map(|row| row["file"].as_str()) {
        files.insert(name, Served::read(&folder.join("feedparser"), name)?);
    }
    let show = std::env::args_os().any(|argument| argument == "--misses");
    let (mut right, mut expressed) = (0, 0);
    for row in &rows {
        let feed = row["file"]
            .as_str()
            .and_then(|name| files[name].parse_safely());
        let value = feed.as_ref().and_then(|feed| found(feed, row));
        let is_right = value.as_ref() == Some(&row["expected"]);
        if show && !is_right {
            let what = if feed.is_some() { "" } else { "refused: " };
            eprintln!("{what}{row}: {value:?}");
        }
        right += usize::from(is_right);
        expressed += usize::from(row["field"] != UNEXPRESSED);
    }
    let pass = || {
        let started = Instant::now();
        let feeds = files.values().filter_map(Served::parse_safely);
        std::hint::black_box(feeds.map(|feed| feed.entries.len()).sum::<usize>());
        started.elapsed().as_secs_f64()
    };
    let fastest = (0..PASSES).map(|_| pass()).fold(f64::INFINITY, f64::min);
    let (all, panics) = robust(folder)?;
    let read = files.values().filter(|file| file.parse_safely().is_some());
    let read = read.count();
    let share = |of: usize| right as f64 / of as f64;
    println!(
        "feed-rs n={} right={:.3} expressed={expressed} right_of_expressed={:.3} read={read}/{} survived={}/{all} feeds_per_s={:.0}",
        rows.len(),
        share(rows.len()),
        share(expressed),
        files.len(),
        all - panics,
        files.len() as f64 / fastest
    );
    Ok(())
}
