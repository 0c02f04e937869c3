//! feed-rs on the checks that `isnad-eval feeds` scores: `isnad-feed-peer DIR`.

use std::{collections::BTreeMap, error::Error, fs, panic, path::Path, time::Instant};

use feed_rs::{
    model::{Feed, Link, Person, Text},
    parser,
};
use serde_json::Value;

const SERVER: &str = "http://127.0.0.1:8097/";
const PASSES: usize = 10;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: isnad-feed-peer DIR")?;
    let folder = Path::new(&folder);
    let rows: Vec<Value> = fs::read_to_string(folder.join("expected.jsonl"))?
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let mut files = BTreeMap::new();
    for row in &rows {
        let name = row["file"].as_str().ok_or("no file")?.to_owned();
        let bytes = fs::read(folder.join("feedparser").join(&name))?;
        files.insert(name, bytes);
    }
    panic::set_hook(Box::new(|_| {}));
    let mut read = BTreeMap::new();
    let mut fastest = f64::INFINITY;
    for _ in 0..PASSES {
        let started = Instant::now();
        for (name, bytes) in &files {
            read.insert(name.as_str(), parse(name, bytes));
        }
        fastest = fastest.min(started.elapsed().as_secs_f64());
    }
    let is_right = |row: &&Value| {
        let name = row["file"].as_str().unwrap_or("");
        read.get(name).and_then(Option::as_ref).and_then(|feed| answer(feed, row)) == Some(row["expected"].clone())
    };
    let right = rows.iter().filter(is_right).count();
    println!(
        "feed-rs n={} right={:.3} feeds_per_s={:.0}",
        rows.len(),
        right as f64 / rows.len() as f64,
        files.len() as f64 / fastest
    );
    Ok(())
}

/// A new parser for each feed, since one that was used panics after a bad entry.
fn parse(name: &str, bytes: &[u8]) -> Option<Feed> {
    let base = name.contains("http").then(|| format!("{SERVER}{name}"));
    let base = location(bytes).or(base);
    panic::catch_unwind(|| {
        let parser = parser::Builder::new().base_uri(base).build();
        parser.parse(bytes).ok()
    })
    .ok()
    .flatten()
}

/// The `Content-Location` that the file's comment names, if it is absolute.
fn location(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let (_, after) = text.split_once("Content-Location:")?;
    let location = after.lines().next()?.trim();
    location.starts_with("http").then(|| location.to_owned())
}

fn answer(feed: &Feed, row: &Value) -> Option<Value> {
    let text = |text: &Option<Text>| text.as_ref().map(|text| Value::from(text.content.as_str()));
    let link = |links: &[Link]| links.first().map(|link| Value::from(link.href.as_str()));
    let author = |persons: &[Person]| {
        let person = persons.first()?;
        Some(Value::from(match &person.email {
            Some(email) => format!("{} ({email})", person.name),
            None => person.name.clone(),
        }))
    };
    let field = row["field"].as_str()?;
    if row["target"] == "feed" {
        return match field {
            "title" => text(&feed.title),
            "link" => link(&feed.links),
            "id" => Some(Value::from(feed.id.as_str())),
            "author" => author(&feed.authors),
            "language" => feed.language.as_deref().map(Value::from),
            "published" => feed.published.map(|date| Value::from(date.timestamp())),
            "updated" => feed.updated.map(|date| Value::from(date.timestamp())),
            _ => None,
        };
    }
    let entry = feed.entries.get(row["index"].as_u64()? as usize)?;
    match field {
        "title" => text(&entry.title),
        "link" => link(&entry.links),
        "id" => Some(Value::from(entry.id.as_str())),
        "author" => author(&entry.authors),
        "language" => entry.language.as_deref().map(Value::from),
        "published" => entry.published.map(|date| Value::from(date.timestamp())),
        "updated" => entry.updated.map(|date| Value::from(date.timestamp())),
        _ => None,
    }
}
