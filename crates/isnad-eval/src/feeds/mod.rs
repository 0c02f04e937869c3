//! Reading feeds, scored against checks of a public suite.
//!
//! `DIR/expected.jsonl` has a row a check: the file below `DIR/feedparser`, the feed or one of its
//! entries, a field and its value. Every other file below `DIR` is read, too: nothing may panic, and what
//! is refused is counted. Speed is one thread over the files of the rows, from memory.
//!
//! The suite serves the files that are about HTTP from a server, with the headers that a comment in the
//! file names, and reads the others from disk; so does this ([`served::Served`]).

mod row;
mod served;

use std::{
    collections::BTreeMap,
    fmt::Write,
    fs,
    panic::catch_unwind,
    path::{Path, PathBuf},
    time::Instant,
};

use isnad_gather::feed;

use crate::{
    args::Args,
    error::Error,
    report::{Report, Scores, share},
    table::Table,
};
use row::Row;
use served::Served;

pub(crate) const USAGE: &str = "DIR [--misses]
      Reading feeds: DIR/expected.jsonl and every feed below DIR.";

/// Times that the files are read for the speed; the fastest counts, since others use the machine too.
const PASSES: usize = 30;

/// Scores the checks and reads everything.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let args = Args::parse(args, &[], &["misses"])?;
    let folder = args.path()?;
    let rows = row::rows(&folder.join("expected.jsonl"))?;
    let suite = folder.join("feedparser");
    let files = files_of(&rows, &suite)?;
    let (mut text, right) = checks(&rows, &files, args.has("misses"));
    let speed = speed(&files);
    let broken = robust(&suite.join("illformed"))?;
    let all = robust(&folder)?;
    let _ = writeln!(
        text,
        "\nill-formed files: {} read, {} refused, {} panics\nall files: {} read, {} refused, {} panics\n",
        broken.read, broken.refused, broken.panics, all.read, all.refused, all.panics
    );
    let scores = Scores::new("feeds")
        .count("n", rows.len())
        .number("right", share(right, rows.len()), 3)
        .part("ill_formed", broken.read, broken.files())
        .part("survived", all.read + all.refused, all.files())
        .count("refused", all.refused)
        .number("feeds_per_s", speed, 0);
    Ok(Report { text, scores })
}

/// The files of the rows, each once.
fn files_of(rows: &[Row], suite: &Path) -> Result<BTreeMap<String, Served>, Error> {
    let mut files = BTreeMap::new();
    for row in rows {
        if !files.contains_key(&row.file) {
            files.insert(row.file.clone(), Served::read(suite, &row.file)?);
        }
    }
    Ok(files)
}

/// A table by field, the misses on demand, and how many rows are right.
fn checks(rows: &[Row], files: &BTreeMap<String, Served>, show: bool) -> (String, usize) {
    let mut fields: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    let mut misses = String::new();
    for row in rows {
        let feed = files.get(&row.file).map(Served::parse);
        let found = match &feed {
            Some(Ok(feed)) => row.found(feed),
            Some(Err(error)) => Some(error.to_string()),
            None => None,
        };
        let is_right = found.as_deref() == Some(&row.wanted());
        let (right, all) = fields.entry((&row.target, &row.field)).or_default();
        *right += usize::from(is_right);
        *all += 1;
        if !is_right {
            let _ = writeln!(
                misses,
                "{}: {} is {found:?}, not {:?}",
                row.file,
                row.field,
                row.wanted()
            );
        }
    }
    let mut table = Table::new(["of", "field", "right", "checks"]);
    for ((target, field), (right, all)) in &fields {
        table.row([
            (*target).to_owned(),
            (*field).to_owned(),
            right.to_string(),
            all.to_string(),
        ]);
    }
    let right = fields.values().map(|(right, _)| right).sum();
    let misses = if show { misses } else { String::new() };
    (format!("{table}{misses}"), right)
}

/// Feeds a second, one thread, from memory.
fn speed(files: &BTreeMap<String, Served>) -> f64 {
    let pass = || {
        let started = Instant::now();
        let entries: usize = files
            .values()
            .filter_map(|file| file.parse().ok())
            .map(|feed| feed.entries.len())
            .sum();
        std::hint::black_box(entries);
        started.elapsed().as_secs_f64()
    };
    let fastest = (0..PASSES).map(|_| pass()).fold(f64::INFINITY, f64::min);
    files.len() as f64 / fastest
}

/// What became of files.
#[derive(Default)]
struct Robust {
    read: usize,
    refused: usize,
    panics: usize,
}

impl Robust {
    fn files(&self) -> usize {
        self.read + self.refused + self.panics
    }
}

/// Reads every file below a folder, in any depth.
fn robust(folder: &Path) -> Result<Robust, Error> {
    let mut found = Robust::default();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(Error::io(&folder))? {
            let path: PathBuf = entry.map_err(Error::io(&folder))?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = fs::read(&path).map_err(Error::io(&path))?;
            match catch_unwind(|| feed::parse(&bytes, &feed::About::default()).is_ok()) {
                Ok(true) => found.read += 1,
                Ok(false) => found.refused += 1,
                Err(_) => found.panics += 1,
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_answer_is_a_miss() {
        let rows = row::parse(
            "{\"file\":\"a.xml\",\"target\":\"feed\",\"index\":null,\"field\":\"title\",\"expected\":\"Tern\"}\n\
             {\"file\":\"a.xml\",\"target\":\"entry\",\"index\":0,\"field\":\"published\",\"expected\":1935585307}\n\
             {\"file\":\"a.xml\",\"target\":\"entry\",\"index\":1,\"field\":\"link\",\"expected\":\"x\"}",
            Path::new("expected.jsonl"),
        )
        .expect("rows");
        let xml = "<rss><channel><title>Tern</title><item><pubDate>Sat, 03 May 2031 14:35:07 GMT</pubDate></item>";
        let files = BTreeMap::from([(
            "a.xml".to_owned(),
            Served::of("a.xml", xml.as_bytes().to_vec()),
        )]);
        let (text, right) = checks(&rows, &files, true);
        assert_eq!(right, 2);
        assert!(text.contains("a.xml: link is None, not \"x\""), "{text}");
    }
}
