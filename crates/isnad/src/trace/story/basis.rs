//! By which articles all are weighed: the earliest of those that are held.
//!
//! Weights have to be those of the set of articles, in whatever order it came, and an article that comes must not
//! change those of all others. Articles mostly come in the order of time, and then neither happens.

use crate::model::ArticleId;

/// Articles in the largest basis. More would say little more of how rare a term is, and the longer back in time
/// the basis ends, the less often a late article belongs to it.
const LARGEST: usize = 1 << 10;

/// What puts articles in the order of time: those without a day come last.
pub(super) type Time = (bool, i64, ArticleId);

/// The earliest of the articles, by which all are weighed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Basis {
    pub(super) size: usize,
    /// The last article in it; none when there are none.
    pub(super) last: Option<Time>,
    /// Whether other articles belong to it now than when all was weighed.
    pub(super) is_stale: bool,
}

impl Basis {
    /// Whether an article of that time belongs to it.
    pub(super) fn has(&self, time: Time) -> bool {
        self.last.is_some_and(|last| time <= last)
    }

    /// The size that it has when so many articles are held.
    pub(super) fn size_among(held: usize) -> usize {
        held.checked_ilog2()
            .map_or(0, |bits| 1 << bits)
            .min(LARGEST)
    }
}
