//! Who took from whom, as a weighing of clues.
//!
//! Every clue has a name and a weight in natural log-odds. The weights were fitted on simulated copy
//! families with known parents (a conditional logit), then rounded, and lowered where the simulation
//! is more regular than the world is. Two sums are kept apart:
//!
//! * the *direction* of a pair: clues that say who of two was first;
//! * the *fit* of a parent: how well it explains the copy beside the other possible parents.

use crate::model::{CreditRole, Evidence, Moment, Source, SourceKind, Span};

use super::fingerprint::shared;
use super::{
    profile::{Profile, State},
    source::same_source,
};

/// A reason for or against one article having taken from another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Clue {
    pub(super) rule: &'static str,
    /// Log-odds; negative speaks against.
    pub(super) weight: f32,
    /// Where it stands in the copy's text.
    pub(super) span: Option<Span>,
}

impl Clue {
    pub(super) fn new(rule: &'static str, weight: f32) -> Clue {
        Clue {
            rule,
            weight,
            span: None,
        }
    }

    fn evidence(&self) -> Evidence {
        Evidence {
            rule: self.rule.into(),
            span: self.span,
            confidence: odds(self.weight),
        }
    }
}

/// The clues that speak for a link as what it rests on, the weightiest first.
pub(super) fn evidence(clues: &[Clue]) -> Vec<Evidence> {
    let mut clues: Vec<&Clue> = clues.iter().filter(|clue| clue.weight > 0.0).collect();
    clues.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.rule.cmp(b.rule)));
    clues.into_iter().map(Clue::evidence).collect()
}

/// The probability that log-odds stand for.
pub(super) fn odds(weight: f32) -> f32 {
    1.0 / (1.0 + (-weight).exp())
}

pub(super) fn sum(clues: &[Clue]) -> f32 {
    clues.iter().map(|clue| clue.weight).sum()
}

/// The clue that the parent lacks what the copy has of the text of their family.
pub(super) const LACKS_TEXT: &str = "parent-lacks-text";
/// Seconds by which clocks of honest sites differ, and by which copying is often faster.
const CLOCK: i64 = 3600;
/// A lead in time that speaks for itself.
const LONG: i64 = 6 * 3600;
const DAY: i64 = 24 * 3600;

/// The clues that `copy` came after `parent`. `ground` is the text the family started from, as far
/// as it is known (sorted shingles).
pub(super) fn direction(copy: &Profile<'_>, parent: &Profile<'_>, ground: &[u64]) -> Vec<Clue> {
    let mut clues = Vec::new();
    clues.extend(names_publisher(copy, parent));
    clues.extend(agency(copy, parent));
    clues.extend(credit_kept(copy, parent));
    clues.extend(own_reporting(copy, parent));
    clues.extend(time(copy, parent));
    clues.extend(taken_in(copy, parent));
    let lost = missing(copy, parent, ground);
    if lost > 0.0 {
        clues.push(Clue::new(LACKS_TEXT, -17.0 * (5.0 * lost).min(1.0)));
    }
    clues.push(Clue::new("shortened", shortened(copy, parent)));
    clues.retain(|clue| clue.weight != 0.0);
    clues
}

/// The copy names the parent's publisher.
fn names_publisher(copy: &Profile<'_>, parent: &Profile<'_>) -> Option<Clue> {
    let publisher = parent.publisher()?;
    let named = |role| {
        copy.reading
            .credits
            .iter()
            .find(move |credit| credit.role == role && same_source(&credit.source, publisher))
    };
    if copy
        .publisher()
        .is_some_and(|own| same_source(own, publisher))
    {
        return None;
    }
    // An agency is credited by copies of copies too, an outlet only by those who took from it.
    let weight = if parent.agency { 2.0 } else { 4.0 };
    let text = named(CreditRole::Text).map(|credit| (credit, "credits-parent", weight));
    let found = text.or_else(|| named(CreditRole::Cited).map(|c| (c, "cites-parent", 2.0)));
    found.map(|(credit, rule, weight)| Clue {
        rule,
        weight,
        span: Some(credit.span),
    })
}

/// An agency writes for others to carry, and seldom carries others.
fn agency(copy: &Profile<'_>, parent: &Profile<'_>) -> Option<Clue> {
    match (copy.agency, parent.agency) {
        (false, true) => Some(Clue::new("parent-is-agency", 1.1)),
        (true, false) => Some(Clue::new("copy-is-agency", -6.0)),
        _ => None,
    }
}

/// Credits get lost on the way, and are seldom found there.
fn credit_kept(copy: &Profile<'_>, parent: &Profile<'_>) -> Option<Clue> {
    let is_or_names = |who: &Profile<'_>, source| {
        who.publisher().is_some_and(|own| same_source(own, source))
            || who.credit_of(source).is_some()
    };
    let added = copy
        .credits
        .iter()
        .any(|credit| !is_or_names(parent, &credit.source));
    let dropped = parent
        .credits
        .iter()
        .any(|credit| !is_or_names(copy, &credit.source));
    match (added, dropped) {
        (true, false) => Some(Clue::new("credit-not-in-parent", -2.0)),
        (false, true) => Some(Clue::new("credit-dropped", 0.5)),
        _ => None,
    }
}

/// Own reporting is marked where it was done: the outlet calls it its own alone, or words were said to the outlet.
fn own_reporting(copy: &Profile<'_>, parent: &Profile<'_>) -> Option<Clue> {
    let exclusive = |who: &Profile<'_>| who.reading.exclusive.is_some();
    match (told(copy), told(parent), exclusive(copy), exclusive(parent)) {
        (false, true, _, _) => Some(Clue::new("told-to-parent", 1.5)),
        (false, false, false, true) => Some(Clue::new("parent-says-exclusive", 0.8)),
        _ => None,
    }
}

/// Whether somebody spoke to the article's own publisher.
fn told(who: &Profile<'_>) -> bool {
    let text = &who.article().text;
    let mut media = who.reading.quotes.iter().filter_map(|quote| quote.channel);
    who.publisher().is_some_and(|own| {
        media.any(|medium| {
            let medium = Source {
                name: medium.of(text).to_owned(),
                kind: SourceKind::Outlet,
                key: None,
            };
            same_source(&medium, own)
        })
    })
}

/// Being later is weak evidence, and none within an hour: on real pages the order of crawling tells the direction
/// in 83 of 100 pairs that lie more than six hours apart (log-odds of 1.6, half of them for each of the two
/// directions compared), and in hardly more than half of the others.
fn time(copy: &Profile<'_>, parent: &Profile<'_>) -> Option<Clue> {
    let lag = seconds_after(copy, parent)?;
    let weight = match lag.abs() {
        lead if lead <= CLOCK => return None,
        lead if lead <= LONG => 0.3,
        _ => 0.8,
    };
    Some(if lag > 0 {
        Clue::new("later", weight)
    } else {
        Clue::new("earlier", -weight)
    })
}

/// How long after `parent` the `copy` was published, where the pages say enough to tell. Midnight
/// sharp is how pages write a day without a time, and days alone tell only beyond two.
fn seconds_after(copy: &Profile<'_>, parent: &Profile<'_>) -> Option<i64> {
    let (later, sooner) = (copy.published?, parent.published?);
    if let (Some(later), Some(sooner)) = (second(later), second(sooner)) {
        return Some(later - sooner);
    }
    let days = i64::from(later.date.since(sooner.date).ok()?.get_days());
    (days.abs() >= 2).then(|| (days - days.signum()) * DAY)
}

/// The second, where the time is told and not the day alone.
fn second(moment: Moment) -> Option<i64> {
    let second = moment.instant?.as_second();
    (second % DAY != 0).then_some(second)
}

/// What two share was not there yet in a state of the copy that was fetched when the parent had it: it was taken in
/// with a revision. That a copy has words which its parent changed later tells no direction: the parent may have had
/// them from the copy.
fn taken_in(copy: &Profile<'_>, parent: &Profile<'_>) -> Option<Clue> {
    if copy.earlier.is_empty() {
        return None;
    }
    let common = intersection(&copy.shingles, &parent.shingles);
    let lacks = |state: &State| 2 * shared(&common, &state.shingles) < common.len();
    let lacked = copy.earlier.iter().rfind(|state| lacks(state))?.fetched;
    let held = if parent.earlier.first().is_none_or(|first| !lacks(first)) {
        // There from the first state that is known, and so since it was published.
        second(parent.published?)?
    } else if let Some(state) = parent.earlier.iter().find(|state| !lacks(state)) {
        state.fetched
    } else {
        parent.article().fetched?.instant?.as_second()
    };
    (held <= lacked).then(|| Clue::new("taken-in-by-revision", 3.0))
}

/// Of the copy's text, the share that stands in the ground but not in the parent: it cannot have
/// come from there.
fn missing(copy: &Profile<'_>, parent: &Profile<'_>, ground: &[u64]) -> f32 {
    let from_ground = intersection(&copy.shingles, ground);
    let lost = from_ground.len() - shared(&from_ground, &parent.shingles);
    lost as f32 / copy.shingles.len().max(1) as f32
}

/// Copies cut more often than they add.
fn shortened(copy: &Profile<'_>, parent: &Profile<'_>) -> f32 {
    let (copy, parent) = (
        copy.shingles.len().max(1) as f32,
        parent.shingles.len().max(1) as f32,
    );
    0.5 * (parent / copy).ln().clamp(-1.0, 1.0)
}

/// How well `parent` explains `copy` beside other parents.
pub(super) fn fit(copy: &Profile<'_>, parent: &Profile<'_>, ground: &[u64]) -> Vec<Clue> {
    let common = intersection(&copy.shingles, &parent.shingles);
    let share = |count: usize, of: usize| count as f32 / of.max(1) as f32;
    let mut clues = vec![Clue::new(
        "keeps-parent",
        2.5 * share(common.len(), parent.shingles.len()),
    )];
    if !ground.is_empty() {
        let own = share(common.len() - shared(&common, ground), copy.shingles.len());
        clues.push(Clue::new("shares-changes", 5.0 * (5.0 * own).min(1.0)));
    }
    if !parent.agency
        && copy
            .credits
            .iter()
            .any(|c| parent.credit_of(&c.source).is_some())
    {
        clues.push(Clue::new("same-credit", 1.0));
    }
    if parent.aggregator() {
        clues.push(Clue::new("parent-is-aggregator", -5.0));
    }
    if copy.aggregator() && parent.agency {
        clues.push(Clue::new("aggregator-of-outlets", -4.0));
    }
    clues.retain(|clue| clue.weight != 0.0);
    clues
}

/// The elements of two sorted sets that both hold.
pub(super) fn intersection(a: &[u64], b: &[u64]) -> Vec<u64> {
    let (mut i, mut j, mut both) = (0, 0, Vec::new());
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x == y {
            both.push(*x);
        }
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both
}
