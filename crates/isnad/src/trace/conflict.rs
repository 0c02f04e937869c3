//! Figures about one thing that do not agree, side by side. Who is right is not asked.
//!
//! Precision comes first: to set two figures against each other that count different things is worse
//! than to miss a pair. So two figures conflict only when all of these hold:
//!
//! * they come from different articles, from different speakers, or hold at different times;
//! * they count [one thing](super::thing);
//! * no article that gives one also gives the other;
//! * their values differ, but not by so much that they must be of different things.

use std::collections::BTreeMap;

use crate::model::{Bound, Conflict, Reading};

use super::claim::{Claim, claims};
use super::thing::{Weights, is_said_again, matches, one_thing_within};

/// Figures further apart than this factor count different things.
const FACTOR: f64 = 4.0;

/// The conflicts among the figures of a story's articles, in the order of the articles.
pub(super) fn conflicts(members: &[&Reading]) -> Vec<Conflict> {
    let articles: Vec<Vec<Claim<'_>>> = members
        .iter()
        .map(|reading| without_patterns(claims(reading)))
        .collect();
    let weights = Weights::of(articles.iter().flatten());
    let mut sets = Sets::new(articles.iter().map(Vec::len));
    for (b, own) in articles.iter().enumerate() {
        for at in 0..own.len() {
            for other in 0..at {
                let (x, y) = (&own[other], &own[at]);
                let disagree = one_thing_within(x, y) && different_sources(x, y) && !agree(x, y);
                if disagree || is_said_again(x, y) {
                    sets.join((b, other), (b, at));
                }
            }
        }
        for (a, earlier) in articles.iter().enumerate().take(b) {
            for (x, y) in matches(earlier, own, &weights) {
                let (one, other) = (&earlier[x], &own[y]);
                if !agree(one, other) && !knows(one, other) && !knows(other, one) {
                    sets.join((a, x), (b, y));
                }
            }
        }
    }
    sets.into_groups()
        .into_iter()
        .map(|group| group.into_iter().map(|(a, at)| &articles[a][at]).collect())
        .filter(|group: &Vec<&Claim<'_>>| group.iter().any(|claim| claim.value != group[0].value))
        .map(|group| Conflict {
            unit: group[0].unit.to_owned(),
            figures: group
                .iter()
                .map(|claim| (claim.article, claim.figure.span))
                .collect(),
        })
        .collect()
}

/// A claim by its article's place and its own.
type Place = (usize, usize);

/// Claims that stand in one set.
struct Sets {
    /// Where the claims of each article begin.
    starts: Vec<usize>,
    of: Vec<usize>,
}

impl Sets {
    fn new(lengths: impl Iterator<Item = usize>) -> Sets {
        let (mut starts, mut all) = (Vec::new(), 0);
        for length in lengths {
            starts.push(all);
            all += length;
        }
        let of = (0..all).collect();
        Sets { starts, of }
    }

    fn join(&mut self, a: Place, b: Place) {
        let set = |place: Place| self.of[self.starts[place.0] + place.1];
        let (from, to) = (set(a).max(set(b)), set(a).min(set(b)));
        for of in self.of.iter_mut().filter(|of| **of == from) {
            *of = to;
        }
    }

    /// The sets of more than one claim, in order.
    fn into_groups(self) -> Vec<Vec<Place>> {
        let mut groups: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
        for (number, of) in self.of.into_iter().enumerate() {
            let article = self.starts.partition_point(|start| *start <= number) - 1;
            let place = (article, number - self.starts[article]);
            groups.entry(of).or_default().push(place);
        }
        groups
            .into_values()
            .filter(|group| group.len() > 1)
            .collect()
    }
}

fn different_sources(a: &Claim<'_>, b: &Claim<'_>) -> bool {
    let speakers = matches!((&a.speaker, &b.speaker), (Some(a), Some(b)) if a != b);
    speakers || a.as_of.is_some() && b.as_of.is_some() && a.as_of != b.as_of
}

/// Leaves out figures of a pattern that their own article repeats with other values, as tables in
/// sentences do ("12 shares rose, 6 fell, 19 stood").
fn without_patterns(claims: Vec<Claim<'_>>) -> Vec<Claim<'_>> {
    let repeated = |claim: &Claim<'_>| {
        claims.iter().any(|other| {
            other.value != claim.value
                && other.unit == claim.unit
                && other.speaker == claim.speaker
                && super::thing::nearly_one_sentence(other, claim)
        })
    };
    let keep: Vec<bool> = claims.iter().map(|claim| !repeated(claim)).collect();
    claims
        .into_iter()
        .zip(keep)
        .filter_map(|(claim, keep)| keep.then_some(claim))
        .collect()
}

/// Whether an article that gives one figure also gives the other: then it counts two things, unless it
/// tells a count and a later one.
fn knows(a: &Claim<'_>, b: &Claim<'_>) -> bool {
    a.as_of.is_none() && a.beside.contains(&b.value)
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
