//! One parent an article: the best of those it can have taken from, or none.

use std::collections::BTreeMap;

use crate::model::{ArticleId, Derivation, Evidence, Overlap, Reading};

use super::direction::{self, Clue, odds, sum};
use super::profile::{Profile, profiles};
use super::{Family, change, origin};

/// The least containment of a pair in which one can be the other's parent.
const MIN_CONTAINMENT: f32 = 0.15;
/// The least margin, in log-odds, by which a direction must beat its reverse. Below it the answer is
/// "unknown": lengths alone, or a lead of an hour alone, decide nothing.
const MARGIN: f32 = 1.1;
/// The same in a family whose agency is held: there every other article took from someone, the
/// question is only from whom, and it is enough that the direction is not contradicted.
const MARGIN_ROOTED: f32 = -1.1;
/// What speaks for an agency that is credited but not held, beside held articles that credit it too:
/// the two are then more likely siblings than parent and copy.
const ABSENT_AGENCY: f32 = 3.0;

/// A possible parent of an article.
#[derive(Debug)]
struct Candidate {
    copy: usize,
    parent: usize,
    /// Direction and fit together.
    score: f32,
    margin: f32,
    /// The probability that this is the parent: that of the direction, where it is open, times that
    /// of this parent among the possible ones.
    confidence: f32,
    clues: Vec<Clue>,
}

/// See [`super::family`].
pub(super) fn family(readings: &[Reading], overlaps: &[Overlap]) -> Family {
    let profiles = profiles(readings);
    let pairs = Pairs::new(&profiles, overlaps);
    let mut candidates = Vec::new();
    for members in pairs.components(profiles.len()) {
        let ground = ground(&profiles, &members);
        let rooted = members.iter().any(|&at| profiles[at].agency);
        let least = if rooted { MARGIN_ROOTED } else { MARGIN };
        for &copy in &members {
            let mut parents: Vec<Candidate> = pairs
                .of(copy)
                .map(|parent| weigh(&profiles, copy, parent, &ground))
                .filter(|candidate| candidate.margin >= least)
                .collect();
            share_confidence(&mut parents, rooted);
            candidates.append(&mut parents);
        }
    }
    let parents = choose(&profiles, candidates);
    let derivations: Vec<Derivation> = profiles
        .iter()
        .enumerate()
        .filter_map(|(copy, profile)| match &parents[copy] {
            Some(chosen) => pairs.derivation(&profiles, chosen),
            None => by_credit(profile),
        })
        .collect();
    let origins = origin::origins(&profiles, &derivations, |at| pairs.of(at).next().is_some());
    Family {
        derivations,
        origins,
    }
}

/// The overlaps that can be derivations, by the places of their articles.
struct Pairs {
    edges: BTreeMap<(usize, usize), Overlap>,
    neighbours: Vec<Vec<usize>>,
}

impl Pairs {
    fn new(profiles: &[Profile<'_>], overlaps: &[Overlap]) -> Pairs {
        let place = |id: ArticleId| profiles.binary_search_by_key(&id, Profile::id).ok();
        let mut edges = BTreeMap::new();
        let mut neighbours = vec![Vec::new(); profiles.len()];
        for overlap in overlaps
            .iter()
            .filter(|o| o.containment() >= MIN_CONTAINMENT)
        {
            if let (Some(a), Some(b)) = (place(overlap.a), place(overlap.b))
                && edges.insert((a, b), overlap.clone()).is_none()
            {
                neighbours[a].push(b);
                neighbours[b].push(a);
            }
        }
        neighbours.iter_mut().for_each(|list| list.sort_unstable());
        Pairs { edges, neighbours }
    }

    fn of(&self, at: usize) -> impl Iterator<Item = usize> {
        self.neighbours.get(at).into_iter().flatten().copied()
    }

    /// The connected families, each sorted.
    fn components(&self, count: usize) -> Vec<Vec<usize>> {
        let mut seen = vec![false; count];
        let mut components = Vec::new();
        for start in 0..count {
            let mut members = Vec::new();
            let mut open = vec![start];
            while let Some(at) = open.pop() {
                if !std::mem::replace(&mut seen[at], true) {
                    members.push(at);
                    open.extend(self.of(at));
                }
            }
            members.sort_unstable();
            if members.len() > 1 {
                components.push(members);
            }
        }
        components
    }

    fn derivation(&self, profiles: &[Profile<'_>], chosen: &Candidate) -> Option<Derivation> {
        let (copy, parent) = (chosen.copy, chosen.parent);
        let overlap = self.edges.get(&(copy.min(parent), copy.max(parent)))?;
        let (copy_in_parent, parent_in_copy) = if copy < parent {
            (overlap.a_in_b, overlap.b_in_a)
        } else {
            (overlap.b_in_a, overlap.a_in_b)
        };
        let mut clues = chosen.clues.clone();
        clues.retain(|clue| clue.weight > 0.0);
        clues.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.rule.cmp(b.rule)));
        Some(Derivation {
            copy: profiles[copy].id(),
            parent: Some(profiles[parent].id()),
            copy_in_parent,
            parent_in_copy,
            confidence: chosen.confidence,
            evidence: clues.iter().map(Clue::evidence).collect(),
            changes: change::changes(profiles[parent].reading, profiles[copy].reading),
        })
    }
}

/// The text a family started from: that of its agencies' own articles; where it holds none, what at
/// least half of its articles have.
fn ground(profiles: &[Profile<'_>], members: &[usize]) -> Vec<u64> {
    let agencies: Vec<usize> = members
        .iter()
        .copied()
        .filter(|&at| profiles[at].agency)
        .collect();
    let (from, least) = if agencies.is_empty() {
        (members, members.len().div_ceil(2))
    } else {
        (&agencies[..], 1)
    };
    if agencies.is_empty() && members.len() < 4 {
        return Vec::new();
    }
    let mut all: Vec<u64> = from
        .iter()
        .flat_map(|&at| profiles[at].shingles.iter().copied())
        .collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a == b)
        .filter(|run| run.len() >= least)
        .map(|run| run[0])
        .collect()
}

fn weigh(profiles: &[Profile<'_>], copy: usize, parent: usize, ground: &[u64]) -> Candidate {
    let (c, p) = (&profiles[copy], &profiles[parent]);
    let mut clues = direction::direction(c, p, ground);
    let margin = sum(&clues) - sum(&direction::direction(p, c, ground));
    clues.extend(direction::fit(c, p, ground));
    let score = sum(&clues);
    Candidate {
        copy,
        parent,
        score,
        margin,
        confidence: odds(margin),
        clues,
    }
}

/// Divides certainty among the possible parents of one copy.
fn share_confidence(parents: &mut [Candidate], rooted: bool) {
    let best = parents
        .iter()
        .map(|candidate| candidate.score)
        .fold(f32::MIN, f32::max);
    let all: f32 = parents
        .iter()
        .map(|candidate| (candidate.score - best).exp())
        .sum();
    for candidate in parents {
        let share = (candidate.score - best).exp() / all;
        candidate.confidence = if rooted {
            share
        } else {
            share * candidate.confidence
        };
    }
}

/// Gives every article the best parent that closes no circle, the surest decisions first.
fn choose(profiles: &[Profile<'_>], mut candidates: Vec<Candidate>) -> Vec<Option<Candidate>> {
    candidates.retain(|candidate| !sibling(profiles, candidate));
    candidates.sort_by(|a, b| {
        let key = |c: &Candidate| (c.copy, c.parent);
        b.score
            .total_cmp(&a.score)
            .then_with(|| key(a).cmp(&key(b)))
    });
    let mut chosen: Vec<Option<Candidate>> = profiles.iter().map(|_| None).collect();
    for candidate in candidates {
        if chosen[candidate.copy].is_none() && !descends(&chosen, candidate.parent, candidate.copy)
        {
            let copy = candidate.copy;
            chosen[copy] = Some(candidate);
        }
    }
    chosen
}

/// Whether the copy rather took from an agency that both credit and nobody holds.
fn sibling(profiles: &[Profile<'_>], candidate: &Candidate) -> bool {
    let (copy, parent) = (&profiles[candidate.copy], &profiles[candidate.parent]);
    let both = copy
        .agency_credit()
        .is_some_and(|credit| parent.credit_of(&credit.source).is_some());
    both && !parent.agency && !held(profiles, copy) && candidate.score < ABSENT_AGENCY
}

fn held(profiles: &[Profile<'_>], copy: &Profile<'_>) -> bool {
    copy.agency_credit().is_some_and(|credit| {
        profiles.iter().any(|profile| {
            profile
                .publisher()
                .is_some_and(|own| super::profile::same_source(own, &credit.source))
        })
    })
}

fn descends(chosen: &[Option<Candidate>], from: usize, ancestor: usize) -> bool {
    let mut at = Some(from);
    while let Some(place) = at {
        if place == ancestor {
            return true;
        }
        at = chosen[place].as_ref().map(|candidate| candidate.parent);
    }
    false
}

/// The derivation of an article that credits an agency of which nothing is held.
fn by_credit(profile: &Profile<'_>) -> Option<Derivation> {
    let credit = profile.agency_credit().filter(|_| !profile.agency)?;
    Some(Derivation {
        copy: profile.id(),
        parent: None,
        copy_in_parent: 0.0,
        parent_in_copy: 0.0,
        confidence: credit.evidence.confidence,
        evidence: vec![Evidence::at(
            "credits-agency",
            credit.span,
            credit.evidence.confidence,
        )],
        changes: Vec::new(),
    })
}
