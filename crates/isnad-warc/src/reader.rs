use std::io::{Read, Seek, SeekFrom};

use crate::{
    error::{Error, Fault},
    fields::Fields,
    gzip::{self, Gunzip},
    record::{Record, Wanted, take_end, take_record},
    stream::{Stream, Window},
};

/// The bytes a record's block may have unless [`Reader::limit`] says otherwise: 64 MiB.
pub const DEFAULT_LIMIT: u64 = 64 * 1024 * 1024;

/// The records of a WARC file in order, compressed or not.
///
/// It holds one record at a time, however long the file is. A record that cannot be read is one
/// [`Error`] item that names its offset, and the reader goes on with the next record that can be:
/// only after [`Error::Io`] there is no next. A file cut short ends with [`Error::CutShort`].
pub struct Reader<R> {
    window: Window<R>,
    gunzip: Gunzip,
    wanted: Wanted,
    /// Where the record or gzip member in hand starts.
    offset: u64,
    /// How many records of the member in hand were taken or passed over.
    nth: u64,
    /// The member in hand has more in it.
    inside: bool,
    /// After damage: nothing is reported until something that looks like a record is found.
    searching: bool,
    ended: bool,
}

/// The bytes by which the start of a record is known in the midst of damage.
const CLUE: usize = 6;

/// What stands at the next byte of a file.
enum Next {
    Gzip,
    Plain,
    Zstandard,
    Other,
    End,
}

impl<R: Read> Reader<R> {
    /// Reads from the start of a file. The input needs no buffer of its own.
    pub fn new(input: R) -> Reader<R> {
        Reader::starting_at(input, 0)
    }

    /// Reads an input that is itself at byte `offset` of a file, at which a record starts, so that
    /// offsets are those of the file.
    pub fn starting_at(input: R, offset: u64) -> Reader<R> {
        Reader {
            window: Window::new(input, offset),
            gunzip: Gunzip::new(),
            wanted: Wanted {
                limit: DEFAULT_LIMIT,
                header: |_| true,
            },
            offset,
            nth: 0,
            inside: false,
            searching: false,
            ended: false,
        }
    }

    /// Passes over records whose block has more than `bytes`, with an [`Error::TooLarge`].
    #[must_use]
    pub fn limit(mut self, bytes: u64) -> Reader<R> {
        self.wanted.limit = bytes;
        self
    }

    /// Passes over records whose header `wants` says no to, without a word and without holding
    /// their blocks: pictures and films are most of the bytes of many archives.
    #[must_use]
    pub fn only(mut self, wants: fn(&Fields) -> bool) -> Reader<R> {
        self.wanted.header = wants;
        self
    }

    /// The byte of the file up to which it was read: after a record, where the next one starts, as
    /// long as each has a gzip member of its own or none.
    pub fn position(&self) -> u64 {
        self.window.position()
    }

    /// The next record; `None` at the end of the file.
    fn advance(&mut self) -> Result<Option<Record>, Fault> {
        loop {
            if self.inside {
                if let Some(record) = self.next_in_member()? {
                    return Ok(Some(record));
                }
                continue;
            }
            self.window.mark();
            self.offset = self.window.position();
            match self.what_is_next()? {
                Next::End => return Ok(None),
                Next::Gzip => {
                    self.gunzip.start(&mut self.window)?;
                    self.inside = true;
                    self.nth = 0;
                }
                Next::Plain => {
                    self.searching = false;
                    let taken = take_record(&mut self.window, &self.wanted)?;
                    if let Some(record) = taken {
                        return Ok(Some(self.placed(record, 0)));
                    }
                }
                Next::Zstandard => {
                    return Err(Fault::Damaged(
                        "it is compressed with Zstandard, which is not read; make it .warc.gz first",
                    ));
                }
                Next::Other => return Err(Fault::Damaged("neither gzip nor WARC starts here")),
            }
        }
    }

    /// The next record of the member in hand; `None` when it has no more, or the next is not wanted.
    fn next_in_member(&mut self) -> Result<Option<Record>, Fault> {
        let mut content = self.gunzip.content(&mut self.window);
        take_end(&mut content)?;
        if content.peek().is_empty() {
            self.inside = false;
            return Ok(None);
        }
        if starts_record(&mut content)? {
            self.searching = false;
        }
        let nth = self.nth;
        self.nth += 1;
        let taken = take_record(&mut content, &self.wanted)?;
        self.inside = !content.peek().is_empty();
        if self.inside && !may_start_record(&mut content)? {
            return Err(Fault::Damaged("it does not end where its header says"));
        }
        Ok(taken.map(|record| self.placed(record, nth)))
    }

    fn placed(&self, record: Record, nth: u64) -> Record {
        Record {
            nth,
            offset: self.offset,
            length: self.window.position() - self.offset,
            ..record
        }
    }

    fn what_is_next(&mut self) -> Result<Next, Fault> {
        let bytes = self.window.at_least(5)?;
        Ok(match bytes {
            [] => Next::End,
            // A file may be cut short in the very first bytes of a record.
            [0x1f] | [0x1f, 0x8b, ..] => Next::Gzip,
            bytes if bytes.starts_with(b"WARC/") || b"WARC/".starts_with(bytes) => Next::Plain,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Next::Zstandard,
            _ => Next::Other,
        })
    }

    /// After damage at `self.offset`: goes on to the next byte at which a record may start.
    fn search(&mut self) -> Result<(), Fault> {
        self.inside = false;
        self.searching = true;
        self.window.rewind(self.offset + 1);
        loop {
            let bytes = self.window.at_least(CLUE)?;
            if bytes.is_empty() {
                return Ok(());
            }
            let found = bytes.windows(CLUE).position(|clue| {
                clue.starts_with(&gzip::MAGIC) && clue[3] & 0xe0 == 0 || clue == b"\nWARC/"
            });
            let skip = match found {
                Some(found) => found + usize::from(bytes[found] == b'\n'),
                // The last bytes may be the start of something, unless they are the last of all.
                None if bytes.len() < CLUE => bytes.len(),
                None => bytes.len() - (CLUE - 1),
            };
            self.window.consume(skip);
            self.window.mark();
            if found.is_some() {
                return Ok(());
            }
        }
    }
}

fn starts_record(stream: &mut impl Stream) -> Result<bool, Fault> {
    while stream.peek().len() < 5 && stream.more()? {}
    Ok(stream.peek().starts_with(b"WARC/"))
}

/// The same behind a record that is whole: where the file is cut short within these few bytes, as far as
/// they go.
fn may_start_record(stream: &mut impl Stream) -> Result<bool, Fault> {
    match starts_record(stream) {
        Err(Fault::CutShort) => Ok(b"WARC/".starts_with(stream.peek())),
        told => told,
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Result<Record, Error>> {
        while !self.ended {
            let fault = match self.advance() {
                Ok(Some(record)) => return Some(Ok(record)),
                Ok(None) => break,
                Err(fault) => fault,
            };
            let is_silent = self.searching;
            let offset = self.offset;
            // A record that is only too large ends where it says: nothing to search.
            if !matches!(fault, Fault::TooLarge { .. } | Fault::Io(_))
                && let Err(fault) = self.search()
            {
                self.ended = true;
                return Some(Err(fault.at(offset, self.wanted.limit)));
            }
            self.ended |= matches!(fault, Fault::Io(_));
            if !is_silent || self.ended {
                return Some(Err(fault.at(offset, self.wanted.limit)));
            }
        }
        self.ended = true;
        None
    }
}

/// The record at byte `offset` of a file.
///
/// # Errors
/// When the file cannot be read, or no whole record starts there.
pub fn read_at<R: Read + Seek>(file: &mut R, offset: u64) -> Result<Record, Error> {
    file.seek(SeekFrom::Start(offset))?;
    let record = Reader::starting_at(file, offset)
        .next()
        .unwrap_or(Err(Error::CutShort { offset }))?;
    if record.offset == offset {
        Ok(record)
    } else {
        Err(Error::Damaged {
            offset,
            reason: "no record starts here",
        })
    }
}
