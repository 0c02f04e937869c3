//! A sealed stretch of the index: what stays in memory of it, and its bytes.
//!
//! ```text
//! magic               8 bytes
//! checksum            xxh3 of all that follows
//! articles, removed   4 bytes each: how many
//! bits of a bucket    4 bytes
//! ids                 8 bytes each: the articles as they came, which entries name by their place here
//! removed             8 bytes each, rising: what older segments hold no longer
//! starts              4 bytes for each bucket and one more: which entry it starts with
//! entries             7 bytes each, by fingerprint
//! ```
//!
//! All numbers have their lowest byte first.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::{
    Damaged, UNKNOWN_ARTICLE,
    entry::{COMMON_MARK, ENTRY, Entries, KEY_BITS, KNOWN_BITS},
};

pub(super) const MAGIC: [u8; 8] = *b"isnadsg1";
/// Where the checksum ends.
pub(super) const CHECKED_FROM: usize = 16;
/// Where the ids start.
pub(super) const HEAD: usize = 28;
/// The buckets of an entry tell at least the bits that its key does not.
pub(super) const LEAST_BITS: u32 = KNOWN_BITS - KEY_BITS;
/// More buckets than any segment needs.
pub(super) const MOST_BITS: u32 = 28;

/// What stays in memory of a sealed segment.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    /// In the order in which they came.
    pub(super) ids: Vec<u64>,
    /// The places of the ids in rising order of these.
    by_id: Vec<u32>,
    /// Rising.
    pub(super) removed: Vec<u64>,
    starts: Vec<u32>,
    bucket_bits: u32,
    /// A bit for each article that this segment holds no longer.
    dead: Vec<u64>,
    alive: usize,
    size: usize,
}

impl Segment {
    /// Reads the bytes of a whole segment.
    pub(super) fn parse(bytes: &[u8]) -> Result<Segment, Damaged> {
        let cut = Damaged("it is cut short");
        let mut rest = Rest(bytes);
        if rest.take(8).ok_or(cut)? != MAGIC {
            return Err(Damaged("it is no segment of this version"));
        }
        let checksum = rest.u64().ok_or(cut)?;
        if checksum != xxh3_64(rest.0) {
            return Err(Damaged("its bytes are not those that were written"));
        }
        let (articles, removed) = rest.u32().zip(rest.u32()).ok_or(cut)?;
        let bucket_bits = rest.u32().ok_or(cut)?;
        if !(LEAST_BITS..=MOST_BITS).contains(&bucket_bits) || articles >= COMMON_MARK {
            return Err(Damaged("its head makes no sense"));
        }
        let ids = rest.u64s(articles).ok_or(cut)?;
        let removed = rest.u64s(removed).ok_or(cut)?;
        let starts = rest.u32s((1 << bucket_bits) + 1).ok_or(cut)?;
        let mut by_id: Vec<u32> = (0..articles).collect();
        by_id.sort_unstable_by_key(|&place| ids[place as usize]);
        let is_distinct = by_id
            .array_windows()
            .all(|[x, y]| ids[*x as usize] != ids[*y as usize]);
        let is_in_order = is_distinct && rises(&removed) && starts.is_sorted();
        if !is_in_order || starts.first() != Some(&0) {
            return Err(Damaged("its lists are out of order"));
        }
        Entries::new(&starts, rest.0, bucket_bits)?;
        Ok(Segment {
            dead: vec![0; ids.len().div_ceil(64)],
            alive: ids.len(),
            ids,
            by_id,
            removed,
            starts,
            bucket_bits,
            size: bytes.len(),
        })
    }

    /// How many articles it still holds.
    pub(super) fn alive(&self) -> usize {
        self.alive
    }

    /// How many entries it has, those of dead articles included.
    pub(super) fn entries(&self) -> usize {
        self.starts.last().map_or(0, |&end| end as usize)
    }

    /// The bytes of all of it.
    pub(super) fn whole(&self) -> Range<usize> {
        0..self.size
    }

    /// The bytes of the bucket in which a fingerprint would stand.
    pub(super) fn bucket(&self, known: u64) -> Range<usize> {
        let bucket = (known >> (KNOWN_BITS - self.bucket_bits)) as usize;
        let place = |bucket: usize| self.entries_at() + self.starts[bucket] as usize * ENTRY;
        place(bucket)..place(bucket + 1)
    }

    fn entries_at(&self) -> usize {
        HEAD + (self.ids.len() + self.removed.len()) * 8 + self.starts.len() * 4
    }

    /// The entries in the bytes of the whole segment.
    pub(super) fn read_entries<'a>(&'a self, whole: &'a [u8]) -> Result<Entries<'a>, Damaged> {
        let entries = whole.get(self.entries_at()..).unwrap_or_default();
        Entries::new(&self.starts, entries, self.bucket_bits)
    }

    /// Whether the article at a place is held no longer.
    pub(super) fn is_dead(&self, place: usize) -> bool {
        let bits = self.dead.get(place / 64);
        bits.is_some_and(|bits| bits >> (place % 64) & 1 == 1)
    }

    /// The place of an article that it holds.
    fn place(&self, id: u64) -> Option<usize> {
        let id_of = |place: &u32| self.ids[*place as usize];
        let nth = self.by_id.binary_search_by_key(&id, id_of).ok()?;
        let place = self.by_id[nth] as usize;
        (!self.is_dead(place)).then_some(place)
    }

    /// Whether it holds an article.
    pub(super) fn holds(&self, id: u64) -> bool {
        self.place(id).is_some()
    }

    /// Holds an article no longer. Says whether it did.
    pub(super) fn kill(&mut self, id: u64) -> bool {
        let place = self.place(id);
        if let Some(place) = place {
            self.dead[place / 64] |= 1 << (place % 64);
            self.alive -= 1;
        }
        place.is_some()
    }

    /// The articles that it still holds, as they came.
    pub(super) fn held(&self) -> impl Iterator<Item = u64> {
        let held = self.ids.iter().enumerate();
        held.filter_map(|(place, id)| (!self.is_dead(place)).then_some(*id))
    }

    /// The places of its articles when only those that it still holds are left, behind `first` others.
    pub(super) fn moved(&self, first: usize) -> Moved<'_> {
        let mut gone = 0;
        let counts = self.dead.iter().map(|bits| {
            gone += bits.count_ones();
            gone - bits.count_ones()
        });
        Moved {
            first: first as u32,
            gone: counts.collect(),
            segment: self,
        }
    }

    /// The bytes that stay in memory.
    pub(super) fn resident(&self) -> usize {
        let eights = self.ids.len() + self.removed.len() + self.dead.len();
        eights * 8 + (self.by_id.len() + self.starts.len()) * 4
    }
}

/// Where the articles of a segment stand in a merged one. Counted and not looked up: a table of all
/// places would be larger than a processor's cache, and is asked once for every entry.
pub(super) struct Moved<'a> {
    first: u32,
    /// How many are dead before each 64.
    gone: Vec<u32>,
    segment: &'a Segment,
}

impl Moved<'_> {
    /// The new place; none when the article is dead.
    pub(super) fn place(&self, place: u32) -> Result<Option<u32>, Damaged> {
        let (word, bit) = (place as usize / 64, place % 64);
        if place as usize >= self.segment.ids.len() {
            return Err(Damaged(UNKNOWN_ARTICLE));
        }
        let bits = self.segment.dead[word];
        let gone = self.gone[word] + (bits & ((1 << bit) - 1)).count_ones();
        Ok((bits >> bit & 1 == 0).then_some(self.first + place - gone))
    }
}

fn rises(ids: &[u64]) -> bool {
    ids.windows(2).all(|two| two[0] < two[1])
}

/// Bytes not yet read.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, bytes: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        Some(taken)
    }

    fn u32(&mut self) -> Option<u32> {
        self.u32s(1)?.first().copied()
    }

    fn u64(&mut self) -> Option<u64> {
        self.u64s(1)?.first().copied()
    }

    fn u32s(&mut self, count: u32) -> Option<Vec<u32>> {
        let bytes = self.take((count as usize).checked_mul(4)?)?;
        let numbers = bytes.as_chunks().0.iter();
        Some(numbers.map(|number| u32::from_le_bytes(*number)).collect())
    }

    fn u64s(&mut self, count: u32) -> Option<Vec<u64>> {
        let bytes = self.take((count as usize).checked_mul(8)?)?;
        let numbers = bytes.as_chunks().0.iter();
        Some(numbers.map(|number| u64::from_le_bytes(*number)).collect())
    }
}
