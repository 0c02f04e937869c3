//! The pages: each handler asks the store, makes the view, and names its template.

use askama::Template;
use axum::{
    extract::{FromRequestParts, Path, State},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};

use isnad::model::ArticleId;

use crate::{
    answer, load,
    pool::Pool,
    text::safe_href,
    ui::Ui,
    view::{
        Card,
        article::{self, ArticleView},
        body::Shape,
        changes::LONG,
        compare::{self, CompareView},
        compare_href,
        front::{self, StoryRow},
        paint::Look,
        practice::{PracticeView, practice},
        source::SourceLine,
        story::{self, StoryView},
        story_href,
        timeline::Line,
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

/// Two ids in an address; anything else is no page.
pub(crate) struct Pair(pub(crate) (ArticleId, ArticleId));

impl<S: Sync + Send> FromRequestParts<S> for Pair {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Pair, Response> {
        let Ok(ui) = Ui::from_request_parts(parts, state).await;
        let ids = Path::<(String, String)>::from_request_parts(parts, state).await;
        let parsed = ids
            .ok()
            .and_then(|Path((a, b))| Some((a.parse().ok()?, b.parse().ok()?)));
        parsed
            .map(Pair)
            .ok_or_else(|| answer::message(StatusCode::NOT_FOUND, &ui))
    }
}

/// The article that a reader's words name: an id, an address of a page here, or of an article's own
/// page (the first article there).
fn wanted_article(words: &str) -> Option<ArticleId> {
    let words = words.trim();
    let tail = words.split(['?', '#']).next()?.rsplit('/').next()?;
    let is_id = |tail: &str| tail.len() == 16 && tail.bytes().all(|b| b.is_ascii_hexdigit());
    let here = tail == words || words.contains("/article/");
    if here && is_id(tail) {
        return tail.parse().ok();
    }
    safe_href(words).map(|address| ArticleId::of(address.as_bytes(), 0))
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

/// Two articles beside each other.
#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage {
    ui: Ui,
    v: CompareView,
}

/// `GET /compare/{a}/{b}`
pub(crate) async fn compare(State(pool): State<Pool>, ui: Ui, Pair(ids): Pair) -> Response {
    answer::page(&pool, ui, move |store, ui| {
        let parts = load::compare(store, ids)?;
        Ok(parts.map(|parts| ComparePage {
            v: compare::compare(ui.w, &parts),
            ui,
        }))
    })
    .await
}

/// `GET /compare/{a}?with=…`: where the form of an article's page leads. The other article is told by
/// its id, its page here, or its own address.
pub(crate) async fn compare_with(ui: Ui, Segment(a): Segment) -> Response {
    let wanted = ui.text("with");
    match (a.parse(), wanted.as_deref().and_then(wanted_article)) {
        (Ok(a), Some(b)) => Redirect::temporary(&compare_href(a, b)).into_response(),
        (Ok(_), None) => answer::message(StatusCode::BAD_REQUEST, &ui),
        _ => answer::message(StatusCode::NOT_FOUND, &ui),
    }
}

/// A source.
#[derive(Template)]
#[template(path = "source.html")]
struct SourcePage {
    ui: Ui,
    line: SourceLine,
    practice: Option<PracticeView>,
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
            practice: practice(ui.w, &parts.practice),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_named_by_its_id_its_page_here_or_its_own_address() {
        let id = ArticleId(0x00ab_cdef_0123_4567);
        let address = "https://lennar.example/news/1?page=2";
        let cases = [
            ("00abcdef01234567", Some(id)),
            (
                " http://127.0.0.1:8420/article/00abcdef01234567?lang=en#b3 ",
                Some(id),
            ),
            ("/article/00abcdef01234567", Some(id)),
            (address, Some(ArticleId::of(address.as_bytes(), 0))),
            (
                "https://lennar.example/00abcdef01234567",
                Some(ArticleId::of(b"https://lennar.example/00abcdef01234567", 0)),
            ),
            ("the ferry", None),
            ("javascript:alert(1)", None),
            ("", None),
        ];
        for (words, expected) in cases {
            assert_eq!(wanted_article(words), expected, "{words}");
        }
    }
}
