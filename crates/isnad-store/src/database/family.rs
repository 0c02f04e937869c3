//! The tables `derivation` and `origin`: who copied whom.

use std::collections::BTreeSet;

use isnad::{
    model::{ArticleId, Derivation, Origin},
    trace::Family,
};
use rusqlite::{Connection, Result, params};

use super::{Id, Json, all, article, first, run};

/// Keeps one family, in place of what was known of its members.
pub(crate) fn settle(c: &Connection, family: &Family) -> Result<()> {
    for member in members(family) {
        run(c, "DELETE FROM derivation WHERE copy = ?1", [Id(member)])?;
        run(c, "DELETE FROM origin WHERE article = ?1", [Id(member)])?;
        article::set_unsettled(c, member, false)?;
    }
    for derivation in &family.derivations {
        run(
            c,
            "INSERT OR REPLACE INTO derivation (copy, parent, value) VALUES (?1, ?2, ?3)",
            params![
                Id(derivation.copy),
                derivation.parent.map(Id),
                Json(derivation)
            ],
        )?;
    }
    for (id, origin) in &family.origins {
        run(
            c,
            "INSERT OR REPLACE INTO origin (article, value) VALUES (?1, ?2)",
            params![Id(*id), Json(origin)],
        )?;
    }
    Ok(())
}

fn members(family: &Family) -> BTreeSet<ArticleId> {
    let derived = family
        .derivations
        .iter()
        .flat_map(|derivation| [Some(derivation.copy), derivation.parent]);
    let rooted = family.origins.iter().map(|(id, _)| *id);
    derived.flatten().chain(rooted).collect()
}

pub(crate) fn derivation(c: &Connection, copy: ArticleId) -> Result<Option<Derivation>> {
    let sql = "SELECT value FROM derivation WHERE copy = ?1";
    first(c, sql, [Id(copy)], |row| {
        row.get(0).map(|Json(value)| value)
    })
}

/// Removes what is known of an article, and gives those that had taken from it.
pub(crate) fn remove(c: &Connection, id: ArticleId) -> Result<Vec<ArticleId>> {
    let sql = "DELETE FROM derivation WHERE copy = ?1 OR parent = ?1 RETURNING copy";
    let copies = all(c, sql, [Id(id)], |row| row.get(0).map(|Id(id)| id))?;
    run(c, "DELETE FROM origin WHERE article = ?1", [Id(id)])?;
    Ok(copies)
}

/// The derivations from an article, by their copies' ids.
pub(crate) fn copies(c: &Connection, parent: ArticleId) -> Result<Vec<Derivation>> {
    let sql = "SELECT value FROM derivation WHERE parent = ?1";
    let mut copies: Vec<Derivation> = all(c, sql, [Id(parent)], |row| {
        row.get(0).map(|Json(value)| value)
    })?;
    copies.sort_unstable_by_key(|derivation| derivation.copy);
    Ok(copies)
}

pub(crate) fn origin(c: &Connection, id: ArticleId) -> Result<Option<Origin>> {
    let sql = "SELECT value FROM origin WHERE article = ?1";
    first(c, sql, [Id(id)], |row| row.get(0).map(|Json(value)| value))
}
