//! BCubed: for every article, the share of those put with it that are of its story (precision), and the
//! share of its story that was put with it (recall), averaged.

use std::collections::{BTreeMap, BTreeSet};

use isnad::model::ArticleId;

use crate::ngram::harmonic;

/// The cluster of each article.
pub(super) type Clusters = BTreeMap<ArticleId, String>;

/// Precision and recall of each article.
#[derive(Clone, Debug, Default)]
pub(super) struct Scored(pub(super) BTreeMap<ArticleId, (f64, f64)>);

impl Scored {
    /// How an answer does beside the truth; both have the same articles.
    pub(super) fn of(truth: &Clusters, answer: &Clusters) -> Scored {
        let (precision, recall) = (bcubed(answer, truth), bcubed(truth, answer));
        let both = |(id, p): (&ArticleId, &f64)| Some((*id, (*p, *recall.get(id)?)));
        Scored(precision.iter().filter_map(both).collect())
    }

    /// The mean precision, recall and their F1 over the articles that are asked for.
    pub(super) fn mean(&self, asked: impl Fn(ArticleId) -> bool) -> [f64; 3] {
        let of = self
            .0
            .iter()
            .filter(|(id, _)| asked(**id))
            .map(|(_, both)| *both);
        let (mut n, mut precision, mut recall) = (0.0_f64, 0.0, 0.0);
        for (p, r) in of {
            (n, precision, recall) = (n + 1.0, precision + p, recall + r);
        }
        let (precision, recall) = (precision / n.max(1.0), recall / n.max(1.0));
        [precision, recall, harmonic(precision, recall)]
    }
}

/// The mean of several figures of three numbers.
pub(super) fn mean(of: &[[f64; 3]]) -> [f64; 3] {
    [0, 1, 2].map(|at| of.iter().map(|one| one[at]).sum::<f64>() / of.len().max(1) as f64)
}

/// A share for each article.
type Shares = BTreeMap<ArticleId, f64>;

/// For each article, the share of its cluster in `one` that is its cluster in `other` too.
fn bcubed(one: &Clusters, other: &Clusters) -> Shares {
    let (ones, others) = (members(one), members(other));
    let share = |(id, cluster): (&ArticleId, &String)| {
        let mine = ones.get(cluster.as_str())?;
        let theirs = others.get(other.get(id)?.as_str())?;
        Some((
            *id,
            mine.intersection(theirs).count() as f64 / mine.len() as f64,
        ))
    };
    one.iter().filter_map(share).collect()
}

pub(super) fn members(of: &Clusters) -> BTreeMap<&str, BTreeSet<ArticleId>> {
    let mut members: BTreeMap<&str, BTreeSet<ArticleId>> = BTreeMap::new();
    for (id, cluster) in of {
        members.entry(cluster).or_default().insert(*id);
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters_of(names: &str) -> Clusters {
        let names = names.split(' ').enumerate();
        names
            .map(|(at, name)| (ArticleId(at as u64), name.to_owned()))
            .collect()
    }

    #[test]
    fn bcubed_by_hand() {
        // truth, answer, precision, recall
        let cases = [
            ("a a b b", "x x y y", 1.0, 1.0),
            ("a a b b", "x x x x", 0.5, 1.0),
            ("a a b b", "x y z w", 1.0, 0.5),
            ("a a b b", "x y y z", 0.75, 0.5),
        ];
        for (truth, answer, precision, recall) in cases {
            let scored = Scored::of(&clusters_of(truth), &clusters_of(answer));
            let [p, r, _] = scored.mean(|_| true);
            assert_eq!((p, r), (precision, recall));
        }
        let scored = Scored::of(&clusters_of("a a b b"), &clusters_of("x x y z"));
        assert_eq!(scored.mean(|id| id.0 < 2)[2], 1.0);
    }
}
