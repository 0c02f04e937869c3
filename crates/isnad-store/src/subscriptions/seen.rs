//! The table `seen`: pages that need not be fetched again.

use isnad::model::Visit;
use jiff::Timestamp;
use rusqlite::{Connection, Result, params};

use super::{day, time};
use crate::database::{first, run};

/// Days after which an address that no feed names any more is forgotten.
const MEMORY: i64 = 90;

/// Characters of a digest in base 32 that are kept: 80 bits, so that among a billion addresses no
/// two are likely to share one, and none can be made to share one with another.
const DIGEST: usize = 16;

fn digest(address: &str) -> String {
    let digest = isnad_warc::sha256(address.as_bytes());
    let start = digest.find(':').map_or(0, |colon| colon + 1);
    digest.chars().skip(start).take(DIGEST).collect()
}

/// Remembers an address that a subscription named at that time.
pub(super) fn add(c: &Connection, address: &str, by: &str, named: Timestamp) -> Result<()> {
    let sql = "INSERT INTO seen (digest, subscription, day)
        SELECT ?1, number, ?3 FROM subscription WHERE address = ?2
        ON CONFLICT (digest) DO UPDATE SET day = max(day, ?3)";
    run(c, sql, params![digest(address), by, day(named)])?;
    Ok(())
}

/// A subscription names an address: whether it is known.
pub(super) fn meet(c: &Connection, address: &str, by: &str, named: Timestamp) -> Result<bool> {
    let digest = digest(address);
    let sql = "SELECT day FROM seen WHERE digest = ?1";
    let Some(before) = first(c, sql, [&digest], |row| row.get::<_, i64>(0))? else {
        return Ok(false);
    };
    if before < day(named) {
        let sql = "UPDATE seen SET day = ?3,
            subscription = (SELECT number FROM subscription WHERE address = ?2) WHERE digest = ?1";
        run(c, sql, params![digest, by, day(named)])?;
    }
    Ok(true)
}

/// Notes what a page was like when it was fetched.
pub(super) fn visited(c: &Connection, address: &str, visit: &Visit) -> Result<()> {
    let sql = "UPDATE seen SET fetched = ?2, changed = ?3, etag = ?4, last_modified = ?5, vain = ?6
        WHERE digest = ?1";
    let row = params![
        digest(address),
        visit.at.as_second(),
        visit.changed.map(Timestamp::as_microsecond),
        visit.etag,
        visit.last_modified,
        visit.vain
    ];
    run(c, sql, row)?;
    Ok(())
}

/// What was noted at last.
pub(super) fn visit(c: &Connection, address: &str) -> Result<Option<Visit>> {
    let sql = "SELECT fetched, changed, etag, last_modified, vain FROM seen
        WHERE digest = ?1 AND fetched IS NOT NULL";
    first(c, sql, [digest(address)], |row| {
        Ok(Visit {
            at: Timestamp::from_second(row.get(0)?).unwrap_or_default(),
            changed: row.get::<_, Option<i64>>(1)?.map(time),
            etag: row.get(2)?,
            last_modified: row.get(3)?,
            vain: row.get(4)?,
        })
    })
}

/// Once a day forgets what is too old. A feed that stood still for a year still names what it named
/// then: an address goes when its feed has named others for that long, or is gone.
pub(super) fn sweep(c: &Connection, now: Timestamp) -> Result<()> {
    let today = day(now);
    let sql = "UPDATE swept SET day = ?1 WHERE day < ?1";
    if run(c, sql, [today])? > 0 {
        let sql = "DELETE FROM seen WHERE day < ?1 AND NOT EXISTS (
            SELECT 1 FROM subscription WHERE number = seen.subscription AND named <= day + ?2)";
        run(c, sql, [today - MEMORY, MEMORY])?;
        run(c, "DELETE FROM tally WHERE day < ?1", [today - MEMORY])?;
    }
    Ok(())
}
