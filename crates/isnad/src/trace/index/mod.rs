//! Which articles have a fingerprint, for very many articles.
//!
//! A tree of logs: the newest articles stand in hash tables; every few thousand they are sealed into a
//! segment of sorted bytes, and neighbouring segments of like size become one, up to a largest size.
//! So a segment is a stretch of time, up to a million articles stand in three of them, and what has
//! the largest size is never written again: it may lie on a disk.

mod active;
mod entry;
mod segment;
mod shelf;
#[cfg(test)]
mod tests;
mod write;

pub use shelf::{MemoryShelf, Shelf};

use std::ops::Range;

use self::{active::Active, segment::Segment};
use super::overlap::COMMON;
use crate::model::ArticleId;

/// The bytes of a segment cannot be what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a segment of the index is damaged: {0}; make the index anew")]
pub struct Damaged(pub(super) &'static str);

const UNKNOWN_ARTICLE: &str = "it names an article that it has not";

/// How many articles segments have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SegmentSizes {
    /// So many of the newest are sealed into a segment.
    pub sealed: usize,
    /// Segments are merged up to so many, at most 16 million.
    pub largest: usize,
}

impl Default for SegmentSizes {
    fn default() -> SegmentSizes {
        SegmentSizes {
            sealed: 1 << 12,
            largest: 1 << 20,
        }
    }
}

/// Neighbours are merged unless one is so many times larger. More means fewer segments to look into and
/// more rewriting: of each level, so many times at most.
const UNLIKE: usize = 8;

/// Which articles have a fingerprint, for millions of articles: what a [`Past`](super::Past) answers
/// [`sharing`](super::Past::sharing) from.
///
/// It takes about half a kilobyte an article of 300 words. Segments of articles that came at one time
/// stand on a [`Shelf`]; the index itself holds some forty bytes an article of them, and the newest
/// articles.
///
/// ```
/// use isnad::{model::ArticleId, trace::Index};
///
/// let mut index = Index::default();
/// index.insert(ArticleId(1), &[10, 11, 12])?;
/// index.insert(ArticleId(2), &[12, 13])?;
/// assert_eq!(index.sharing(&[11, 12])?, [(ArticleId(1), 2), (ArticleId(2), 1)]);
/// index.insert(ArticleId(1), &[20])?; // a later revision
/// index.remove(ArticleId(2));
/// assert_eq!(index.sharing(&[11, 12])?, []);
/// # Ok::<(), isnad::trace::Damaged>(())
/// ```
///
/// # Limits
///
/// * A fingerprint that more than 100 articles hold is passed over. One that more than 100 articles of
///   one segment hold is passed over for ever, even when they are removed again. So what is found does
///   not depend on the order of arrival as long as no fingerprint has more; beyond that, what came
///   before a text grew common is found, and what comes after is not.
/// * Of a fingerprint 44 bits are kept: about one lookup in ten thousand finds an article too much.
/// * Removed articles take their place until their segment is merged, and for ever in a segment of the
///   largest size.
/// * Merging the largest segments takes a good second, during which nothing else is done, and memory
///   for twice their bytes.
/// * Every segment of the largest size is looked into: beyond a million articles the cost of looking
///   grows with their number, slowly.
#[derive(Clone, Debug)]
pub struct Index<S = MemoryShelf> {
    shelf: S,
    sizes: SegmentSizes,
    active: Active,
    /// By their numbers, the oldest first.
    sealed: Vec<(u64, Segment)>,
}

impl Default for Index {
    fn default() -> Index {
        Index {
            shelf: MemoryShelf::default(),
            sizes: SegmentSizes::default(),
            active: Active::default(),
            sealed: Vec::new(),
        }
    }
}

impl<S: Shelf> Index<S> {
    /// The index of the segments on a shelf, which may be empty. What was inserted and removed since
    /// the last [`seal`](Index::seal) is not in it.
    ///
    /// # Errors
    /// When the shelf cannot be read or a segment is damaged.
    pub fn open(shelf: S, sizes: SegmentSizes) -> Result<Index<S>, S::Error> {
        let mut places = shelf.list()?;
        places.sort_unstable();
        let mut sealed: Vec<(u64, Segment)> = Vec::with_capacity(places.len());
        for (number, size) in places {
            let segment = Segment::parse(&shelf.read(number, 0..size)?)?;
            for id in segment.ids.iter().chain(&segment.removed) {
                for (_, older) in &mut sealed {
                    older.kill(*id);
                }
            }
            sealed.push((number, segment));
        }
        Ok(Index {
            shelf,
            sizes,
            active: Active::default(),
            sealed,
        })
    }

    /// Holds an article with its [`fingerprints`](super::fingerprints). One of the same id, an earlier
    /// revision, is replaced.
    ///
    /// # Errors
    /// When it was time to seal a segment and the shelf failed; the article is held all the same.
    pub fn insert(&mut self, id: ArticleId, fingerprints: &[u64]) -> Result<(), S::Error> {
        self.kill(id);
        self.active.insert(id.0, &known(fingerprints));
        self.seal_when_full()
    }

    /// Holds an article no longer. Says whether it was held.
    pub fn remove(&mut self, id: ArticleId) -> bool {
        if !self.sealed.is_empty() {
            self.active.forget(id.0);
        }
        self.kill(id)
    }

    fn kill(&mut self, id: ArticleId) -> bool {
        self.active.kill(id.0) || self.sealed.iter_mut().any(|(_, older)| older.kill(id.0))
    }

    /// Whether an article is held.
    pub fn holds(&self, id: ArticleId) -> bool {
        self.active.holds(id.0) || self.sealed.iter().any(|(_, segment)| segment.holds(id.0))
    }

    /// How many articles are held.
    pub fn len(&self) -> usize {
        let sealed = self.sealed.iter().map(|(_, segment)| segment.alive());
        self.active.alive() + sealed.sum::<usize>()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many segments stand on the shelf.
    pub fn segments(&self) -> usize {
        self.sealed.len()
    }

    /// About how many bytes of memory it takes, besides the shelf.
    pub fn resident(&self) -> usize {
        let sealed = self.sealed.iter().map(|(_, segment)| segment.resident());
        self.active.resident() + sealed.sum::<usize>()
    }

    /// Where the segments stand.
    pub fn shelf(&self) -> &S {
        &self.shelf
    }

    /// The articles that have some of these fingerprints, each with how many, by their ids.
    ///
    /// # Errors
    /// When the shelf cannot be read or a segment is damaged.
    pub fn sharing(&self, fingerprints: &[u64]) -> Result<Vec<(ArticleId, u32)>, S::Error> {
        let known = known(fingerprints);
        let mut hits = Hits::new(known.len());
        for (nth, &known) in known.iter().enumerate() {
            let places = self.active.holders(known);
            places.for_each(|place| hits.add(nth, ACTIVE, place));
        }
        for (at, (number, segment)) in self.sealed.iter().enumerate() {
            // All places first: a processor waits for many far memories at once.
            let buckets: Vec<Range<usize>> = known.iter().map(|&it| segment.bucket(it)).collect();
            for ((nth, &known), bucket) in known.iter().enumerate().zip(buckets) {
                if bucket.is_empty() || hits.is_common(nth) {
                    continue;
                }
                let bytes = self.shelf.read(*number, bucket)?;
                for place in entry::holders(&bytes, known) {
                    if place == entry::COMMON_MARK {
                        hits.set_common(nth);
                    } else if !segment.is_dead(place as usize) {
                        hits.add(nth, at, place);
                    }
                }
            }
        }
        Ok(hits.articles(|segment, place| self.article(segment, place))?)
    }

    /// The article at a place of a segment.
    fn article(&self, segment: usize, place: u32) -> Result<ArticleId, Damaged> {
        let id = match self.sealed.get(segment) {
            Some((_, segment)) => segment.ids.get(place as usize).copied(),
            None => self.active.article(place),
        };
        id.map(ArticleId).ok_or(Damaged(UNKNOWN_ARTICLE))
    }

    /// Puts the newest articles on the shelf, now and not only when there are enough of them.
    ///
    /// # Errors
    /// When the shelf cannot be read or written. Nothing is lost then.
    pub fn seal(&mut self) -> Result<(), S::Error> {
        if self.active.len() > 0 {
            let bytes = self.active.sealed();
            self.put(bytes)?;
            self.active = Active::default();
        }
        self.merge()
    }

    fn seal_when_full(&mut self) -> Result<(), S::Error> {
        if self.active.len() < self.sizes.sealed {
            return Ok(());
        }
        self.seal()
    }

    fn put(&mut self, bytes: Vec<u8>) -> Result<(), S::Error> {
        let segment = Segment::parse(&bytes)?;
        let number = self.sealed.last().map_or(0, |(last, _)| last + 1);
        self.shelf.put(number, bytes)?;
        self.sealed.push((number, segment));
        Ok(())
    }

    /// Merges the last two segments for as long as they are of like size.
    fn merge(&mut self) -> Result<(), S::Error> {
        while let [before @ .., (first, older), (second, newer)] = &self.sealed[..] {
            let both = older.alive() + newer.alive();
            let (first, second) = (*first, *second);
            let is_far_larger = older.alive() >= UNLIKE * newer.alive().max(1);
            if is_far_larger || both > self.sizes.largest {
                break;
            }
            let bytes = write::merged(
                (older, &self.shelf.read(first, older.whole())?),
                (newer, &self.shelf.read(second, newer.whole())?),
                before.is_empty(),
            )?;
            self.put(bytes)?;
            // The two before the last one.
            let merged = self.sealed.len() - 3..self.sealed.len() - 1;
            self.sealed.drain(merged);
            self.shelf.remove(first)?;
            self.shelf.remove(second)?;
        }
        Ok(())
    }
}

/// What is kept of fingerprints: distinct, rising, which is the order they stand in on the shelf.
fn known(fingerprints: &[u64]) -> Vec<u64> {
    let mut known: Vec<u64> = fingerprints
        .iter()
        .map(|&print| entry::known(print))
        .collect();
    known.sort_unstable();
    known.dedup();
    known
}

/// In place of a segment's: what is not sealed yet.
const ACTIVE: usize = usize::MAX;

/// Where each fingerprint was found. To ask which article stands at a place costs more than to find
/// the place, so it is asked only for fingerprints that are not too common.
struct Hits {
    counts: Vec<usize>,
    found: Vec<Hit>,
}

struct Hit {
    /// Of which fingerprint.
    nth: u32,
    place: u32,
    segment: usize,
}

impl Hits {
    fn new(fingerprints: usize) -> Hits {
        Hits {
            counts: vec![0; fingerprints],
            found: Vec::new(),
        }
    }

    fn add(&mut self, nth: usize, segment: usize, place: u32) {
        self.counts[nth] += 1;
        let nth = nth as u32;
        self.found.push(Hit {
            nth,
            place,
            segment,
        });
    }

    fn set_common(&mut self, nth: usize) {
        self.counts[nth] = COMMON + 1;
    }

    fn is_common(&self, nth: usize) -> bool {
        self.counts[nth] > COMMON
    }

    /// Each article with how many fingerprints found it that are not too common.
    fn articles(
        &self,
        article: impl Fn(usize, u32) -> Result<ArticleId, Damaged>,
    ) -> Result<Vec<(ArticleId, u32)>, Damaged> {
        let rare = self
            .found
            .iter()
            .filter(|hit| !self.is_common(hit.nth as usize));
        let ids: Result<Vec<ArticleId>, Damaged> =
            rare.map(|hit| article(hit.segment, hit.place)).collect();
        let mut ids = ids?;
        ids.sort_unstable();
        let runs = ids.chunk_by(|x, y| x == y);
        Ok(runs.map(|run| (run[0], run.len() as u32)).collect())
    }
}
