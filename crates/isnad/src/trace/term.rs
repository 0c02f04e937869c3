//! Terms: one word that a copy puts for another wherever it stands.
//!
//! A single word may be replaced for any reason. Where the same is replaced by the same at two places or more,
//! and kept at none, the copy has a word of its own for the thing.

use std::collections::BTreeMap;

use crate::{
    model::{Change, ChangeKind},
    text::token::tokens,
};

use super::align::{Fate, Laid};
use super::stem::stem;

/// A term has at most so many words.
const WORDS: usize = 3;
/// It is replaced at so many places at least.
const PLACES: usize = 2;

/// Marks the changes of wording that put one term for another. `laid` is what the changes were made from.
pub(super) fn mark(changes: &mut [Change], laid: &Laid) {
    let mut places: BTreeMap<(String, String), usize> = BTreeMap::new();
    for change in changes.iter() {
        if let Some(pair) = pair(change) {
            *places.entry(pair).or_default() += 1;
        }
    }
    places.retain(|_, count| *count >= PLACES);
    if places.is_empty() {
        return;
    }
    let kept = kept(laid);
    for change in changes {
        let known = pair(change).is_some_and(|pair| places.contains_key(&pair));
        if known && !stands(&kept, &change.before) {
            change.kind = ChangeKind::Term;
        }
    }
}

/// What a short change of wording puts for what, without endings and what is written onto the words.
fn pair(change: &Change) -> Option<(String, String)> {
    let short = |text: &str| {
        let stems: Vec<String> = tokens(text)
            .map(|token| stem(&token.folded()).to_owned())
            .collect();
        (1..=WORDS).contains(&stems.len()).then(|| stems.join(" "))
    };
    if change.kind != ChangeKind::Reworded {
        return None;
    }
    let pair = (short(&change.before)?, short(&change.after)?);
    (pair.0 != pair.1).then_some(pair)
}

/// The words of the parent that the copy kept, as runs.
fn kept(laid: &Laid) -> Vec<Vec<u64>> {
    let kept = laid
        .stretches
        .iter()
        .filter(|stretch| stretch.fate == Fate::Kept);
    let words = kept.map(|stretch| &laid.parent[stretch.parent.clone()]);
    words
        .map(|run| run.iter().map(|word| word.hash).collect())
        .collect()
}

fn stands(kept: &[Vec<u64>], term: &str) -> bool {
    let term: Vec<u64> = super::words::words(term)
        .iter()
        .map(|word| word.hash)
        .collect();
    !term.is_empty()
        && kept
            .iter()
            .any(|run| run.windows(term.len()).any(|part| part == term))
}
