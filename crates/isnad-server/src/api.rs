//! `/api/v1`: the same things as JSON.

use axum::{
    extract::{Path, RawQuery, State},
    response::Response,
};
use isnad::{
    model::{ArticleId, Document, Story},
    trace::{self, Past as _},
};
use serde::Serialize;

use crate::{answer, load, pool::Pool, ui::number};

/// `GET /api/v1/article/{id}`: the [`Document`].
pub(crate) async fn article(State(pool): State<Pool>, Path(id): Path<String>) -> Response {
    answer::json(&pool, move |store| {
        let Ok(id) = id.parse::<ArticleId>() else {
            return Ok(None);
        };
        let reading = store.reading(id)?;
        Ok(reading.map(|reading| Document::new(&reading, &trace::chain(&reading))))
    })
    .await
}

/// `GET /api/v1/compare/{a}/{b}`: the [`Comparison`](isnad::model::Comparison) of two articles.
pub(crate) async fn compare(
    State(pool): State<Pool>,
    Path((a, b)): Path<(String, String)>,
) -> Response {
    answer::json(&pool, move |store| {
        let (Ok(a), Ok(b)) = (a.parse(), b.parse()) else {
            return Ok(None);
        };
        let parts = load::compare(store, (a, b))?;
        Ok(parts.map(|parts| {
            Document::of_comparison(&parts.comparison, &parts.a.article, &parts.b.article)
        }))
    })
    .await
}

/// The answer of `/api/v1/stories`.
#[derive(Serialize)]
struct Stories {
    schema: &'static str,
    stories: Vec<Story>,
    /// The offset of the next ones, when there are more.
    next: Option<usize>,
}

/// At most this many stories an answer.
const MOST: usize = 100;

/// `GET /api/v1/stories?limit=20&offset=0`, the story with the newest article first.
pub(crate) async fn stories(State(pool): State<Pool>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let limit = number(&query, "limit").unwrap_or(20).clamp(1, MOST);
    let offset = number(&query, "offset").unwrap_or(0).min(1_000_000);
    answer::json(&pool, move |store| {
        let mut stories = store.stories(limit + 1, offset)?;
        let next = (stories.len() > limit).then_some(offset + limit);
        stories.truncate(limit);
        Ok(Some(Stories {
            schema: Document::SCHEMA,
            stories,
            next,
        }))
    })
    .await
}
