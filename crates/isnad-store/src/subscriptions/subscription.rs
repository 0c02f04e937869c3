//! The table `subscription`.

use isnad::model::Subscription;
use jiff::Timestamp;
use rusqlite::{Connection, Result, Row, params};

use super::{day, order, time};
use crate::database::{self, Json, count, first, run};

pub(super) fn all(c: &Connection) -> Result<Vec<Subscription>> {
    let sql = "SELECT value FROM subscription ORDER BY address";
    database::all(c, sql, [], value)
}

pub(super) fn get(c: &Connection, address: &str) -> Result<Option<Subscription>> {
    let sql = "SELECT value FROM subscription WHERE address = ?1";
    first(c, sql, [address], value)
}

pub(super) fn of_hub(c: &Connection, id: &str) -> Result<Option<Subscription>> {
    let sql = "SELECT value FROM subscription WHERE hub = ?1";
    first(c, sql, [id], value)
}

pub(super) fn put(c: &Connection, subscription: &Subscription) -> Result<()> {
    let Subscription {
        address, paused, ..
    } = subscription;
    let hub = subscription.hub.as_ref().map(|hub| &hub.id);
    run(
        c,
        "INSERT INTO subscription (address, next, paused, ended, hub, value)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (address) DO UPDATE
            SET next = ?2, paused = ?3, ended = ?4, hub = ?5, value = ?6",
        params![
            address,
            order(subscription.next),
            paused,
            subscription.ended.is_some(),
            hub.filter(|id| !id.is_empty()),
            Json(subscription)
        ],
    )?;
    let sql = "UPDATE task SET paused = ?2 WHERE subscription = ?1 AND paused <> ?2";
    run(c, sql, params![address, paused])?;
    Ok(())
}

/// Gives the one at `from` an address that no other has.
pub(super) fn set_address(c: &Connection, from: &str, to: &str) -> Result<()> {
    let sql = "UPDATE subscription SET address = ?2 WHERE address = ?1";
    run(c, sql, [from, to])?;
    Ok(())
}

/// It names pages at that time.
pub(super) fn names(c: &Connection, address: &str, now: Timestamp) -> Result<()> {
    let sql = "UPDATE subscription SET named = ?2 WHERE address = ?1 AND named < ?2";
    run(c, sql, params![address, day(now)])?;
    Ok(())
}

pub(super) fn remove(c: &Connection, address: &str) -> Result<bool> {
    run(c, "DELETE FROM task WHERE subscription = ?1", [address])?;
    run(c, "DELETE FROM tally WHERE subscription = ?1", [address])?;
    let removed = run(c, "DELETE FROM subscription WHERE address = ?1", [address])?;
    Ok(removed > 0)
}

pub(super) fn due(c: &Connection, now: Timestamp, limit: usize) -> Result<Vec<Subscription>> {
    let sql = "SELECT value FROM subscription WHERE NOT paused AND NOT ended AND next <= ?1
        ORDER BY next, address LIMIT ?2";
    let now = order(Some(now));
    database::all(c, sql, params![now, count(limit)], value)
}

pub(super) fn next(c: &Connection) -> Result<Option<Timestamp>> {
    let sql = "SELECT next FROM subscription WHERE NOT paused AND NOT ended ORDER BY next LIMIT 1";
    first(c, sql, [], |row| row.get(0).map(time))
}

fn value(row: &Row<'_>) -> Result<Subscription> {
    row.get(0).map(|Json(value)| value)
}
