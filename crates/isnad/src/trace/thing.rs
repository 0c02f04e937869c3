//! Which figures of two articles count one thing.
//!
//! Two reports of one event count many things in one unit: the dead and the missing, a district and all
//! of them, last year's and this year's. So the figures of one kind are matched one to one, the pair that has most
//! in common first, and only pairs that have enough in common: what happened to those counted, the words
//! of their sentences (rare ones weigh more), or that each article has but this one figure of the kind.
//! Equal figures are matched before all others and need no more.
//!
//! Limits: words are compared within a language; across languages only what happened tells.

use std::collections::{BTreeMap, BTreeSet};

use super::claim::Claim;

/// The share of the words around two figures that both sentences have, from which they are of one
/// pattern.
const NEARLY: f64 = 0.6;
/// What a pair must have in common.
const ENOUGH: f64 = 0.5;
/// What pairs of measures must: reports give many of them.
const ENOUGH_OF_MEASURES: f64 = 0.7;
/// That the same happened to those counted.
const SAME_STATE: f64 = 0.6;
/// That neither article has another figure of the kind.
const ONLY: f64 = 0.2;
/// That the values are equal: nothing else matters then.
const EQUAL: f64 = 10.0;
/// Of two pairs as good as this apart, neither is sure.
const DOUBT: f64 = 0.05;

/// How much a word tells of what is counted: little where many figures stand beside it.
#[derive(Debug, Default)]
pub(super) struct Weights {
    figures: f64,
    with: BTreeMap<String, usize>,
}

impl Weights {
    pub(super) fn of<'c, 'r: 'c>(claims: impl Iterator<Item = &'c Claim<'r>>) -> Weights {
        let mut weights = Weights::default();
        for claim in claims {
            weights.figures += 1.0;
            for word in &claim.context {
                *weights.with.entry(word.clone()).or_default() += 1;
            }
        }
        weights
    }

    fn word(&self, word: &str) -> f64 {
        let with = self.with.get(word).copied().unwrap_or(1) as f64;
        (1.0 + self.figures / with).ln()
    }

    fn all<'w>(&self, words: impl Iterator<Item = &'w String>) -> f64 {
        words.map(|word| self.word(word)).sum()
    }
}

/// The pairs of two articles' figures that count one thing, by their places in `a` and `b`.
pub(super) fn matches(a: &[Claim<'_>], b: &[Claim<'_>], weights: &Weights) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (x, one) in a.iter().enumerate() {
        for (y, other) in b.iter().enumerate() {
            if may_be_one(one, other) {
                let only = is_only(one, a) && is_only(other, b);
                pairs.push((in_common(one, other, only, weights), x, y));
            }
        }
    }
    pairs.sort_by(|one, other| {
        other
            .0
            .total_cmp(&one.0)
            .then((one.1, one.2).cmp(&(other.1, other.2)))
    });
    let (mut used_a, mut used_b, mut found) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for &(score, x, y) in &pairs {
        if used_a.contains(&x) || used_b.contains(&y) {
            continue;
        }
        used_a.insert(x);
        used_b.insert(y);
        let enough = if a[x].measures() {
            ENOUGH_OF_MEASURES
        } else {
            ENOUGH
        };
        let rival = pairs.iter().any(|&(other, i, j)| {
            let beside = (i == x) != (j == y);
            beside
                && (other - score).abs() < DOUBT
                && (a[i].value != a[x].value || b[j].value != b[y].value)
        });
        if score >= enough && !rival {
            found.push((x, y));
        }
    }
    found
}

fn in_common(a: &Claim<'_>, b: &Claim<'_>, only: bool, weights: &Weights) -> f64 {
    if a.value == b.value {
        return EQUAL;
    }
    let both = weights.all(a.context.intersection(&b.context));
    let least = weights
        .all(a.context.iter())
        .min(weights.all(b.context.iter()));
    let words = if least > 0.0 { both / least } else { 0.0 };
    let described = a
        .counted
        .intersection(&b.counted)
        .count()
        .saturating_sub(1)
        .min(1) as f64;
    let state = if a.state.is_some() && a.state == b.state {
        SAME_STATE
    } else {
        0.0
    };
    words + state + 0.5 * described + if only { ONLY } else { 0.0 }
}

/// Whether nothing speaks against two figures counting one thing.
fn may_be_one(a: &Claim<'_>, b: &Claim<'_>) -> bool {
    let states = matches!((a.state, b.state), (Some(a), Some(b)) if a != b);
    let places = !a.places.is_empty() && !b.places.is_empty() && a.places.is_disjoint(&b.places);
    a.kind() == b.kind() && !states && !places && a.period == b.period
}

/// Whether no other value of its article is of the kind of this one.
fn is_only(claim: &Claim<'_>, among: &[Claim<'_>]) -> bool {
    let same = among.iter().filter(|other| other.kind() == claim.kind());
    same.into_iter().all(|other| other.value == claim.value)
}

/// Whether two figures of one article count one thing: they are described with one word, and the words
/// around them meet as well.
pub(super) fn one_thing_within(a: &Claim<'_>, b: &Claim<'_>) -> bool {
    let same_unit = a.unit == b.unit;
    let described = a.counted.intersection(&b.counted).count() > usize::from(same_unit);
    let state = a.state.is_some() && a.state == b.state && a.kind() == b.kind();
    let counts = !a.measures() && !b.measures();
    let later = a.as_of.is_some() && b.as_of.is_some();
    let times = later || a.times.is_empty() || b.times.is_empty() || !a.times.is_disjoint(&b.times);
    let words = described && !a.context.is_disjoint(&b.context);
    counts && (words || state && later) && may_be_one_within(a, b) && times
}

fn may_be_one_within(a: &Claim<'_>, b: &Claim<'_>) -> bool {
    a.period == b.period && !matches!((a.state, b.state), (Some(a), Some(b)) if a != b)
}

/// Whether an article gives a figure twice: in its headline and again below.
pub(super) fn is_said_again(a: &Claim<'_>, b: &Claim<'_>) -> bool {
    a.value == b.value && a.figure.upper == b.figure.upper && may_be_one(a, b)
}

/// Whether two figures stand in sentences of one pattern.
pub(super) fn nearly_one_sentence(a: &Claim<'_>, b: &Claim<'_>) -> bool {
    let met = a.context.intersection(&b.context).count();
    met > 0 && met as f64 >= NEARLY * a.context.union(&b.context).count() as f64
}
