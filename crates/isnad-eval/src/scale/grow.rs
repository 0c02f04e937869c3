//! The growing set: one article after another through the incremental path.

use std::{
    cell::Cell,
    time::{Duration, Instant},
};

use isnad::{
    model::{ArticleId, Overlap, Reading},
    trace::{self, Index, Past, Shelf},
};

use super::simulate::{self, Source};

/// Articles that are made before the clock runs over their insertion.
const CHUNK: u64 = 256;
/// Of those inserted in a chunk, so many were inserted before: removed and inserted again.
const AGAIN: u64 = 4;
/// The least containment of pairs that the truth holds.
const CONTAINMENT: f32 = 0.3;

/// What one stretch of insertions took and found.
#[derive(Clone, Debug, Default)]
pub(super) struct Stretch {
    /// Insertions, those of articles removed before included.
    pub(super) insertions: usize,
    /// What the processor spent on this program while they ran.
    pub(super) busy: Duration,
    /// What the clock on the wall says of the same.
    pub(super) wall: Duration,
    /// Articles that were compared.
    pub(super) looked_at: usize,
    /// Pairs that share text.
    pub(super) matches: usize,
    /// Pairs of the truth that could have been found, and those of them that were.
    pub(super) expected: usize,
    /// See `expected`.
    pub(super) found: usize,
}

/// The set so far.
pub(super) struct Grown<'a, S> {
    source: &'a Source,
    /// The copies of each real article, by their places.
    copies: &'a [Vec<u32>],
    pub(super) index: Index<S>,
    looked_at: Cell<usize>,
    inserted: u64,
}

impl<S: Shelf> Past for Grown<'_, S> {
    type Error = S::Error;

    fn sharing(&self, fingerprints: &[u64]) -> Result<Vec<(ArticleId, u32)>, S::Error> {
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
    pub(super) fn new(source: &'a Source, copies: &'a [Vec<u32>], index: Index<S>) -> Self {
        Grown {
            source,
            copies,
            index,
            looked_at: Cell::new(0),
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
        let (wall, busy) = (Instant::now(), busy());
        let mut found = Vec::with_capacity(readings.len());
        for reading in &readings {
            if is_held {
                self.index.remove(reading.article.id);
            }
            found.push(self.insert(reading)?);
        }
        let wall = wall.elapsed();
        stretch.wall += wall;
        stretch.busy += self::busy()
            .zip(busy)
            .map_or(wall, |(now, then)| now - then);
        for (number, overlaps) in numbers.iter().zip(&found) {
            self.inserted = self.inserted.max(number + 1);
            self.judge(*number, overlaps, stretch);
        }
        stretch.insertions += numbers.len();
        Ok(())
    }

    /// What is measured.
    fn insert(&mut self, reading: &Reading) -> Result<Vec<Overlap>, S::Error> {
        let overlaps = trace::overlaps(reading, self)?;
        let fingerprints = trace::fingerprints(&reading.article);
        self.index.insert(reading.article.id, &fingerprints)?;
        Ok(overlaps)
    }

    fn judge(&self, number: u64, overlaps: &[Overlap], stretch: &mut Stretch) {
        let first = number - number % self.source.len();
        let copies = &self.copies[(number - first) as usize];
        let held = |place: &&u32| first + u64::from(**place) < self.inserted;
        for place in copies.iter().filter(held) {
            let other = simulate::id(first + u64::from(*place));
            let is_pair = |overlap: &&Overlap| overlap.a == other || overlap.b == other;
            let found = overlaps.iter().find(is_pair);
            stretch.expected += 1;
            stretch.found +=
                usize::from(found.is_some_and(|pair| pair.containment() >= CONTAINMENT));
        }
        stretch.matches += overlaps.len();
    }
}

/// How long this thread has been on a processor, where the system tells it.
fn busy() -> Option<Duration> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = line.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}
