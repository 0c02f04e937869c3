//! One fingerprint of one article, as a segment keeps it.

use super::Damaged;

/// Bits of a fingerprint that are kept. Ten million articles have some 2^30 fingerprints, so that one
/// looked up in vain meets another by chance once in ten thousand times; a candidate needs two.
pub(super) const KNOWN_BITS: u32 = 44;
/// The bits that an entry itself tells; at least the others are told by the bucket it stands in.
pub(super) const KEY_BITS: u32 = 32;
/// Bytes of an entry: the key, then the article's place in the segment.
pub(super) const ENTRY: usize = 7;
/// Instead of an article: more articles than are worth listing.
pub(super) const COMMON_MARK: u32 = 0xff_ffff;

/// What is kept of a fingerprint. Winnowing prefers small ones; multiplying by an odd number spreads
/// them evenly over the buckets.
pub(super) fn known(fingerprint: u64) -> u64 {
    fingerprint.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - KNOWN_BITS)
}

pub(super) fn encode(known: u64, place: u32) -> [u8; ENTRY] {
    let [a, b, c, d] = (known as u32).to_le_bytes();
    let [x, y, z, _] = place.to_le_bytes();
    [a, b, c, d, x, y, z]
}

/// The key and the place.
pub(super) fn decode(&[a, b, c, d, x, y, z]: &[u8; ENTRY]) -> (u32, u32) {
    (
        u32::from_le_bytes([a, b, c, d]),
        u32::from_le_bytes([x, y, z, 0]),
    )
}

/// The places in a bucket that hold a fingerprint of that bucket, whose entries have rising keys.
pub(super) fn holders(bucket: &[u8], known: u64) -> impl Iterator<Item = u32> {
    let key = known as u32;
    let entries = bucket.as_chunks::<ENTRY>().0.iter().map(decode);
    entries
        .skip_while(move |(other, _)| *other < key)
        .take_while(move |(other, _)| *other == key)
        .map(|(_, place)| place)
}

/// All entries of a segment in order, each with what is known of its fingerprint.
pub(super) struct Entries<'a> {
    /// Where each bucket starts, and at the end where the last one ends.
    pub(super) starts: &'a [u32],
    pub(super) entries: &'a [[u8; ENTRY]],
    pub(super) bucket_bits: u32,
    at: usize,
    bucket: usize,
}

impl<'a> Entries<'a> {
    /// The entries of the bytes that follow a segment's head.
    pub(super) fn new(
        starts: &'a [u32],
        bytes: &'a [u8],
        bucket_bits: u32,
    ) -> Result<Entries<'a>, Damaged> {
        let (entries, rest) = bytes.as_chunks::<ENTRY>();
        let all = starts.last().map(|&end| end as usize);
        if !rest.is_empty() || all != Some(entries.len()) {
            return Err(Damaged("its entries are cut short"));
        }
        Ok(Entries {
            starts,
            entries,
            bucket_bits,
            at: 0,
            bucket: 0,
        })
    }
}

impl Iterator for Entries<'_> {
    type Item = (u64, u32);

    fn next(&mut self) -> Option<(u64, u32)> {
        let (key, place) = decode(self.entries.get(self.at)?);
        while *self.starts.get(self.bucket + 1)? as usize <= self.at {
            self.bucket += 1;
        }
        self.at += 1;
        let top = self.bucket as u64 >> (self.bucket_bits - (KNOWN_BITS - KEY_BITS));
        Some((top << KEY_BITS | u64::from(key), place))
    }
}
