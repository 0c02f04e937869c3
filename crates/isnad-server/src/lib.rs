//! The reader: pages over a data folder, made by the server, that work without scripts.
//!
//! ```no_run
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
//! isnad_server::serve(listener, "data".into(), std::future::pending()).await?;
//! # Ok(()) }
//! ```
//!
//! | address | shows |
//! | --- | --- |
//! | `/` | the newest stories |
//! | `/story/{id}` | one story: its articles, how the report travelled, figures that disagree |
//! | `/article/{id}` | one article with every annotation and its evidence |
//! | `/compare/{a}/{b}` | two articles beside each other |
//! | `/source/{identity}`, `/sources` | who publishes and who is credited |
//! | `/api/v1/article/{id}`, `/api/v1/stories`, `/api/v1/compare/{a}/{b}` | the same as JSON |
//! | `/healthz` | whether the store can be read |
//!
//! # How it is made
//!
//! A handler asks the store (`load`), turns the answer into what the page shows (`view`, plain
//! functions), and names a template. The words of the interface are data files under `strings/`, the
//! look is one style sheet. Content from outside is escaped by the templates, loses the characters
//! that could turn the page about (`text`), and becomes a link only when it is a web address.
//!
//! # Limits
//!
//! Reading only: nothing here changes the store. There is no sign-in; put a proxy that asks for a
//! password before it when not everyone may read. Pictures of articles are not shown, because
//! showing them would tell their sites who reads what.

mod answer;
mod api;
mod assets;
mod error;
mod lineage;
mod load;
mod marks;
mod pages;
mod pool;
mod strings;
mod text;
mod ui;
mod view;

use std::{future::Future, path::PathBuf};

use axum::{
    Router,
    extract::State,
    http::StatusCode,
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use tokio::net::TcpListener;

pub use error::Error;

use pool::Pool;

/// Serves a data folder until `shutdown` is ready; requests under way are finished first.
///
/// # Errors
/// When the listening socket fails.
pub async fn serve(
    listener: TcpListener,
    store_folder: PathBuf,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Error> {
    serve_with(listener, store_folder, Router::new(), shutdown).await
}

/// The same with further routes beside the reader's, such as `/metrics`.
///
/// # Errors
/// When the listening socket fails.
pub async fn serve_with(
    listener: TcpListener,
    store_folder: PathBuf,
    more: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Error> {
    let service = axum::serve(listener, router(store_folder).merge(more));
    Ok(service.with_graceful_shutdown(shutdown).await?)
}

/// The same without a socket, for tests and for mounting elsewhere.
pub fn router(store_folder: PathBuf) -> Router {
    Router::new()
        .route("/", get(pages::front))
        .route("/story/{id}", get(pages::story))
        .route("/article/{id}", get(pages::article))
        .route("/compare/{a}", get(pages::compare_with))
        .route("/compare/{a}/{b}", get(pages::compare))
        .route("/sources", get(pages::sources))
        .route("/source/{identity}", get(pages::source))
        .route("/api/v1/article/{id}", get(api::article))
        .route("/api/v1/compare/{a}/{b}", get(api::compare))
        .route("/api/v1/stories", get(api::stories))
        .route("/healthz", get(health))
        .route(&assets::STYLE_HREF, get(assets::style))
        .fallback(pages::missing)
        .layer(middleware::from_fn(answer::guard))
        .with_state(Pool::new(store_folder))
}

/// `ok` when the store answers.
async fn health(State(pool): State<Pool>) -> Response {
    match pool.ask(|store| Ok(store.stories(1, 0)?)).await {
        Ok(_) => "ok\n".into_response(),
        Err(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the store cannot be read\n",
        )
            .into_response(),
    }
}
