//! Brings the database up to the archive: what stands there and is not known yet becomes pending.

use std::{
    fs::{self, File, OpenOptions},
    io::{Seek, SeekFrom},
};

use isnad::model::Page;
use isnad_warc::{Reader, Record};
use rusqlite::Connection;

use crate::{
    Error, Notice, NoticeKind, RecordPlace,
    archive::{Appending, Archive, ArchiveFile},
    database::{
        Database, other,
        page::{self, FileState, NewPage},
    },
    record::{self, Content},
    retention,
};

/// Records between two commits: an interrupted rebuild goes on from the last.
const STEP: usize = 500;

/// Indexes every file from its last known byte on, those before number `from` excepted; `from` becomes
/// the number of the newest, since nothing is appended to the others any more. Only whoever holds the
/// lock may do so, since a record that is being written looks like one that was cut short.
pub(crate) fn catch_up(
    archive: &Archive,
    _lock: &Appending<'_>,
    database: &mut Database,
    notices: &mut Vec<Notice>,
    from: &mut u32,
) -> Result<(), Error> {
    let mut files = archive.files()?;
    files.retain(|file| file.number >= *from);
    for (i, file) in files.iter().enumerate() {
        let known = database.read(|c| Ok(page::file_state(c, &file.name)?))?;
        if known.gone {
            // What a crash left of a removal.
            retention::remove(archive, database, &file.name)?;
            continue;
        }
        let length = fs::metadata(&file.path)
            .map_err(Error::io(&file.path))?
            .len();
        if length > known.end {
            let is_newest = i + 1 == files.len();
            Indexing::start(file, known.end, notices)?.run(database, length, is_newest)?;
        } else if length < known.end && !known.closed {
            notices.push(Notice {
                file: file.name.clone(),
                offset: length,
                kind: NoticeKind::Shorter {
                    missing: known.end - length,
                },
            });
            close(database, file, known.end)?;
        }
    }
    *from = files.last().map_or(*from, |file| file.number);
    Ok(())
}

/// Nothing is appended to a closed file.
fn close(database: &mut Database, file: &ArchiveFile, end: u64) -> Result<(), Error> {
    let state = FileState {
        end,
        closed: true,
        gone: false,
    };
    database.write(|c| Ok(page::set_file_state(c, &file.name, state)?))
}

/// One file on its way into the database.
struct Indexing<'a> {
    file: &'a ArchiveFile,
    reader: Reader<File>,
    /// Up to where its exchanges are whole.
    end: u64,
    /// Where the exchange starts whose answer has not come yet.
    open: Option<u64>,
    /// What a feed said of a page that has not come yet: the name of its response, and where it stands.
    item: Option<(String, u64)>,
    /// The last thing that could not be read, until it is known whether a record follows.
    fault: Option<isnad_warc::Error>,
    notices: &'a mut Vec<Notice>,
}

impl<'a> Indexing<'a> {
    fn start(
        file: &'a ArchiveFile,
        end: u64,
        notices: &'a mut Vec<Notice>,
    ) -> Result<Indexing<'a>, Error> {
        let mut input = File::open(&file.path).map_err(Error::io(&file.path))?;
        input
            .seek(SeekFrom::Start(end))
            .map_err(Error::io(&file.path))?;
        Ok(Indexing {
            file,
            reader: Reader::starting_at(input, end),
            end,
            open: None,
            item: None,
            fault: None,
            notices,
        })
    }

    fn run(mut self, database: &mut Database, length: u64, is_newest: bool) -> Result<(), Error> {
        while database.write(|c| self.step(c))? {}
        match (self.fault.take(), self.open) {
            (None, Some(start)) if is_newest => self.cut_off(start, length),
            (None, _) => Ok(()),
            (Some(isnad_warc::Error::CutShort { offset }), open) if is_newest => {
                self.cut_off(open.unwrap_or(offset), length)
            }
            (Some(fault), _) => {
                self.note(&fault);
                close(database, self.file, length)
            }
        }
    }

    /// Indexes some records; `false` at the end of the file.
    fn step(&mut self, c: &Connection) -> Result<bool, Error> {
        for _ in 0..STEP {
            match self.reader.next() {
                None => return self.keep_end(c).map(|()| false),
                Some(Ok(record)) => {
                    if let Some(fault) = self.fault.take() {
                        self.note(&fault);
                    }
                    self.add(c, &record)?;
                }
                Some(Err(error @ isnad_warc::Error::Io(_))) => {
                    return Err(Error::archive(&self.file.path)(error));
                }
                Some(Err(fault)) => {
                    if !matches!(fault, isnad_warc::Error::CutShort { .. }) {
                        self.open = None;
                    }
                    if let Some(earlier) = self.fault.replace(fault) {
                        self.note(&earlier);
                    }
                }
            }
        }
        self.keep_end(c).map(|()| true)
    }

    fn keep_end(&self, c: &Connection) -> Result<(), Error> {
        let state = FileState {
            end: self.end,
            ..FileState::default()
        };
        Ok(page::set_file_state(c, &self.file.name, state)?)
    }

    fn add(&mut self, c: &Connection, record: &Record) -> Result<(), Error> {
        let content = record::read(record).unwrap_or_else(|fault| {
            self.note(&fault);
            Content::Nothing
        });
        match content {
            Content::Request => return self.begin(record),
            Content::Item(of) => {
                self.item = Some((of, record.offset));
                return self.begin(record);
            }
            Content::Page(page) => self.add_page(c, record, &page)?,
            Content::Other(page) => {
                let url = page.url.as_deref().unwrap_or_default();
                let place = RecordPlace {
                    file: self.file.name.clone(),
                    offset: record.offset,
                };
                other::set(c, url, &place, &isnad_warc::sha256(&page.bytes))?;
            }
            Content::Nothing => {}
        }
        (self.open, self.item) = (None, None);
        self.end = record.offset + record.length;
        Ok(())
    }

    /// A record that means nothing without the one that follows.
    fn begin(&mut self, record: &Record) -> Result<(), Error> {
        self.open.get_or_insert(record.offset);
        Ok(())
    }

    fn add_page(&mut self, c: &Connection, record: &Record, page: &Page) -> Result<(), Error> {
        let item = self.item.take().filter(|(of, _)| record.id() == Some(of));
        let page = NewPage {
            file: &self.file.name,
            offset: record.offset,
            item: item.map(|(_, offset)| offset),
            url: page.url.as_deref(),
            fetched: page.fetched,
            digest: &isnad_warc::sha256(&page.bytes),
        };
        page::insert(c, &page)?;
        Ok(())
    }

    fn note(&mut self, fault: &isnad_warc::Error) {
        self.notices.push(Notice {
            file: self.file.name.clone(),
            offset: self.end,
            kind: NoticeKind::Damaged {
                reason: fault.to_string(),
            },
        });
    }

    /// Removes a record that a crash cut short.
    fn cut_off(&mut self, offset: u64, length: u64) -> Result<(), Error> {
        let path = &self.file.path;
        let output = OpenOptions::new().write(true).open(path);
        let output = output.map_err(Error::io(path))?;
        output.set_len(offset).map_err(Error::io(path))?;
        output.sync_all().map_err(Error::io(path))?;
        self.notices.push(Notice {
            file: self.file.name.clone(),
            offset,
            kind: NoticeKind::TornTail {
                removed: length - offset,
            },
        });
        Ok(())
    }
}
