use std::{borrow::Cow, collections::BTreeMap, ops::Range};

use super::Damaged;

/// Where the sealed segments of an [`Index`](super::Index) stand: memory, files, a database.
///
/// A segment is bytes that never change once they were put. Which of them are worth their place in
/// memory is the shelf's to decide: the index reads a few hundred bytes at a time, and all of a
/// segment only when it is opened or merged.
pub trait Shelf {
    /// What can go wrong. What is read may turn out to be [`Damaged`].
    type Error: From<Damaged>;

    /// The numbers of the segments that stand here, and how many bytes each has.
    ///
    /// # Errors
    /// When the shelf cannot be read.
    fn list(&self) -> Result<Vec<(u64, usize)>, Self::Error>;

    /// Keeps a segment: all of it or, when this fails, nothing.
    ///
    /// # Errors
    /// When the shelf cannot be written.
    fn put(&mut self, number: u64, bytes: Vec<u8>) -> Result<(), Self::Error>;

    /// Bytes of a segment: as many as were asked for.
    ///
    /// # Errors
    /// When there is no such segment, it is shorter, or the shelf cannot be read.
    fn read(&self, number: u64, place: Range<usize>) -> Result<Cow<'_, [u8]>, Self::Error>;

    /// Forgets a segment that another one has taken the place of.
    ///
    /// # Errors
    /// When the shelf cannot be written.
    fn remove(&mut self, number: u64) -> Result<(), Self::Error>;
}

/// A [`Shelf`] in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryShelf {
    segments: BTreeMap<u64, Vec<u8>>,
}

impl Shelf for MemoryShelf {
    type Error = Damaged;

    fn list(&self) -> Result<Vec<(u64, usize)>, Damaged> {
        let segments = self.segments.iter();
        Ok(segments
            .map(|(number, bytes)| (*number, bytes.len()))
            .collect())
    }

    fn put(&mut self, number: u64, bytes: Vec<u8>) -> Result<(), Damaged> {
        self.segments.insert(number, bytes);
        Ok(())
    }

    fn read(&self, number: u64, place: Range<usize>) -> Result<Cow<'_, [u8]>, Damaged> {
        let segment = self.segments.get(&number).ok_or(Damaged("it is gone"))?;
        let bytes = segment.get(place).ok_or(Damaged("it is cut short"))?;
        Ok(Cow::Borrowed(bytes))
    }

    fn remove(&mut self, number: u64) -> Result<(), Damaged> {
        self.segments.remove(&number);
        Ok(())
    }
}
