//! One parent an article: the best of those it can have taken from, or none.

use std::collections::BTreeMap;

use crate::model::{Alternative, Derivation, Evidence, Overlap, Reading};

use super::direction::{self, Clue, odds, sum};
use super::pairs::Pairs;
use super::profile::{Profile, profiles};
use super::{Family, change, further, origin, source::Among};

/// The least margin, in log-odds, by which a direction must beat its reverse. Below it the answer is
/// "unknown": lengths alone, or a lead of an hour alone, decide nothing.
const MARGIN: f32 = 1.1;
/// The same in a family whose agency is held: there every other article took from someone, the
/// question is only from whom, and it is enough that the direction is not contradicted.
const MARGIN_ROOTED: f32 = -1.1;
/// Clues that one article took from the other, and not both from an agency that both credit.
const DIRECT: [&str; 3] = ["credits-parent", "cites-parent", "shares-changes"];

/// Clues that the copy names whom it took from.
const NAMES: [&str; 2] = ["credits-parent", "cites-parent"];
/// Clues that stand in words.
const SAYS: [&str; 3] = ["credits-parent", "cites-parent", "told-to-parent"];
/// How likely it is that not both took from a third who is not held, where no agency is held and the texts do not
/// say: of 25 directions that were told so of labelled pairs of real articles, 13 were right and 8 such.
const NO_THIRD: f32 = 0.6;
/// The weight of a lack that is more than chance: half a word in a hundred.
const LEAST_LACK: f32 = -0.4;

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
    /// The least margin in its family.
    least: f32,
    clues: Vec<Clue>,
}

impl Candidate {
    /// Whether one of these clues is among its.
    fn rests_on(&self, rules: &[&str]) -> bool {
        self.clues.iter().any(|clue| rules.contains(&clue.rule))
    }
}

/// See [`super::family`].
pub(super) fn family<'r>(
    readings: impl IntoIterator<Item = &'r Reading>,
    overlaps: &[Overlap],
) -> Family {
    let profiles = profiles(readings);
    let pairs = Pairs::new(&profiles, overlaps);
    let mut candidates = Vec::new();
    for members in pairs.components(profiles.len()) {
        let ground = Ground::of(&profiles, &members);
        let rooted = members.iter().any(|&at| profiles[at].agency);
        let least = if rooted { MARGIN_ROOTED } else { MARGIN };
        for &copy in &members {
            let mut parents: Vec<Candidate> = pairs
                .of(copy)
                .map(|parent| weigh(&profiles, (copy, parent), &ground, least))
                .filter(|candidate| candidate.margin >= least && !backwards(&profiles, candidate))
                .filter(|candidate| rooted || !of_a_third(candidate))
                .collect();
            share_confidence(&mut parents, rooted);
            candidates.append(&mut parents);
        }
    }
    let (parents, alternatives) = choose(&profiles, candidates);
    let derivations: Vec<Derivation> = profiles
        .iter()
        .enumerate()
        .filter_map(|(copy, profile)| match &parents[copy] {
            Some(chosen) => {
                derivation(&profiles, &pairs, chosen, &parents).map(|found| Derivation {
                    alternatives: alternatives[copy].clone(),
                    ..found
                })
            }
            None => by_credit(profile),
        })
        .collect();
    let origins = origin::origins(&profiles, &derivations, &pairs);
    Family {
        derivations,
        origins,
        quotations: pairs.quotations().collect(),
    }
}

/// The text a family started from.
struct Ground {
    /// Sorted shingles.
    all: Vec<u64>,
    /// What each member has of it, by its place; looked up once, since in a large family the whole is very long.
    of: BTreeMap<usize, Vec<u64>>,
}

impl Ground {
    fn of(profiles: &[Profile<'_>], members: &[usize]) -> Ground {
        let all = ground(profiles, members);
        let own = |&at: &usize| {
            let shingles = profiles[at].shingles.iter().copied();
            let own = shingles.filter(|shingle| all.binary_search(shingle).is_ok());
            (at, own.collect())
        };
        let of = members.iter().map(own).collect();
        Ground { all, of }
    }

    /// What stands for the whole where only this member's text is looked at: its own part of it, which
    /// gives the same result.
    fn seen_by(&self, at: usize) -> &[u64] {
        let own = self.of.get(&at).filter(|own| !own.is_empty());
        own.unwrap_or(&self.all)
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

fn weigh(
    profiles: &[Profile<'_>],
    (copy, parent): (usize, usize),
    ground: &Ground,
    least: f32,
) -> Candidate {
    let (c, p) = (&profiles[copy], &profiles[parent]);
    let seen = ground.seen_by(copy);
    let mut clues = direction::direction(c, p, seen);
    let margin = sum(&clues) - sum(&direction::direction(p, c, ground.seen_by(parent)));
    clues.extend(direction::fit(c, p, seen));
    let score = sum(&clues);
    Candidate {
        copy,
        parent,
        score,
        margin,
        confidence: odds(margin),
        least,
        clues,
    }
}

/// Whether an agency would be the copy of an outlet that it does not credit. What the outlet has from a second agency
/// makes the first look like a part of it.
fn backwards(profiles: &[Profile<'_>], candidate: &Candidate) -> bool {
    let (copy, parent) = (&profiles[candidate.copy], &profiles[candidate.parent]);
    copy.agency && !parent.agency && !candidate.rests_on(&NAMES)
}

/// Whether the copy has text of its family that the parent lacks, however little, where nobody in the family is an agency: then
/// both rather took from somebody who is not held, a spokesman or an agency. Unless the copy says where it took from.
fn of_a_third(candidate: &Candidate) -> bool {
    let lacks = |clue: &Clue| clue.rule == direction::LACKS_TEXT && clue.weight < LEAST_LACK;
    candidate.clues.iter().any(lacks) && !candidate.rests_on(&SAYS)
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
        } else if candidate.rests_on(&SAYS) {
            share * candidate.confidence
        } else {
            share * candidate.confidence * NO_THIRD
        };
    }
}

/// Alternatives that are kept of a derivation, and how sure one must be at least.
const ALTERNATIVES: usize = 3;
const LEAST_ALTERNATIVE: f32 = 0.05;

/// Gives every article the best parent that closes no circle, the surest decisions first; and those that
/// came next.
fn choose(
    profiles: &[Profile<'_>],
    mut candidates: Vec<Candidate>,
) -> (Vec<Option<Candidate>>, Vec<Vec<Alternative>>) {
    let held = held(profiles);
    candidates.retain(|candidate| !sibling(profiles, candidate, &held));
    candidates.sort_by(|a, b| {
        let key = |c: &Candidate| (c.copy, c.parent);
        b.score
            .total_cmp(&a.score)
            .then_with(|| key(a).cmp(&key(b)))
    });
    let mut chosen: Vec<Option<Candidate>> = profiles.iter().map(|_| None).collect();
    let mut alternatives = vec![Vec::new(); profiles.len()];
    for candidate in candidates {
        let copy = candidate.copy;
        if chosen[copy].is_none() && !descends(&chosen, candidate.parent, copy) {
            chosen[copy] = Some(candidate);
        } else if candidate.confidence >= LEAST_ALTERNATIVE
            && alternatives[copy].len() < ALTERNATIVES
        {
            alternatives[copy].push(Alternative {
                parent: profiles[candidate.parent].id(),
                confidence: candidate.confidence,
            });
        }
    }
    (chosen, alternatives)
}

/// Whether the copy rather took from an agency that both credit and nobody holds.
fn sibling(profiles: &[Profile<'_>], candidate: &Candidate, held: &[bool]) -> bool {
    let (copy, parent) = (&profiles[candidate.copy], &profiles[candidate.parent]);
    let both = copy
        .agency_credit()
        .is_some_and(|credit| parent.credit_of(&credit.source).is_some());
    let direct = candidate
        .clues
        .iter()
        .any(|clue| clue.weight > 1.0 && DIRECT.contains(&clue.rule));
    both && !parent.agency && !held[candidate.copy] && !direct
}

/// Of each article whether the agency that it credits publishes one of the others.
fn held(profiles: &[Profile<'_>]) -> Vec<bool> {
    let mut publishers = Among::new(profiles.iter().filter_map(Profile::publisher));
    let credits = profiles.iter().map(Profile::agency_credit);
    credits
        .map(|credit| credit.is_some_and(|credit| publishers.has(&credit.source)))
        .collect()
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

fn derivation(
    profiles: &[Profile<'_>],
    pairs: &Pairs,
    chosen: &Candidate,
    parents: &[Option<Candidate>],
) -> Option<Derivation> {
    let (copy, parent) = (chosen.copy, chosen.parent);
    let (copy_in_parent, parent_in_copy) = pairs.shares(copy, parent)?;
    Some(Derivation {
        copy: profiles[copy].id(),
        parent: Some(profiles[parent].id()),
        copy_in_parent,
        parent_in_copy,
        confidence: chosen.confidence,
        evidence: direction::evidence(&chosen.clues),
        changes: change::changes(profiles[parent].reading, profiles[copy].reading),
        further: further::further(
            profiles,
            pairs,
            (copy, parent),
            |one, two| descends(parents, one, two),
            chosen.least,
        ),
        alternatives: Vec::new(),
    })
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
        further: Vec::new(),
        alternatives: Vec::new(),
    })
}

#[cfg(test)]
mod tests;
