//! The tables `article` and `revision`.

use isnad::{
    model::{ArticleId, Reading, Source},
    trace,
};
use rusqlite::{Connection, Result, params};

use super::{Id, Json, all, count, fingerprint, first, order, run, source, story};
use crate::{PageNumber, Revision};

/// Keeps a state of an article. Says whether it is the current one, which is the one fetched last.
pub(crate) fn put(c: &Connection, page: PageNumber, reading: &Reading) -> Result<bool> {
    let id = Id(reading.article.id);
    let fetched = order(reading.article.fetched);
    run(
        c,
        "INSERT OR REPLACE INTO revision (article, page, fetched, reading) VALUES (?1, ?2, ?3, ?4)",
        params![id, page.cast_signed(), fetched, Json(reading)],
    )?;
    let latest = "SELECT page FROM revision WHERE article = ?1
        ORDER BY fetched DESC, page DESC LIMIT 1";
    let latest: Option<i64> = first(c, latest, [&id], |row| row.get(0))?;
    if latest != Some(page.cast_signed()) {
        return Ok(false);
    }
    make_current(c, page, reading)?;
    fingerprint::note(c, id.0, Some(&trace::fingerprints(&reading.article)))?;
    source::put_credits(c, reading)?;
    story::set_untold(c, id.0)?;
    Ok(true)
}

/// Lets all states of an article go. Says whether there were any.
pub(crate) fn remove(c: &Connection, id: ArticleId) -> Result<bool> {
    story::set_untold(c, id)?;
    source::remove_credits(c, id)?;
    fingerprint::note(c, id, None)?;
    run(c, "DELETE FROM revision WHERE article = ?1", [Id(id)])?;
    Ok(run(c, "DELETE FROM article WHERE id = ?1", [Id(id)])? > 0)
}

fn make_current(c: &Connection, page: PageNumber, reading: &Reading) -> Result<()> {
    let article = &reading.article;
    let publisher = article.publisher.as_ref().map(Source::identity);
    let sql = "INSERT INTO article (id, page, url, publisher, moment, unsettled)
        VALUES (?1, ?2, ?3, ?4, ?5, 1)
        ON CONFLICT (id) DO UPDATE SET page = ?2, url = ?3, publisher = ?4, moment = ?5, unsettled = 1";
    let moment = order(article.moment());
    run(
        c,
        sql,
        params![
            Id(article.id),
            page.cast_signed(),
            article.url,
            publisher,
            moment
        ],
    )?;
    Ok(())
}

/// The current state.
pub(crate) fn reading(c: &Connection, id: ArticleId) -> Result<Option<Reading>> {
    let sql = "SELECT revision.reading FROM article
        JOIN revision ON revision.article = article.id AND revision.page = article.page
        WHERE article.id = ?1";
    first(c, sql, [Id(id)], |row| {
        row.get(0).map(|Json(reading)| reading)
    })
}

/// The current states of several articles, in their order; those not held are left out.
pub(crate) fn readings(c: &Connection, ids: &[ArticleId]) -> Result<Vec<Reading>> {
    ids.iter()
        .filter_map(|id| reading(c, *id).transpose())
        .collect()
}

/// All states of several articles; those not held are left out.
pub(crate) fn states(c: &Connection, ids: &[ArticleId]) -> Result<Vec<Reading>> {
    let mut states = Vec::new();
    for id in ids {
        states.extend(revisions(c, *id)?.into_iter().map(|one| one.reading));
    }
    Ok(states)
}

/// The articles with the latest moments, the latest first.
pub(crate) fn newest(c: &Connection, limit: usize) -> Result<Vec<ArticleId>> {
    let sql = "SELECT id FROM article ORDER BY moment DESC, id DESC LIMIT ?1";
    all(c, sql, [count(limit)], |row| row.get(0).map(|Id(id)| id))
}

/// The moment of the article that is the latest.
pub(crate) fn latest(c: &Connection) -> Result<Option<i64>> {
    let found = first(c, "SELECT MAX(moment) FROM article", [], |row| row.get(0))?;
    Ok(found.flatten())
}

/// The moment of the last of so many articles before a moment, or after it; nothing when there are fewer.
pub(crate) fn moment_beside(
    c: &Connection,
    moment: i64,
    nth: usize,
    is_before: bool,
) -> Result<Option<i64>> {
    let before = "SELECT moment FROM article WHERE moment < ?1 ORDER BY moment DESC, id DESC LIMIT 1 OFFSET ?2";
    let after =
        "SELECT moment FROM article WHERE moment > ?1 ORDER BY moment, id LIMIT 1 OFFSET ?2";
    let sql = if is_before { before } else { after };
    first(c, sql, params![moment, count(nth)], |row| row.get(0))
}

/// The articles of a stretch of time.
pub(crate) fn between(c: &Connection, from: i64, to: i64) -> Result<Vec<ArticleId>> {
    let sql = "SELECT id FROM article WHERE moment >= ?1 AND moment < ?2 ORDER BY moment, id";
    all(c, sql, [from, to], |row| row.get(0).map(|Id(id)| id))
}

/// The articles without a moment that came last.
pub(crate) fn undated(c: &Connection, limit: usize) -> Result<Vec<ArticleId>> {
    let sql = "SELECT id FROM article WHERE moment IS NULL ORDER BY page DESC, id LIMIT ?1";
    all(c, sql, [count(limit)], |row| row.get(0).map(|Id(id)| id))
}

pub(crate) fn unsettled(c: &Connection) -> Result<Vec<ArticleId>> {
    let sql = "SELECT id FROM article WHERE unsettled ORDER BY id";
    all(c, sql, [], |row| row.get(0).map(|Id(id)| id))
}

pub(crate) fn set_unsettled(c: &Connection, id: ArticleId, unsettled: bool) -> Result<()> {
    let sql = "UPDATE article SET unsettled = ?2 WHERE id = ?1";
    run(c, sql, params![Id(id), unsettled])?;
    Ok(())
}

/// The states of an article, the latest first. Fetches that found nothing changed are not states:
/// of each run of equals only the first is.
pub(crate) fn revisions(c: &Connection, id: ArticleId) -> Result<Vec<Revision>> {
    let sql = "SELECT page, reading FROM revision WHERE article = ?1 ORDER BY fetched, page";
    let rows = all(c, sql, [Id(id)], |row| {
        let Json(reading) = row.get::<_, Json<Reading>>(1)?;
        Ok((row.get::<_, i64>(0)?.cast_unsigned(), reading))
    })?;
    let mut revisions: Vec<Revision> = Vec::new();
    for (page, reading) in rows {
        let last = revisions.last();
        if last.is_some_and(|last| is_unchanged(&last.reading, &reading)) {
            continue;
        }
        revisions.push(Revision {
            number: revisions.len() as u32 + 1,
            fetched: reading.article.fetched,
            page,
            reading,
        });
    }
    revisions.reverse();
    Ok(revisions)
}

/// Whether two states say the same; what surrounds an article on its page changes with every fetch.
fn is_unchanged(before: &Reading, after: &Reading) -> bool {
    let (before, after) = (&before.article, &after.article);
    before.text == after.text
        && before.published == after.published
        && before.modified == after.modified
        && before.byline == after.byline
}
