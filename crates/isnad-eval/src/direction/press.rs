//! The articles of a crawl as pages would tell them, annotated.

use std::path::Path;

use isnad::{
    annotate::annotate,
    model::{Article, BlockKind, Direction, Language, Moment, Reading, Source, SourceKind},
    text::lang::agencies::agency_at,
};

use super::id;
use crate::{
    error::Error,
    press::{self, Row},
};

/// The articles of a folder, annotated.
///
/// # Errors
/// When they cannot be read.
pub(crate) fn readings(folder: &Path) -> Result<Vec<Reading>, Error> {
    Ok(press::articles(folder)?.iter().map(reading).collect())
}

/// An article with what is read in it.
pub(super) fn reading(row: &Row) -> Reading {
    annotate(article(row), None)
}

/// An article as its page would tell it.
pub(crate) fn article(row: &Row) -> Article {
    let time = row.time_extracted.replacen(' ', "T", 1) + "Z";
    let instant: Option<jiff::Timestamp> = time.parse().ok();
    let mut article = Article {
        id: id(&row.id),
        language: Language::from_tag("ar"),
        publisher: Some(publisher(row)),
        published: instant.map(Moment::at),
        ..Article::default()
    };
    let blocks = [
        (BlockKind::Headline, &row.title),
        (BlockKind::Byline, &row.byline),
    ];
    for (kind, text) in blocks
        .into_iter()
        .filter(|(_, text)| !text.trim().is_empty())
    {
        article.push(kind, text.trim(), "eval", Direction::Rtl);
    }
    for line in row
        .text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        article.push(BlockKind::Paragraph, line, "eval", Direction::Rtl);
    }
    article
}

/// The publisher as its address tells it, where a page names none: an agency on its own site, else the host.
fn publisher(row: &Row) -> Source {
    let host = row
        .url
        .split_once("://")
        .and_then(|(_, rest)| rest.split(['/', ':']).next())
        .map(|host| host.strip_prefix("www.").unwrap_or(host));
    host.and_then(agency_at).unwrap_or_else(|| Source {
        name: row.outlet.clone(),
        kind: SourceKind::Outlet,
        key: Some(host.unwrap_or(&row.outlet).to_owned()),
    })
}
