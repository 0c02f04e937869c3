//! Families in which no agency is held: structure says who stands next to whom, clues say where the text started.
//!
//! Articles that share most stand next to each other, which makes a tree. Any article could be its top; with each the
//! clues along every link speak for or against. A link is told when the tops on one side of it fit the clues better, by a
//! margin, than those on its other side. So one clock that is wrong does not make a copy the first.
//!
//! Where the two texts of a link differ, each top counts for itself: of six articles that all differ any one is seldom
//! the first. Equal texts tell nothing of that kind, so between them only the best top of each side counts.

use super::{
    direction::{self, Clue, odds, sum},
    family::{Candidate, sibling, weigh},
    join::{clue, joins},
    pairs::Pairs,
    profile::Profile,
};

/// The least margin, in log-odds, by which a direction must beat its reverse. Below it the answer is "unknown".
pub(super) const MARGIN: f32 = 1.1;
/// The same where four or more articles that differ tell it together: what they weigh is then a probability over all
/// tops, and not the word of one pair.
const MARGIN_TOGETHER: f32 = 0.4;
/// For a top, log-odds for each member that was published after it, and against for each before it.
const FIRST: f32 = 0.2;
/// Log-odds, for each of the two directions compared, for every e-fold that the parent is longer.
const LONGER: f32 = 1.0;
/// Seconds from the middle of a family's times beyond which a time is suspect, where so many members have one.
const SUSPECT: i64 = 24 * 3600;
const FEWEST: usize = 4;
/// Links of a family beyond which joins are not looked for: it is a stock text that many outlets print.
const MOST_LINKS: usize = 2_000;

/// A link of the tree: one article, the next, and how much better the clues fit the one as the copy.
struct Link {
    one: usize,
    next: usize,
    margin: f32,
    /// Whether each has words that the other lacks.
    differ: bool,
}

/// The parents that are told, each with its copy; at most one a copy, and no circle.
pub(super) fn parents(
    profiles: &[Profile<'_>],
    pairs: &Pairs,
    members: &[usize],
) -> Vec<Candidate> {
    let suspect = suspects(profiles, members);
    let links = tree(profiles, pairs, members, &suspect);
    let mut parents = Vec::new();
    for tops in parts(members, &links) {
        let early = early(profiles, &tops, &suspect);
        for (link, lead) in leads(&tops, &links, &early) {
            let together = tops.len() >= FEWEST && link.differ;
            if lead.abs() >= if together { MARGIN_TOGETHER } else { MARGIN } {
                let Link {
                    one, next, margin, ..
                } = *link;
                let (pair, own) = if lead > 0.0 {
                    ((one, next), margin)
                } else {
                    ((next, one), -margin)
                };
                parents.push(told(profiles, pair, lead.abs(), own));
            }
        }
    }
    parents
}

fn told(profiles: &[Profile<'_>], pair: (usize, usize), lead: f32, own: f32) -> Candidate {
    let mut candidate = weigh(profiles, pair, &[], MARGIN);
    candidate.confidence = odds(lead);
    candidate.margin = lead;
    if lead > own {
        candidate
            .clues
            .push(Clue::new("rest-of-family", lead - own));
    }
    candidate
}

/// The members whose time stands far from those of the others; by place.
fn suspects(profiles: &[Profile<'_>], members: &[usize]) -> Vec<usize> {
    let seconds = |at: usize| Some(profiles[at].article().published?.instant?.as_second());
    let mut times: Vec<i64> = members.iter().filter_map(|&at| seconds(at)).collect();
    if times.len() < FEWEST {
        return Vec::new();
    }
    times.sort_unstable();
    let middle = times[times.len() / 2];
    let far = |at: &usize| seconds(*at).is_some_and(|time| (time - middle).abs() > SUSPECT);
    members.iter().copied().filter(far).collect()
}

/// How much better the clues fit `copy` as a copy of `parent` than the other way round. Lengths weigh more where they
/// are those of many; of two alone they must not decide.
fn margin(
    profiles: &[Profile<'_>],
    (copy, parent): (usize, usize),
    suspect: &[usize],
    many: bool,
) -> f32 {
    let timed = ![copy, parent].iter().any(|at| suspect.contains(at));
    let one_way = |copy: usize, parent: usize| {
        let (c, p) = (&profiles[copy], &profiles[parent]);
        let mut clues = direction::direction(c, p, &[]);
        clues.retain(|clue| timed || !direction::TIMES.contains(&clue.rule));
        clues.extend(direction::unlikely_parent(p));
        let longer = (p.shingles.len().max(1) as f32 / c.shingles.len().max(1) as f32).ln();
        let longer = if many { LONGER * longer.clamp(-1.0, 1.0) } else { 0.0 };
        sum(&clues) + longer
    };
    one_way(copy, parent) - one_way(parent, copy)
}

/// The links between articles that share most, without circles.
fn tree(
    profiles: &[Profile<'_>],
    pairs: &Pairs,
    members: &[usize],
    suspect: &[usize],
) -> Vec<Link> {
    let mut near: Vec<(f32, usize, usize)> = Vec::new();
    for &one in members {
        for next in pairs.of(one).filter(|&next| one < next) {
            near.extend(closeness(profiles, pairs, one, next).map(|close| (close, one, next)));
        }
    }
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let joined = near.len() <= MOST_LINKS;
    let mut part: Vec<usize> = (0..profiles.len()).collect();
    let mut links = Vec::new();
    for (_, one, next) in near {
        let (a, b) = (top(&part, one), top(&part, next));
        let together = |at: usize| top(&part, at) == a || top(&part, at) == b;
        let join = |copy, source| joined && joins(profiles, pairs, copy, source, |_| true);
        let second = |copy, source| joined && joins(profiles, pairs, copy, source, together);
        if a == b || second(one, next) || second(next, one) {
            continue;
        }
        let bonus = |copy, source| {
            if join(copy, source) {
                clue().weight
            } else {
                0.0
            }
        };
        links.push(Link {
            one,
            next,
            margin: margin(profiles, (one, next), suspect, members.len() >= FEWEST)
                + bonus(one, next)
                - bonus(next, one),
            differ: differ(pairs, one, next),
        });
        part[a] = b;
    }
    links
}

fn differ(pairs: &Pairs, one: usize, next: usize) -> bool {
    pairs.shares(one, next).is_some_and(|(a, b)| a.max(b) < 1.0)
}

/// How near two articles stand to each other; nothing where both rather took from a source that is not held.
fn closeness(profiles: &[Profile<'_>], pairs: &Pairs, one: usize, next: usize) -> Option<f32> {
    let (a, b) = pairs.shares(one, next)?;
    let ways = [(one, next), (next, one)].map(|pair| weigh(profiles, pair, &[], MARGIN));
    let named = |way: &Candidate| way.clues.iter().any(|clue| clue.rule == "credits-parent");
    let bonus = if ways.iter().any(named) { 1.0 } else { 0.0 };
    (!ways.iter().all(|way| sibling(profiles, way))).then(|| a.max(b) + 0.2 * a.min(b) + bonus)
}

fn top(part: &[usize], mut at: usize) -> usize {
    while part[at] != at {
        at = part[at];
    }
    at
}

/// A part of the tree from an article of it downwards: every article after the one above it, with the place of that
/// and of the link between them.
type Part = Vec<(usize, Option<(usize, usize)>)>;

fn parts(members: &[usize], links: &[Link]) -> Vec<Part> {
    let mut around: std::collections::BTreeMap<usize, Vec<(usize, usize)>> = Default::default();
    for (at, link) in links.iter().enumerate() {
        around.entry(link.one).or_default().push((link.next, at));
        around.entry(link.next).or_default().push((link.one, at));
    }
    let mut seen = std::collections::BTreeSet::new();
    let mut parts = Vec::new();
    for &start in members {
        let mut part: Part = Vec::new();
        let mut open = vec![(start, None)];
        while let Some((at, above)) = open.pop() {
            if seen.insert(at) {
                let place = part.len();
                part.push((at, above));
                let near = around.get(&at).into_iter().flatten();
                open.extend(near.map(|&(next, link)| (next, Some((place, link)))));
            }
        }
        parts.push(part);
    }
    parts.retain(|part| part.len() > 1);
    parts
}

/// Of every link of a part how much better the tops beyond its `next` fit than those beyond its `one`.
fn leads<'l>(part: &Part, links: &'l [Link], early: &[f32]) -> Vec<(&'l Link, f32)> {
    let fits: Vec<f32> = fits(part, links)
        .iter()
        .zip(early)
        .map(|(fit, early)| fit + early)
        .collect();
    // In the order of the walk what hangs below a place follows it without a gap.
    let mut ends: Vec<usize> = (1..=part.len()).collect();
    for place in (0..part.len()).rev() {
        if let Some((above, _)) = part[place].1 {
            ends[above] = ends[above].max(ends[place]);
        }
    }
    let mut leads = Vec::new();
    for (place, (at, above)) in part.iter().enumerate() {
        let Some((_, link)) = above else { continue };
        let link = &links[*link];
        let inside = place..ends[place];
        let side = |below: bool| {
            let tops = fits.iter().enumerate();
            let tops = tops.filter(|(at, _)| inside.contains(at) == below);
            weight(tops.map(|(_, fit)| *fit), link.differ)
        };
        let (below, beyond) = (side(true), side(false));
        let lead = if link.one == *at {
            beyond - below
        } else {
            below - beyond
        };
        leads.push((link, lead));
    }
    leads
}

/// Of every article of a part how much its time speaks for it as the top of them all, in parts of four or more.
fn early(profiles: &[Profile<'_>], part: &Part, suspect: &[usize]) -> Vec<f32> {
    let mut early = vec![0.0; part.len()];
    if part.len() < FEWEST {
        return early;
    }
    let honest = |at: &usize| !suspect.contains(at);
    for (one, (at, _)) in part.iter().enumerate() {
        for (other, _) in part.iter().filter(|(other, _)| other != at) {
            if honest(at) && honest(other) {
                let (first, second) = (&profiles[*at], &profiles[*other]);
                early[one] += FIRST * direction::order(second, first);
            }
        }
    }
    early
}

/// How well some tops fit together, in log-odds: all of them, or the best.
fn weight(fits: impl Iterator<Item = f32> + Clone, all: bool) -> f32 {
    let best = fits.clone().fold(f32::MIN, f32::max);
    if !all {
        return best;
    }
    best + fits.map(|fit| (fit - best).exp()).sum::<f32>().ln()
}

/// How well the clues fit each article of a part as its top, up to a constant.
fn fits(part: &Part, links: &[Link]) -> Vec<f32> {
    let mut fits = vec![0.0; part.len()];
    for (place, (at, above)) in part.iter().enumerate() {
        if let Some((above, link)) = above {
            let link = &links[*link];
            // That this one is a copy of the one above holds no more when it is the top.
            let lost = if link.one == *at {
                link.margin
            } else {
                -link.margin
            };
            fits[place] = fits[*above] - lost;
        }
    }
    fits
}

#[cfg(test)]
mod tests {
    use crate::{
        model::Reading,
        trace::{
            Batch, family,
            sample::{FERRY, at_hour, outlet, report},
        },
    };

    /// The parents of copies, by ids.
    fn parents(readings: &[Reading]) -> Vec<(u64, u64)> {
        let mut batch = Batch::default();
        readings
            .iter()
            .for_each(|reading| batch.add(&reading.article));
        let found = family(readings, &batch.overlaps()).derivations;
        found
            .iter()
            .filter_map(|one| Some((one.copy.0, one.parent?.0)))
            .collect()
    }

    fn printed(id: u64, hour: i64, change: Option<(&str, &str)>) -> Reading {
        let text = FERRY.map(|paragraph| match change {
            Some((from, to)) => paragraph.replace(from, to),
            None => paragraph.to_owned(),
        });
        let text: Vec<&str> = text.iter().map(String::as_str).collect();
        at_hour(report(id, &outlet(&format!("Paper {id}")), &text), hour)
    }

    #[test]
    fn one_wrong_clock_does_not_make_a_copy_the_first() {
        let readings = [
            printed(1, 200, None),
            printed(2, 210, Some(("waits outside", "lies outside"))),
            printed(3, 212, Some(("warm the river", "heat the river"))),
            printed(4, 214, Some(("eleven years back", "eleven winters ago"))),
            // Three days before all others.
            printed(5, 128, Some(("saw ice in", "met ice in"))),
        ];
        let told = parents(&readings);
        assert!(
            [(2, 1), (3, 1), (4, 1)]
                .iter()
                .all(|pair| told.contains(pair)),
            "{told:?}"
        );
        assert!(!told.contains(&(1, 5)), "{told:?}");
    }

    #[test]
    fn nothing_is_told_of_equal_texts_without_times() {
        let readings: Vec<Reading> = (1..6)
            .map(|id| report(id, &outlet(&format!("Paper {id}")), &FERRY))
            .collect();
        assert_eq!(parents(&readings), []);
    }
}
