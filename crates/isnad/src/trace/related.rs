//! What to read beside an article: about the same people, bodies and places, each for a reason that can be shown.
//!
//! A name that everybody names says little, so names weigh by how few of the articles at hand have them; countries
//! and the article's own publisher count for nothing. Of two that share the same names only the first is taken, so that
//! the list is about several things.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ArticleId, MentionKind, Reading};

/// An article to read beside another, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadAlso {
    /// The article.
    pub id: ArticleId,
    /// The names that both have, as this one writes them, the most telling first.
    pub because: Vec<String>,
}

/// Names that both must have, unless one is of a person or a body that no other article names.
const NAMES: usize = 2;
/// Names that are shown as the reason.
const SHOWN: usize = 3;

/// At most `most` of `others` to read beside an article, the nearest first. Those of its own story are for the caller to
/// leave out.
pub fn related(article: &Reading, others: &[&Reading], most: usize) -> Vec<ReadAlso> {
    let others: Vec<(&Reading, Names<'_>)> =
        others.iter().map(|other| (*other, names(other))).collect();
    let mut held: BTreeMap<&str, usize> = BTreeMap::new();
    for entity in others.iter().flat_map(|(_, theirs)| theirs.keys()) {
        *held.entry(entity).or_default() += 1;
    }
    let own = names(article);
    let places = article
        .mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Place);
    let places: BTreeSet<&str> = places.map(|mention| mention.entity.as_str()).collect();
    let weight = |entity: &str| {
        (1.0 + others.len() as f64 / held.get(entity).copied().unwrap_or(1) as f64).ln()
    };
    let mut near: Vec<(f64, &Reading, &Names<'_>, Vec<&str>)> = Vec::new();
    let apart = |(other, _): &&(&Reading, Names<'_>)| other.article.id != article.article.id;
    for (other, theirs) in others.iter().filter(apart) {
        let mut shared: Vec<&str> = own
            .keys()
            .filter(|entity| theirs.contains_key(*entity))
            .copied()
            .collect();
        let rare = shared
            .iter()
            .any(|entity| held.get(entity) == Some(&1) && !places.contains(entity));
        if shared.len() >= NAMES || rare {
            shared.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(a.cmp(b)));
            let score = shared.iter().map(|entity| weight(entity)).sum();
            near.push((score, other, theirs, shared));
        }
    }
    near.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then(a.1.article.id.cmp(&b.1.article.id))
    });
    let mut seen: BTreeSet<Vec<&str>> = BTreeSet::new();
    let mut found = Vec::new();
    for (_, other, theirs, mut reason) in near {
        reason.truncate(SHOWN);
        if found.len() < most && seen.insert(reason.clone()) {
            let because = reason.iter().filter_map(|entity| theirs.get(entity));
            found.push(ReadAlso {
                id: other.article.id,
                because: because.map(|name| (*name).to_owned()).collect(),
            });
        }
    }
    found
}

/// Entities, each with how it is written first.
type Names<'r> = BTreeMap<&'r str, &'r str>;

/// The entities of an article, each as it is first written there.
fn names(reading: &Reading) -> Names<'_> {
    let article = &reading.article;
    let publisher = article
        .publisher
        .as_ref()
        .map(|source| source.name.as_str());
    let mut names = BTreeMap::new();
    for mention in &reading.mentions {
        let written = mention.span.of(&article.text);
        if !mention.entity.starts_with("country:") && Some(written) != publisher {
            names.entry(mention.entity.as_str()).or_insert(written);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::sample::{outlet, report, with_name};

    fn about(id: u64, names: &[&str]) -> Reading {
        let text = names.join(" met ");
        let reading = report(id, &outlet("Port Post"), &[&text]);
        names
            .iter()
            .fold(reading, |reading, name| with_name(reading, name))
    }

    #[test]
    fn the_most_telling_names_come_first_and_no_reason_twice() {
        let article = about(1, &["Ilsa Brandt", "Omar Sel", "Orsund"]);
        let others = [
            about(2, &["Ilsa Brandt", "Omar Sel", "Orsund"]),
            about(3, &["Ilsa Brandt", "Omar Sel", "Orsund"]),
            about(4, &["Orsund"]),
            about(5, &["Orsund", "Ilsa Brandt"]),
            about(6, &["Ada Lind"]),
        ];
        let others: Vec<&Reading> = others.iter().chain([&article]).collect();
        let found = related(&article, &others, 5);
        let ids: Vec<ArticleId> = found.iter().map(|one| one.id).collect();
        let held = |at: usize| others[at].article.id;
        assert!(ids.contains(&held(3)) && !ids.contains(&held(2)) && !ids.contains(&held(4)));
        assert!(
            ids.contains(&held(0)) != ids.contains(&held(1)),
            "one of two with one reason"
        );
        assert_eq!(found[0].because.len(), 3);
        assert_eq!(related(&article, &[], 5), []);
    }
}
