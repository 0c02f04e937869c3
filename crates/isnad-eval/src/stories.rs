//! Are articles about one event together, and others apart?
//!
//! The file holds rows `{id, lang, story, text}`, a story being the gold cluster. The score is BCubed: for
//! every article, how many of its story's articles are rightly there (precision) and how many of the
//! right ones are there (recall), averaged. Lines at the head that hold only a tokenised address are
//! no part of the text.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

use isnad::{
    annotate::annotate,
    model::{Article, ArticleId, BlockKind, Direction, Language, Reading},
    trace::{Batch, family, stories},
};
use serde::Deserialize;

use crate::{
    args::Args,
    copies::f1,
    error::Error,
    gold,
    report::{Report, Scores},
};

pub(crate) const USAGE: &str = "FILE
      articles gathered into stories, against the gold ones (BCubed)";

#[derive(Deserialize)]
struct Row {
    id: String,
    lang: String,
    story: String,
    text: String,
}

type Clusters = BTreeMap<ArticleId, String>;

/// Runs the measure.
///
/// # Errors
/// When the data cannot be read.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let rows: Vec<Row> = gold::lines(&Args::parse(args, &[], &[])?.path()?)?;
    let readings: Vec<Reading> = rows
        .iter()
        .map(|row| annotate(article(row), None))
        .collect();
    let ids = readings.iter().map(|reading| reading.article.id);
    let truth: Clusters = ids.zip(rows).map(|(id, row)| (id, row.story)).collect();
    let start = Instant::now();
    let mut batch = Batch::default();
    readings
        .iter()
        .for_each(|reading| batch.add(&reading.article));
    let overlaps = batch.overlaps();
    let origins = family(&readings, &overlaps).origins;
    let found = stories(&readings, &overlaps, &origins);
    let seconds = start.elapsed().as_secs_f64();
    let of = |story: &isnad::model::Story, id: &ArticleId| (*id, story.id.to_string());
    let each = found
        .iter()
        .flat_map(|story| story.articles.iter().map(move |id| of(story, id)));
    let answer: Clusters = each.collect();
    let (precision, recall) = (bcubed(&answer, &truth), bcubed(&truth, &answer));
    let scores = Scores::new("stories")
        .count("n", readings.len())
        .count("found", found.len())
        .number("precision", precision, 4)
        .number("recall", recall, 4)
        .number("f1", f1(precision, recall), 4)
        .number("docs_per_s", readings.len() as f64 / seconds, 0);
    Ok(Report {
        text: String::new(),
        scores,
    })
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
fn bcubed(one: &Clusters, other: &Clusters) -> f64 {
    let clusters = |of: &Clusters| {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters(of: &[(u64, &str)]) -> Clusters {
        of.iter()
            .map(|&(id, cluster)| (ArticleId(id), cluster.to_owned()))
            .collect()
    }

    #[test]
    fn bcubed_counts_for_every_article_its_neighbours() {
        let gold = clusters(&[(1, "x"), (2, "x"), (3, "y")]);
        let lumped = clusters(&[(1, "a"), (2, "a"), (3, "a")]);
        assert_eq!(bcubed(&gold, &gold), 1.0);
        assert_eq!(bcubed(&gold, &lumped), 1.0);
        let precision = (2.0 / 3.0 + 2.0 / 3.0 + 1.0 / 3.0) / 3.0;
        assert!((bcubed(&lumped, &gold) - precision).abs() < 1e-9);
    }
}
