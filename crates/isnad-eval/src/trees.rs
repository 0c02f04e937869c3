//! Do we find who copied whom, and where each text comes from?
//!
//! The file holds rows `{tree, id, parent, kind, credit, time_seen, text}` of simulated copy families
//! with known parents. A copy is right when its parent is exactly the true one; an origin is
//! right when it is the family's agency. Rows are read as pages would tell them: the publisher, its
//! kind, the credit of its text and the time seen, which is wrong for a quarter of them.

use std::collections::BTreeMap;

use isnad::{
    model::{
        Article, ArticleId, BlockKind, Credit, CreditRole, Direction, Evidence, Moment, Reading,
        Source, SourceKind, Span,
    },
    trace::{Batch, Family, family},
};
use serde::Deserialize;

use crate::{
    args::Args,
    error::Error,
    gold,
    report::{Report, Scores, share},
};

pub(crate) const USAGE: &str = "FILE
      parents and origins in copy families whose parents are known";

#[derive(Deserialize)]
struct Row {
    tree: u32,
    id: String,
    parent: Option<String>,
    kind: String,
    credit: Option<String>,
    time_seen: i64,
    text: String,
}

#[derive(Default)]
struct Tally {
    copies: usize,
    parents: usize,
    articles: usize,
    origins: usize,
}

/// Runs the measure.
///
/// # Errors
/// When the data cannot be read.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let mut trees: BTreeMap<u32, Vec<Row>> = BTreeMap::new();
    for row in gold::lines::<Row>(&Args::parse(args, &[], &[])?.path()?)? {
        trees.entry(row.tree).or_default().push(row);
    }
    let mut all = Tally::default();
    for rows in trees.values() {
        let readings: Vec<Reading> = rows.iter().map(reading).collect();
        let mut batch = Batch::default();
        readings
            .iter()
            .for_each(|reading| batch.add(&reading.article));
        all.count(rows, &family(&readings, &batch.overlaps()));
    }
    let scores = Scores::new("trees")
        .count("n", trees.len())
        .number("parent", share(all.parents, all.copies), 4)
        .number("origin", share(all.origins, all.articles), 4);
    Ok(Report {
        text: String::new(),
        scores,
    })
}

impl Tally {
    fn count(&mut self, rows: &[Row], found: &Family) {
        let agency = rows
            .iter()
            .find(|row| row.parent.is_none())
            .and_then(|row| row.credit.clone());
        for row in rows {
            let parent = found.derivations.iter().find(|d| d.copy == id(&row.id));
            if let Some(expected) = &row.parent {
                self.copies += 1;
                self.parents += usize::from(parent.and_then(|d| d.parent) == Some(id(expected)));
            }
            let origin = found
                .origins
                .iter()
                .find(|(article, _)| *article == id(&row.id));
            let named = origin.and_then(|(_, origin)| origin.source.as_ref()?.key.clone());
            self.articles += 1;
            self.origins += usize::from(named == agency);
        }
    }
}

fn id(name: &str) -> ArticleId {
    ArticleId::of(name.as_bytes(), 0)
}

fn reading(row: &Row) -> Reading {
    let source = |kind, name: &str| Source {
        name: name.into(),
        kind,
        key: Some(name.into()),
    };
    let agency = row
        .credit
        .as_deref()
        .map(|name| source(SourceKind::Agency, name));
    let publisher = match (row.kind.as_str(), &agency) {
        ("wire", Some(agency)) => agency.clone(),
        ("agg", _) => source(SourceKind::Aggregator, &row.id),
        _ => source(SourceKind::Outlet, &row.id),
    };
    let mut article = Article {
        id: id(&row.id),
        publisher: Some(publisher),
        ..Article::default()
    };
    article.push(BlockKind::Paragraph, &row.text, "eval", Direction::Rtl);
    article.published = jiff::Timestamp::from_second(row.time_seen)
        .ok()
        .map(|instant| Moment {
            date: jiff::tz::Offset::UTC.to_datetime(instant).date(),
            instant: Some(instant),
        });
    let credit = agency.map(|source| Credit {
        span: Span::new(0, 0),
        source,
        role: CreditRole::Text,
        evidence: Evidence::rule("eval", 1.0),
    });
    Reading {
        article,
        credits: credit.into_iter().collect(),
        ..Reading::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::tests::Scratch;

    #[test]
    fn a_copy_of_its_agency_scores_one() {
        let text: String = (0..60).map(|n| format!("word{n} ")).collect();
        let row = |id: &str, parent: &str, kind: &str| {
            format!(
                "{{\"tree\":1,\"id\":\"{id}\",\"parent\":{parent},\"kind\":\"{kind}\",\
                 \"credit\":\"northwire\",\"time_seen\":1,\"text\":\"{text}\"}}\n"
            )
        };
        let rows = row("w", "null", "wire") + &row("o", "\"w\"", "outlet");
        let scratch = Scratch::new("trees");
        let file = scratch.write("trees.jsonl", rows.as_bytes());
        let report = run(&[file.to_string_lossy().into_owned()]).expect("measures");
        assert_eq!(report.scores.get("parent"), Some("1.0000"));
        assert_eq!(report.scores.get("origin"), Some("1.0000"));
    }
}
