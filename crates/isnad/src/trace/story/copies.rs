//! Copies of one text as evidence of one event, without the furniture of their publishers' pages.

use std::collections::BTreeMap;

use crate::trace::{
    direction::intersection,
    fingerprint::{SHORT, shared},
};

use super::sketch::Sketch;

/// The least containment that makes a pair copies of one text.
pub(super) const COPY: f32 = 0.3;
/// A shingle in so many articles of one publisher is furniture of that publisher's pages.
const FURNITURE: usize = 4;

/// How near two articles are as copies, from .5; `None` when what they share is not enough without the
/// furniture (sorted shingles).
pub(super) fn nearness(a: &Sketch, b: &Sketch, furniture: &[u64]) -> Option<f32> {
    let (a, b) = (a.shingles(), b.shingles());
    let own = |set: &[u64]| set.len() - shared(set, furniture);
    let (count, least) = (own(&intersection(&a, &b)), own(&a).min(own(&b)));
    let containment = count as f32 / least.max(1) as f32;
    let enough = if least < SHORT { 2.0 * COPY } else { COPY };
    (count > 0 && containment >= enough).then_some(0.5 + 0.5 * containment)
}

/// Shingles that stand in several articles of one publisher; sorted.
pub(super) fn furniture<'s>(sketches: impl Iterator<Item = &'s Sketch>) -> Vec<u64> {
    let mut outlets: BTreeMap<&str, Vec<&Sketch>> = BTreeMap::new();
    for sketch in sketches {
        if let Some(publisher) = &sketch.publisher {
            outlets.entry(publisher).or_default().push(sketch);
        }
    }
    outlets.retain(|_, articles| articles.len() >= FURNITURE);
    let mut found: Vec<u64> = outlets.into_values().flat_map(|of| repeated(&of)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn repeated(articles: &[&Sketch]) -> Vec<u64> {
    let mut all: Vec<u64> = articles
        .iter()
        .flat_map(|article| article.shingles())
        .collect();
    all.sort_unstable();
    let runs = all.chunk_by(|a, b| a == b);
    runs.filter(|run| run.len() >= FURNITURE)
        .map(|run| run[0])
        .collect()
}
