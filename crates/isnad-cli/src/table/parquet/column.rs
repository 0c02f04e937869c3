//! The cells of one column as one data page.

use std::io::{self, Write};

use flate2::{Compression, write::GzEncoder};
use serde::{Deserialize, Serialize};

use super::thrift::{Struct, varint};
use crate::table::Cell;

/// `RLE` in Parquet's list of encodings; `PLAIN` is 0.
pub(super) const RLE: i64 = 3;
pub(super) const PLAIN: i64 = 0;

/// Where a column of a group stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Chunk {
    pub(super) offset: u64,
    pub(super) values: u64,
    /// Bytes before and after compression, the page's header included.
    pub(super) whole: u64,
    pub(super) packed: u64,
}

/// Values and what says which of them are there.
#[derive(Default)]
struct Page {
    /// 0 where a row starts, 1 where its list goes on. Lists only.
    repetition: Vec<u8>,
    /// 1 where there is a value, 0 where there is none.
    definition: Vec<u8>,
    values: Vec<u8>,
}

impl Page {
    fn put(&mut self, cell: &Cell) {
        match cell {
            Cell::Text(Some(text)) => self.one(Value::Text(text)),
            Cell::Number(Some(number)) => self.one(Value::Number(*number)),
            Cell::Text(None) | Cell::Number(None) => self.none(),
            Cell::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.repetition.push(u8::from(at > 0));
                    self.one(Value::Text(item));
                }
                if items.is_empty() {
                    self.repetition.push(0);
                    self.none();
                }
            }
        }
    }

    fn one(&mut self, value: Value<'_>) {
        self.definition.push(1);
        match value {
            Value::Text(text) => {
                self.values.extend((text.len() as u32).to_le_bytes());
                self.values.extend(text.as_bytes());
            }
            Value::Number(number) => self.values.extend(number.to_le_bytes()),
        }
    }

    fn none(&mut self) {
        self.definition.push(0);
    }
}

#[derive(Clone, Copy)]
enum Value<'a> {
    Text(&'a str),
    Number(i64),
}

/// The page of a column with its header, and what is to be said of it; the caller knows where it stands.
pub(super) fn encode(cells: &[&Cell]) -> io::Result<(Chunk, Vec<u8>)> {
    let mut page = Page::default();
    cells.iter().for_each(|cell| page.put(cell));
    let values = page.definition.len();
    let mut content = Vec::new();
    if matches!(cells.first(), Some(Cell::List(_))) {
        content.extend(levels(&page.repetition));
    }
    content.extend(levels(&page.definition));
    content.extend(page.values);
    let mut gzip = GzEncoder::new(Vec::new(), Compression::new(4));
    gzip.write_all(&content)?;
    let packed = gzip.finish()?;
    if i32::try_from(content.len()).is_err() {
        return Err(io::Error::other("a column of one group has over 2 GiB"));
    }
    let about = Struct::new()
        .i32(1, values as i64)
        .i32(2, PLAIN)
        .i32(3, RLE)
        .i32(4, RLE);
    let mut bytes = Struct::new()
        .i32(1, 0)
        .i32(2, content.len() as i64)
        .i32(3, packed.len() as i64)
        .structure(5, about)
        .end();
    let header = bytes.len() as u64;
    bytes.extend(packed);
    let chunk = Chunk {
        offset: 0,
        values: values as u64,
        whole: header + content.len() as u64,
        packed: bytes.len() as u64,
    };
    Ok((chunk, bytes))
}

/// Levels of 0 and 1 as runs of one value, with their length in front.
fn levels(levels: &[u8]) -> Vec<u8> {
    let mut runs = Vec::new();
    for run in levels.chunk_by(|a, b| a == b) {
        varint(&mut runs, (run.len() as u64) << 1);
        runs.extend(run.first());
    }
    let mut bytes = (runs.len() as u32).to_le_bytes().to_vec();
    bytes.extend(runs);
    bytes
}
