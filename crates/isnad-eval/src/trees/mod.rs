//! Who copied whom, and where each text comes from.
//!
//! The data are simulated copy families with known parents. A copy is right when its parent is
//! exactly the true one; an origin is right when it is the family's agency. Rows are read as pages
//! would tell them: the publisher, its kind, the credit of its text and the time seen, which is wrong
//! for a quarter of them. They come in the order of their hashed ids, so that the order of the file
//! tells nothing. Even and odd trees are scored apart too: weights tuned on one half show on the
//! other.

mod simulate;
mod size;

use std::{collections::BTreeMap, path::Path};

use isnad::{
    model::{
        Article, ArticleId, BlockKind, Credit, CreditRole, Derivation, Direction, Evidence, Moment,
        Reading, Source, SourceKind, Span,
    },
    trace::{Batch, Family, family},
};
use serde::Deserialize;

use crate::{
    args::Args,
    error::Error,
    gold,
    report::{Report, Scores, share},
    table::Table,
};

pub(crate) const USAGE: &str = "FILE [--simulate [--seed N] | --sizes]
      with --simulate, families of further kinds made of the articles in FILE {text}; with --sizes, how long
      it takes to trace families of such articles that are ever larger; else
      parents and origins in the simulated copy families of FILE (JSON lines, perhaps gzipped)";

#[derive(Clone, Deserialize)]
struct Row {
    tree: u32,
    id: String,
    parent: Option<String>,
    /// The other article that it was put together from.
    #[serde(default)]
    also: Option<String>,
    kind: String,
    credit: Option<String>,
    /// Where the text comes from at the root, where it is not what the root credits: an agency or an article.
    #[serde(default)]
    origin: Option<String>,
    time_seen: i64,
    text: String,
    /// What stood at its address before.
    #[serde(skip)]
    before: Option<Before>,
}

/// An earlier state of an article, fetched at that second.
#[derive(Clone)]
struct Before {
    text: String,
    fetched: i64,
}

/// Families of each kind that are simulated here.
const FAMILIES: u32 = 100;
/// The edges of the confidences that are told apart; the last is above all.
const EDGES: &[f32] = &[0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.1];
/// Shorter texts make no family.
const LEAST: usize = 600;

#[derive(Deserialize)]
struct Text {
    text: String,
}

#[derive(Default)]
struct Tally {
    copies: usize,
    parents: usize,
    /// Copies that were given another parent.
    wrong: usize,
    /// Articles put together from two, and those of which both are found.
    joined: usize,
    both: usize,
    /// Articles that were given a further parent that is none.
    false_further: usize,
    articles: usize,
    origins: usize,
    /// Of every derivation its confidence, and whether the parent is the true one.
    said: Vec<(f32, bool)>,
    /// Articles that were given another origin than theirs.
    false_origins: usize,
}

/// Runs the measure.
///
/// # Errors
/// On bad arguments and unreadable data.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let args = Args::parse(args, &["seed"], &["simulate", "sizes"])?;
    let path = args.path()?;
    if args.has("simulate") {
        let seed = args.option("seed").map_or(Ok(0), str::parse);
        let seed = seed.map_err(|_| Error::Usage("--seed takes a number".to_owned()))?;
        return simulated(&long_texts(&path)?, seed);
    }
    if args.has("sizes") {
        return Ok(size::measured(&long_texts(&path)?));
    }
    let mut trees: BTreeMap<u32, Vec<Row>> = BTreeMap::new();
    for row in gold::lines::<Row>(&path)? {
        trees.entry(row.tree).or_default().push(row);
    }
    let (mut all, mut halves) = (Tally::default(), [Tally::default(), Tally::default()]);
    for (at, rows) in trees.values_mut().enumerate() {
        rows.sort_by_key(|row| id(&row.id));
        let found = trace(rows);
        all.count(rows, &found);
        halves[at % 2].count(rows, &found);
    }
    let mut table = Table::new(["trees", "copies", "parent", "origin"]);
    for (name, half) in ["even", "odd"].iter().zip(&halves) {
        let [parent, origin] = [half.parent(), half.origin()].map(|share| format!("{share:.4}"));
        table.row([(*name).to_owned(), half.copies.to_string(), parent, origin]);
    }
    let mut sure = Table::new(["confidence from", "right", "said"]);
    for (from, right, said) in all.calibration() {
        sure.row([
            format!("{from:.1}"),
            format!("{right:.3}"),
            said.to_string(),
        ]);
    }
    let table = format!("{table}{sure}");
    let scores = Scores::new("trees")
        .count("n", trees.len())
        .number("parent", all.parent(), 4)
        .number("origin", all.origin(), 4);
    Ok(Report {
        text: table,
        scores,
    })
}

/// The texts that are long enough for a family.
fn long_texts(path: &Path) -> Result<Vec<String>, Error> {
    let articles = gold::lines::<Text>(path)?.into_iter();
    let texts = articles.map(|article| article.text);
    Ok(texts.filter(|text| text.len() >= LEAST).collect())
}

/// Families of further kinds, each reported apart.
fn simulated(texts: &[String], seed: u64) -> Result<Report, Error> {
    let mut table = Table::new([
        "kind",
        "copies",
        "parent",
        "wrong",
        "open",
        "origin",
        "false",
        "both",
        "none such",
    ]);
    let mut all = Tally::default();
    for kind in simulate::KINDS {
        let mut tally = Tally::default();
        for mut rows in kind.families(texts, FAMILIES, seed) {
            rows.sort_by_key(|row| id(&row.id));
            let found = trace(&rows);
            tally.count(&rows, &found);
            if kind.counted {
                all.count(&rows, &found);
            }
        }
        let share = |part, of| format!("{:.3}", share(part, of));
        table.row([
            kind.name.to_owned(),
            tally.copies.to_string(),
            share(tally.parents, tally.copies),
            share(tally.wrong, tally.copies),
            share(tally.copies - tally.parents - tally.wrong, tally.copies),
            share(tally.origins, tally.articles),
            share(tally.false_origins, tally.articles),
            both_of(&tally),
            share(tally.false_further, tally.copies),
        ]);
    }
    let scores = Scores::new("trees-simulated")
        .count(
            "n",
            simulate::KINDS.iter().filter(|kind| kind.counted).count() * FAMILIES as usize,
        )
        .number("parent", all.parent(), 4)
        .number("origin", all.origin(), 4)
        .number("both", crate::report::share(all.both, all.joined), 4)
        .number(
            "false_further",
            crate::report::share(all.false_further, all.copies),
            4,
        );
    Ok(Report {
        text: table.to_string(),
        scores,
    })
}

/// How often both sources are found, where texts are put together from two.
fn both_of(tally: &Tally) -> String {
    match tally.joined {
        0 => String::new(),
        joined => format!("{:.3}", share(tally.both, joined)),
    }
}

fn trace(rows: &[Row]) -> Family {
    let readings: Vec<Reading> = rows.iter().map(reading).collect();
    let earlier: Vec<Reading> = rows.iter().filter_map(earlier).collect();
    let mut batch = Batch::default();
    readings
        .iter()
        .for_each(|reading| batch.add(&reading.article));
    family(readings.iter().chain(&earlier), &batch.overlaps())
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
                let true_ones: Vec<ArticleId> = [Some(expected), row.also.as_ref()]
                    .into_iter()
                    .flatten()
                    .map(|name| id(name))
                    .collect();
                let given = parent.and_then(|d| d.parent);
                let right = given.is_some_and(|given| true_ones.contains(&given));
                self.parents += usize::from(right);
                self.wrong += usize::from(given.is_some() && !right);
                let sure = parent.map(|d| (d.confidence, right));
                self.said.extend(sure.filter(|_| given.is_some()));
                self.count_further(row, parent, &true_ones);
            }
            let origin = found
                .origins
                .iter()
                .find(|(article, _)| *article == id(&row.id));
            let named = origin.and_then(|(_, origin)| origin.source.as_ref()?.key.clone());
            let expected = row.origin.as_ref().or(agency.as_ref());
            self.articles += 1;
            self.origins += usize::from(named.as_ref() == expected);
            self.false_origins += usize::from(named.is_some() && named.as_ref() != expected);
        }
    }

    fn count_further(&mut self, row: &Row, given: Option<&Derivation>, true_ones: &[ArticleId]) {
        let all: Vec<ArticleId> = given
            .into_iter()
            .flat_map(Derivation::all)
            .filter_map(|one| one.parent)
            .collect();
        self.joined += usize::from(row.also.is_some());
        self.both +=
            usize::from(row.also.is_some() && true_ones.iter().all(|one| all.contains(one)));
        let false_one = all.iter().skip(1).any(|one| !true_ones.contains(one));
        self.false_further += usize::from(false_one);
    }

    /// How often a parent is right that was given with a confidence from one edge to the next, and how many were.
    fn calibration(&self) -> Vec<(f32, f64, usize)> {
        let between = |edges: &[f32]| {
            let inside = |(sure, _): &&(f32, bool)| (edges[0]..edges[1]).contains(sure);
            let said: Vec<&(f32, bool)> = self.said.iter().filter(inside).collect();
            let right = said.iter().filter(|(_, right)| *right).count();
            (edges[0], share(right, said.len()), said.len())
        };
        EDGES.windows(2).map(between).collect()
    }

    fn parent(&self) -> f64 {
        share(self.parents, self.copies)
    }

    fn origin(&self) -> f64 {
        share(self.origins, self.articles)
    }
}

fn id(name: &str) -> ArticleId {
    ArticleId::of(name.as_bytes(), 0)
}

/// Seconds between two states of an article.
const BETWEEN: i64 = 6 * 3600;

/// What stood at the address of an article before.
fn earlier(row: &Row) -> Option<Reading> {
    let before = row.before.as_ref()?;
    let mut state = reading(&Row {
        text: before.text.clone(),
        ..row.clone()
    });
    state.article.fetched = moment(before.fetched);
    Some(state)
}

fn moment(second: i64) -> Option<Moment> {
    jiff::Timestamp::from_second(second).ok().map(Moment::at)
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
    article.published = moment(row.time_seen);
    article.fetched = row
        .before
        .as_ref()
        .and_then(|before| moment(before.fetched + BETWEEN));
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
    use isnad::model::{Origin, OriginKind};

    fn row(name: &str, parent: Option<&str>) -> Row {
        Row {
            tree: 1,
            id: name.into(),
            parent: parent.map(str::to_owned),
            also: None,
            kind: "outlet".into(),
            credit: parent.is_none().then(|| "northwire".to_owned()),
            origin: None,
            time_seen: 0,
            text: String::new(),
            before: None,
        }
    }

    #[test]
    fn parents_and_origins_by_hand() {
        let rows = [row("a", None), row("b", Some("a")), row("c", Some("b"))];
        let derivation = |copy: &str, parent: &str| Derivation {
            copy: id(copy),
            parent: Some(id(parent)),
            copy_in_parent: 1.0,
            parent_in_copy: 1.0,
            confidence: 1.0,
            evidence: Vec::new(),
            changes: Vec::new(),
            further: Vec::new(),
            alternatives: Vec::new(),
        };
        let origin = |article: &str, key: &str| {
            let source = Source {
                name: key.into(),
                kind: SourceKind::Agency,
                key: Some(key.into()),
            };
            let origin = Origin {
                kind: OriginKind::Agency,
                source: Some(source),
                article: None,
                evidence: Evidence::rule("test", 1.0),
            };
            (id(article), origin)
        };
        let half = Family {
            derivations: vec![derivation("b", "a"), derivation("c", "a")],
            origins: vec![origin("a", "northwire"), origin("b", "other")],
            quotations: Vec::new(),
        };
        // family, right parents of two copies, right origins of three articles
        let cases = [(half, 1, 1), (Family::default(), 0, 0)];
        for (family, parents, origins) in cases {
            let mut tally = Tally::default();
            tally.count(&rows, &family);
            assert_eq!((tally.copies, tally.parents), (2, parents));
            assert_eq!((tally.articles, tally.origins), (3, origins));
        }
    }
}
