//! `copies DIR`: do we find the pairs of articles that share text?
//!
//! DIR holds `articles.jsonl.gz` (`{id, text, …}`) and `copy_pairs.jsonl` (`{a, b, containment}`), the
//! exhaustive truth. Pairs with containment ≥ .3 on either side count; pairs whose shorter text has
//! under 20 shingles are not in the truth and are left out of the answer too. The clock runs over
//! folding, fingerprinting, finding and counting, on one thread; reading the files is outside it.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::time::Instant;

use flate2::read::MultiGzDecoder;
use isnad::model::{Article, ArticleId, BlockKind, Direction, Overlap};
use isnad::trace::Batch;
use serde::Deserialize;

const CONTAINMENT: f32 = 0.3;

#[derive(Deserialize)]
struct Row {
    id: String,
    title: String,
    text: String,
}

#[derive(Deserialize)]
struct Pair {
    a: String,
    b: String,
    containment: f32,
}

type Pairs = BTreeSet<(ArticleId, ArticleId)>;

/// Runs the measure on a folder and prints it.
///
/// # Errors
/// When a file is missing or a row is not of the form above.
pub fn run(dir: &Path) -> io::Result<()> {
    let articles = read_articles(&dir.join("articles.jsonl.gz"))?;
    let truth = read_truth(&dir.join("copy_pairs.jsonl"))?;
    let start = Instant::now();
    let mut batch = Batch::default();
    for article in &articles {
        batch.add(article);
    }
    let overlaps = batch.overlaps();
    let seconds = start.elapsed().as_secs_f64();
    let found: Pairs = overlaps
        .iter()
        .filter(|o| counts(o))
        .map(|o| (o.a, o.b))
        .collect();
    let hits = found.intersection(&truth).count() as f64;
    let precision = hits / found.len().max(1) as f64;
    let recall = hits / truth.len().max(1) as f64;
    println!(
        "copies n={} pairs={} precision={precision:.4} recall={recall:.4} f1={:.4} docs_per_s={:.0} peak_mb={}",
        articles.len(),
        truth.len(),
        2.0 * precision * recall / (precision + recall).max(f64::EPSILON),
        articles.len() as f64 / seconds,
        peak_megabytes(),
    );
    Ok(())
}

fn counts(overlap: &Overlap) -> bool {
    let shingles = |share: f32| overlap.shared as f32 / share.max(f32::EPSILON);
    let shorter = shingles(overlap.a_in_b).min(shingles(overlap.b_in_a));
    overlap.containment() >= CONTAINMENT && overlap.shared >= 8 && shorter.round() >= 20.0
}

fn id(name: &str) -> ArticleId {
    ArticleId::of(name.as_bytes(), 0)
}

fn read_articles(path: &Path) -> io::Result<Vec<Article>> {
    let lines = BufReader::new(MultiGzDecoder::new(File::open(path)?)).lines();
    lines
        .map(|line| {
            let row: Row = serde_json::from_str(&line?)?;
            let mut article = Article {
                id: id(&row.id),
                ..Article::default()
            };
            article.push(BlockKind::Headline, &row.title, "eval", Direction::Rtl);
            article.push(BlockKind::Paragraph, &row.text, "eval", Direction::Rtl);
            Ok(article)
        })
        .collect()
}

fn read_truth(path: &Path) -> io::Result<Pairs> {
    let mut pairs = Pairs::new();
    for line in BufReader::new(File::open(path)?).lines() {
        let pair: Pair = serde_json::from_str(&line?)?;
        if pair.containment >= CONTAINMENT {
            let (a, b) = (id(&pair.a), id(&pair.b));
            pairs.insert((a.min(b), a.max(b)));
        }
    }
    Ok(pairs)
}

/// The most memory this process held, in MB; 0 where the system does not tell.
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| {
        line.trim()
            .trim_end_matches("kB")
            .trim()
            .parse::<u64>()
            .ok()
    });
    kilobytes.unwrap_or(0) / 1024
}
