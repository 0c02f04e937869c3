//! `trees FILE`: do we find who copied whom, and where each text comes from?
//!
//! FILE holds rows `{tree, id, parent, kind, credit, time_seen, text}` of simulated copy families
//! with known parents, gzipped. A copy is right when its parent is exactly the true one; an origin is
//! right when it is the family's agency. Rows are read as pages would tell them: the publisher, its
//! kind, the credit of its text and the time seen, which is wrong for a quarter of them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use isnad::model::{
    Article, ArticleId, BlockKind, Credit, CreditRole, Direction, Evidence, Moment, Reading,
    Source, SourceKind, Span,
};
use isnad::trace::{Batch, Family, family};
use serde::Deserialize;

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

/// Runs the measure on a file and prints it.
///
/// # Errors
/// When the file is missing or a row is not of the form above.
pub fn run(file: &Path) -> io::Result<()> {
    let mut trees: BTreeMap<u32, Vec<Row>> = BTreeMap::new();
    for line in BufReader::new(MultiGzDecoder::new(File::open(file)?)).lines() {
        let row: Row = serde_json::from_str(&line?)?;
        trees.entry(row.tree).or_default().push(row);
    }
    let (mut all, mut halves) = (Tally::default(), [Tally::default(), Tally::default()]);
    for (at, rows) in trees.values().enumerate() {
        let readings: Vec<Reading> = rows.iter().map(reading).collect();
        let mut batch = Batch::default();
        readings
            .iter()
            .for_each(|reading| batch.add(&reading.article));
        let found = family(&readings, &batch.overlaps());
        all.count(rows, &found);
        halves[at % 2].count(rows, &found);
    }
    for (name, half) in ["even", "odd"].iter().zip(&halves) {
        println!(
            "{name} trees: parent={:.4} origin={:.4}",
            half.parent(),
            half.origin()
        );
    }
    println!(
        "trees n={} parent={:.4} origin={:.4}",
        trees.len(),
        all.parent(),
        all.origin()
    );
    Ok(())
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

    fn parent(&self) -> f64 {
        self.parents as f64 / self.copies.max(1) as f64
    }

    fn origin(&self) -> f64 {
        self.origins as f64 / self.articles.max(1) as f64
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
