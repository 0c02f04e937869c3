use std::collections::BTreeMap;
use std::convert::Infallible;

use crate::model::{ArticleId, Reading};

use super::{Past, fingerprints};

/// A [`Past`] in memory, for tests, small folders and examples.
///
/// ```
/// use isnad::{model::{Article, ArticleId, BlockKind, Direction, Reading}, trace::{Memory, overlaps}};
///
/// let article = |id, text: &str| {
///     let mut article = Article { id: ArticleId(id), ..Article::default() };
///     article.push(BlockKind::Paragraph, text, "example", Direction::Ltr);
///     Reading { article, ..Reading::default() }
/// };
/// let report = "The ferry to Orsund was turned back on Monday after its crew saw ice in the strait, \
///     the harbour master said, and two hundred travellers spent the night in the hall of the port.";
/// let mut past = Memory::default();
/// past.insert(article(1, report));
/// let found = overlaps(&article(2, report), &past)?;
/// assert_eq!((found[0].a, found[0].b), (ArticleId(1), ArticleId(2)));
/// assert_eq!(found[0].containment(), 1.0);
/// # Ok::<(), std::convert::Infallible>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Memory {
    readings: BTreeMap<ArticleId, Reading>,
    postings: BTreeMap<u64, Vec<ArticleId>>,
}

impl Memory {
    /// Holds a reading. One of the same id, an earlier revision, is replaced.
    pub fn insert(&mut self, reading: Reading) {
        let id = reading.article.id;
        self.remove(id);
        for fingerprint in fingerprints(&reading.article) {
            let ids = self.postings.entry(fingerprint).or_default();
            if let Err(place) = ids.binary_search(&id) {
                ids.insert(place, id);
            }
        }
        self.readings.insert(id, reading);
    }

    /// Forgets an article and returns what was held of it.
    pub fn remove(&mut self, id: ArticleId) -> Option<Reading> {
        let reading = self.readings.remove(&id)?;
        for fingerprint in fingerprints(&reading.article) {
            if let Some(ids) = self.postings.get_mut(&fingerprint) {
                ids.retain(|held| *held != id);
                if ids.is_empty() {
                    self.postings.remove(&fingerprint);
                }
            }
        }
        Some(reading)
    }

    /// What is held, by id.
    pub fn readings(&self) -> impl Iterator<Item = &Reading> {
        self.readings.values()
    }
}

impl Past for Memory {
    type Error = Infallible;

    fn sharing(&self, fingerprints: &[u64]) -> Result<Vec<(ArticleId, u32)>, Infallible> {
        let mut counts: BTreeMap<ArticleId, u32> = BTreeMap::new();
        for fingerprint in fingerprints {
            for id in self.postings.get(fingerprint).into_iter().flatten() {
                *counts.entry(*id).or_default() += 1;
            }
        }
        Ok(counts.into_iter().collect())
    }

    fn reading(&self, id: ArticleId) -> Result<Option<Reading>, Infallible> {
        Ok(self.readings.get(&id).cloned())
    }
}
