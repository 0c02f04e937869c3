//! From a question to the store to a response: the one place where pages become bytes, headers are
//! set and failures are told.

use askama::Template;
use axum::{
    extract::Request,
    http::{
        HeaderValue, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, SET_COOKIE,
            VARY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
        },
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use isnad_store::Store;

use crate::{Error, pages::Message, pool::Pool, ui::Ui};

/// Nothing but this server's own style sheet is ever loaded, no form goes anywhere else, no page may
/// frame this one.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Asks for a page. `None` is "no such page".
pub(crate) async fn page<T, F>(pool: &Pool, ui: Ui, make: F) -> Response
where
    T: Template,
    F: FnOnce(&Store, Ui) -> Result<Option<T>, isnad_store::Error> + Send + 'static,
{
    let shown = ui.clone();
    let asked = pool.ask(move |store| {
        let page = make(store, shown)?;
        Ok(page.map(|page| page.render()).transpose()?)
    });
    match asked.await {
        Ok(Some(html)) => html_response(StatusCode::OK, &ui, html),
        Ok(None) => message(StatusCode::NOT_FOUND, &ui),
        Err(error) => {
            tell(&error);
            message(StatusCode::INTERNAL_SERVER_ERROR, &ui)
        }
    }
}

/// Asks for JSON. `None` is "no such thing".
pub(crate) async fn json<T, F>(pool: &Pool, make: F) -> Response
where
    T: serde::Serialize,
    F: FnOnce(&Store) -> Result<Option<T>, isnad_store::Error> + Send + 'static,
{
    let asked = pool.ask(move |store| {
        let value = make(store)?;
        Ok(value
            .map(|value| serde_json::to_string(&value))
            .transpose()?)
    });
    let (status, body) = match asked.await {
        Ok(Some(body)) => (StatusCode::OK, body),
        Ok(None) => (StatusCode::NOT_FOUND, r#"{"error":"not found"}"#.to_owned()),
        Err(error) => {
            tell(&error);
            let body = r#"{"error":"the store could not be read"}"#.to_owned();
            (StatusCode::INTERNAL_SERVER_ERROR, body)
        }
    };
    (status, [(CONTENT_TYPE, "application/json")], body).into_response()
}

/// A page that only says what is wrong: 400, 404 or 500.
pub(crate) fn message(status: StatusCode, ui: &Ui) -> Response {
    let page = Message {
        title: format!("error.{}", status.as_u16()),
        hint: format!("error.{}.hint", status.as_u16()),
        ui: ui.clone(),
    };
    match page.render() {
        Ok(html) => html_response(status, ui, html),
        Err(error) => {
            tell(&error.into());
            status.into_response()
        }
    }
}

fn html_response(status: StatusCode, ui: &Ui, html: String) -> Response {
    let mut response = (
        status,
        [
            (CONTENT_TYPE, "text/html; charset=utf-8"),
            (VARY, "Accept-Language, Cookie"),
            (CACHE_CONTROL, "private, no-cache"),
        ],
        html,
    )
        .into_response();
    if ui.asked {
        let year = 365 * 24 * 60 * 60;
        let cookie = format!(
            "lang={}; Path=/; Max-Age={year}; SameSite=Lax; HttpOnly",
            ui.w.code
        );
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().insert(SET_COOKIE, cookie);
        }
    }
    response
}

/// A failure is told once, here, to whoever runs the server; readers see that it happened.
fn tell(error: &Error) {
    eprintln!("isnad-server: {error}");
}

/// The headers that every response carries.
pub(crate) async fn guard(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (X_FRAME_OPTIONS, "DENY"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
