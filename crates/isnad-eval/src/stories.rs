//! Are articles about one event together, and others apart?
//!
//! A story of the gold is a cluster. The score is BCubed: for every article, how many of those put
//! with it are of its story (precision) and how many of its story were put with it (recall),
//! averaged. An article in no story stands alone. Lines at the head that hold only a tokenised address
//! are no part of the text.
//!
//! Limits: the clock runs over fingerprints, families and stories, not over annotation.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

use isnad::{
    annotate::annotate,
    model::{Article, ArticleId, BlockKind, Direction, Language, Reading, Story},
    trace::{Batch, family, stories},
};
use serde::Deserialize;

use crate::{
    args::Args,
    error::Error,
    gold,
    ngram::harmonic,
    report::{Report, Scores},
    table::Table,
};

pub(crate) const USAGE: &str = "FILE
      BCubed of the stories made of the articles in FILE (JSON lines, perhaps gzipped)";

/// How many of the stories that went worst the table shows.
const WORST: usize = 15;

/// The cluster of each article.
type Clusters = BTreeMap<ArticleId, String>;

#[derive(Deserialize)]
struct Row {
    id: String,
    lang: String,
    story: String,
    text: String,
}

/// Runs the measure.
///
/// # Errors
/// On bad arguments and unreadable data.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let path = Args::parse(args, &[], &[])?.path()?;
    let rows: Vec<Row> = gold::lines(&path)?;
    let truth: Clusters = rows
        .iter()
        .map(|row| (id(row), row.story.clone()))
        .collect();
    let readings: Vec<Reading> = rows
        .iter()
        .map(|row| annotate(article(row), None))
        .collect();
    let start = Instant::now();
    let found = tell(&readings);
    let seconds = start.elapsed().as_secs_f64();
    let answer = clusters(&truth, &found);
    let (precision, recall) = (bcubed(&answer, &truth), bcubed(&truth, &answer));
    let (precision, recall) = (mean(&precision), mean(&recall));
    let scores = Scores::new("stories")
        .count("n", readings.len())
        .count("found", found.len())
        .number("precision", precision, 4)
        .number("recall", recall, 4)
        .number("f1", harmonic(precision, recall), 4)
        .number("docs_per_s", readings.len() as f64 / seconds, 0);
    Ok(Report {
        text: worst(&truth, &answer),
        scores,
    })
}

fn tell(readings: &[Reading]) -> Vec<Story> {
    let mut batch = Batch::default();
    readings
        .iter()
        .for_each(|reading| batch.add(&reading.article));
    let overlaps = batch.overlaps();
    let origins = family(readings, &overlaps).origins;
    stories(readings, &overlaps, &origins)
}

/// The clusters of the answer; an article in no story is a cluster of its own.
fn clusters(truth: &Clusters, found: &[Story]) -> Clusters {
    let mut answer: Clusters = truth
        .keys()
        .map(|id| (*id, format!("alone {id}")))
        .collect();
    for story in found {
        answer.extend(story.articles.iter().map(|id| (*id, story.id.to_string())));
    }
    answer
}

/// The gold stories with the lowest precision and recall together.
fn worst(truth: &Clusters, answer: &Clusters) -> String {
    let (precision, recall) = (bcubed(answer, truth), bcubed(truth, answer));
    let mut rows: Vec<(f64, String, usize, f64, f64)> = members(truth)
        .into_iter()
        .map(|(story, ids)| {
            let of = |shares: &Shares| {
                ids.iter().filter_map(|id| shares.get(id)).sum::<f64>() / ids.len().max(1) as f64
            };
            let (p, r) = (of(&precision), of(&recall));
            (harmonic(p, r), story.to_owned(), ids.len(), p, r)
        })
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    let mut table = Table::new(["worst stories", "articles", "precision", "recall"]);
    for (_, story, n, p, r) in rows.into_iter().take(WORST) {
        table.row([story, n.to_string(), format!("{p:.3}"), format!("{r:.3}")]);
    }
    table.to_string()
}

fn id(row: &Row) -> ArticleId {
    ArticleId::of(row.id.as_bytes(), 0)
}

fn article(row: &Row) -> Article {
    let mut article = Article {
        id: id(row),
        language: Language::from_tag(&row.lang),
        ..Article::default()
    };
    let lines = row.text.lines().filter(|line| !line.starts_with("http"));
    for line in lines {
        article.push(BlockKind::Paragraph, line, "eval", Direction::Ltr);
    }
    article
}

/// A share for each article.
type Shares = BTreeMap<ArticleId, f64>;

/// For each article, the share of its cluster in `one` that is its cluster in `other` too.
fn bcubed(one: &Clusters, other: &Clusters) -> Shares {
    let (ones, others) = (members(one), members(other));
    let share = |(id, cluster): (&ArticleId, &String)| {
        let mine = ones.get(cluster.as_str())?;
        let theirs = others.get(other.get(id)?.as_str())?;
        Some((
            *id,
            mine.intersection(theirs).count() as f64 / mine.len() as f64,
        ))
    };
    one.iter().filter_map(share).collect()
}

fn members(of: &Clusters) -> BTreeMap<&str, BTreeSet<ArticleId>> {
    let mut members: BTreeMap<&str, BTreeSet<ArticleId>> = BTreeMap::new();
    for (id, cluster) in of {
        members.entry(cluster).or_default().insert(*id);
    }
    members
}

fn mean(shares: &Shares) -> f64 {
    shares.values().sum::<f64>() / shares.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters_of(names: &str) -> Clusters {
        let names = names.split(' ').enumerate();
        names
            .map(|(at, name)| (ArticleId(at as u64), name.to_owned()))
            .collect()
    }

    #[test]
    fn bcubed_by_hand() {
        // truth, answer, precision, recall
        let cases = [
            ("a a b b", "x x y y", 1.0, 1.0),
            ("a a b b", "x x x x", 0.5, 1.0),
            ("a a b b", "x y z w", 1.0, 0.5),
            ("a a b b", "x y y z", 0.75, 0.5),
        ];
        for (truth, answer, precision, recall) in cases {
            let (truth, answer) = (clusters_of(truth), clusters_of(answer));
            assert_eq!(mean(&bcubed(&answer, &truth)), precision);
            assert_eq!(mean(&bcubed(&truth, &answer)), recall);
        }
    }

    #[test]
    fn an_article_in_no_story_stands_alone() {
        let truth = clusters_of("a a");
        assert_eq!(mean(&bcubed(&truth, &clusters(&truth, &[]))), 0.5);
    }
}
