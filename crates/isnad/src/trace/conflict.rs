//! Figures about one thing that do not agree, side by side. Who is right is not asked.
//!
//! Precision comes first: to set two figures against each other that count different things is worse
//! than to miss a pair. So two figures conflict only when all of these hold:
//!
//! * they come from different speakers, both named, or from different articles;
//! * they count one thing: the same unit, or units with the same word of description ("political"
//!   detainees and prisoners), and the words around them meet as well;
//! * no article that gives one also gives the other;
//! * they count, and do not measure; they speak of no different times;
//! * their values differ, but not by so much that they must be of different things.

use std::collections::BTreeMap;

use crate::model::{Bound, Conflict, Reading};

use super::claim::{Claim, claims};

/// Figures further apart than this factor count different things.
const FACTOR: f64 = 4.0;
/// The share of the words around two figures that both sentences have, from which two articles speak
/// of one thing.
const NEARLY: f64 = 0.6;

/// The conflicts among the figures of a story's articles, in the order of the articles.
pub(super) fn conflicts(members: &[&Reading]) -> Vec<Conflict> {
    let claims: Vec<Claim<'_>> = members
        .iter()
        .flat_map(|reading| without_patterns(claims(reading)))
        .collect();
    let mut group: Vec<usize> = (0..claims.len()).collect();
    for b in 0..claims.len() {
        for a in 0..b {
            if conflict(&claims[a], &claims[b]) && group[a] != group[b] {
                let (from, to) = (group[a].max(group[b]), group[a].min(group[b]));
                group
                    .iter_mut()
                    .filter(|of| **of == from)
                    .for_each(|of| *of = to);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<&Claim<'_>>> = BTreeMap::new();
    for (of, claim) in group.into_iter().zip(&claims) {
        groups.entry(of).or_default().push(claim);
    }
    groups
        .into_values()
        .filter(|group| group.len() > 1)
        .map(|group| Conflict {
            unit: group[0].unit.to_owned(),
            figures: group
                .iter()
                .map(|claim| (claim.article, claim.figure.span))
                .collect(),
        })
        .collect()
}

fn conflict(a: &Claim<'_>, b: &Claim<'_>) -> bool {
    different_sources(a, b) && one_thing(a, b) && !different_times(a, b) && !agree(a, b)
}

fn different_sources(a: &Claim<'_>, b: &Claim<'_>) -> bool {
    match (&a.speaker, &b.speaker) {
        (Some(a), Some(b)) => a != b,
        _ => a.article != b.article,
    }
}

/// One word in common describes the thing where the units differ; where they are one, the unit's own
/// noun is the first. Between articles the sentences must be nearly one sentence as well: two reports
/// of one event count many things.
fn one_thing(a: &Claim<'_>, b: &Claim<'_>) -> bool {
    let same_unit = a.unit == b.unit;
    let described = a.counted.intersection(&b.counted).count() > usize::from(same_unit);
    if a.article == b.article {
        return described && !a.context.is_disjoint(&b.context);
    }
    (same_unit || described) && nearly_one_sentence(a, b) && !knows(a, b) && !knows(b, a)
}

fn nearly_one_sentence(a: &Claim<'_>, b: &Claim<'_>) -> bool {
    let met = a.context.intersection(&b.context).count();
    met > 0 && met as f64 >= NEARLY * a.context.union(&b.context).count() as f64
}

/// Leaves out figures of a pattern that their own article repeats with other values, as tables in
/// sentences do ("12 shares rose, 6 fell, 19 stood").
fn without_patterns(claims: Vec<Claim<'_>>) -> Vec<Claim<'_>> {
    let repeated = |claim: &Claim<'_>| {
        claims.iter().any(|other| {
            other.value != claim.value
                && other.unit == claim.unit
                && other.speaker == claim.speaker
                && nearly_one_sentence(other, claim)
        })
    };
    let keep: Vec<bool> = claims.iter().map(|claim| !repeated(claim)).collect();
    claims
        .into_iter()
        .zip(keep)
        .filter_map(|(claim, keep)| keep.then_some(claim))
        .collect()
}

/// Whether an article that gives one figure also gives the other: then it counts two things.
fn knows(a: &Claim<'_>, b: &Claim<'_>) -> bool {
    a.article != b.article && a.beside.contains(&b.value)
}

fn different_times(a: &Claim<'_>, b: &Claim<'_>) -> bool {
    !a.times.is_empty() && !b.times.is_empty() && a.times.is_disjoint(&b.times)
}

/// Whether two figures can both be meant: one value, one inside the other's bound, or so far apart
/// that they count different things.
fn agree(a: &Claim<'_>, b: &Claim<'_>) -> bool {
    if a.value == b.value {
        return true;
    }
    let (small, large) = (a.value.min(b.value), a.value.max(b.value));
    small <= 0.0 || large > small * FACTOR || allows(a, b) || allows(b, a)
}

/// Whether `bound`'s range holds the other's value, which is given as it stands.
fn allows(bound: &Claim<'_>, other: &Claim<'_>) -> bool {
    let (low, value) = (bound.value, other.value);
    if other.figure.bound != Bound::Exactly {
        return false;
    }
    match bound.figure.bound {
        Bound::About => (value - low).abs() <= low.abs() * 0.1,
        Bound::MoreThan | Bound::AtLeast => value >= low && value <= low * 1.5,
        Bound::LessThan | Bound::AtMost => value <= low && value * 1.5 >= low,
        Bound::Between => value >= low && bound.figure.upper.is_some_and(|upper| value <= upper),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ArticleId, Span};
    use crate::trace::sample::{outlet, report, with_figure};

    const HELD: &str = "Rights groups say the government of Brennia holds more than 1000 political \
        detainees in its prisons. The Lantern office says there are more than 1200 political prisoners in \
        the prisons of Brennia. On Monday 52 people were freed.";

    fn found(readings: &[Reading]) -> Vec<Vec<String>> {
        let members: Vec<&Reading> = readings.iter().collect();
        let words = |(id, span): &(ArticleId, Span)| {
            let reading = readings.iter().find(|reading| reading.article.id == *id);
            reading
                .map_or("", |reading| span.of(&reading.article.text))
                .to_owned()
        };
        let found = conflicts(&members);
        found
            .iter()
            .map(|conflict| conflict.figures.iter().map(words).collect())
            .collect()
    }

    fn held(speakers: [Option<&str>; 2]) -> Reading {
        let reading = report(1, &outlet("Port Post"), &[HELD]);
        let [one, two] = speakers;
        let reading = with_figure(
            reading,
            "more than 1000 political detainees",
            (1000.0, Bound::MoreThan, "detainee"),
            one,
        );
        let reading = with_figure(
            reading,
            "more than 1200 political prisoners",
            (1200.0, Bound::MoreThan, "prisoner"),
            two,
        );
        with_figure(reading, "52 people", (52.0, Bound::Exactly, "person"), None)
    }

    #[test]
    fn speakers_who_disagree_stand_side_by_side() {
        let both = held([Some("Rights groups"), Some("The Lantern office")]);
        let expected = [
            "more than 1000 political detainees",
            "more than 1200 political prisoners",
        ];
        assert_eq!(found(&[both]), [expected]);
        assert!(found(&[held([None, Some("The Lantern office")])]).is_empty());
        assert!(found(&[held([Some("Rights groups"), Some("Rights groups")])]).is_empty());
    }

    #[test]
    fn two_articles_about_one_thing_or_about_two() {
        let say = |id, text: &str, words: &str, value| {
            let reading = report(id, &outlet("Port Post"), &[text]);
            with_figure(reading, words, (value, Bound::Exactly, "traveller"), None)
        };
        let one = || {
            say(
                1,
                "The ferry to Orsund was stopped by ice with 210 travellers aboard",
                "210 travellers",
                210.0,
            )
        };
        let cases = [
            (
                "The Orsund ferry, stopped by ice, had 190 travellers aboard",
                "190 travellers",
                190.0,
                true,
            ),
            (
                "The Orsund ferry, stopped by ice, had 210 travellers aboard",
                "210 travellers",
                210.0,
                false,
            ),
            (
                "A train from Lennar to the coast took 190 travellers home",
                "190 travellers",
                190.0,
                false,
            ),
            (
                "The Orsund ferry, stopped by ice, carries 9000 travellers aboard",
                "9000 travellers",
                9000.0,
                false,
            ),
        ];
        for (text, words, value, expected) in cases {
            assert_eq!(
                !found(&[one(), say(2, text, words, value)]).is_empty(),
                expected,
                "{text}"
            );
        }
    }
}
