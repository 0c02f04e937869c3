//! The tables `page` and `file`: what stands in the archive.

use jiff::Timestamp;
use rusqlite::{Connection, Result, params};

use super::{all, first, run};
use crate::{PageNumber, RecordPlace};

/// A page that was archived.
pub(crate) struct NewPage<'a> {
    pub(crate) file: &'a str,
    pub(crate) offset: u64,
    /// Where the record with what a feed said of it stands.
    pub(crate) item: Option<u64>,
    pub(crate) url: Option<&'a str>,
    pub(crate) fetched: Option<Timestamp>,
    pub(crate) digest: &'a str,
}

/// What is known of a file of the archive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FileState {
    /// The byte up to which it is indexed.
    pub(crate) end: u64,
    /// Nothing is appended to it any more.
    pub(crate) closed: bool,
    /// It is to be removed.
    pub(crate) gone: bool,
}

fn order(fetched: Option<Timestamp>) -> Option<i64> {
    fetched.map(Timestamp::as_microsecond)
}

/// Adds a pending page; a page that is known by its place keeps its number.
pub(crate) fn insert(c: &Connection, page: &NewPage<'_>) -> Result<PageNumber> {
    let sql = "INSERT INTO page (file, offset, url, fetched, digest, item, pending)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1)
        ON CONFLICT (file, offset) DO UPDATE SET offset = offset
        RETURNING number";
    let offset = page.offset.cast_signed();
    let fetched = order(page.fetched);
    c.prepare_cached(sql)?.query_row(
        params![
            page.file,
            offset,
            page.url,
            fetched,
            page.digest,
            page.item.map(u64::cast_signed)
        ],
        |row| number(row, 0),
    )
}

/// The last state of an address.
pub(crate) fn last(c: &Connection, url: &str) -> Result<Option<PageNumber>> {
    let sql = "SELECT number FROM page WHERE url = ?1 ORDER BY number DESC LIMIT 1";
    first(c, sql, [url], |row| number(row, 0))
}

/// Where the record stands that holds what a feed said of a page.
pub(crate) fn item(c: &Connection, page: PageNumber) -> Result<Option<RecordPlace>> {
    let sql = "SELECT file, item FROM page WHERE number = ?1 AND item IS NOT NULL";
    first(c, sql, [page.cast_signed()], |row| {
        Ok(RecordPlace {
            file: row.get(0)?,
            offset: number(row, 1)?,
        })
    })
}

/// The page that holds the same: the last state of this address if it has the same bytes, or any
/// that was fetched at the same time with the same bytes, so that adding an archive again adds
/// nothing. Without an address the bytes alone decide.
pub(crate) fn identical(
    c: &Connection,
    url: Option<&str>,
    fetched: Option<Timestamp>,
    digest: &str,
) -> Result<Option<PageNumber>> {
    let Some(url) = url else {
        let sql = "SELECT number FROM page WHERE digest = ?1 AND url IS NULL LIMIT 1";
        return first(c, sql, [digest], |row| number(row, 0));
    };
    let last = "SELECT number, digest FROM page WHERE url = ?1 ORDER BY number DESC LIMIT 1";
    let last = first(c, last, [url], |row| {
        Ok((number(row, 0)?, row.get::<_, String>(1)?))
    })?;
    match last {
        None => Ok(None),
        Some((number, held)) if held == digest => Ok(Some(number)),
        Some(_) => first(
            c,
            "SELECT number FROM page WHERE digest = ?1 AND url = ?2 AND fetched IS ?3 LIMIT 1",
            params![digest, url, order(fetched)],
            |row| number(row, 0),
        ),
    }
}

pub(crate) fn place(c: &Connection, page: PageNumber) -> Result<Option<RecordPlace>> {
    let sql = "SELECT file, offset FROM page WHERE number = ?1";
    first(c, sql, [page.cast_signed()], |row| {
        Ok(RecordPlace {
            file: row.get(0)?,
            offset: number(row, 1)?,
        })
    })
}

pub(crate) fn pending(c: &Connection) -> Result<Vec<PageNumber>> {
    let sql = "SELECT number FROM page WHERE pending ORDER BY number";
    all(c, sql, [], |row| number(row, 0))
}

/// Whether there is such a page.
pub(crate) fn finish(c: &Connection, page: PageNumber) -> Result<bool> {
    let sql = "UPDATE page SET pending = 0 WHERE number = ?1";
    Ok(run(c, sql, [page.cast_signed()])? > 0)
}

pub(crate) fn file_state(c: &Connection, name: &str) -> Result<FileState> {
    let sql = "SELECT end, closed, gone FROM file WHERE name = ?1";
    let state = first(c, sql, [name], |row| {
        Ok(FileState {
            end: number(row, 0)?,
            closed: row.get(1)?,
            gone: row.get(2)?,
        })
    })?;
    Ok(state.unwrap_or_default())
}

pub(crate) fn set_file_state(c: &Connection, name: &str, state: FileState) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO file (name, end, closed, gone) VALUES (?1, ?2, ?3, ?4)";
    let FileState { end, closed, gone } = state;
    run(c, sql, params![name, end.cast_signed(), closed, gone])?;
    Ok(())
}

/// Marks a file as one to be removed.
pub(crate) fn set_gone(c: &Connection, name: &str) -> Result<()> {
    let state = FileState {
        gone: true,
        ..file_state(c, name)?
    };
    set_file_state(c, name, state)
}

/// How many pages a file holds.
pub(crate) fn count_in(c: &Connection, name: &str) -> Result<usize> {
    let sql = "SELECT count(*) FROM page WHERE file = ?1";
    let count: Option<u32> = first(c, sql, [name], |row| row.get(0))?;
    Ok(count.unwrap_or(0) as usize)
}

fn number(row: &rusqlite::Row<'_>, column: usize) -> Result<u64> {
    row.get::<_, i64>(column).map(i64::cast_unsigned)
}
