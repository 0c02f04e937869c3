//! The growing set: one article after another through the incremental path.

use std::{
    cell::{Cell, RefCell},
    hint::black_box,
    time::{Duration, Instant},
};

use isnad::{
    model::{ArticleId, Overlap, Reading},
    trace::{self, Index, Past, Shelf},
};

use super::simulate::{self, Source};
use crate::clock::timed;

/// Articles that are made before the clock runs over their insertion.
const CHUNK: u64 = 256;
/// Of those inserted in a chunk, so many were inserted before: removed and inserted again.
const AGAIN: u64 = 4;
/// The least containment of pairs that are scored.
pub(super) const CONTAINMENT: f32 = 0.3;

/// What one stretch of insertions took and found.
#[derive(Clone, Debug, Default)]
pub(super) struct Stretch {
    /// Insertions, those of articles removed before included.
    pub(super) insertions: usize,
    /// What the processor spent on this program while they ran.
    pub(super) busy: Duration,
    /// What folding and fingerprinting the same articles took, and nothing else: the same work at any
    /// size, so that a machine that others use too can be told from a cost that grows.
    pub(super) yardstick: Duration,
    /// What the clock on the wall says of the insertions.
    pub(super) wall: Duration,
    /// Articles that were compared.
    pub(super) looked_at: usize,
    /// Pairs that share text.
    pub(super) matches: usize,
    /// Of the pairs of the truth whose both articles are held.
    pub(super) pairs: Judged,
    /// The same of pairs that boilerplate alone makes.
    pub(super) of_boilerplate: Judged,
}

/// Pairs that could have been found, and those of them that were.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Judged {
    pub(super) expected: usize,
    pub(super) found: usize,
}

/// A copy of a real article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Copy {
    /// Its place among the real articles.
    pub(super) place: u32,
    /// Whether they share no more than boilerplate.
    pub(super) is_boilerplate: bool,
}

/// The set so far.
pub(super) struct Grown<'a, S> {
    source: &'a Source,
    /// The copies of each real article.
    copies: &'a [Vec<Copy>],
    pub(super) index: Index<S>,
    looked_at: Cell<usize>,
    /// The fingerprints asked for last: those of the article that comes in.
    asked_for: RefCell<Vec<u64>>,
    inserted: u64,
}

impl<S: Shelf> Past for Grown<'_, S> {
    type Error = S::Error;

    fn sharing(&self, fingerprints: &[u64]) -> Result<Vec<(ArticleId, u32)>, S::Error> {
        self.asked_for.replace(fingerprints.to_vec());
        self.index.sharing(fingerprints)
    }

    /// Made again: stands in for reading it from a disk.
    fn reading(&self, id: ArticleId) -> Result<Option<Reading>, S::Error> {
        self.looked_at.set(self.looked_at.get() + 1);
        Ok(Some(reading(self.source, simulate::number(id))))
    }
}

fn reading(source: &Source, number: u64) -> Reading {
    Reading {
        article: source.article(number),
        ..Reading::default()
    }
}

impl<'a, S: Shelf> Grown<'a, S> {
    /// Nothing yet.
    pub(super) fn new(source: &'a Source, copies: &'a [Vec<Copy>], index: Index<S>) -> Self {
        Grown {
            source,
            copies,
            index,
            looked_at: Cell::new(0),
            asked_for: RefCell::default(),
            inserted: 0,
        }
    }

    /// Goes on until `size` articles are held.
    ///
    /// # Errors
    /// When the shelf fails.
    pub(super) fn grow_to(&mut self, size: u64) -> Result<Stretch, S::Error> {
        let mut stretch = Stretch::default();
        self.looked_at.set(0);
        while self.inserted < size {
            let end = size.min(self.inserted + CHUNK);
            let before = self.inserted;
            self.chunk(before..end, &mut stretch)?;
            let again = |nth| simulate::mixed(before * AGAIN + nth) % before.max(1);
            self.chunk((0..AGAIN).map(again), &mut stretch)?;
        }
        stretch.looked_at = self.looked_at.get();
        Ok(stretch)
    }

    fn chunk(
        &mut self,
        numbers: impl Iterator<Item = u64>,
        stretch: &mut Stretch,
    ) -> Result<(), S::Error> {
        let numbers: Vec<u64> = numbers.collect();
        let reading = |number: &u64| reading(self.source, *number);
        let readings: Vec<Reading> = numbers.iter().map(reading).collect();
        let is_held = numbers.iter().all(|number| *number < self.inserted);
        let ((), yardstick) = timed(|| {
            for reading in &readings {
                black_box(trace::fingerprints(&reading.article));
            }
        });
        stretch.yardstick += yardstick;
        let wall = Instant::now();
        let (found, busy) = timed(|| self.insert_all(&readings, is_held));
        stretch.wall += wall.elapsed();
        stretch.busy += busy;
        for (number, overlaps) in numbers.iter().zip(&found?) {
            self.inserted = self.inserted.max(number + 1);
            self.judge(*number, overlaps, stretch);
        }
        stretch.insertions += numbers.len();
        Ok(())
    }

    /// What is measured.
    fn insert_all(
        &mut self,
        readings: &[Reading],
        is_held: bool,
    ) -> Result<Vec<Vec<Overlap>>, S::Error> {
        let insert = |reading: &Reading| {
            if is_held {
                self.index.remove(reading.article.id);
            }
            self.insert(reading)
        };
        readings.iter().map(insert).collect()
    }

    fn insert(&mut self, reading: &Reading) -> Result<Vec<Overlap>, S::Error> {
        let overlaps = trace::overlaps(reading, self)?;
        let fingerprints = self.asked_for.take();
        self.index.insert(reading.article.id, &fingerprints)?;
        Ok(overlaps)
    }

    fn judge(&self, number: u64, overlaps: &[Overlap], stretch: &mut Stretch) {
        let first = number - number % self.source.len();
        let copies = &self.copies[(number - first) as usize];
        let held = |copy: &&Copy| first + u64::from(copy.place) < self.inserted;
        for copy in copies.iter().filter(held) {
            let other = simulate::id(first + u64::from(copy.place));
            let is_pair = |overlap: &&Overlap| overlap.a == other || overlap.b == other;
            let found = overlaps.iter().find(is_pair);
            let judged = if copy.is_boilerplate {
                &mut stretch.of_boilerplate
            } else {
                &mut stretch.pairs
            };
            judged.expected += 1;
            judged.found +=
                usize::from(found.is_some_and(|pair| pair.containment() >= CONTAINMENT));
        }
        stretch.matches += overlaps.len();
    }
}
