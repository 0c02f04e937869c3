//! Bytes that are looked at before they are taken: what a record is parsed from, whether they come
//! straight from the input or out of a gzip member.

use std::io::Read;

use crate::error::Fault;

/// Bytes with a look ahead.
pub(crate) trait Stream {
    /// What is at hand.
    fn peek(&self) -> &[u8];
    /// Brings more to hand; `false` at the end.
    fn more(&mut self) -> Result<bool, Fault>;
    /// Takes the first `count` bytes of what is at hand.
    fn consume(&mut self, count: usize);
}

const CHUNK: usize = 256 * 1024;

/// Compressed bytes of one record that are kept so that the search for the next record after a
/// damaged one can begin inside it. A damaged record longer than this is searched from its end.
const KEEP: usize = 8 * 1024 * 1024;

/// The input, from the start of the record in hand.
pub(crate) struct Window<R> {
    input: R,
    buffer: Vec<u8>,
    /// Where in the buffer the record in hand starts.
    kept: usize,
    /// The next byte of the buffer to take.
    next: usize,
    /// Where in the input the buffer starts.
    base: u64,
}

impl<R: Read> Window<R> {
    pub(crate) fn new(input: R, base: u64) -> Window<R> {
        Window {
            input,
            buffer: Vec::new(),
            kept: 0,
            next: 0,
            base,
        }
    }

    /// Where in the input the next byte stands.
    pub(crate) fn position(&self) -> u64 {
        self.base + self.next as u64
    }

    /// A record starts here: forget what was before it.
    pub(crate) fn mark(&mut self) {
        self.kept = self.next;
    }

    /// Goes back to `position`, or as near to it as is kept.
    pub(crate) fn rewind(&mut self, position: u64) {
        let wanted = position.saturating_sub(self.base) as usize;
        self.next = wanted.clamp(self.kept, self.buffer.len());
    }

    /// Brings at least `count` bytes to hand, if the input has them.
    pub(crate) fn at_least(&mut self, count: usize) -> Result<&[u8], Fault> {
        while self.peek().len() < count && self.more()? {}
        Ok(self.peek())
    }

    fn make_room(&mut self) {
        if self.next - self.kept > KEEP {
            self.kept = self.next;
        }
        if self.kept >= CHUNK && self.kept * 2 >= self.buffer.len() {
            self.buffer.drain(..self.kept);
            self.base += self.kept as u64;
            self.next -= self.kept;
            self.kept = 0;
        }
    }
}

impl<R: Read> Stream for Window<R> {
    fn peek(&self) -> &[u8] {
        &self.buffer[self.next..]
    }

    fn more(&mut self) -> Result<bool, Fault> {
        self.make_room();
        self.buffer.reserve(CHUNK);
        let mut chunk = self.input.by_ref().take(CHUNK as u64);
        Ok(chunk.read_to_end(&mut self.buffer)? > 0)
    }

    fn consume(&mut self, count: usize) {
        self.next = (self.next + count).min(self.buffer.len());
    }
}
