//! Removing pages, and what was made of them, from all tables.

use isnad::model::ArticleId;
use rusqlite::{Connection, Result, params};

use super::{Id, all, article, count, family, first, overlap, run};

/// Removes some of the pages of a file; `false` when there were none.
pub(crate) fn pages(c: &Connection, file: &str, limit: usize) -> Result<bool> {
    let sql = "SELECT number FROM page WHERE file = ?1 LIMIT ?2";
    let pages: Vec<i64> = all(c, sql, params![file, count(limit)], |row| row.get(0))?;
    for page in &pages {
        let sql = "DELETE FROM revision WHERE page = ?1 RETURNING article";
        for Id(id) in all(c, sql, [page], |row| row.get(0))? {
            lose_state(c, id, *page)?;
        }
        run(c, "DELETE FROM page WHERE number = ?1", [page])?;
    }
    Ok(!pages.is_empty())
}

/// Removes what else was known of a file.
pub(crate) fn file(c: &Connection, file: &str) -> Result<()> {
    run(c, "DELETE FROM other WHERE file = ?1", [file])?;
    run(c, "DELETE FROM file WHERE name = ?1", [file])?;
    Ok(())
}

/// An article has lost the state that was recovered from a page. When that was the current one, the
/// article is no more; the pages of other states are read again, and it is what they say.
fn lose_state(c: &Connection, id: ArticleId, page: i64) -> Result<()> {
    let current = "SELECT page FROM article WHERE id = ?1";
    let current: Option<i64> = first(c, current, [Id(id)], |row| row.get(0))?;
    if current != Some(page) {
        return Ok(());
    }
    let sql = "UPDATE page SET pending = 1
        WHERE number IN (SELECT page FROM revision WHERE article = ?1)";
    run(c, sql, [Id(id)])?;
    remove(c, id)?;
    Ok(())
}

/// Removes an article with all its states. Says whether it was held. Those that it shared text with are
/// unsettled, and its story is to be told again.
pub(crate) fn remove(c: &Connection, id: ArticleId) -> Result<bool> {
    for lost in overlap::replace(c, id, &[])? {
        article::set_unsettled(c, lost, true)?;
    }
    family::remove(c, id)?;
    article::remove(c, id)
}
