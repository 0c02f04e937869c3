//! The end of a file: what its columns are and where their pages stand.

use super::{
    Group,
    column::{Chunk, PLAIN, RLE},
    thrift::Struct,
};
use crate::table::{COLUMNS, Column, Kind};

// Numbers of Parquet's own lists.
const INT64: i64 = 2;
const BYTE_ARRAY: i64 = 6;
const REQUIRED: i64 = 0;
const OPTIONAL: i64 = 1;
const REPEATED: i64 = 2;
const CONVERTED_UTF8: i64 = 0;
const CONVERTED_LIST: i64 = 3;
const GZIP: i64 = 2;
const LOGICAL_STRING: u8 = 1;
const LOGICAL_LIST: u8 = 3;

/// The footer of a file of these groups.
pub(super) fn of(groups: &[Group]) -> Vec<u8> {
    let root = Struct::new()
        .text(4, "articles")
        .i32(5, COLUMNS.len() as i64);
    let mut schema = vec![root];
    schema.extend(COLUMNS.iter().flat_map(elements));
    let rows = groups.iter().map(|group| group.rows).sum();
    Struct::new()
        .i32(1, 1)
        .structures(2, schema)
        .i64(3, rows)
        .structures(4, groups.iter().map(group).collect())
        .text(6, concat!("isnad version ", env!("CARGO_PKG_VERSION")))
        .end()
}

/// A column in the schema. A list is three elements deep, as the specification asks.
fn elements(column: &Column) -> Vec<Struct> {
    let words = |repetition, name| {
        let kind = Struct::new().structure(LOGICAL_STRING, Struct::new());
        Struct::new()
            .i32(1, BYTE_ARRAY)
            .i32(3, repetition)
            .text(4, name)
            .i32(6, CONVERTED_UTF8)
            .structure(10, kind)
    };
    match column.kind() {
        Kind::Text => vec![words(OPTIONAL, column.name)],
        Kind::Number => vec![
            Struct::new()
                .i32(1, INT64)
                .i32(3, OPTIONAL)
                .text(4, column.name),
        ],
        Kind::List => {
            let kind = Struct::new().structure(LOGICAL_LIST, Struct::new());
            let outer = Struct::new()
                .i32(3, REQUIRED)
                .text(4, column.name)
                .i32(5, 1)
                .i32(6, CONVERTED_LIST)
                .structure(10, kind);
            let inner = Struct::new().i32(3, REPEATED).text(4, "list").i32(5, 1);
            vec![outer, inner, words(REQUIRED, "element")]
        }
    }
}

fn group(group: &Group) -> Struct {
    let chunks = COLUMNS.iter().zip(&group.chunks);
    let whole = group.chunks.iter().map(|chunk| chunk.whole).sum();
    Struct::new()
        .structures(
            1,
            chunks.map(|(column, chunk)| place(column, chunk)).collect(),
        )
        .i64(2, whole)
        .i64(3, group.rows)
}

fn place(column: &Column, chunk: &Chunk) -> Struct {
    let (kind, path) = match column.kind() {
        Kind::Text => (BYTE_ARRAY, vec![column.name]),
        Kind::Number => (INT64, vec![column.name]),
        Kind::List => (BYTE_ARRAY, vec![column.name, "list", "element"]),
    };
    let about = Struct::new()
        .i32(1, kind)
        .numbers(2, &[PLAIN, RLE])
        .texts(3, &path)
        .i32(4, GZIP)
        .i64(5, chunk.values)
        .i64(6, chunk.whole)
        .i64(7, chunk.packed)
        .i64(9, chunk.offset);
    Struct::new().i64(2, chunk.offset).structure(3, about)
}
