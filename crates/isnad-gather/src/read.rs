//! Reading within limits: whatever comes, memory stays bounded.

use std::io::{self, Cursor, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder};

use crate::{Error, Limits};

/// The bytes a gzip stream starts with.
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Up to here a high ratio is no reason to stop: short pages of white space compress very well.
const RATIO_GRACE: usize = 1 << 20;

/// Why reading stopped.
#[derive(Debug)]
pub(crate) enum Stop {
    Io(io::Error),
    Gzip(io::Error),
    TooLarge,
    Bomb,
}

impl Stop {
    /// The same as an error about a named input.
    pub(crate) fn about(self, name: &str, limits: &Limits) -> Error {
        let owned = name.to_owned();
        match self {
            Stop::Io(source) => Error::from_io(name, source),
            Stop::Gzip(source) => Error::Gzip {
                name: owned,
                source,
            },
            Stop::TooLarge => Error::TooLarge {
                name: owned,
                size: None,
                limit: limits.max_bytes,
            },
            Stop::Bomb => Error::Bomb {
                name: owned,
                limit: limits.max_ratio,
            },
        }
    }
}

/// All bytes as they come.
pub(crate) fn plain(reader: impl Read, limits: &Limits) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    reader
        .take(limits.max_bytes as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(Stop::Io)?;
    if bytes.len() > limits.max_bytes {
        return Err(Stop::TooLarge);
    }
    Ok(bytes)
}

/// All bytes of a gzip stream, decompressed. Several members are one page, as gzip itself has it.
pub(crate) fn gzip(reader: impl Read, limits: &Limits) -> Result<Vec<u8>, Stop> {
    // The decoder passes over empty members without returning: the carrier has to end by itself.
    let reader = reader.take(limits.max_bytes as u64 + 1);
    inflated(MultiGzDecoder::new(Counted::new(reader)), limits)
}

/// A decoder over a carrier whose bytes are counted.
pub(crate) trait Inflating: Read {
    /// How many bytes it took.
    fn taken(&self) -> usize;
}

impl<R: Read> Inflating for MultiGzDecoder<Counted<R>> {
    fn taken(&self) -> usize {
        self.get_ref().count
    }
}

impl<R: Read> Inflating for DeflateDecoder<Counted<R>> {
    fn taken(&self) -> usize {
        self.get_ref().count
    }
}

/// All that comes out of a decoder.
pub(crate) fn inflated(mut decoder: impl Inflating, limits: &Limits) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    let mut chunk = vec![0; 64 << 10];
    loop {
        let read = decoder.read(&mut chunk);
        let compressed = decoder.taken();
        match read {
            _ if compressed > limits.max_bytes => return Err(Stop::TooLarge),
            Ok(0) => return Ok(bytes),
            Ok(read) => bytes.extend_from_slice(chunk.get(..read).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(gzip_stop(error)),
        }
        if bytes.len() > limits.max_bytes {
            return Err(Stop::TooLarge);
        }
        if bytes.len() > RATIO_GRACE && bytes.len() / compressed.max(1) > limits.max_ratio {
            return Err(Stop::Bomb);
        }
    }
}

/// All bytes, decompressed when they start as gzip does. The start tells more than a file's name:
/// saved answers are often compressed without saying so.
pub(crate) fn either(reader: impl Read, limits: &Limits) -> Result<Vec<u8>, Stop> {
    let (compressed, reader) = look(reader)?;
    if compressed {
        gzip(reader, limits)
    } else {
        plain(reader, limits)
    }
}

/// The first `most` bytes, decompressed when they start as gzip does. What follows is not read.
pub(crate) fn beginning(reader: impl Read, most: usize, limits: &Limits) -> Result<Vec<u8>, Stop> {
    let (compressed, reader) = look(reader)?;
    let mut bytes = Vec::new();
    let most = most as u64;
    if compressed {
        let reader = reader.take(limits.max_bytes as u64);
        let read = MultiGzDecoder::new(reader)
            .take(most)
            .read_to_end(&mut bytes);
        read.map_err(gzip_stop)?;
    } else {
        let read = reader.take(most).read_to_end(&mut bytes);
        read.map_err(Stop::Io)?;
    }
    Ok(bytes)
}

/// Whether bytes start as gzip does.
pub(crate) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&GZIP_MAGIC)
}

/// Whether what a reader gives starts as gzip does; and all that it gives.
fn look(mut reader: impl Read) -> Result<(bool, impl Read), Stop> {
    let mut start = Vec::new();
    (&mut reader)
        .take(GZIP_MAGIC.len() as u64)
        .read_to_end(&mut start)
        .map_err(Stop::Io)?;
    Ok((is_gzip(&start), Cursor::new(start).chain(reader)))
}

/// Tells broken data from a broken carrier.
fn gzip_stop(error: io::Error) -> Stop {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    match error.kind() {
        InvalidData | InvalidInput | UnexpectedEof => Stop::Gzip(error),
        _ => Stop::Io(error),
    }
}

/// Counts what went through, so that the ratio is known while decompressing.
pub(crate) struct Counted<R> {
    reader: R,
    count: usize,
}

impl<R> Counted<R> {
    pub(crate) fn new(reader: R) -> Counted<R> {
        Counted { reader, count: 0 }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.count += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::gzipped;

    fn small() -> Limits {
        Limits {
            max_bytes: 3 << 20,
            ..Limits::default()
        }
    }

    /// Random enough that gzip cannot shrink it much.
    fn noise(length: usize) -> Vec<u8> {
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        std::iter::repeat_with(|| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state as u8
        })
        .take(length)
        .collect()
    }

    #[test]
    fn an_endless_line_is_refused_at_the_limit() {
        let mut taken = Counted::new(io::repeat(b'x'));
        assert!(matches!(plain(&mut taken, &small()), Err(Stop::TooLarge)));
        assert_eq!(taken.count, small().max_bytes + 1);
    }

    #[test]
    fn exactly_the_limit_is_read() {
        let limits = Limits {
            max_bytes: 10,
            ..Limits::default()
        };
        assert_eq!(either(&b"0123456789"[..], &limits).unwrap().len(), 10);
        assert!(matches!(
            either(&b"0123456789a"[..], &limits),
            Err(Stop::TooLarge)
        ));
    }

    #[test]
    fn gzip_is_known_by_its_start() {
        let text = b"The ferry to Lennar sails again.";
        for bytes in [text.to_vec(), gzipped(text)] {
            assert_eq!(either(&bytes[..], &small()).unwrap(), text);
        }
        let two = [gzipped(b"one "), gzipped(b"two")].concat();
        assert_eq!(either(&two[..], &small()).unwrap(), b"one two");
        for short in [&b""[..], b"\x1f"] {
            assert_eq!(either(short, &small()).unwrap(), short);
        }
    }

    #[test]
    fn a_bomb_stops_by_its_ratio() {
        let bomb = gzipped(&vec![0; 2 << 20]);
        assert!(matches!(either(&bomb[..], &small()), Err(Stop::Bomb)));
    }

    #[test]
    fn too_much_after_decompression_stops_by_its_size() {
        let large = gzipped(&noise(4 << 20));
        assert!(matches!(either(&large[..], &small()), Err(Stop::TooLarge)));
    }

    #[test]
    fn empty_members_without_end_stop_too() {
        let member = gzipped(b"");
        let endless = Endless { member, at: 0 };
        assert!(matches!(gzip(endless, &small()), Err(Stop::TooLarge)));
    }

    struct Endless {
        member: Vec<u8>,
        at: usize,
    }

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            for byte in buffer.iter_mut() {
                *byte = self.member[self.at];
                self.at = (self.at + 1) % self.member.len();
            }
            Ok(buffer.len())
        }
    }

    #[test]
    fn broken_gzip_is_told_from_a_broken_carrier() {
        let whole = gzipped(&noise(1000));
        assert!(matches!(
            either(&whole[..500], &small()),
            Err(Stop::Gzip(_))
        ));
        let mut wrong = whole.clone();
        wrong[300] ^= 0xff;
        assert!(matches!(either(&wrong[..], &small()), Err(Stop::Gzip(_))));
        let carrier = whole[..500].chain(Failing);
        assert!(matches!(either(carrier, &small()), Err(Stop::Io(_))));
    }

    struct Failing;

    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
}
