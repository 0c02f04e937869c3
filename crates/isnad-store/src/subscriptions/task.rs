//! The tables `task` and `tally`: pages to be fetched, and how many there were.

use isnad::model::Task;
use jiff::{Timestamp, civil::Date, tz::Offset};
use rusqlite::{Connection, Result, Row, params};

use super::{Counts, WEEK, day, order, seen, time};
use crate::database::{Json, all, count, first, run};

/// Adds a task, and says whether it is new.
pub(super) fn add(c: &Connection, task: &Task, paused: bool) -> Result<bool> {
    let sql = "INSERT INTO task (address, subscription, host, next, paused, value)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (address) DO NOTHING";
    let host = host(&task.address);
    let row = params![
        task.address,
        task.subscription,
        host,
        order(task.next),
        paused,
        Json(task)
    ];
    let is_new = run(c, sql, row)? > 0;
    // A page that is fetched again is no further page.
    if is_new && task.last.is_none() {
        count_in(c, &task.subscription, published(task), 1)?;
    }
    Ok(is_new)
}

/// Keeps a task that is waiting already.
pub(super) fn put(c: &Connection, task: &Task) -> Result<()> {
    let sql = "UPDATE task SET next = ?2, value = ?3 WHERE address = ?1";
    run(c, sql, params![task.address, order(task.next), Json(task)])?;
    Ok(())
}

/// Takes a task off, and remembers its address.
pub(super) fn done(c: &Connection, address: &str) -> Result<()> {
    let sql = "DELETE FROM task WHERE address = ?1 RETURNING value";
    let task: Option<Task> = first(c, sql, [address], value)?;
    match task {
        Some(task) => seen::add(c, address, &task.subscription, task.found),
        None => Ok(()),
    }
}

/// Gives the tasks and counts of one subscription to another.
pub(super) fn give(c: &Connection, from: &str, to: &str) -> Result<()> {
    let sql = "SELECT value FROM task WHERE subscription = ?1";
    for task in all(c, sql, [from], value)? {
        let task = Task {
            subscription: to.to_owned(),
            ..task
        };
        let sql = "UPDATE task SET subscription = ?2, value = ?3 WHERE address = ?1";
        run(c, sql, params![task.address, to, Json(&task)])?;
    }
    let sql = "SELECT day, pages FROM tally WHERE subscription = ?1";
    let tally = all(c, sql, [from], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (day, pages) in tally {
        count_in(c, to, day, pages)?;
    }
    run(c, "DELETE FROM tally WHERE subscription = ?1", [from])?;
    Ok(())
}

fn count_in(c: &Connection, subscription: &str, day: i64, pages: i64) -> Result<()> {
    let sql = "INSERT INTO tally (subscription, day, pages) VALUES (?1, ?2, ?3)
        ON CONFLICT (subscription, day) DO UPDATE SET pages = pages + ?3";
    run(c, sql, params![subscription, day, pages])?;
    Ok(())
}

/// The day a page counts for: that of its publication, when one was told that can be.
fn published(task: &Task) -> i64 {
    let found = day(task.found);
    let told = task
        .item
        .as_ref()
        .and_then(|item| item.published.as_deref()?.get(..10)?.parse::<Date>().ok())
        .and_then(|date| Offset::UTC.to_timestamp(date.at(12, 0, 0, 0)).ok())
        .map(day);
    told.filter(|told| *told <= found).unwrap_or(found)
}

pub(super) fn next(c: &Connection) -> Result<Option<Timestamp>> {
    let sql = "SELECT next FROM host ORDER BY next LIMIT 1";
    first(c, sql, [], |row| row.get(0).map(time))
}

/// The tasks that are due, hosts taking turns.
pub(super) fn due(c: &Connection, now: Timestamp, limit: usize) -> Result<Vec<Task>> {
    let now = order(Some(now));
    let sql = "SELECT name FROM host WHERE next <= ?1 ORDER BY next, name LIMIT ?2";
    let hosts: Vec<String> = all(c, sql, params![now, count(limit)], |row| row.get(0))?;
    let share = limit.div_ceil(hosts.len().max(1));
    let sql = "SELECT value FROM task WHERE NOT paused AND host = ?1 AND next <= ?2
        ORDER BY next, number LIMIT ?3";
    let mut tasks = Vec::new();
    for host in hosts {
        let room = share.min(limit - tasks.len());
        if room == 0 {
            break;
        }
        tasks.extend(all(c, sql, params![host, now, count(room)], value)?);
    }
    Ok(tasks)
}

pub(super) fn counts(c: &Connection, now: Timestamp) -> Result<Vec<Counts>> {
    let today = day(now);
    let sql = "SELECT subscription.address,
            (SELECT count(*) FROM task WHERE subscription = subscription.address),
            (SELECT total(pages) FROM tally WHERE subscription = subscription.address AND day BETWEEN ?1 AND ?2),
            (SELECT min(day) FROM tally WHERE subscription = subscription.address)
        FROM subscription ORDER BY address";
    all(c, sql, [today - WEEK + 1, today], |row| {
        let first_day: Option<i64> = row.get(3)?;
        let days = (today - first_day.unwrap_or(today) + 1).clamp(1, WEEK);
        Ok(Counts {
            address: row.get(0)?,
            waiting: row.get::<_, u32>(1)? as usize,
            pages: row.get::<_, f64>(2)? as usize,
            days: days as u32,
        })
    })
}

fn value(row: &Row<'_>) -> Result<Task> {
    row.get(0).map(|Json(value)| value)
}

/// The host of an address as it is queued by, port included. What has none is one host of its own.
fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn tasks_are_queued_by_host() {
        let cases = [
            ("https://lennar.example/a/b", "lennar.example"),
            ("HTTP://Lennar.Example:8080?a", "lennar.example:8080"),
            ("https://user:word@lennar.example#a", "lennar.example"),
            ("https://[2001:db8::1]/a", "[2001:db8::1]"),
            ("https://مرفأ.example/a", "مرفأ.example"),
            ("lennar.example/a", ""),
            ("", ""),
        ];
        for (address, expected) in cases {
            assert_eq!(host(address), expected, "{address}");
        }
    }
}
