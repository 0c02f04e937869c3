//! How much of each text comes from which origin, in words.
//!
//! A word stands for its source when it is inside a run of five words that the parent has, or a further parent; the
//! parent's words stand for theirs in turn, up to the root. What a copy has beside that is its own; in a copy of it,
//! the same words are own reporting of the outlet that added them.

use std::collections::{BTreeMap, HashMap};

use crate::model::{ArticleId, Derivation, Evidence, Origin, OriginKind, Reading, Shares, Span};

use super::{
    fingerprint::{SHINGLE, sequence},
    words::{Word, body_words},
};

/// Own words in a row that are shown as a passage.
const PASSAGE: usize = 5;

/// Where a run of words comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum From {
    /// The origin of this article, which is a root among those given.
    Root(ArticleId),
    /// This article added it.
    Added(ArticleId),
}

/// The shares of every reading, in the order of `readings`. What was traced of articles that are not among
/// them is not followed: an article whose parent is not given stands for its own origin.
pub fn shares(
    readings: &[&Reading],
    derivations: &[Derivation],
    origins: &[(ArticleId, Origin)],
) -> Vec<(ArticleId, Shares)> {
    let mut texts = Texts {
        readings: readings.iter().map(|one| (one.article.id, *one)).collect(),
        derivations: derivations.iter().map(|one| (one.copy, one)).collect(),
        known: HashMap::new(),
    };
    let origins: BTreeMap<ArticleId, &Origin> =
        origins.iter().map(|(id, origin)| (*id, origin)).collect();
    readings
        .iter()
        .map(|reading| {
            let id = reading.article.id;
            texts.settle(id);
            (id, texts.shares(reading, &origins))
        })
        .collect()
}

struct Texts<'t> {
    readings: BTreeMap<ArticleId, &'t Reading>,
    derivations: BTreeMap<ArticleId, &'t Derivation>,
    /// The runs of five words of each article that was looked at, with where they come from.
    known: HashMap<ArticleId, HashMap<u64, From>>,
}

impl<'t> Texts<'t> {
    /// The held parents, the main one first.
    fn parents(&self, id: ArticleId) -> Vec<ArticleId> {
        let all = self
            .derivations
            .get(&id)
            .into_iter()
            .flat_map(|one| one.all());
        all.filter_map(|one| one.parent)
            .filter(|parent| *parent != id && self.readings.contains_key(parent))
            .collect()
    }

    /// Looks at an article and at those above it, the highest first. Links that run in a circle end where they began.
    fn settle(&mut self, id: ArticleId) {
        let mut order = vec![id];
        let mut at = 0;
        while at < order.len() {
            let above = self.parents(order[at]);
            order.extend(
                above
                    .into_iter()
                    .filter(|one| !order.contains(one))
                    .collect::<Vec<_>>(),
            );
            at += 1;
        }
        for id in order.into_iter().rev() {
            if !self.known.contains_key(&id)
                && let Some(reading) = self.readings.get(&id)
            {
                let runs = sequence(&body_words(&reading.article));
                let parents = self.parents(id);
                let of = |run: u64| {
                    let own = if parents.is_empty() {
                        From::Root(id)
                    } else {
                        From::Added(id)
                    };
                    (run, self.above(&parents, run).unwrap_or(own))
                };
                let known = runs.into_iter().map(of).collect();
                self.known.insert(id, known);
            }
        }
    }

    fn above(&self, parents: &[ArticleId], run: u64) -> Option<From> {
        parents
            .iter()
            .find_map(|parent| self.known.get(parent)?.get(&run).copied())
    }

    fn shares(&self, reading: &Reading, origins: &BTreeMap<ArticleId, &Origin>) -> Shares {
        let id = reading.article.id;
        let words = body_words(&reading.article);
        let from = self.words_from(id, &words);
        let mut shares = Shares {
            words: words.len(),
            ..Shares::default()
        };
        let mut counts: BTreeMap<From, usize> = BTreeMap::new();
        for word in &from {
            *counts.entry(*word).or_default() += 1;
        }
        for (from, words) in counts {
            match from {
                From::Added(by) if by == id => shares.own += words,
                From::Added(by) => shares.add(&self.added_by(by), words),
                From::Root(root) => match origins.get(&root) {
                    Some(origin) if origin.identity().is_some() => shares.add(origin, words),
                    _ => shares.unknown += words,
                },
            }
        }
        shares.added = passages(&words, &from, From::Added(id));
        shares.settled()
    }

    /// Of every word where it comes from: a run that others have tells before one that is the article's own.
    fn words_from(&self, id: ArticleId, words: &[Word]) -> Vec<From> {
        let runs = sequence(words);
        let known = self.known.get(&id);
        let own = From::Added(id);
        let root = if self.parents(id).is_empty() {
            From::Root(id)
        } else {
            own
        };
        let mut from = vec![root; words.len()];
        for (start, run) in runs.iter().enumerate() {
            let run_from = known
                .and_then(|known| known.get(run))
                .copied()
                .unwrap_or(root);
            for word in from.iter_mut().skip(start).take(SHINGLE) {
                if *word == own {
                    *word = run_from;
                }
            }
        }
        from
    }

    fn added_by(&self, id: ArticleId) -> Origin {
        let reading = self.readings.get(&id);
        Origin {
            kind: OriginKind::OwnReporting,
            source: reading.and_then(|one| one.article.publisher.clone()),
            article: Some(id),
            evidence: Evidence::rule("added-by-copy", 0.5),
        }
    }
}

fn passages(words: &[Word], from: &[From], own: From) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    for run in from.chunk_by(|a, b| a == b) {
        let end = at + run.len();
        if run[0] == own && run.len() >= PASSAGE {
            let (first, last) = (words[at].span, words[end - 1].span);
            spans.push(Span::new(first.start as usize, last.end as usize));
        }
        at = end;
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::{
        Batch, family,
        sample::{FERRY, agency, crediting, outlet, report},
    };

    const OTHER: &str = "Nobody in Lennar remembers a spring as dry as this one, and the mills have begun to draw their \
        water from the old wells behind the church, where the miller keeps a list of those who come.";
    const OWN: &str = "Our reporter counted eleven ships at the quay in the evening.";

    fn traced(readings: &[Reading]) -> Vec<(ArticleId, Shares)> {
        let mut batch = Batch::default();
        readings
            .iter()
            .for_each(|reading| batch.add(&reading.article));
        let family = family(readings, &batch.overlaps());
        let readings: Vec<&Reading> = readings.iter().collect();
        shares(&readings, &family.derivations, &family.origins)
    }

    #[test]
    fn words_go_back_to_two_agencies_and_the_rest_is_own() {
        let (north, south, post) = (
            agency("Northwire"),
            agency("Southwire"),
            outlet("Port Post"),
        );
        let readings = [
            report(1, &north, &FERRY),
            report(2, &south, &[OTHER]),
            crediting(report(3, &post, &[FERRY[0], FERRY[1], OTHER, OWN]), &north),
        ];
        let found = traced(&readings);
        let (_, joined) = &found[2];
        let names: Vec<&str> = joined
            .origins
            .iter()
            .filter_map(|part| {
                part.origin
                    .source
                    .as_ref()
                    .map(|source| source.name.as_str())
            })
            .collect();
        assert_eq!(names, ["Northwire", "Southwire"]);
        let sum: usize = joined.origins.iter().map(|part| part.words).sum();
        assert_eq!(sum + joined.own + joined.unknown, joined.words);
        let added: Vec<&str> = joined
            .added
            .iter()
            .map(|span| span.of(&readings[2].article.text))
            .collect();
        assert_eq!(added, [OWN.trim_end_matches('.')]);
        let story = Shares::together(found.iter().map(|(_, shares)| shares));
        assert_eq!(story.own, joined.own);
        assert_eq!(story.origins.len(), 2);
    }

    #[test]
    fn what_a_copy_added_is_its_own_reporting_in_a_copy_of_it() {
        let (north, post, times) = (
            agency("Northwire"),
            outlet("Port Post"),
            outlet("Lennar Times"),
        );
        let readings = [
            report(1, &north, &FERRY),
            crediting(report(2, &post, &[FERRY[0], OTHER]), &north),
            crediting(report(3, &times, &[FERRY[0], OTHER]), &post),
        ];
        let found = traced(&readings);
        let own: Vec<usize> = found.iter().map(|(_, shares)| shares.own).collect();
        assert!(own[0] == 0 && own[1] > 20 && own[2] == 0, "{own:?}");
        let kinds: Vec<OriginKind> = found[2]
            .1
            .origins
            .iter()
            .map(|part| part.origin.kind)
            .collect();
        assert_eq!(kinds, [OriginKind::OwnReporting, OriginKind::Agency]);
    }

    #[test]
    fn a_circle_ends_and_an_unknown_root_stays_unknown() {
        let post = outlet("Port Post");
        let readings = [report(1, &post, &FERRY), report(2, &post, &FERRY)];
        let circle = |copy, parent| Derivation {
            copy: ArticleId(copy),
            parent: Some(ArticleId(parent)),
            copy_in_parent: 1.0,
            parent_in_copy: 1.0,
            confidence: 0.5,
            evidence: Vec::new(),
            changes: Vec::new(),
            further: Vec::new(),
            alternatives: Vec::new(),
        };
        let given: Vec<&Reading> = readings.iter().collect();
        assert_eq!(shares(&given, &[circle(1, 2), circle(2, 1)], &[]).len(), 2);
        let (_, alone) = shares(&given[..1], &[], &[]).remove(0);
        assert_eq!((alone.unknown, alone.own), (alone.words, 0));
    }
}
