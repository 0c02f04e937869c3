//! One page read by hand, and how much of that reading Isnad finds.
//!
//! Everything is compared at its place in the page. Facts match when they overlap by at least half
//! of each and their fields agree; `optional` gold neither counts nor harms. A date whose gold value
//! is `null` is an expression that must be found without a value.
//!
//! Limits: credits are compared by place and kind, not by name, since the gold names them in
//! English. The gold names an entity once where the page names it often, so the precision of names
//! is a lower bound.

pub(crate) mod annotations;
pub(crate) mod fact;
mod gold;
pub(crate) mod place;
mod structure;

use std::path::Path;

use isnad::{
    annotate::annotate,
    model::{Page, Reading},
    recover::{Recovered, recover},
};
use jiff::civil::Date;

use self::{
    annotations::{KINDS, Kind, Reader},
    fact::{Fact, Tally},
    gold::Gold,
    structure::Structure,
};
use crate::{
    args::Args,
    error::Error,
    gold as files,
    report::{Report, Scores},
    table::Table,
};

pub(crate) const USAGE: &str = "DIR [--brief]
      the reading of DIR/page.txt against DIR/gold.json; --brief leaves out what was missed";

/// The tallies of the last line; the others stand in the table only.
const SCORED: [&str; 11] = [
    "articles",
    "headlines",
    "bodies",
    "chrome",
    "related",
    "credits",
    "dates",
    "dates_anchored",
    "figures",
    "quotes",
    "names",
];

/// Runs the measure.
///
/// # Errors
/// On bad arguments and unreadable data.
pub(crate) fn run(args: &[String]) -> Result<Report, Error> {
    let args = Args::parse(args, &[], &["brief"])?;
    let folder = args.path()?;
    let text = text(&folder.join("page.txt"))?;
    let gold: Gold = files::value(&folder.join("gold.json"))?;
    let recovered = recover(&Page::from_text(&text)).unwrap_or_default();
    let tallies = tallies(&text, &gold, &recovered, annotate);
    let mut report = report(&tallies);
    if !args.has("brief") {
        report.text += &notes(&tallies);
    }
    Ok(report)
}

fn text(path: &Path) -> Result<String, Error> {
    let bytes = files::bytes(path)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Reads an article, perhaps with the day of the fetch.
type Annotate = fn(isnad::model::Article, Option<Date>) -> Reading;

fn tallies(page: &str, gold: &Gold, recovered: &Recovered, annotate: Annotate) -> Vec<Tally> {
    let fetched = gold
        .articles
        .iter()
        .find_map(|article| article.anchor.as_ref());
    let fetched: Option<Date> = fetched.and_then(|anchor| anchor.fetched.parse().ok());
    let read = |day| -> Vec<Reading> {
        let articles = recovered.articles.iter();
        articles
            .map(|article| annotate(article.clone(), day))
            .collect()
    };
    let (plain, anchored) = (read(None), read(fetched));
    let structure = Structure {
        page,
        gold,
        recovered,
    };
    let mut tallies = structure.tallies();
    tallies.extend(KINDS.iter().map(|kind| {
        let readings = if kind.anchored { &anchored } else { &plain };
        annotations(kind, page, gold, readings)
    }));
    tallies
}

fn annotations(kind: &Kind, page: &str, gold: &Gold, readings: &[Reading]) -> Tally {
    let wanted: Vec<Fact> = gold
        .articles
        .iter()
        .flat_map(|article| kind.wanted(article))
        .collect();
    let found: Vec<Fact> = readings
        .iter()
        .flat_map(|reading| (kind.found)(Reader { reading, page }))
        .collect();
    Tally::compare(kind.name, &wanted, &found)
}

fn report(tallies: &[Tally]) -> Report {
    let mut table = Table::new(["seed", "right", "gold", "found", "precision"]);
    for tally in tallies {
        table.row([
            tally.name.to_owned(),
            tally.right.to_string(),
            tally.gold.to_string(),
            tally.found.to_string(),
            tally.precision(),
        ]);
    }
    let scored = SCORED
        .iter()
        .filter_map(|name| tallies.iter().find(|tally| tally.name == *name));
    let scores = scored.fold(Scores::new("seed"), |scores, tally| {
        scores.part(tally.name, tally.right, tally.gold)
    });
    Report {
        text: table.to_string(),
        scores,
    }
}

/// What was missed (`-`) and what should not be there (`+`).
fn notes(tallies: &[Tally]) -> String {
    let wrong = tallies.iter().filter(|tally| !tally.notes.is_empty());
    wrong
        .map(|tally| format!("\n{}\n  {}\n", tally.name, tally.notes.join("\n  ")))
        .collect()
}

#[cfg(test)]
mod tests;
