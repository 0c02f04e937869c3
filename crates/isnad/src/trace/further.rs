//! Further parents: a text put together from two sources holds passages of each that the other lacks.

use crate::model::Derivation;

use super::{
    direction::{self, intersection, odds, sum},
    join::{self, PASSAGE},
    pairs::Pairs,
    profile::Profile,
};

/// The least share of the copy's text that each of two parents has and the other lacks.
const SHARE: f32 = 0.1;
/// So many further parents at most.
const MOST: usize = 2;

/// The articles, besides `parent`, that `copy` took passages from; of most passages first. `above` says whether the
/// first of two goes back to the second; `least` is the margin by which a direction must beat its reverse.
pub(super) fn further(
    profiles: &[Profile<'_>],
    pairs: &Pairs,
    (copy, parent): (usize, usize),
    above: impl Fn(usize, usize) -> bool,
    least: f32,
) -> Vec<Derivation> {
    let text = &profiles[copy].shingles;
    let passage = PASSAGE.max((SHARE * text.len() as f32) as usize);
    let apart = |one: usize, two: usize| one == two || above(one, two) || above(two, one);
    let mut taken = intersection(text, &profiles[parent].shingles);
    let mut sources = vec![parent];
    let mut open: Vec<usize> = pairs.of(copy).filter(|&at| !apart(at, copy)).collect();
    let mut found = Vec::new();
    while found.len() < MOST {
        open.retain(|&at| !sources.iter().any(|&source| apart(at, source)));
        let (from, had) = (open.iter().copied(), &taken);
        let best = from
            .filter_map(|at| Some((passages(profiles, copy, at, had, passage)?, at)))
            .filter(|(_, at)| lacks(profiles, copy, &sources, *at, passage))
            .max_by_key(|(own, at)| (profiles[*at].agency, own.len(), std::cmp::Reverse(*at)));
        let Some((own, source)) = best else { break };
        open.retain(|&at| at != source);
        let Some(derivation) = derivation(profiles, pairs, copy, source, least) else {
            continue;
        };
        found.push(derivation);
        sources.push(source);
        taken.extend(own);
        taken.sort_unstable();
    }
    found
}

/// What the copy has from `source` and from nobody before, where that is a passage.
fn passages(
    profiles: &[Profile<'_>],
    copy: usize,
    source: usize,
    taken: &[u64],
    least: usize,
) -> Option<Vec<u64>> {
    let mut own = intersection(&profiles[copy].shingles, &profiles[source].shingles);
    own.retain(|shingle| taken.binary_search(shingle).is_err());
    (own.len() >= least).then_some(own)
}

/// Whether each of the sources so far gave a passage that `source` does not have.
fn lacks(
    profiles: &[Profile<'_>],
    copy: usize,
    sources: &[usize],
    source: usize,
    least: usize,
) -> bool {
    let mut sources = sources.iter();
    sources.all(|&before| join::gives(profiles, copy, before, source, least))
}

fn derivation(
    profiles: &[Profile<'_>],
    pairs: &Pairs,
    copy: usize,
    source: usize,
    least: f32,
) -> Option<Derivation> {
    let (c, p) = (&profiles[copy], &profiles[source]);
    // What the source lacks came from the others, so it tells nothing here: no ground.
    let mut clues = direction::direction(c, p, &[]);
    if join::joins(profiles, pairs, copy, source, |_| true) {
        clues.push(join::clue());
    }
    let margin = sum(&clues) - sum(&direction::direction(p, c, &[]));
    let (copy_in_parent, parent_in_copy) = pairs.shares(copy, source)?;
    (margin >= least).then(|| Derivation {
        copy: c.id(),
        parent: Some(p.id()),
        copy_in_parent,
        parent_in_copy,
        confidence: odds(margin - least.min(0.0)),
        evidence: direction::evidence(&clues),
        changes: Vec::new(),
        further: Vec::new(),
        alternatives: Vec::new(),
    })
}
