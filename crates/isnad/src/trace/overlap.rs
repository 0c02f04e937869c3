//! Which articles share text.
//!
//! An [`Overlap`] is a fact about two articles alone, so it is the same whichever came first. Fingerprints
//! only find the candidates; what is reported is counted over all shingles.

use crate::model::{Article, ArticleId, Overlap, Reading};

use super::Past;
use super::fingerprint::{SHORT, Shingles, shared};

/// Fingerprints two articles must share to be compared: one alone is too often a stock phrase.
const CANDIDATE: u32 = 2;
/// Shingles two articles must share: a sentence, not a phrase.
const MIN_SHARED: usize = 8;
/// The least containment worth reporting.
const MIN_CONTAINMENT: f32 = 0.1;
/// The least containment where the shorter text is short.
const MIN_CONTAINMENT_SHORT: f32 = 0.6;
/// In a batch, a fingerprint in more articles than this is boilerplate and finds no candidates.
const COMMON: usize = 100;

/// See [`super::overlaps`].
pub(super) fn with_past<P: Past>(reading: &Reading, past: &P) -> Result<Vec<Overlap>, P::Error> {
    let id = reading.article.id;
    let own = Shingles::of(&reading.article);
    let mut found = Vec::new();
    for (other, count) in past.sharing(&own.fingerprints)? {
        if other == id || count < CANDIDATE {
            continue;
        }
        if let Some(held) = past.reading(other)? {
            let theirs = Shingles::of(&held.article);
            found.extend(between((id, &own.set), (other, &theirs.set)));
        }
    }
    sort(&mut found);
    Ok(found)
}

fn sort(overlaps: &mut Vec<Overlap>) {
    overlaps.sort_unstable_by_key(|overlap| (overlap.a, overlap.b));
    overlaps.dedup_by_key(|overlap| (overlap.a, overlap.b));
}

/// What two articles share, when it is enough to speak of. Sets are sorted and distinct.
pub(super) fn between(one: (ArticleId, &[u64]), two: (ArticleId, &[u64])) -> Option<Overlap> {
    let ((a, in_a), (b, in_b)) = if one.0 < two.0 {
        (one, two)
    } else {
        (two, one)
    };
    let count = shared(in_a, in_b);
    let overlap = Overlap {
        a,
        b,
        shared: count as u32,
        a_in_b: count as f32 / in_a.len().max(1) as f32,
        b_in_a: count as f32 / in_b.len().max(1) as f32,
    };
    let exact = count > 0 && in_a == in_b;
    let short = in_a.len().min(in_b.len()) < SHORT;
    let least = if short {
        MIN_CONTAINMENT_SHORT
    } else {
        MIN_CONTAINMENT
    };
    (exact || (count >= MIN_SHARED && overlap.containment() >= least)).then_some(overlap)
}

/// The overlaps of many articles at once, without a past to ask: for folders and archives.
///
/// It finds what [`overlaps`](super::overlaps) finds article by article, except that fingerprints
/// in more than 100 of the articles find no candidates: text that common is boilerplate. It holds
/// eight bytes a word of every article added.
///
/// ```
/// use isnad::trace::Batch;
/// # let articles: Vec<isnad::model::Article> = Vec::new();
/// let mut batch = Batch::default();
/// for article in &articles {
///     batch.add(article);
/// }
/// for overlap in batch.overlaps() {
///     println!("{} and {}: {:.2}", overlap.a, overlap.b, overlap.containment());
/// }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Batch {
    ids: Vec<ArticleId>,
    /// The shingle sets, one after the other.
    shingles: Vec<u64>,
    /// Where each article's set ends.
    ends: Vec<usize>,
    postings: Vec<(u64, u32)>,
}

impl Batch {
    /// Adds an article. Ids must be distinct.
    pub fn add(&mut self, article: &Article) {
        let Shingles { set, fingerprints } = Shingles::of(article);
        let index = self.ids.len() as u32;
        self.ids.push(article.id);
        self.shingles.extend(set);
        self.ends.push(self.shingles.len());
        self.postings.extend(
            fingerprints
                .into_iter()
                .map(|fingerprint| (fingerprint, index)),
        );
    }

    /// Every pair that shares text, in the order of their ids.
    pub fn overlaps(mut self) -> Vec<Overlap> {
        self.postings.sort_unstable();
        let mut found: Vec<Overlap> = self
            .candidates()
            .into_iter()
            .filter_map(|(one, two)| between(self.article(one)?, self.article(two)?))
            .collect();
        sort(&mut found);
        found
    }

    fn article(&self, index: u32) -> Option<(ArticleId, &[u64])> {
        let index = index as usize;
        let start = index
            .checked_sub(1)
            .map_or(Some(0), |before| self.ends.get(before).copied())?;
        let set = self.shingles.get(start..*self.ends.get(index)?)?;
        Some((*self.ids.get(index)?, set))
    }

    fn candidates(&self) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        for list in self.postings.chunk_by(|x, y| x.0 == y.0) {
            if list.len() > COMMON {
                continue;
            }
            for (place, (_, one)) in list.iter().enumerate() {
                pairs.extend(list[..place].iter().map(|(_, two)| (*two, *one)));
            }
        }
        pairs.sort_unstable();
        pairs
            .chunk_by(|x, y| x == y)
            .filter(|run| run.len() >= CANDIDATE as usize)
            .map(|run| run[0])
            .collect()
    }
}
