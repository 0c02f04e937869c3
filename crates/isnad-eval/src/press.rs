//! Articles of outlets as a crawl found them, and the pairs of them that share text.

use std::path::Path;

use serde::Deserialize;

use crate::{error::Error, gold};

/// An article of `articles.jsonl.gz`.
#[derive(Deserialize)]
pub(crate) struct Row {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) outlet: String,
    #[serde(default)]
    pub(crate) url: String,
    /// When the crawl found it, hours or days after publication.
    #[serde(default)]
    pub(crate) time_extracted: String,
    #[serde(default)]
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) byline: String,
    pub(crate) text: String,
}

/// A pair of `copy_pairs.jsonl`.
#[derive(Deserialize)]
pub(crate) struct Pair {
    pub(crate) a: String,
    pub(crate) b: String,
    /// How much of the shorter text is in the other.
    pub(crate) containment: f32,
}

/// The articles of a folder.
///
/// # Errors
/// When they cannot be read.
pub(crate) fn articles(folder: &Path) -> Result<Vec<Row>, Error> {
    gold::lines(&folder.join("articles.jsonl.gz"))
}

/// The pairs of a folder.
///
/// # Errors
/// When they cannot be read.
pub(crate) fn pairs(folder: &Path) -> Result<Vec<Pair>, Error> {
    gold::lines(&folder.join("copy_pairs.jsonl"))
}
