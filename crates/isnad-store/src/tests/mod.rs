//! What every data folder must do, whatever it is made of.

mod archive;
mod articles;
mod fetches;
mod retention;
mod retrace;
mod segments;
mod sharing;
mod subscriptions;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use isnad::model::{
    Article, ArticleId, BlockKind, Credit, CreditRole, Direction, Evidence, Moment, Overlap, Page,
    Reading, Source, SourceKind, Span,
};
use jiff::Timestamp;

use crate::{PageNumber, Store};

/// A folder of its own for each test, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("isnad-store-{}-{count}", std::process::id());
        let path = std::env::temp_dir().join(name);
        let _ = fs::remove_dir_all(&path);
        Folder(path)
    }

    fn path(&self) -> &Path {
        &self.0
    }

    fn open(&self) -> Store {
        Store::open(&self.0).unwrap()
    }

    /// The files of the archive, in order.
    fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.0.join("archive")).unwrap();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Ten o'clock on a day of May 2031.
fn time(day: u32) -> Timestamp {
    format!("2031-05-{day:02}T10:00:00Z").parse().unwrap()
}

fn moment(day: u32) -> Moment {
    let page = page("", day, "");
    page.fetched_moment().unwrap()
}

fn page(path: &str, day: u32, text: &str) -> Page {
    Page {
        url: Some(format!("https://lennar.example/{path}")),
        fetched: Some(time(day)),
        ..Page::from_text(text)
    }
}

fn source(name: &str, kind: SourceKind) -> Source {
    Source {
        name: name.to_owned(),
        kind,
        key: Some(name.to_lowercase()),
    }
}

/// An article of that day, with a headline, by the Lennar Post, crediting these agencies.
fn reading(id: u64, day: u32, headline: &str, agencies: &[&str]) -> Reading {
    let mut article = Article {
        id: ArticleId(id),
        url: Some(format!("https://lennar.example/{id}")),
        fetched: Some(moment(day)),
        publisher: Some(source("Post", SourceKind::Outlet)),
        ..Article::default()
    };
    article.push(BlockKind::Headline, headline, "test", Direction::Ltr);
    let credits = agencies.iter().map(|name| Credit {
        span: Span::new(0, 1),
        source: source(name, SourceKind::Agency),
        role: CreditRole::Text,
        evidence: Evidence::rule("test", 0.9),
    });
    let credits = credits.collect();
    Reading {
        article,
        credits,
        ..Reading::default()
    }
}

fn overlap(a: u64, b: u64) -> Overlap {
    Overlap {
        a: ArticleId(a.min(b)),
        b: ArticleId(a.max(b)),
        shared: 7,
        a_in_b: 0.3,
        b_in_a: 0.7,
    }
}

fn ids(readings: &[Reading]) -> Vec<u64> {
    readings
        .iter()
        .map(|reading| reading.article.id.0)
        .collect()
}

/// Puts articles on a new page each; the number of the article is in its address.
fn put(store: &mut Store, reading: &Reading, overlaps: &[Overlap]) -> PageNumber {
    let article = &reading.article;
    let fetched = article.fetched.unwrap().instant.unwrap();
    let page = Page {
        url: article.url.clone(),
        fetched: Some(fetched),
        ..Page::from_text(&article.text)
    };
    let (number, _) = store.accept(&page).unwrap();
    store.put(number, reading, overlaps).unwrap();
    store.finish(number).unwrap();
    number
}
