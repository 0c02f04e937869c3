//! Segments as bytes: from what was just inserted, and two of them made one.

use xxhash_rust::xxh3::xxh3_64;

use super::{
    Damaged,
    entry::{COMMON_MARK, ENTRY, Entries, KNOWN_BITS, encode},
    segment::{CHECKED_FROM, HEAD, LEAST_BITS, MAGIC, MOST_BITS, Moved, Segment},
};
use crate::trace::overlap::COMMON;

/// Entries in a bucket: from so many up to twice as many, on average. Fewer would take more memory,
/// more would take more time.
const BUCKET: usize = 6;

/// The bytes of a segment with these articles. `removed` rises; `entries` name articles by
/// their place in `ids`, and are sorted here.
pub(super) fn segment(ids: &[u64], removed: &[u64], entries: &mut [(u64, u32)]) -> Vec<u8> {
    entries.sort_unstable();
    let mut writer = Writer::new(ids, removed, entries.len());
    let mut places = Vec::new();
    for list in entries.chunk_by(|x, y| x.0 == y.0) {
        places.clear();
        places.extend(list.iter().map(|(_, place)| *place));
        writer.list(list[0].0, &mut places);
    }
    writer.finish()
}

/// One segment in place of two neighbours, each with its bytes. What is dead in them is left out; so
/// is what they removed from older segments, when there are none.
pub(super) fn merged(
    older: (&Segment, &[u8]),
    newer: (&Segment, &[u8]),
    is_oldest: bool,
) -> Result<Vec<u8>, Damaged> {
    let ids: Vec<u64> = older.0.held().chain(newer.0.held()).collect();
    let moved = [older.0.moved(0), newer.0.moved(older.0.alive())];
    let mut removed = Vec::new();
    if !is_oldest {
        removed.extend(older.0.removed.iter().chain(&newer.0.removed));
        removed.sort_unstable();
        removed.dedup();
    }
    let sides = [
        older.0.read_entries(older.1)?,
        newer.0.read_entries(newer.1)?,
    ];
    let most = older.0.entries() + newer.0.entries();
    let mut writer = Writer::new(&ids, &removed, most);
    write_lists(sides, &moved, &mut writer)?;
    Ok(writer.finish())
}

fn write_lists(
    sides: [Entries<'_>; 2],
    moved: &[Moved<'_>; 2],
    writer: &mut Writer,
) -> Result<(), Damaged> {
    let [older, newer] = sides;
    let (mut older, mut newer) = (older.peekable(), newer.peekable());
    let mut places = Vec::new();
    let mut current = 0;
    loop {
        let next = match (older.peek(), newer.peek()) {
            (None, None) => break,
            (Some(x), Some(y)) if x.0 > y.0 => 1,
            (None, Some(_)) => 1,
            _ => 0,
        };
        let entry = if next == 0 {
            older.next()
        } else {
            newer.next()
        };
        let Some((known, place)) = entry else { break };
        if known != current {
            writer.list(current, &mut places);
            places.clear();
            current = known;
        }
        if place == COMMON_MARK {
            places.push(COMMON_MARK);
        } else {
            places.extend(moved[next].place(place)?);
        }
    }
    writer.list(current, &mut places);
    Ok(())
}

/// Bytes of a segment on their way. Lists come with rising fingerprints.
struct Writer {
    bytes: Vec<u8>,
    starts_at: usize,
    entries_at: usize,
    bucket_bits: u32,
    bucket: usize,
}

impl Writer {
    /// `most` is how many entries may come.
    fn new(ids: &[u64], removed: &[u64], most: usize) -> Writer {
        let bucket_bits = (most / BUCKET).max(1).ilog2().clamp(LEAST_BITS, MOST_BITS);
        let starts_at = HEAD + (ids.len() + removed.len()) * 8;
        let entries_at = starts_at + ((1 << bucket_bits) + 1) * 4;
        let mut bytes = Vec::with_capacity(entries_at + most * ENTRY);
        bytes.extend(MAGIC);
        bytes.extend([0; CHECKED_FROM - MAGIC.len()]);
        for number in [ids.len() as u32, removed.len() as u32, bucket_bits] {
            bytes.extend(number.to_le_bytes());
        }
        for id in ids.iter().chain(removed) {
            bytes.extend(id.to_le_bytes());
        }
        bytes.resize(entries_at, 0);
        Writer {
            bytes,
            starts_at,
            entries_at,
            bucket_bits,
            bucket: 0,
        }
    }

    /// The articles of one fingerprint; of too many, only that they are.
    fn list(&mut self, known: u64, places: &mut [u32]) {
        if places.len() > 1 {
            places.sort_unstable();
        }
        let is_common = places.len() > COMMON || places.last() == Some(&COMMON_MARK);
        let places = if is_common { &[COMMON_MARK] } else { &*places };
        if !places.is_empty() {
            self.start_buckets((known >> (KNOWN_BITS - self.bucket_bits)) as usize);
        }
        for &place in places {
            self.bytes.extend(encode(known, place));
        }
    }

    /// The buckets up to this one start here, unless they have started before.
    fn start_buckets(&mut self, last: usize) {
        let entries = (self.bytes.len() - self.entries_at) / ENTRY;
        let start = (entries as u32).to_le_bytes();
        while self.bucket < last {
            self.bucket += 1;
            let at = self.starts_at + self.bucket * 4;
            self.bytes[at..at + 4].copy_from_slice(&start);
        }
    }

    fn finish(mut self) -> Vec<u8> {
        self.start_buckets(1 << self.bucket_bits);
        let checksum = xxh3_64(&self.bytes[CHECKED_FROM..]);
        self.bytes[MAGIC.len()..CHECKED_FROM].copy_from_slice(&checksum.to_le_bytes());
        self.bytes.shrink_to_fit();
        self.bytes
    }
}
