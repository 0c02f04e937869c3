//! Which held articles could be near one: those that share one of its telling terms and were published
//! within some days of it.

use std::collections::{BTreeSet, HashMap};

use crate::model::ArticleId;

/// Articles further apart than this are not about one event by their words alone.
const GATE_SECONDS: i64 = 3 * 24 * 3600;

/// The articles that have a term: by the second of their publication, and those without one.
#[derive(Clone, Debug, Default)]
struct Posting {
    dated: BTreeSet<(i64, ArticleId)>,
    undated: BTreeSet<ArticleId>,
}

/// An inverted index of telling terms. Asking costs what the answer holds: articles outside the gate are
/// never looked at.
#[derive(Clone, Debug, Default)]
pub(super) struct Index(HashMap<u64, Posting>);

impl Index {
    pub(super) fn insert(&mut self, id: ArticleId, published: Option<i64>, terms: &[u64]) {
        for term in terms {
            let posting = self.0.entry(*term).or_default();
            match published {
                Some(second) => posting.dated.insert((second, id)),
                None => posting.undated.insert(id),
            };
        }
    }

    pub(super) fn remove(&mut self, id: ArticleId, published: Option<i64>, terms: &[u64]) {
        for term in terms {
            let Some(posting) = self.0.get_mut(term) else {
                continue;
            };
            match published {
                Some(second) => posting.dated.remove(&(second, id)),
                None => posting.undated.remove(&id),
            };
            if posting.dated.is_empty() && posting.undated.is_empty() {
                self.0.remove(term);
            }
        }
    }

    /// Whether no article can be found.
    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The articles that share one of the terms and lie within the gate. An article without a day is within every gate.
    pub(super) fn sharing(&self, published: Option<i64>, terms: &[u64]) -> BTreeSet<ArticleId> {
        let mut found = BTreeSet::new();
        let (from, to) = published.map_or((i64::MIN, i64::MAX), |second| {
            (
                second.saturating_sub(GATE_SECONDS),
                second.saturating_add(GATE_SECONDS),
            )
        });
        let range = (from, ArticleId(0))..=(to, ArticleId(u64::MAX));
        for posting in terms.iter().filter_map(|term| self.0.get(term)) {
            let dated = posting.dated.range(range.clone()).map(|(_, id)| id);
            found.extend(dated.chain(&posting.undated));
        }
        found
    }
}
