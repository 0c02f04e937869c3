//! The tables `source` and `credit`.

use std::collections::BTreeMap;

use isnad::model::{ArticleId, Reading, Source};
use rusqlite::{Connection, Result, Row, params};

use super::{Id, Json, all, count, first, order, run};
use crate::SourceRow;

/// Keeps which sources an article comes from and credits, in place of those it had.
pub(crate) fn put_credits(c: &Connection, reading: &Reading) -> Result<()> {
    let id = Id(reading.article.id);
    remove_credits(c, id.0)?;
    if let Some(publisher) = &reading.article.publisher {
        put(c, publisher)?;
    }
    let credited: BTreeMap<&str, &Source> = reading
        .credits
        .iter()
        .rev()
        .map(|credit| (credit.source.identity(), &credit.source))
        .collect();
    let moment = order(reading.article.moment());
    for (identity, source) in credited {
        put(c, source)?;
        let sql = "INSERT INTO credit (article, source, moment) VALUES (?1, ?2, ?3)";
        run(c, sql, params![id, identity, moment])?;
    }
    Ok(())
}

/// Keeps none of what an article credits.
pub(crate) fn remove_credits(c: &Connection, id: ArticleId) -> Result<()> {
    run(c, "DELETE FROM credit WHERE article = ?1", [Id(id)])?;
    Ok(())
}

/// The first form in which a source was met stays.
fn put(c: &Connection, source: &Source) -> Result<()> {
    let sql = "INSERT OR IGNORE INTO source (identity, value) VALUES (?1, ?2)";
    run(c, sql, params![source.identity(), Json(source)])?;
    Ok(())
}

/// Every source with an article.
pub(crate) fn list(c: &Connection) -> Result<Vec<SourceRow>> {
    let sql = "WITH
        published AS (SELECT publisher AS identity, COUNT(*) AS n FROM article GROUP BY publisher),
        credited AS (SELECT source AS identity, COUNT(*) AS n FROM credit GROUP BY source)
        SELECT value, IFNULL(published.n, 0), IFNULL(credited.n, 0) FROM source
        LEFT JOIN published USING (identity) LEFT JOIN credited USING (identity)
        WHERE published.n > 0 OR credited.n > 0
        ORDER BY IFNULL(published.n, 0) + IFNULL(credited.n, 0) DESC, source.identity";
    all(c, sql, [], source_row)
}

pub(crate) fn get(c: &Connection, identity: &str) -> Result<Option<SourceRow>> {
    let sql = "SELECT value,
        (SELECT COUNT(*) FROM article WHERE publisher = ?1),
        (SELECT COUNT(*) FROM credit WHERE source = ?1)
        FROM source WHERE identity = ?1";
    first(c, sql, [identity], source_row)
}

fn source_row(row: &Row<'_>) -> Result<SourceRow> {
    let Json(source) = row.get(0)?;
    Ok(SourceRow {
        source,
        published: row.get::<_, u32>(1)? as usize,
        credited: row.get::<_, u32>(2)? as usize,
    })
}

/// The articles of a publisher, the newest first.
pub(crate) fn published_by(c: &Connection, identity: &str, limit: usize) -> Result<Vec<ArticleId>> {
    let sql = "SELECT id FROM article WHERE publisher = ?1
        ORDER BY moment DESC, id DESC LIMIT ?2";
    ids(c, sql, identity, limit)
}

/// The articles that credit a source, the newest first.
pub(crate) fn crediting(c: &Connection, identity: &str, limit: usize) -> Result<Vec<ArticleId>> {
    let sql = "SELECT article FROM credit WHERE source = ?1
        ORDER BY moment DESC, article DESC LIMIT ?2";
    ids(c, sql, identity, limit)
}

fn ids(c: &Connection, sql: &str, identity: &str, limit: usize) -> Result<Vec<ArticleId>> {
    all(c, sql, params![identity, count(limit)], |row| {
        row.get(0).map(|Id(id)| id)
    })
}
