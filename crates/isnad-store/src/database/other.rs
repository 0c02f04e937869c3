//! The table `other`: what was fetched and is no page to be read.

use rusqlite::{Connection, Result, params};

use super::{first, run};
use crate::RecordPlace;

/// The last state of an address: where it stands, and the digest of its bytes.
pub(crate) fn last(c: &Connection, url: &str) -> Result<Option<(RecordPlace, String)>> {
    let sql = "SELECT file, offset, digest FROM other WHERE url = ?1";
    first(c, sql, [url], |row| {
        let place = RecordPlace {
            file: row.get(0)?,
            offset: row.get::<_, i64>(1)?.cast_unsigned(),
        };
        Ok((place, row.get(2)?))
    })
}

/// Keeps the present state of an address.
pub(crate) fn set(c: &Connection, url: &str, place: &RecordPlace, digest: &str) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO other (url, file, offset, digest) VALUES (?1, ?2, ?3, ?4)";
    let offset = place.offset.cast_signed();
    run(c, sql, params![url, place.file, offset, digest])?;
    Ok(())
}
