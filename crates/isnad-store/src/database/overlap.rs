//! The table `overlap`: which articles share text.

use std::collections::{BTreeSet, VecDeque};

use isnad::model::{ArticleId, Overlap};
use rusqlite::{Connection, Result, Row, params};

use super::{Id, all, run};

/// Keeps the overlaps of an article in place of those it had, and gives the articles it no longer
/// overlaps with.
pub(crate) fn replace(
    c: &Connection,
    id: ArticleId,
    overlaps: &[Overlap],
) -> Result<BTreeSet<ArticleId>> {
    let sql = "SELECT b FROM overlap WHERE a = ?1 UNION SELECT a FROM overlap WHERE b = ?1";
    let before = all(c, sql, [Id(id)], |row| row.get(0).map(|Id(id)| id))?;
    run(c, "DELETE FROM overlap WHERE a = ?1", [Id(id)])?;
    run(c, "DELETE FROM overlap WHERE b = ?1", [Id(id)])?;
    let mut lost: BTreeSet<ArticleId> = before.into_iter().collect();
    let sql = "INSERT OR REPLACE INTO overlap (a, b, shared, a_in_b, b_in_a)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    for overlap in overlaps {
        let Overlap { a, b, shared, .. } = *overlap;
        lost.remove(&a);
        lost.remove(&b);
        run(
            c,
            sql,
            params![Id(a), Id(b), shared, overlap.a_in_b, overlap.b_in_a],
        )?;
    }
    Ok(lost)
}

/// The overlaps of an article, the largest first.
pub(crate) fn of(c: &Connection, id: ArticleId) -> Result<Vec<Overlap>> {
    let sql = "SELECT a, b, shared, a_in_b, b_in_a FROM overlap WHERE a = ?1
        UNION ALL SELECT a, b, shared, a_in_b, b_in_a FROM overlap WHERE b = ?1
        ORDER BY shared DESC, a, b";
    all(c, sql, [Id(id)], read)
}

fn read(row: &Row<'_>) -> Result<Overlap> {
    Ok(Overlap {
        a: row.get::<_, Id>(0)?.0,
        b: row.get::<_, Id>(1)?.0,
        shared: row.get(2)?,
        a_in_b: row.get(3)?,
        b_in_a: row.get(4)?,
    })
}

/// The article and all that are connected with it, by their ids.
pub(crate) fn connected(c: &Connection, id: ArticleId) -> Result<Vec<ArticleId>> {
    let sql = "WITH RECURSIVE kin (id) AS (
            SELECT id FROM article WHERE id = ?1
            UNION SELECT overlap.b FROM kin JOIN overlap ON overlap.a = kin.id
            UNION SELECT overlap.a FROM kin JOIN overlap ON overlap.b = kin.id
        ) SELECT id FROM kin";
    let mut ids = all(c, sql, [Id(id)], |row| row.get(0).map(|Id(id)| id))?;
    ids.sort_unstable();
    Ok(ids)
}

/// The article and so many that are connected with it by the fewest overlaps, the largest first; by their ids.
pub(crate) fn nearest(c: &Connection, id: ArticleId, limit: usize) -> Result<Vec<ArticleId>> {
    let mut found = BTreeSet::from([id]);
    let mut open = VecDeque::from([id]);
    while let Some(at) = open.pop_front().filter(|_| found.len() < limit) {
        for overlap in of(c, at)? {
            let other = overlap.other(at);
            if found.len() < limit && found.insert(other) {
                open.push_back(other);
            }
        }
    }
    Ok(found.into_iter().collect())
}

/// The overlaps between two of these articles, by their ids.
pub(crate) fn among(c: &Connection, ids: &[ArticleId]) -> Result<Vec<Overlap>> {
    let members: BTreeSet<ArticleId> = ids.iter().copied().collect();
    let sql = "SELECT a, b, shared, a_in_b, b_in_a FROM overlap WHERE a = ?1";
    let mut found = Vec::new();
    for id in &members {
        let overlaps = all(c, sql, [Id(*id)], read)?;
        let inside = overlaps
            .into_iter()
            .filter(|overlap| members.contains(&overlap.b));
        found.extend(inside);
    }
    found.sort_unstable_by_key(|overlap| (overlap.a, overlap.b));
    Ok(found)
}
