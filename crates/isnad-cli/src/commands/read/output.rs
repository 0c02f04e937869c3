//! Where articles go: standard output or a file, in one of the forms.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Seek, SeekFrom, Write},
    mem,
    path::Path,
};

use serde::{Deserialize, Serialize};

use crate::{
    arguments::Format,
    table::{Cell, Row, csv, parquet::Open},
};

/// A group of a Parquet file ends at the latest when its text has this many bytes.
const GROUP_BYTES: usize = 32 << 20;

/// After this many bytes of lines it is noted how far the file came.
const LINES_BYTES: u64 = 1 << 20;

/// An article in the form in which it is written.
pub(crate) enum Piece {
    Bytes(Vec<u8>),
    Row(Row),
}

/// A file up to a point at which it can go on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Written {
    #[serde(flatten)]
    pub(crate) open: Open,
    /// The articles in it.
    pub(crate) articles: u64,
    /// Those of a table that wait for their group to fill, where it was left with some.
    waiting: Vec<Row>,
}

enum To {
    Screen(io::Stdout),
    File(BufWriter<File>),
}

impl Write for To {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            To::Screen(to) => to.write(bytes),
            To::File(to) => to.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            To::Screen(to) => to.flush(),
            To::File(to) => to.flush(),
        }
    }
}

/// Articles on their way out.
pub(crate) struct Output {
    format: Format,
    to: To,
    /// What was written.
    written: Written,
    /// Of a table in groups: rows that wait for their group to fill, and the bytes of their text.
    rows: Vec<Row>,
    bytes: usize,
    /// The rows of a group.
    group_rows: usize,
    /// Where the file was when it was last noted.
    noted: u64,
}

impl Output {
    /// Standard output.
    pub(crate) fn screen(format: Format) -> io::Result<Output> {
        Output::new(format, To::Screen(io::stdout()))
    }

    /// A new file, in the place of one that may be there.
    pub(crate) fn file(format: Format, path: &Path) -> io::Result<Output> {
        Output::new(format, To::File(BufWriter::new(File::create(path)?)))
    }

    /// The file that was written up to `written`; what stands after it is cut off.
    pub(crate) fn again(format: Format, path: &Path, mut written: Written) -> io::Result<Output> {
        let mut file = fs::OpenOptions::new().write(true).open(path)?;
        if file.metadata()?.len() < written.open.bytes {
            return Err(io::Error::other("is shorter than it was"));
        }
        file.set_len(written.open.bytes)?;
        file.seek(SeekFrom::End(0))?;
        let rows = mem::take(&mut written.waiting);
        Ok(Output {
            format,
            to: To::File(BufWriter::new(file)),
            noted: written.open.bytes,
            written,
            bytes: rows.iter().map(length).sum(),
            rows,
            group_rows: usize::MAX,
        })
    }

    fn new(format: Format, to: To) -> io::Result<Output> {
        let mut output = Output {
            format,
            to,
            written: Written::default(),
            rows: Vec::new(),
            bytes: 0,
            group_rows: usize::MAX,
            noted: 0,
        };
        match format {
            Format::Parquet => output.written.open = Open::start(&mut output.to)?,
            Format::Csv => output.line(&csv::head())?,
            _ => {}
        }
        Ok(output)
    }

    /// Ends groups of a table at this many rows.
    pub(crate) fn in_groups_of(mut self, rows: usize) -> Output {
        self.group_rows = rows;
        self
    }

    /// The articles that were put, written or not.
    pub(crate) fn articles(&self) -> u64 {
        self.written.articles + self.rows.len() as u64
    }

    /// Takes an article.
    pub(crate) fn put(&mut self, piece: Piece) -> io::Result<()> {
        match piece {
            Piece::Bytes(bytes) => {
                if self.format == Format::Json {
                    self.line(if self.written.articles == 0 {
                        b"[\n"
                    } else {
                        b",\n"
                    })?;
                }
                self.line(&bytes)?;
                self.written.articles += 1;
            }
            Piece::Row(row) => {
                self.bytes += length(&row);
                self.rows.push(row);
            }
        }
        // What was found so far is worth having on the screen even when the rest takes long.
        match &mut self.to {
            To::Screen(screen) => screen.flush(),
            To::File(_) => Ok(()),
        }
    }

    fn line(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.written.open.bytes += bytes.len() as u64;
        self.to.write_all(bytes)
    }

    /// Whether enough came since the last note.
    pub(crate) fn is_full(&self) -> bool {
        match self.format {
            Format::Parquet => self.rows.len() >= self.group_rows || self.bytes >= GROUP_BYTES,
            _ => self.written.open.bytes - self.noted >= LINES_BYTES,
        }
    }

    /// Brings everything to disk; the file can go on from what this answers.
    pub(crate) fn note(&mut self) -> io::Result<Written> {
        self.write_group()?;
        self.pause()
    }

    /// The same without closing the group in hand: its rows are in the answer.
    pub(crate) fn pause(&mut self) -> io::Result<Written> {
        self.to.flush()?;
        if let To::File(file) = &self.to {
            file.get_ref().sync_data()?;
        }
        self.noted = self.written.open.bytes;
        Ok(Written {
            waiting: self.rows.clone(),
            ..self.written.clone()
        })
    }

    fn write_group(&mut self) -> io::Result<()> {
        self.written.open.group(&self.rows, &mut self.to)?;
        self.written.articles += self.rows.len() as u64;
        self.rows.clear();
        self.bytes = 0;
        Ok(())
    }

    /// Closes the file so that it can be opened, finished or not.
    pub(crate) fn end(mut self) -> io::Result<()> {
        self.write_group()?;
        match self.format {
            Format::Parquet => self.written.open.end(&mut self.to)?,
            Format::Json if self.written.articles == 0 => self.to.write_all(b"[]\n")?,
            Format::Json => self.to.write_all(b"\n]\n")?,
            _ => {}
        }
        self.to.flush()
    }
}

fn length(row: &Row) -> usize {
    row.iter().map(size).sum()
}

fn size(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) => text.as_ref().map_or(0, String::len),
        Cell::Number(_) => 8,
        Cell::List(items) => items.iter().map(String::len).sum(),
    }
}

/// Whether a form can go on where it was interrupted.
pub(crate) fn can_go_on(format: Format) -> bool {
    format != Format::Json
}
