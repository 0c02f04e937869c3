//! The links between articles against pairs that people labelled.
//!
//! Two articles are linked when one holds the scored share of the other's shingles, and traced when tracing all of the
//! articles finds that their texts go back to one. A pair labelled `copy` should be both; `same-event` and `unrelated` should
//! be neither; `same-source` counts neither way, since a part of one text is in the other. Texts that fill one form in
//! (congratulations, weather) are `unrelated` in the labels, however alike: they are linked, and should not be traced.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use isnad::{
    model::{ArticleId, Overlap, Reading},
    trace::family,
};
use serde::Deserialize;

use super::{SCORED, id, ordered};
use crate::{
    direction::readings,
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

/// How many pairs of a label there are, how many are linked, and how many traced.
#[derive(Clone, Copy, Default)]
struct Count {
    pairs: usize,
    linked: usize,
    traced: usize,
}

/// `traced` is the folder whose articles are to be traced as well.
pub(super) fn report(
    path: &Path,
    traced: Option<&Path>,
    overlaps: &[Overlap],
) -> Result<Report, Error> {
    let linked: BTreeSet<_> = overlaps
        .iter()
        .filter(|overlap| overlap.containment() >= SCORED)
        .map(|overlap| ordered(overlap.a, overlap.b))
        .collect();
    let roots = match traced {
        Some(folder) => roots(&readings(folder)?, overlaps),
        None => BTreeMap::new(),
    };
    let root = |id: ArticleId| roots.get(&id).copied().unwrap_or(id);
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let labels = gold::lines::<Label>(path)?;
    for label in &labels {
        let (a, b) = (id(&label.a), id(&label.b));
        let count = counts.entry(label.label.clone()).or_default();
        count.pairs += 1;
        count.linked += usize::from(linked.contains(&ordered(a, b)));
        count.traced += usize::from(root(a) == root(b));
    }
    let of = |label: &str| counts.get(label).copied().unwrap_or_default();
    let (copy, apart) = (of("copy"), [of("same-event"), of("unrelated")]);
    let wrong = |what: fn(&Count) -> usize| apart.iter().map(what).sum::<usize>();
    let mut table = Table::new(["label", "pairs", "linked", "traced"]);
    for (label, count) in &counts {
        let numbers = [count.pairs, count.linked, count.traced].map(|number| number.to_string());
        let [pairs, linked, traced] = numbers;
        table.row([label.clone(), pairs, linked, traced]);
    }
    let precision = |right: usize, wrong: usize| share(right, right + wrong);
    let mut scores = Scores::new("pairs")
        .count("n", labels.len())
        .number(
            "precision",
            precision(copy.linked, wrong(|count| count.linked)),
            3,
        )
        .number("recall", share(copy.linked, copy.pairs), 3);
    if traced.is_some() {
        let right = precision(copy.traced, wrong(|count| count.traced));
        scores = scores.number("traced_precision", right, 3).number(
            "traced_recall",
            share(copy.traced, copy.pairs),
            3,
        );
    }
    Ok(Report {
        text: table.to_string(),
        scores,
    })
}

/// The last ancestor of every article that has a parent.
fn roots(readings: &[Reading], overlaps: &[Overlap]) -> BTreeMap<ArticleId, ArticleId> {
    let derivations = family(readings, overlaps).derivations;
    let parents: BTreeMap<ArticleId, ArticleId> = derivations
        .iter()
        .filter_map(|one| Some((one.copy, one.parent?)))
        .collect();
    let root = |mut at: ArticleId| {
        while let Some(parent) = parents.get(&at) {
            at = *parent;
        }
        at
    };
    parents.keys().map(|copy| (*copy, root(*copy))).collect()
}
