//! Of pairs of which one is known to be the source: is the direction right, and how often is it left open?
//!
//! All articles of the folder are read as pages would tell them and traced at once, so that a direction may rest on
//! the whole family. A pair is right when the copy derives from the source, at once or by way of others; wrong when
//! the source derives from the copy; else open.
//!
//! Limits: the time of an article is that of the crawl, hours or days after publication.

use std::{collections::BTreeMap, path::Path};

use isnad::{
    annotate::annotate,
    model::{
        Article, ArticleId, BlockKind, Derivation, Direction, Language, Moment, Reading, Source,
        SourceKind,
    },
    trace::{Batch, family},
};
use serde::Deserialize;

use crate::{
    args::Args,
    error::Error,
    gold,
    press::{self, Row},
    report::{Report, Scores, share},
};

pub(crate) const USAGE: &str = "DIR [--pairs FILE]
      rows {source, copy} of DIR/direction_spa_silver.jsonl (or FILE) over DIR/articles.jsonl.gz";

#[derive(Deserialize)]
struct Pair {
    source: String,
    copy: String,
}

/// Runs the measure.
///
/// # Errors
/// On bad arguments, unreadable data, and when there are no pairs.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let args = Args::parse(args, &["pairs"], &[])?;
    let folder = args.path()?;
    let path = match args.option("pairs") {
        Some(path) => path.into(),
        None => folder.join("direction_spa_silver.jsonl"),
    };
    let pairs: Vec<Pair> = gold::lines(&path)?;
    if pairs.is_empty() {
        let hint = "it needs rows {source, copy}";
        return Err(Error::Empty { path, hint });
    }
    let readings = readings(&folder)?;
    let mut batch = Batch::default();
    readings
        .iter()
        .for_each(|reading| batch.add(&reading.article));
    let parents = parents(family(&readings, &batch.overlaps()).derivations);
    let (mut right, mut wrong) = (0, 0);
    for pair in &pairs {
        let (source, copy) = (id(&pair.source), id(&pair.copy));
        right += usize::from(derives(copy, source, &parents));
        wrong += usize::from(derives(source, copy, &parents));
    }
    let open = pairs.len() - right - wrong;
    let scores = Scores::new("direction")
        .count("n", pairs.len())
        .number("right", share(right, pairs.len()), 3)
        .number("wrong", share(wrong, pairs.len()), 3)
        .number("unknown", share(open, pairs.len()), 3)
        .number("right_of_told", share(right, right + wrong), 3);
    Ok(Report {
        text: String::new(),
        scores,
    })
}

/// The articles of a folder as pages would tell them, annotated.
///
/// # Errors
/// When they cannot be read.
pub(crate) fn readings(folder: &Path) -> Result<Vec<Reading>, Error> {
    Ok(press::articles(folder)?.iter().map(reading).collect())
}

type Parents = BTreeMap<ArticleId, ArticleId>;

fn parents(derivations: Vec<Derivation>) -> Parents {
    let of = |one: Derivation| Some((one.copy, one.parent?));
    derivations.into_iter().filter_map(of).collect()
}

/// Whether an article derives from another, at once or by way of others.
fn derives(copy: ArticleId, source: ArticleId, parents: &Parents) -> bool {
    let mut at = copy;
    // No chain is longer than there are articles.
    for _ in 0..parents.len() {
        match parents.get(&at) {
            Some(parent) if *parent == source => return true,
            Some(parent) => at = *parent,
            None => return false,
        }
    }
    false
}

fn id(name: &str) -> ArticleId {
    ArticleId::of(name.as_bytes(), 0)
}

fn reading(row: &Row) -> Reading {
    annotate(article(row), None)
}

/// An article as its page would tell it.
pub(crate) fn article(row: &Row) -> Article {
    let time = row.time_extracted.replacen(' ', "T", 1) + "Z";
    let instant: Option<jiff::Timestamp> = time.parse().ok();
    let mut article = Article {
        id: id(&row.id),
        language: Language::from_tag("ar"),
        publisher: Some(Source {
            name: row.outlet.clone(),
            kind: SourceKind::Outlet,
            key: Some(row.outlet.clone()),
        }),
        published: instant.map(|instant| Moment {
            date: jiff::tz::Offset::UTC.to_datetime(instant).date(),
            instant: Some(instant),
        }),
        ..Article::default()
    };
    let blocks = [
        (BlockKind::Headline, &row.title),
        (BlockKind::Byline, &row.byline),
    ];
    for (kind, text) in blocks
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty())
    {
        article.push(kind, text.trim(), "eval", Direction::Rtl);
    }
    for line in row
        .text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        article.push(BlockKind::Paragraph, line, "eval", Direction::Rtl);
    }
    article
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_direction_may_go_by_way_of_others() {
        let parents: Parents = [("b", "a"), ("c", "b")]
            .map(|(copy, parent)| (id(copy), id(parent)))
            .into();
        let cases = [
            ("c", "a", true),
            ("b", "a", true),
            ("a", "c", false),
            ("a", "x", false),
        ];
        for (copy, source, expected) in cases {
            assert_eq!(
                derives(id(copy), id(source), &parents),
                expected,
                "{copy} {source}"
            );
        }
    }
}
