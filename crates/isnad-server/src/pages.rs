//! The pages: each handler asks the store, makes the view, and names its template.

use askama::Template;
use axum::{
    extract::{FromRequestParts, Path, State},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};

use crate::{
    answer, load,
    pool::Pool,
    ui::Ui,
    view::{
        Card,
        article::{self, ArticleView},
        body::Shape,
        front::{self, StoryRow},
        source::SourceLine,
        story::{self, StoryView},
        story_href,
    },
};

/// The newest stories.
#[derive(Template)]
#[template(path = "front.html")]
struct Front {
    ui: Ui,
    stories: Vec<StoryRow>,
    /// Counts up from 1.
    page: usize,
    more: bool,
}

/// The one variable part of an address. When its percent-encoding is no UTF-8 the reader gets the
/// page that says so.
pub(crate) struct Segment(String);

impl<S: Sync + Send> FromRequestParts<S> for Segment {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Segment, Response> {
        let Ok(ui) = Ui::from_request_parts(parts, state).await;
        match Path::<String>::from_request_parts(parts, state).await {
            Ok(Path(segment)) => Ok(Segment(segment)),
            Err(_) => Err(answer::message(StatusCode::BAD_REQUEST, &ui)),
        }
    }
}

/// Far beyond any list, and far from overflow.
const LAST_PAGE: usize = 100_000;

/// `GET /`
pub(crate) async fn front(State(pool): State<Pool>, ui: Ui) -> Response {
    let page = ui.number("page").unwrap_or(1).clamp(1, LAST_PAGE);
    answer::page(&pool, ui, move |store, ui| {
        let (stories, more) = load::front(store, page - 1)?;
        let row = |(story, readings): &(_, Vec<_>)| front::story_row(ui.w, story, readings);
        Ok(Some(Front {
            stories: stories.iter().map(row).collect(),
            page,
            more,
            ui,
        }))
    })
    .await
}

/// A story.
#[derive(Template)]
#[template(path = "story.html")]
struct StoryPage {
    ui: Ui,
    v: StoryView,
}

/// `GET /story/{id}`. A story is known by its earliest article, and an earlier one may still come:
/// the address of any of its articles leads to it.
pub(crate) async fn story(State(pool): State<Pool>, ui: Ui, Segment(id): Segment) -> Response {
    let Ok(id) = id.parse() else {
        return answer::message(StatusCode::NOT_FOUND, &ui);
    };
    let moved = pool.ask(move |store| Ok(store.story_of(id)?.map(|story| story.id)));
    if let Ok(Some(now)) = moved.await
        && now != id
    {
        return Redirect::temporary(&story_href(now)).into_response();
    }
    answer::page(&pool, ui, move |store, ui| {
        let parts = load::story(store, id)?;
        Ok(parts.map(|parts| StoryPage {
            v: story::story(ui.w, &parts),
            ui,
        }))
    })
    .await
}

/// An article.
#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage {
    ui: Ui,
    v: ArticleView,
}

/// `GET /article/{id}`
pub(crate) async fn article(State(pool): State<Pool>, ui: Ui, Segment(id): Segment) -> Response {
    let Ok(id) = id.parse() else {
        return answer::message(StatusCode::NOT_FOUND, &ui);
    };
    answer::page(&pool, ui, move |store, ui| {
        let parts = load::article(store, id)?;
        Ok(parts.map(|parts| ArticlePage {
            v: article::article(ui.w, &parts),
            ui,
        }))
    })
    .await
}

/// A source.
#[derive(Template)]
#[template(path = "source.html")]
struct SourcePage {
    ui: Ui,
    line: SourceLine,
    published: Vec<Card>,
    crediting: Vec<Card>,
}

/// `GET /source/{identity}`
pub(crate) async fn source(
    State(pool): State<Pool>,
    ui: Ui,
    Segment(identity): Segment,
) -> Response {
    answer::page(&pool, ui, move |store, ui| {
        let parts = load::source(store, &identity)?;
        Ok(parts.map(|parts| SourcePage {
            line: SourceLine::of(&parts.row),
            published: parts.published.iter().map(|r| Card::of(ui.w, r)).collect(),
            crediting: parts.crediting.iter().map(|r| Card::of(ui.w, r)).collect(),
            ui,
        }))
    })
    .await
}

/// Every source.
#[derive(Template)]
#[template(path = "sources.html")]
struct SourcesPage {
    ui: Ui,
    lines: Vec<SourceLine>,
}

/// `GET /sources`
pub(crate) async fn sources(State(pool): State<Pool>, ui: Ui) -> Response {
    answer::page(&pool, ui, |store, ui| {
        let lines = store.sources()?.iter().map(SourceLine::of).collect();
        Ok(Some(SourcesPage { ui, lines }))
    })
    .await
}

/// A page that only says what is wrong.
#[derive(Template)]
#[template(path = "message.html")]
pub(crate) struct Message {
    pub(crate) ui: Ui,
    /// String keys.
    pub(crate) title: String,
    pub(crate) hint: String,
}

/// Any other address.
pub(crate) async fn missing(ui: Ui) -> Response {
    answer::message(StatusCode::NOT_FOUND, &ui)
}
