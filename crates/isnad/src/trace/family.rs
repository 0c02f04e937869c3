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

/// Clues that stand in words.
const SAYS: [&str; 3] = ["credits-parent", "cites-parent", "told-to-parent"];
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
    let credits = |clue: &Clue| clue.rule == "credits-parent" || clue.rule == "cites-parent";
    copy.agency && !parent.agency && !candidate.clues.iter().any(credits)
}

/// Whether the copy has text of its family that the parent lacks, however little, where nobody in the family is an agency: then
/// both rather took from somebody who is not held, a spokesman or an agency. Unless the copy says where it took from.
fn of_a_third(candidate: &Candidate) -> bool {
    let lacks = |clue: &Clue| clue.rule == direction::LACKS_TEXT && clue.weight < LEAST_LACK;
    let says = |clue: &Clue| SAYS.contains(&clue.rule);
    candidate.clues.iter().any(lacks) && !candidate.clues.iter().any(says)
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
mod tests {
    use super::*;
    use crate::model::{ArticleId, OriginKind};
    use crate::trace::Batch;
    use crate::trace::sample::{
        FERRY, agency, at_hour, crediting, fetched_at_hour, outlet, report,
    };
    use std::collections::BTreeMap;

    fn trace(readings: &[Reading]) -> Family {
        let mut batch = Batch::default();
        readings
            .iter()
            .for_each(|reading| batch.add(&reading.article));
        family(readings, &batch.overlaps())
    }

    /// `copy<parent` for every derivation, 0 for a parent that is not held.
    fn parents(family: &Family) -> Vec<(u64, u64)> {
        let pair = |d: &Derivation| (d.copy.0, d.parent.map_or(0, |parent| parent.0));
        family.derivations.iter().map(pair).collect()
    }

    fn kinds(family: &Family) -> Vec<OriginKind> {
        family
            .origins
            .iter()
            .map(|(_, origin)| origin.kind)
            .collect()
    }

    #[test]
    fn who_else_it_may_have_been_taken_from_is_kept() {
        let readings = [
            report(1, &agency("Northwire"), &FERRY),
            report(2, &outlet("Port Post"), &FERRY),
            report(3, &outlet("Lennar Times"), &FERRY[..2]),
        ];
        let family = trace(&readings);
        let of_times = family.derivations.iter().find(|one| one.copy.0 == 3);
        let of_times = of_times.expect("a copy");
        let others = &of_times.alternatives;
        assert_eq!(others.len(), 1, "{others:?}");
        assert_ne!(Some(others[0].parent), of_times.parent);
        assert!(others[0].confidence <= of_times.confidence);
        assert!(others[0].confidence + of_times.confidence <= 1.001);
    }

    #[test]
    fn who_took_from_whom() {
        let (wire, post, times) = (
            agency("Northwire"),
            outlet("Port Post"),
            outlet("Lennar Times"),
        );
        let full = |id, publisher| report(id, publisher, &FERRY);
        let cut = |id, publisher| report(id, publisher, &FERRY[..2]);
        type Case<'c> = (&'c str, Vec<Reading>, &'c [(u64, u64)]);
        let part = |id, publisher, parts: [usize; 2]| {
            report(id, publisher, &parts.map(|part| FERRY[part]))
        };
        let cases: [Case<'_>; 11] = [
            (
                "the agency credited is the origin, whatever the clock says",
                vec![
                    at_hour(full(1, &wire), 9),
                    at_hour(crediting(cut(2, &post), &wire), 4),
                ],
                &[(2, 1)],
            ),
            (
                "an agency is the origin without credit too",
                vec![full(1, &wire), full(2, &post)],
                &[(2, 1)],
            ),
            (
                "an outlet that is credited by name",
                vec![crediting(full(1, &times), &post), full(2, &post)],
                &[(1, 2)],
            ),
            (
                "a larger text that credits the smaller",
                vec![crediting(full(1, &times), &post), cut(2, &post)],
                &[(1, 2)],
            ),
            ("nothing tells", vec![full(1, &post), full(2, &times)], &[]),
            (
                "half an hour tells nothing",
                vec![at_hour(full(1, &post), 5), at_hour(full(2, &times), 5)],
                &[],
            ),
            (
                "half a day does",
                vec![at_hour(full(1, &post), 17), at_hour(full(2, &times), 5)],
                &[(1, 2)],
            ),
            (
                "two that credit an agency nobody holds are siblings",
                vec![
                    at_hour(crediting(full(1, &post), &wire), 1),
                    at_hour(crediting(full(2, &times), &wire), 20),
                ],
                &[(1, 0), (2, 0)],
            ),
            ("one report alone", vec![full(1, &post)], &[]),
            (
                "what came into the earlier one by a revision",
                vec![
                    fetched_at_hour(at_hour(report(1, &post, &FERRY[2..]), 5), 10),
                    fetched_at_hour(at_hour(full(1, &post), 5), 12),
                    fetched_at_hour(at_hour(cut(2, &times), 9), 11),
                ],
                &[(1, 2)],
            ),
            (
                "each has what another lacks: all took it from somebody who is not held",
                vec![
                    at_hour(part(1, &post, [0, 1]), 1),
                    at_hour(part(2, &times, [1, 2]), 9),
                    at_hour(part(3, &outlet("Cape Times"), [0, 2]), 17),
                    at_hour(part(4, &outlet("Bay Post"), [0, 1]), 25),
                ],
                &[(4, 1)],
            ),
        ];
        for (what, readings, expected) in cases {
            assert_eq!(parents(&trace(&readings)), expected, "{what}");
        }
    }

    #[test]
    fn a_copy_that_shares_its_parents_changes_is_a_copy_of_a_copy() {
        let (wire, post, times) = (
            agency("Northwire"),
            outlet("Port Post"),
            outlet("Lennar Times"),
        );
        let changed = FERRY[1].replace(
            "timber for the mills of Lennar",
            "wood for the towns up north",
        );
        let first = crediting(report(2, &post, &[FERRY[0], &changed, FERRY[2]]), &wire);
        let second = crediting(report(3, &times, &[FERRY[0], &changed]), &wire);
        let family = trace(&[second, first, report(1, &wire, &FERRY)]);
        assert_eq!(parents(&family), [(2, 1), (3, 2)]);
        assert_eq!(kinds(&family), [OriginKind::Agency; 3]);
        assert!(
            family
                .origins
                .iter()
                .all(|(_, origin)| origin.article == Some(ArticleId(1)))
        );
        let rules: Vec<&str> = family.derivations[1]
            .evidence
            .iter()
            .map(|evidence| evidence.rule.as_ref())
            .collect();
        assert!(rules.contains(&"shares-changes"), "{rules:?}");
    }

    #[test]
    fn origins_without_their_article() {
        let (wire, post, times) = (
            agency("Northwire"),
            outlet("Port Post"),
            outlet("Lennar Times"),
        );
        let mut signed = report(1, &post, &FERRY);
        signed.article.byline.push("Mara Lind".into());
        let cases = [
            (
                "credited agency",
                crediting(report(1, &post, &FERRY), &wire),
                OriginKind::CreditedAgency,
            ),
            (
                "credited outlet",
                crediting(report(1, &post, &FERRY), &times),
                OriginKind::OwnReporting,
            ),
            ("signed", signed, OriginKind::OwnReporting),
            ("neither", report(1, &post, &FERRY), OriginKind::Unknown),
        ];
        for (what, reading, expected) in cases {
            assert_eq!(kinds(&trace(&[reading])), [expected], "{what}");
        }
    }

    #[test]
    fn every_article_has_at_most_one_parent_and_no_circle_closes() {
        let posts: Vec<_> = (0..12).map(|n| outlet(&format!("Paper {n}"))).collect();
        let readings: Vec<Reading> = posts
            .iter()
            .enumerate()
            .map(|(n, publisher)| {
                let credited = crediting(report(n as u64, publisher, &FERRY), &posts[(n + 1) % 12]);
                at_hour(credited, (n * 7 % 12) as i64 * 3)
            })
            .collect();
        let family = trace(&readings);
        let parents: BTreeMap<u64, u64> = parents(&family).into_iter().collect();
        assert_eq!(parents.len(), family.derivations.len());
        for start in parents.keys() {
            let walk = std::iter::successors(Some(start), |at| parents.get(at));
            assert!(walk.take(20).count() < 20, "circle through {start}");
        }
    }
}
