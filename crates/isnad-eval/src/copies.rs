//! Do we find the pairs of articles that share text?
//!
//! The folder holds `articles.jsonl.gz` (`{id, title, text}`) and `copy_pairs.jsonl`
//! (`{a, b, containment}`), the exhaustive truth. Pairs with containment ≥ .3 on either side count;
//! pairs whose shorter text has under 20 shingles are not in the truth and are left out of the
//! answer too. The clock runs over folding, fingerprinting, finding and counting, on one thread;
//! reading the files is outside it.

use std::{collections::BTreeSet, path::Path, time::Instant};

use isnad::{
    model::{Article, ArticleId, BlockKind, Direction, Overlap},
    trace::Batch,
};
use serde::Deserialize;

use crate::{
    args::Args,
    error::Error,
    gold,
    memory::peak_mb,
    report::{Report, Scores, share},
};

pub(crate) const USAGE: &str = "DIR
      pairs of DIR/articles.jsonl.gz that share text, against DIR/copy_pairs.jsonl";

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

/// Runs the measure.
///
/// # Errors
/// When the data cannot be read.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let dir = Args::parse(args, &[], &[])?.path()?;
    let rows: Vec<Row> = gold::lines(&dir.join("articles.jsonl.gz"))?;
    let articles: Vec<Article> = rows.iter().map(article).collect();
    drop(rows);
    let truth = truth(&dir.join("copy_pairs.jsonl"))?;
    let start = Instant::now();
    let mut batch = Batch::default();
    articles.iter().for_each(|article| batch.add(article));
    let overlaps = batch.overlaps();
    let seconds = start.elapsed().as_secs_f64();
    let found: Pairs = overlaps
        .iter()
        .filter(|o| counts(o))
        .map(|o| (o.a, o.b))
        .collect();
    let hits = found.intersection(&truth).count();
    let (precision, recall) = (share(hits, found.len()), share(hits, truth.len()));
    let scores = Scores::new("copies")
        .count("n", articles.len())
        .count("pairs", truth.len())
        .number("precision", precision, 4)
        .number("recall", recall, 4)
        .number("f1", f1(precision, recall), 4)
        .number("docs_per_s", articles.len() as f64 / seconds, 0)
        .number("peak_mb", peak_mb(), 0);
    Ok(Report {
        text: String::new(),
        scores,
    })
}

/// The harmonic mean of precision and recall.
pub(crate) fn f1(precision: f64, recall: f64) -> f64 {
    2.0 * precision * recall / (precision + recall).max(f64::EPSILON)
}

fn counts(overlap: &Overlap) -> bool {
    let shingles = |share: f32| overlap.shared as f32 / share.max(f32::EPSILON);
    let shorter = shingles(overlap.a_in_b).min(shingles(overlap.b_in_a));
    overlap.containment() >= CONTAINMENT && overlap.shared >= 8 && shorter.round() >= 20.0
}

fn id(name: &str) -> ArticleId {
    ArticleId::of(name.as_bytes(), 0)
}

fn article(row: &Row) -> Article {
    let mut article = Article {
        id: id(&row.id),
        ..Article::default()
    };
    article.push(BlockKind::Headline, &row.title, "eval", Direction::Rtl);
    article.push(BlockKind::Paragraph, &row.text, "eval", Direction::Rtl);
    article
}

fn truth(path: &Path) -> Result<Pairs, Error> {
    let pairs: Vec<Pair> = gold::lines(path)?;
    let large = pairs.iter().filter(|pair| pair.containment >= CONTAINMENT);
    let ids = large.map(|pair| (id(&pair.a), id(&pair.b)));
    Ok(ids.map(|(a, b)| (a.min(b), a.max(b))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::tests::Scratch;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    #[test]
    fn a_pair_that_is_found_scores_one() {
        let text: String = (0..60).map(|n| format!("word{n} ")).collect();
        let rows: String = ["a", "b"]
            .iter()
            .map(|id| format!("{{\"id\":\"{id}\",\"title\":\"t\",\"text\":\"{text}\"}}\n"))
            .collect();
        let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
        packer.write_all(rows.as_bytes()).expect("packs");
        let scratch = Scratch::new("copies");
        scratch.write("articles.jsonl.gz", &packer.finish().expect("packs"));
        let pairs = b"{\"a\":\"b\",\"b\":\"a\",\"containment\":0.9}\n";
        scratch.write("copy_pairs.jsonl", pairs);
        let report = run(&scratch.args(&[])).expect("measures");
        assert_eq!(report.scores.get("f1"), Some("1.0000"));
    }
}
