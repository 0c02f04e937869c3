//! Gzip members (RFC 1952), one at a time, with the place where each ends.

use std::io::Read;

use flate2::{Crc, Decompress, FlushDecompress, Status};

use crate::{
    error::Fault,
    stream::{Stream, Window},
};

/// The start of every member: the two magic bytes and the one method there is.
pub(crate) const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];

const OUTPUT: usize = 256 * 1024;

/// The flags of a header that say more follows, by their bits.
const CHECKSUM: u8 = 2;
const EXTRA: u8 = 4;
const NAME: u8 = 8;
const COMMENT: u8 = 16;

/// What is kept from member to member, so that its memory is taken once.
pub(crate) struct Gunzip {
    inflate: Decompress,
    crc: Crc,
    output: Vec<u8>,
    taken: usize,
    ended: bool,
}

impl Gunzip {
    pub(crate) fn new() -> Gunzip {
        Gunzip {
            inflate: Decompress::new(false),
            crc: Crc::new(),
            output: Vec::with_capacity(OUTPUT),
            taken: 0,
            ended: true,
        }
    }

    /// Takes a member's header and makes ready for its content.
    pub(crate) fn start<R: Read>(&mut self, window: &mut Window<R>) -> Result<(), Fault> {
        take_header(window)?;
        self.inflate.reset(false);
        self.crc.reset();
        self.output.clear();
        self.taken = 0;
        self.ended = false;
        Ok(())
    }

    /// The content of the member that was started.
    pub(crate) fn content<'a, R: Read>(&'a mut self, window: &'a mut Window<R>) -> Content<'a, R> {
        Content {
            gunzip: self,
            window,
        }
    }

    /// Takes the trailer and compares it with what came out.
    fn finish<R: Read>(&mut self, window: &mut Window<R>) -> Result<(), Fault> {
        let mut trailer = [0; 8];
        let bytes = window.at_least(8)?;
        trailer.copy_from_slice(bytes.get(..8).ok_or(Fault::CutShort)?);
        window.consume(8);
        let found = u64::from_le_bytes(trailer);
        let expected = u64::from(self.crc.amount()) << 32 | u64::from(self.crc.sum());
        if found != expected {
            return Err(Fault::Damaged("its gzip checksum does not fit"));
        }
        self.ended = true;
        Ok(())
    }
}

/// The decompressed bytes of one member.
pub(crate) struct Content<'a, R> {
    gunzip: &'a mut Gunzip,
    window: &'a mut Window<R>,
}

impl<R: Read> Stream for Content<'_, R> {
    fn peek(&self) -> &[u8] {
        &self.gunzip.output[self.gunzip.taken..]
    }

    fn more(&mut self) -> Result<bool, Fault> {
        let gunzip = &mut *self.gunzip;
        if gunzip.ended {
            return Ok(false);
        }
        gunzip.output.drain(..gunzip.taken);
        gunzip.taken = 0;
        let had = gunzip.output.len();
        gunzip.output.reserve(OUTPUT);
        loop {
            let (read, written) = (gunzip.inflate.total_in(), gunzip.output.len());
            let status = gunzip
                .inflate
                .decompress_vec(
                    self.window.peek(),
                    &mut gunzip.output,
                    FlushDecompress::None,
                )
                .map_err(|_| Fault::Damaged("its gzip data is not valid"))?;
            self.window
                .consume((gunzip.inflate.total_in() - read) as usize);
            gunzip.crc.update(&gunzip.output[written..]);
            if status == Status::StreamEnd {
                return match gunzip.finish(self.window) {
                    // What came before the cut is given first: the cut is told when more is asked for.
                    Err(Fault::CutShort) if gunzip.output.len() > had => Ok(true),
                    ended => ended.map(|()| gunzip.output.len() > had),
                };
            }
            if gunzip.output.len() > had {
                return Ok(true);
            }
            if self.window.peek().is_empty() && !self.window.more()? {
                return Err(Fault::CutShort);
            }
        }
    }

    fn consume(&mut self, count: usize) {
        self.gunzip.taken = (self.gunzip.taken + count).min(self.gunzip.output.len());
    }
}

fn take_header<R: Read>(window: &mut Window<R>) -> Result<(), Fault> {
    let fixed = take(window, 10)?;
    if !fixed.starts_with(&MAGIC) {
        return Err(Fault::Damaged("neither gzip nor WARC starts here"));
    }
    let flags = fixed[3];
    if flags & 0xe0 != 0 {
        return Err(Fault::Damaged("its gzip header has unknown flags"));
    }
    if flags & EXTRA != 0 {
        let length = take(window, 2)?;
        take(window, usize::from(length[0]) | usize::from(length[1]) << 8)?;
    }
    for flag in [NAME, COMMENT] {
        if flags & flag != 0 {
            while take(window, 1)?[0] != 0 {}
        }
    }
    if flags & CHECKSUM != 0 {
        take(window, 2)?;
    }
    Ok(())
}

/// Takes exactly `count` bytes.
fn take<R: Read>(window: &mut Window<R>, count: usize) -> Result<Vec<u8>, Fault> {
    let bytes = window.at_least(count)?;
    let bytes = bytes.get(..count).ok_or(Fault::CutShort)?.to_vec();
    window.consume(count);
    Ok(bytes)
}
