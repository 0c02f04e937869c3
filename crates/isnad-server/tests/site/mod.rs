//! The server without a socket, and what tests ask of an answer.
#![allow(dead_code, reason = "each test uses its own part")]
#![allow(clippy::expect_used, reason = "a fixture that fails is a failed test")]

use std::path::Path;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use isnad::model::ArticleId;
use tower::ServiceExt as _;

use crate::fixture::{Folder, fill};

pub(crate) struct Site(Router);

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: String,
    headers: HeaderMap,
}

/// The invented newsroom, kept in a folder of this name while the test runs, and the server over it.
pub(crate) fn site(name: &str) -> (Folder, Site) {
    let folder = Folder::new(name);
    drop(fill(&folder.0));
    let site = Site::over(&folder.0);
    (folder, site)
}

/// The article of a page's address.
pub(crate) fn id(url: &str) -> ArticleId {
    ArticleId::of(url.as_bytes(), 0)
}

impl Site {
    pub(crate) fn over(folder: &Path) -> Site {
        Site(isnad_server::router(folder.to_owned()))
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.get_with(path, "accept", "*/*").await
    }

    pub(crate) async fn get_with(&self, path: &str, header: &str, value: &str) -> Answer {
        let request = Request::builder().uri(path).header(header, value);
        let request = request.body(Body::empty()).expect("request");
        let response = self.0.clone().oneshot(request).await.expect("infallible");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 16 << 20).await.expect("body");
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(bytes.into()).expect("UTF-8"),
        }
    }

    pub(crate) async fn style_href(&self) -> String {
        let page = self.get("/nowhere").await.body;
        let (_, rest) = page
            .split_once(r#"<link rel="stylesheet" href=""#)
            .expect("link");
        rest.split('"').next().expect("href").to_owned()
    }
}

impl Answer {
    /// A header's value, or nothing.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("text"))
    }

    pub(crate) fn holds(&self, pieces: &[&str]) {
        for piece in pieces {
            assert!(self.body.contains(piece), "lacks {piece:?}:\n{}", self.body);
        }
    }

    pub(crate) fn lacks(&self, pieces: &[&str]) {
        for piece in pieces {
            assert!(
                !self.body.contains(piece),
                "holds {piece:?}:\n{}",
                self.body
            );
        }
    }

    pub(crate) fn in_order(&self, pieces: &[&str]) {
        let mut rest = self.body.as_str();
        for piece in pieces {
            let at = rest.find(piece);
            let at =
                at.unwrap_or_else(|| panic!("{piece:?} is not there or too early:\n{}", self.body));
            rest = &rest[at + piece.len()..];
        }
    }
}
