//! Are the pairs of articles that share text found?
//!
//! The truth is exhaustive: every pair whose shingles are contained in each other by a share, at
//! least 8 of them, the shorter article having at least 20. Pairs beyond that are left out of the
//! answer too. The last line is for containment of at least [`SCORED`].
//!
//! Limits: the clock runs over folding, fingerprinting, finding and counting, on one thread; reading
//! the files is outside it.

mod labels;

use std::{collections::BTreeSet, path::Path, time::Instant};

use isnad::{
    model::{Article, ArticleId, BlockKind, Direction, Overlap},
    trace::Batch,
};

use crate::{
    args::Args,
    error::Error,
    memory::peak_mb,
    ngram::harmonic,
    press::{self, Pair, Row},
    report::{Report, Scores, share},
    table::Table,
};

pub(crate) const USAGE: &str = "DIR [--labels FILE [--traced]]
      the pairs of DIR/copy_pairs.jsonl found in DIR/articles.jsonl.gz, or those that FILE labels;
      with --traced (minutes) also whether their texts are traced to one";

/// The containment the last line is about.
const SCORED: f32 = 0.3;
/// What the table shows.
const CONTAINMENTS: [f32; 4] = [SCORED, 0.5, 0.8, 0.95];
const LEAST_SHARED: u32 = 8;
const LEAST_SHINGLES: f32 = 20.0;

type Pairs = BTreeSet<(ArticleId, ArticleId)>;

/// Runs the measure.
///
/// # Errors
/// On bad arguments and unreadable data.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let args = Args::parse(args, &["labels"], &["traced"])?;
    let folder = args.path()?;
    let rows = press::articles(&folder)?;
    let articles: Vec<Article> = rows.iter().map(article).collect();
    let start = Instant::now();
    let mut batch = Batch::default();
    articles.iter().for_each(|article| batch.add(article));
    let overlaps = batch.overlaps();
    let seconds = start.elapsed().as_secs_f64();
    if let Some(labels) = args.option("labels") {
        let traced = args.has("traced").then_some(folder.as_path());
        return labels::report(Path::new(labels), traced, &overlaps);
    }
    let truth = press::pairs(&folder)?;
    let mut table = Table::new(["containment", "pairs", "found", "precision", "recall", "f1"]);
    for containment in CONTAINMENTS {
        table.row(Outcome::at(containment, &truth, &overlaps).cells(containment));
    }
    let scores = Outcome::at(SCORED, &truth, &overlaps)
        .scores(articles.len())
        .number("docs_per_s", articles.len() as f64 / seconds, 0)
        .number("peak_mb", peak_mb(), 0);
    Ok(Report {
        text: table.to_string(),
        scores,
    })
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

fn id(name: &str) -> ArticleId {
    ArticleId::of(name.as_bytes(), 0)
}

/// The pairs of one containment and up.
struct Outcome {
    truth: usize,
    found: usize,
    both: usize,
}

impl Outcome {
    fn at(containment: f32, truth: &[Pair], overlaps: &[Overlap]) -> Outcome {
        let truth: Pairs = truth
            .iter()
            .filter(|pair| pair.containment >= containment)
            .map(|pair| ordered(id(&pair.a), id(&pair.b)))
            .collect();
        let found: Pairs = overlaps
            .iter()
            .filter(|overlap| is_in_truth(overlap) && overlap.containment() >= containment)
            .map(|overlap| ordered(overlap.a, overlap.b))
            .collect();
        Outcome {
            truth: truth.len(),
            found: found.len(),
            both: found.intersection(&truth).count(),
        }
    }

    fn precision(&self) -> f64 {
        share(self.both, self.found)
    }

    fn recall(&self) -> f64 {
        share(self.both, self.truth)
    }

    fn f1(&self) -> f64 {
        harmonic(self.precision(), self.recall())
    }

    fn cells(&self, containment: f32) -> [String; 6] {
        [
            format!("{containment:.2}"),
            self.truth.to_string(),
            self.found.to_string(),
            format!("{:.4}", self.precision()),
            format!("{:.4}", self.recall()),
            format!("{:.4}", self.f1()),
        ]
    }

    fn scores(&self, articles: usize) -> Scores {
        Scores::new("copies")
            .count("n", articles)
            .count("pairs", self.truth)
            .number("precision", self.precision(), 4)
            .number("recall", self.recall(), 4)
            .number("f1", self.f1(), 4)
    }
}

fn ordered(a: ArticleId, b: ArticleId) -> (ArticleId, ArticleId) {
    (a.min(b), a.max(b))
}

/// Whether the truth would hold a pair, had it looked at it.
fn is_in_truth(overlap: &Overlap) -> bool {
    let shingles = |share: f32| overlap.shared as f32 / share.max(f32::EPSILON);
    let shorter = shingles(overlap.a_in_b).min(shingles(overlap.b_in_a));
    overlap.shared >= LEAST_SHARED && shorter.round() >= LEAST_SHINGLES
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlap(a: &str, b: &str, shared: u32, share: f32) -> Overlap {
        Overlap {
            a: id(a),
            b: id(b),
            shared,
            a_in_b: share,
            b_in_a: share / 2.0,
        }
    }

    fn pair(a: &str, b: &str, containment: f32) -> Pair {
        Pair {
            a: a.into(),
            b: b.into(),
            containment,
        }
    }

    #[test]
    fn pairs_by_hand() {
        let truth = [
            pair("a", "b", 0.9),
            pair("c", "d", 0.4),
            pair("e", "f", 0.1),
        ];
        let found = [
            overlap("b", "a", 50, 0.9),
            overlap("a", "d", 40, 0.5),
            // Too short for the truth to hold it.
            overlap("g", "h", 9, 0.9),
            overlap("c", "d", 10, 0.2),
        ];
        // containment, precision, recall
        let cases = [(0.3, 0.5, 0.5), (0.8, 1.0, 1.0)];
        for (containment, precision, recall) in cases {
            let outcome = Outcome::at(containment, &truth, &found);
            assert_eq!((outcome.precision(), outcome.recall()), (precision, recall));
        }
    }
}
