//! Rows as Parquet (the format's specification, version 2.10): what tools for large tables open.
//!
//! Only what rows of text need is written: a group of rows at a time, each column one gzip data page of
//! plain values. That is little enough to stand here, it builds in no time, and it lets a file that was
//! interrupted go on exactly after its last group, which libraries do not offer.

mod column;
mod footer;
mod thrift;

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use self::column::Chunk;
use super::Row;

const MAGIC: &[u8; 4] = b"PAR1";

/// Where the columns of one group stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Group {
    rows: u64,
    chunks: Vec<Chunk>,
}

/// What is known of a file that is not yet closed: with it and the bytes up to `bytes` the file goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Open {
    /// The length of the file so far.
    pub(crate) bytes: u64,
    pub(crate) groups: Vec<Group>,
}

impl Open {
    /// The first bytes of a file.
    pub(crate) fn start(output: &mut impl Write) -> io::Result<Open> {
        output.write_all(MAGIC)?;
        Ok(Open {
            bytes: MAGIC.len() as u64,
            groups: Vec::new(),
        })
    }

    /// Writes rows as one group.
    pub(crate) fn group(&mut self, rows: &[Row], output: &mut impl Write) -> io::Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let mut chunks = Vec::new();
        for at in 0..super::COLUMNS.len() {
            let cells: Vec<_> = rows.iter().filter_map(|row| row.get(at)).collect();
            let (mut chunk, bytes) = column::encode(&cells)?;
            chunk.offset = self.bytes;
            output.write_all(&bytes)?;
            self.bytes += bytes.len() as u64;
            chunks.push(chunk);
        }
        self.groups.push(Group {
            rows: rows.len() as u64,
            chunks,
        });
        Ok(())
    }

    /// Writes the end of the file, without which it cannot be opened.
    pub(crate) fn end(&self, output: &mut impl Write) -> io::Result<()> {
        let footer = footer::of(&self.groups);
        output.write_all(&footer)?;
        output.write_all(&(footer.len() as u32).to_le_bytes())?;
        output.write_all(MAGIC)
    }
}
