//! The tables `story`, `story_article` and `untold`.

use std::collections::BTreeSet;

use isnad::model::{ArticleId, Story};
use rusqlite::{Connection, Result, params};

use super::{Id, Json, all, count, first, order, run};

/// Keeps stories, in place of every story that held one of their articles.
pub(crate) fn put(c: &Connection, stories: &[Story]) -> Result<()> {
    for story in stories {
        for article in &story.articles {
            let held = "SELECT story FROM story_article WHERE article = ?1";
            if let Some(held) = first(c, held, [Id(*article)], |row| row.get::<_, Id>(0))? {
                delete(c, &held)?;
            }
        }
        delete(c, &Id(story.id))?;
    }
    for story in stories {
        run(
            c,
            "INSERT OR REPLACE INTO story (id, last, value) VALUES (?1, ?2, ?3)",
            params![Id(story.id), order(story.last), Json(story)],
        )?;
        for article in &story.articles {
            run(
                c,
                "INSERT OR REPLACE INTO story_article (article, story) VALUES (?1, ?2)",
                params![Id(*article), Id(story.id)],
            )?;
        }
    }
    Ok(())
}

fn delete(c: &Connection, story: &Id) -> Result<()> {
    run(c, "DELETE FROM story_article WHERE story = ?1", [story])?;
    run(c, "DELETE FROM story WHERE id = ?1", [story])?;
    Ok(())
}

/// Stories, the one with the newest article first.
pub(crate) fn list(c: &Connection, limit: usize, offset: usize) -> Result<Vec<Story>> {
    let sql = "SELECT value FROM story ORDER BY last DESC, id DESC LIMIT ?1 OFFSET ?2";
    all(c, sql, [count(limit), count(offset)], |row| {
        row.get(0).map(|Json(story)| story)
    })
}

pub(crate) fn of_article(c: &Connection, id: ArticleId) -> Result<Option<Story>> {
    let sql = "SELECT story.value FROM story_article
        JOIN story ON story.id = story_article.story WHERE story_article.article = ?1";
    first(c, sql, [Id(id)], |row| row.get(0).map(|Json(story)| story))
}

/// An article whose story has to be looked at again, with its moment where it has one.
pub(crate) type Untold = (ArticleId, Option<i64>);

/// Notes that the story of an article has to be looked at again.
pub(crate) fn set_untold(c: &Connection, id: ArticleId) -> Result<()> {
    let sql = "INSERT OR REPLACE INTO untold (article, moment) SELECT id, moment FROM article WHERE id = ?1";
    run(c, sql, [Id(id)])?;
    Ok(())
}

/// The articles whose story has to be looked at again, the latest first, those without a moment at the end.
pub(crate) fn untold(c: &Connection) -> Result<Vec<Untold>> {
    let sql = "SELECT article, moment FROM untold ORDER BY moment DESC, article DESC";
    all(c, sql, [], |row| {
        row.get(0).and_then(|Id(id)| Ok((id, row.get(1)?)))
    })
}

/// The story of an article has been looked at.
pub(crate) fn set_told(c: &Connection, id: ArticleId) -> Result<()> {
    run(c, "DELETE FROM untold WHERE article = ?1", [Id(id)])?;
    Ok(())
}

/// The stories that hold some of these articles, each as the set of all that it holds.
pub(crate) fn around(c: &Connection, ids: &[ArticleId]) -> Result<BTreeSet<BTreeSet<ArticleId>>> {
    let mut stories = BTreeSet::new();
    for id in ids {
        let sql = "SELECT story FROM story_article WHERE article = ?1";
        stories.extend(first(c, sql, [Id(*id)], |row| {
            row.get(0).map(|Id(story)| story)
        })?);
    }
    let articles = |story: ArticleId| {
        let sql = "SELECT article FROM story_article WHERE story = ?1";
        let found = all(c, sql, [Id(story)], |row| row.get(0).map(|Id(id)| id))?;
        Ok(found.into_iter().collect())
    };
    stories.into_iter().map(articles).collect()
}

/// Forgets a story, by an article that it held.
pub(crate) fn forget_of(c: &Connection, id: ArticleId) -> Result<()> {
    let held = "SELECT story FROM story_article WHERE article = ?1";
    match first(c, held, [Id(id)], |row| row.get::<_, Id>(0))? {
        Some(story) => delete(c, &story),
        None => Ok(()),
    }
}
