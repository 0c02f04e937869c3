//! An index finds what a batch finds, whatever came before and in whatever order.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{collection::vec, prelude::*};

use super::*;
use crate::{
    model::{Overlap, Reading},
    trace::{
        Batch, Memory, Past, family, fingerprints, overlaps,
        sample::{outlet, report},
    },
};

/// Segments so small that a few articles make many.
const SMALL: SegmentSizes = SegmentSizes {
    sealed: 3,
    largest: 12,
};

fn small() -> Index {
    Index::open(MemoryShelf::default(), SMALL).expect("an empty shelf opens")
}

fn article(id: u64, sentences: &[u8]) -> Reading {
    let words = |sentence: &u8| -> String {
        let word = |nth: u32| format!("{}{nth} ", (b'a' + sentence) as char);
        (0..14).map(word).collect()
    };
    let text: String = sentences.iter().map(words).collect();
    report(id, &outlet("Port Post"), &[&text])
}

/// Articles with an index to find them by, and the pairs found so far.
struct Desk {
    index: Index,
    held: Memory,
    pairs: BTreeMap<(ArticleId, ArticleId), Overlap>,
}

impl Past for Desk {
    type Error = Damaged;

    fn sharing(&self, fingerprints: &[u64]) -> Result<Vec<(ArticleId, u32)>, Damaged> {
        self.index.sharing(fingerprints)
    }

    fn reading(&self, id: ArticleId) -> Result<Option<Reading>, Damaged> {
        self.held.reading(id).map_err(|never| match never {})
    }
}

impl Desk {
    fn new() -> Desk {
        Desk {
            index: small(),
            held: Memory::default(),
            pairs: BTreeMap::new(),
        }
    }

    fn remove(&mut self, id: u64) {
        let id = ArticleId(id);
        let was_held = self.held.remove(id).is_some();
        assert_eq!(self.index.remove(id), was_held);
        self.pairs.retain(|(a, b), _| *a != id && *b != id);
    }

    fn insert(&mut self, reading: Reading) {
        let id = reading.article.id;
        self.pairs.retain(|(a, b), _| *a != id && *b != id);
        let found = overlaps(&reading, self).expect("nothing is damaged");
        self.pairs
            .extend(found.into_iter().map(|pair| ((pair.a, pair.b), pair)));
        let fingerprints = fingerprints(&reading.article);
        self.index
            .insert(id, &fingerprints)
            .expect("memory takes it");
        self.held.insert(reading);
    }

    fn readings(&self) -> Vec<Reading> {
        self.held.readings().cloned().collect()
    }

    fn batch(&self) -> Vec<Overlap> {
        let mut batch = Batch::default();
        self.held
            .readings()
            .for_each(|held| batch.add(&held.article));
        batch.overlaps()
    }
}

#[derive(Clone, Debug)]
enum Step {
    Insert(u64, Vec<u8>),
    Remove(u64),
    Seal,
    Reopen,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        8 => (0..20_u64, vec(0..12_u8, 0..5)).prop_map(|(id, text)| Step::Insert(id, text)),
        3 => (0..20_u64).prop_map(Step::Remove),
        1 => Just(Step::Seal),
        1 => Just(Step::Reopen),
    ];
    vec(step, 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_order_of_insertion_and_removal_finds_the_pairs_of_the_batch(steps in steps()) {
        let mut desk = Desk::new();
        for step in steps {
            match step {
                Step::Insert(id, text) => desk.insert(article(id, &text)),
                Step::Remove(id) => desk.remove(id),
                Step::Seal => desk.index.seal().expect("memory takes it"),
                Step::Reopen => {
                    desk.index.seal().expect("memory takes it");
                    let shelf = desk.index.shelf().clone();
                    desk.index = Index::open(shelf, SMALL).expect("what was put can be read");
                }
            }
        }
        let pairs: Vec<Overlap> = desk.pairs.values().cloned().collect();
        let readings = desk.readings();
        prop_assert_eq!(desk.index.len(), readings.len());
        prop_assert!(readings.iter().all(|held| desk.index.holds(held.article.id)));
        prop_assert_eq!(&pairs, &desk.batch());
        // Derivations are made of the pairs alone.
        prop_assert_eq!(family(&readings, &pairs), family(&readings, &desk.batch()));
    }

    #[test]
    fn damaged_bytes_are_an_error(at in any::<prop::sample::Index>(), flip in 1..=255_u8) {
        let (number, bytes) = one_segment();
        let mut damaged = bytes.clone();
        damaged[at.index(bytes.len())] ^= flip;
        prop_assert!(opened(number, damaged).is_err());
        let cut = bytes[..at.index(bytes.len())].to_vec();
        prop_assert!(opened(number, cut).is_err());
    }

    /// Whoever wrote the bytes could count, but not keep them in order.
    #[test]
    fn wrong_bytes_with_a_right_checksum_do_no_harm(
        at in any::<prop::sample::Index>(), value in any::<u8>(),
    ) {
        let (number, mut bytes) = one_segment();
        let at = at.index(bytes.len());
        bytes[at] = value;
        let checksum = xxhash_rust::xxh3::xxh3_64(&bytes[segment::CHECKED_FROM..]);
        bytes[8..16].copy_from_slice(&checksum.to_le_bytes());
        if let Ok(mut index) = opened(number, bytes) {
            let _ = index.sharing(&(0..40).collect::<Vec<u64>>());
            let _ = index.insert(ArticleId(99), &[1, 2]);
            let _ = index.seal();
        }
    }
}

fn one_segment() -> (u64, Vec<u8>) {
    let mut index = small();
    for id in 0..3 {
        let prints: Vec<u64> = (id..id + 20).collect();
        index
            .insert(ArticleId(id), &prints)
            .expect("memory takes it");
    }
    let shelf = index.shelf();
    let (number, size) = shelf.list().expect("memory lists")[0];
    let bytes = shelf.read(number, 0..size).expect("it is there");
    (number, bytes.into_owned())
}

fn opened(number: u64, bytes: Vec<u8>) -> Result<Index, Damaged> {
    let mut shelf = MemoryShelf::default();
    shelf.put(number, bytes)?;
    Index::open(shelf, SMALL)
}

fn ids(found: &[(ArticleId, u32)]) -> Vec<u64> {
    found.iter().map(|(id, _)| id.0).collect()
}

#[test]
fn segments_stay_few_and_none_is_too_large() {
    let mut index = small();
    for id in 0..200 {
        index
            .insert(ArticleId(id), &[id, id + 1])
            .expect("memory takes it");
    }
    let (mut seen, shelf) = (BTreeSet::new(), index.shelf());
    for (number, size) in shelf.list().expect("memory lists") {
        let bytes = shelf.read(number, 0..size).expect("it is there");
        let segment = Segment::parse(&bytes).expect("it is whole");
        assert!(segment.ids.len() <= SMALL.largest);
        seen.extend(segment.ids);
    }
    assert_eq!(seen.len(), 198);
    assert!(
        index.segments() <= 200 / SMALL.largest + 3,
        "{}",
        index.segments()
    );
    for id in 1..200 {
        let found = index.sharing(&[id]).expect("nothing is damaged");
        assert_eq!(ids(&found), [id - 1, id]);
    }
}

#[test]
fn what_is_removed_stays_removed_when_its_removal_is_merged() {
    let mut index = small();
    for id in 0..12 {
        index.insert(ArticleId(id), &[7]).expect("memory takes it");
    }
    assert!(index.remove(ArticleId(0)) && !index.remove(ArticleId(0)));
    index.insert(ArticleId(1), &[8]).expect("memory takes it");
    for id in 20..40 {
        index.insert(ArticleId(id), &[9]).expect("memory takes it");
    }
    index.seal().expect("memory takes it");
    let index = Index::open(index.shelf().clone(), SMALL).expect("it opens");
    let found = index.sharing(&[7]).expect("nothing is damaged");
    assert_eq!(ids(&found), (2..12).collect::<Vec<u64>>());
    assert_eq!(ids(&index.sharing(&[8]).expect("nothing is damaged")), [1]);
}

#[test]
fn a_fingerprint_of_very_many_is_passed_over() {
    for sizes in [
        SMALL,
        SegmentSizes::default(),
        SegmentSizes {
            sealed: 120,
            largest: 500,
        },
    ] {
        let mut index = Index::open(MemoryShelf::default(), sizes).expect("it opens");
        let mut sharing = |id| {
            index
                .insert(ArticleId(id), &[7, 1000 + id])
                .expect("memory takes it");
            index.sharing(&[7, 1000]).expect("nothing is damaged").len()
        };
        let found: Vec<usize> = (0..150).map(&mut sharing).collect();
        assert_eq!(found[98..102], [99, 100, 1, 1], "{sizes:?}");
    }
}
