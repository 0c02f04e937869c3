//! The links between articles against pairs that people labelled.
//!
//! Two articles are linked when one holds the scored share of the other's shingles. A pair labelled `copy` should be
//! linked; `same-event` and `unrelated` should not; `same-source` counts neither way, since a part of one text is in
//! the other. Texts that fill one form in (congratulations, weather) are `unrelated` in the labels, however alike.

use std::{collections::BTreeMap, path::Path};

use isnad::model::Overlap;
use serde::Deserialize;

use super::{SCORED, id, ordered};
use crate::{
    error::Error,
    gold,
    report::{Report, Scores, share},
    table::Table,
};

#[derive(Deserialize)]
struct Label {
    a: String,
    b: String,
    label: String,
}

pub(super) fn report(path: &Path, overlaps: &[Overlap]) -> Result<Report, Error> {
    let linked: std::collections::BTreeSet<_> = overlaps
        .iter()
        .filter(|overlap| overlap.containment() >= SCORED)
        .map(|overlap| ordered(overlap.a, overlap.b))
        .collect();
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let labels = gold::lines::<Label>(path)?;
    for label in &labels {
        let count = counts.entry(label.label.clone()).or_default();
        count.0 += 1;
        count.1 += usize::from(linked.contains(&ordered(id(&label.a), id(&label.b))));
    }
    let of = |label: &str| counts.get(label).copied().unwrap_or_default();
    let (copies, found) = of("copy");
    let apart = [of("same-event"), of("unrelated")];
    let wrong: usize = apart.iter().map(|(_, linked)| linked).sum();
    let mut table = Table::new(["label", "pairs", "linked"]);
    for (label, (pairs, linked)) in &counts {
        table.row([label.clone(), pairs.to_string(), linked.to_string()]);
    }
    let scores = Scores::new("pairs")
        .count("n", labels.len())
        .number("precision", share(found, found + wrong), 3)
        .number("recall", share(found, copies), 3);
    Ok(Report {
        text: table.to_string(),
        scores,
    })
}
