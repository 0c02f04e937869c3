//! `stories FILE`: are articles about one event together, and others apart?
//!
//! FILE holds rows `{id, lang, story, text}`, a story being the gold cluster. The score is BCubed: for
//! every article, how many of its story's articles are rightly there (precision) and how many of the
//! right ones are there (recall), averaged. Lines at the head that hold only a tokenised address are
//! no part of the text.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::time::Instant;

use isnad::annotate::annotate;
use isnad::model::{Article, ArticleId, BlockKind, Direction, Language, Reading};
use isnad::trace::{Batch, family, stories};
use serde::Deserialize;

#[derive(Deserialize)]
struct Row {
    id: String,
    lang: String,
    story: String,
    text: String,
}

/// Runs the measure on a file and prints it.
///
/// # Errors
/// When the file is missing or a row is not of the form above.
pub fn run(file: &Path) -> io::Result<()> {
    let mut gold: BTreeMap<ArticleId, String> = BTreeMap::new();
    let mut readings: Vec<Reading> = Vec::new();
    for line in BufReader::new(File::open(file)?).lines() {
        let row: Row = serde_json::from_str(&line?)?;
        let reading = annotate(article(&row), None);
        gold.insert(reading.article.id, row.story);
        readings.push(reading);
    }
    let start = Instant::now();
    let mut batch = Batch::default();
    readings
        .iter()
        .for_each(|reading| batch.add(&reading.article));
    let overlaps = batch.overlaps();
    let origins = family(&readings, &overlaps).origins;
    let found = stories(&readings, &overlaps, &origins);
    let seconds = start.elapsed().as_secs_f64();
    let mut answer: BTreeMap<ArticleId, String> = BTreeMap::new();
    for story in &found {
        answer.extend(story.articles.iter().map(|id| (*id, story.id.to_string())));
    }
    let precision = bcubed(&answer, &gold);
    let recall = bcubed(&gold, &answer);
    println!(
        "stories n={} found={} precision={precision:.4} recall={recall:.4} f1={:.4} docs_per_s={:.0}",
        readings.len(),
        found.len(),
        2.0 * precision * recall / (precision + recall).max(f64::EPSILON),
        readings.len() as f64 / seconds,
    );
    Ok(())
}

fn article(row: &Row) -> Article {
    let mut article = Article {
        id: ArticleId::of(row.id.as_bytes(), 0),
        language: Language::from_tag(&row.lang),
        ..Article::default()
    };
    let lines = row.text.lines().filter(|line| !line.starts_with("http"));
    for line in lines {
        article.push(BlockKind::Paragraph, line, "eval", Direction::Ltr);
    }
    article
}

/// The mean, over articles, of the share of its cluster in `one` that is its cluster in `other` too.
fn bcubed(one: &BTreeMap<ArticleId, String>, other: &BTreeMap<ArticleId, String>) -> f64 {
    let clusters = |of: &BTreeMap<ArticleId, String>| {
        let mut clusters: BTreeMap<String, BTreeSet<ArticleId>> = BTreeMap::new();
        for (id, cluster) in of {
            clusters.entry(cluster.clone()).or_default().insert(*id);
        }
        clusters
    };
    let (ones, others) = (clusters(one), clusters(other));
    let share = |(id, cluster): (&ArticleId, &String)| {
        let mine = ones.get(cluster)?;
        let theirs = others.get(other.get(id)?)?;
        Some(mine.intersection(theirs).count() as f64 / mine.len() as f64)
    };
    one.iter().filter_map(share).sum::<f64>() / one.len().max(1) as f64
}
