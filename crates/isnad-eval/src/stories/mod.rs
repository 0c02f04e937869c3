//! Are articles about one event together, and others apart?
//!
//! A story of the gold is a cluster. Articles arrive one by one, in several random orders; after the last
//! one the score is BCubed ([`bcubed`]), the mean over the orders. `settled` is the F1 once everything was
//! weighed anew, which no order changes. `--folds N` adds the same figures held out: topics are dealt into
//! `N` folds, and each is judged by weights chosen on the others.
//!
//! Lines at the head that hold only a tokenised address are no part of the text.
//!
//! Limits: the clock runs over fingerprints, overlaps and stories, not over annotation.

mod bcubed;
mod folds;

use std::{collections::BTreeMap, time::Instant};

use isnad::{
    annotate::annotate,
    model::{Article, ArticleId, BlockKind, Direction, Language, Overlap, Reading},
    trace::{Batch, Memory, Stories, Weights, overlaps},
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
use bcubed::{Clusters, Scored, mean, members};

pub(crate) const USAGE: &str = "FILE [--orders N] [--folds N]
      BCubed of the stories made of the articles in FILE (JSON lines, perhaps gzipped), as they arrive
      in N random orders (5); with folds, also held out by topic";

/// How many of the stories that went worst the table shows.
const WORST: usize = 15;

#[derive(Deserialize)]
struct Row {
    id: String,
    lang: String,
    topic: String,
    story: String,
    text: String,
}

/// The articles and the truth about them.
struct Gold {
    readings: Vec<Reading>,
    /// The pairs that share text.
    overlaps: Vec<Overlap>,
    stories: Clusters,
    /// What kind of event each article is about.
    topics: BTreeMap<ArticleId, String>,
}

/// Runs the measure.
///
/// # Errors
/// On bad arguments and unreadable data.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let args = Args::parse(args, &["orders", "folds"], &[])?;
    let gold = read(&gold::lines::<Row>(&args.path()?)?);
    let orders = number(&args, "orders")?.unwrap_or(5).max(1) as u64;
    let arrivals: Vec<Arrival> = (0..orders)
        .map(|seed| arrive(&gold, Weights::default(), seed))
        .collect();
    let means: Vec<[f64; 3]> = arrivals
        .iter()
        .map(|one| one.scored.mean(|_| true))
        .collect();
    let seconds: f64 = arrivals.iter().map(|one| one.seconds).sum();
    let found: usize = arrivals.iter().map(|one| one.found).sum();
    let [precision, recall, f1] = mean(&means);
    let mut text = worst(&gold.stories, &arrivals[0].scored);
    let mut scores = Scores::new("stories")
        .count("n", gold.readings.len())
        .count("orders", arrivals.len())
        .count("found", found / arrivals.len())
        .number("precision", precision, 4)
        .number("recall", recall, 4)
        .number("f1", f1, 4)
        .number(
            "least",
            means.iter().map(|one| one[2]).fold(1.0, f64::min),
            4,
        )
        .number("settled", arrivals[0].settled, 4)
        .number(
            "docs_per_s",
            (gold.readings.len() * arrivals.len()) as f64 / seconds,
            0,
        );
    if let Some(folds) = number(&args, "folds")? {
        let ([precision, recall, f1], chosen) = folds::held_out(&gold, folds.max(2), orders);
        text.push_str(
            &chosen
                .iter()
                .map(|weights| format!("{weights:?}\n"))
                .collect::<String>(),
        );
        scores = scores
            .number("held_out_precision", precision, 4)
            .number("held_out_recall", recall, 4)
            .number("held_out_f1", f1, 4);
    }
    Ok(Report { text, scores })
}

/// The value of an option that is a number.
fn number(args: &Args, name: &str) -> Result<Option<usize>, Error> {
    let parse = |value: &str| {
        let wrong = |_| Error::Usage(format!("--{name} takes a number, not {value}"));
        value.parse().map_err(wrong)
    };
    args.option(name).map(parse).transpose()
}

/// What became of the articles in one order.
struct Arrival {
    scored: Scored,
    /// F1 after everything was weighed anew.
    settled: f64,
    /// The number of stories.
    found: usize,
    seconds: f64,
}

/// Lets the articles arrive one by one, in an order of their own for each `seed`.
fn arrive(gold: &Gold, weights: Weights, seed: u64) -> Arrival {
    let (mut stories, mut past) = (Stories::weighing(weights), Memory::default());
    let readings = shuffled(&gold.readings, seed);
    let start = Instant::now();
    for reading in readings {
        let Ok(shared) = overlaps(reading, &past);
        stories.insert(reading, &shared);
        past.insert(reading.clone());
    }
    let seconds = start.elapsed().as_secs_f64();
    let (scored, found) = (gold.score(&stories), stories.groups().len());
    stories.settle();
    Arrival {
        scored,
        settled: gold.score(&stories).mean(|_| true)[2],
        found,
        seconds,
    }
}

/// The items in an order that is the same on every run (a linear congruence).
fn shuffled<T>(items: &[T], seed: u64) -> Vec<&T> {
    let mut state = seed.wrapping_mul(2).wrapping_add(1);
    let mut items: Vec<&T> = items.iter().collect();
    for at in (1..items.len()).rev() {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        items.swap(at, (state >> 33) as usize % (at + 1));
    }
    items
}

impl Gold {
    fn score(&self, stories: &Stories) -> Scored {
        let mut answer = Clusters::new();
        for (at, group) in stories.groups().into_iter().enumerate() {
            answer.extend(group.into_iter().map(|id| (id, at.to_string())));
        }
        Scored::of(&self.stories, &answer)
    }
}

/// The gold stories with the lowest precision and recall together.
fn worst(truth: &Clusters, scored: &Scored) -> String {
    let mut rows: Vec<(f64, &str, usize, f64, f64)> = members(truth)
        .into_iter()
        .map(|(story, ids)| {
            let [p, r, _] = scored.mean(|id| ids.contains(&id));
            (harmonic(p, r), story, ids.len(), p, r)
        })
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    let mut table = Table::new(["worst stories", "articles", "precision", "recall"]);
    for (_, story, n, p, r) in rows.into_iter().take(WORST) {
        table.row([
            story.to_owned(),
            n.to_string(),
            format!("{p:.3}"),
            format!("{r:.3}"),
        ]);
    }
    table.to_string()
}

fn read(rows: &[Row]) -> Gold {
    let id = |row: &Row| ArticleId::of(row.id.as_bytes(), 0);
    let articles = rows.iter().map(|row| article(id(row), row));
    let readings: Vec<Reading> = articles.map(|article| annotate(article, None)).collect();
    let mut batch = Batch::default();
    readings
        .iter()
        .for_each(|reading| batch.add(&reading.article));
    Gold {
        readings,
        overlaps: batch.overlaps(),
        stories: rows
            .iter()
            .map(|row| (id(row), row.story.clone()))
            .collect(),
        topics: rows
            .iter()
            .map(|row| (id(row), row.topic.clone()))
            .collect(),
    }
}

fn article(id: ArticleId, row: &Row) -> Article {
    let mut article = Article {
        id,
        language: Language::from_tag(&row.lang),
        ..Article::default()
    };
    let lines = row.text.lines().filter(|line| !line.starts_with("http"));
    for line in lines {
        article.push(BlockKind::Paragraph, line, "eval", Direction::Ltr);
    }
    article
}
