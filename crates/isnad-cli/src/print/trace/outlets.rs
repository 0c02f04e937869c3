//! Outlets in numbers, for people: what the articles of each are made of.

use std::io::{self, Write};

use isnad::model::Practice;
use serde_json::json;

use crate::{
    print::table::{Cell, Table},
    traced::Traced,
};

use super::word;

/// Kinds of change that are named.
const CHANGES: usize = 3;

/// What each count of a [`Practice`] is called, in the order of the columns.
type Column = (&'static str, fn(&Practice) -> usize);
const COLUMNS: [Column; 6] = [
    ("articles", |practice| practice.articles),
    ("own", |practice| practice.own),
    ("agency, credited", |practice| practice.agency_credited),
    ("not credited", |practice| practice.agency_uncredited),
    ("of other outlets", |practice| practice.other_outlets),
    ("open", |practice| practice.unknown),
];

/// A table of all outlets, where there is more than one.
pub(crate) fn print(out: &mut impl Write, traced: &Traced) -> io::Result<()> {
    let outlets = traced.outlets();
    if outlets.len() < 2 {
        return Ok(());
    }
    super::text::title(out, "outlets in numbers")?;
    let mut table = Table::new(&[34, 8, 4, 16, 12, 16, 4, 10, 40]);
    let names = COLUMNS.iter().map(|(name, _)| *name);
    let names = std::iter::once("").chain(names);
    table.row(names.chain(["delay", "changes most"]).map(Cell::dim));
    for (outlet, practice) in &outlets {
        let counts = COLUMNS.iter().map(|(_, count)| count(practice).to_string());
        let name = std::iter::once(Cell::new(&*outlet.name));
        let delay = practice
            .median_delay
            .map(|minutes| format!("{minutes} min"));
        let delay = Cell::new(delay.unwrap_or_default());
        let row = name.chain(counts.map(Cell::new)).chain([delay]);
        table.row(row.chain([Cell::dim(changes(practice))]));
    }
    table.print(out, "  ")
}

fn changes(practice: &Practice) -> String {
    let most = practice.changes.iter().take(CHANGES);
    let named = most.map(|(kind, copies)| format!("{} {copies}", word(&json!(kind))));
    named.collect::<Vec<_>>().join(", ")
}
