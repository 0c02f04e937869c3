//! The tables `unsealed` and `segment`: what the index of fingerprints is made of.

use std::collections::BTreeSet;

use isnad::model::ArticleId;
use rusqlite::{Connection, Result, params};

use super::{Id, all, first, run};

/// An article whose fingerprints changed: what it has now, or nothing when it is held no longer.
pub(crate) struct Change {
    /// Rises with every change.
    pub(crate) sequence: i64,
    pub(crate) article: ArticleId,
    pub(crate) fingerprints: Option<Vec<u64>>,
}

/// Notes what an article has now, in place of what was noted of it before.
pub(crate) fn note(c: &Connection, id: ArticleId, fingerprints: Option<&[u64]>) -> Result<()> {
    let bytes = |list: &[u64]| list.iter().flat_map(|hash| hash.to_le_bytes()).collect();
    let list: Option<Vec<u8>> = fingerprints.map(bytes);
    let sql = "INSERT OR REPLACE INTO unsealed (article, fingerprints) VALUES (?1, ?2)";
    run(c, sql, params![Id(id), list])?;
    Ok(())
}

/// The changes after one of them, in order.
pub(crate) fn after(c: &Connection, sequence: i64) -> Result<Vec<Change>> {
    let sql = "SELECT sequence, article, fingerprints FROM unsealed
        WHERE sequence > ?1 ORDER BY sequence";
    all(c, sql, [sequence], |row| {
        let Id(article) = row.get(1)?;
        let bytes: Option<Vec<u8>> = row.get(2)?;
        let numbers = |bytes: Vec<u8>| {
            let chunks = bytes.as_chunks::<8>().0.iter();
            chunks.map(|chunk| u64::from_le_bytes(*chunk)).collect()
        };
        Ok(Change {
            sequence: row.get(0)?,
            article,
            fingerprints: bytes.map(numbers),
        })
    })
}

/// About how many changes stand in no segment, those counted twice that were noted again.
pub(crate) fn waiting(c: &Connection) -> Result<usize> {
    let sql =
        "SELECT 1 + (SELECT MAX(sequence) FROM unsealed) - (SELECT MIN(sequence) FROM unsealed)";
    let count: Option<Option<u32>> = first(c, sql, [], |row| row.get(0))?;
    Ok(count.flatten().unwrap_or(0) as usize)
}

/// The numbers of the segments.
pub(crate) fn segments(c: &Connection) -> Result<BTreeSet<u64>> {
    let numbers = all(c, "SELECT number FROM segment", [], |row| {
        row.get::<_, i64>(0).map(i64::cast_unsigned)
    })?;
    Ok(numbers.into_iter().collect())
}

/// From now on all that changed stands in these segments.
pub(crate) fn seal(c: &Connection, segments: &BTreeSet<u64>) -> Result<()> {
    run(c, "DELETE FROM unsealed", [])?;
    run(c, "DELETE FROM segment", [])?;
    for number in segments {
        let sql = "INSERT INTO segment (number) VALUES (?1)";
        run(c, sql, [number.cast_signed()])?;
    }
    Ok(())
}
