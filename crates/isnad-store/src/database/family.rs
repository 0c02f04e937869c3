//! The tables `derivation` and `origin`: who copied whom.

use std::collections::{BTreeMap, BTreeSet};

use isnad::{
    model::{ArticleId, Derivation, Origin},
    trace::Family,
};
use rusqlite::{Connection, Result, params};

use super::{Id, Json, all, article, first, run, story};

/// Keeps one family, in place of what was known of its members. What is as it was is not written
/// again, since one article that comes to a large family leaves most of it as it was.
pub(crate) fn settle(c: &Connection, family: &Family) -> Result<()> {
    let derivations: BTreeMap<ArticleId, &Derivation> = family
        .derivations
        .iter()
        .map(|one| (one.copy, one))
        .collect();
    let origins: BTreeMap<ArticleId, &Origin> = family
        .origins
        .iter()
        .map(|(id, origin)| (*id, origin))
        .collect();
    for member in members(family) {
        set_derivation(c, member, derivations.get(&member).copied())?;
        if set_origin(c, member, origins.get(&member).copied())? {
            story::set_untold(c, member)?;
        }
        article::set_unsettled(c, member, false)?;
    }
    Ok(())
}

/// Forgets what was traced of an article.
pub(crate) fn remove(c: &Connection, id: ArticleId) -> Result<()> {
    set_derivation(c, id, None)?;
    set_origin(c, id, None)?;
    Ok(())
}

fn set_derivation(c: &Connection, copy: ArticleId, now: Option<&Derivation>) -> Result<()> {
    let before = derivation(c, copy)?;
    match now {
        Some(now) if before.as_ref() != Some(now) => {
            let sql = "INSERT OR REPLACE INTO derivation (copy, parent, value) VALUES (?1, ?2, ?3)";
            run(c, sql, params![Id(copy), now.parent.map(Id), Json(now)])?;
        }
        None if before.is_some() => {
            run(c, "DELETE FROM derivation WHERE copy = ?1", [Id(copy)])?;
        }
        _ => {}
    }
    Ok(())
}

/// Says whether it is another than before.
fn set_origin(c: &Connection, id: ArticleId, now: Option<&Origin>) -> Result<bool> {
    let before = origin(c, id)?;
    if before.as_ref() == now {
        return Ok(false);
    }
    match now {
        Some(now) => {
            let sql = "INSERT OR REPLACE INTO origin (article, value) VALUES (?1, ?2)";
            run(c, sql, params![Id(id), Json(now)])?;
        }
        None => {
            run(c, "DELETE FROM origin WHERE article = ?1", [Id(id)])?;
        }
    }
    Ok(true)
}

/// Those of whom it tells an origin or a derivation.
fn members(family: &Family) -> BTreeSet<ArticleId> {
    let derived = family.derivations.iter().map(|derivation| derivation.copy);
    let rooted = family.origins.iter().map(|(id, _)| *id);
    derived.chain(rooted).collect()
}

pub(crate) fn derivation(c: &Connection, copy: ArticleId) -> Result<Option<Derivation>> {
    let sql = "SELECT value FROM derivation WHERE copy = ?1";
    first(c, sql, [Id(copy)], |row| {
        row.get(0).map(|Json(value)| value)
    })
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
