//! The shape of a page read by hand.

use std::ops::Range;

use serde::Deserialize;
use serde_json::{Map, Value};

/// The reading of a page. Offsets count Unicode scalar values of the page.
#[derive(Debug, Deserialize)]
pub(crate) struct Gold {
    pub(crate) articles: Vec<GoldArticle>,
    /// What belongs to the page and to no article.
    #[serde(default)]
    pub(crate) chrome: Vec<Row>,
}

/// One article as it should come out.
#[derive(Debug, Deserialize)]
pub(crate) struct GoldArticle {
    pub(crate) headline: Row,
    #[serde(default)]
    pub(crate) lead: Option<Row>,
    pub(crate) body: Vec<Row>,
    /// The day, `None` when the page does not give one.
    #[serde(default)]
    pub(crate) published: Option<String>,
    /// What becomes known with the day of the fetch.
    #[serde(default)]
    pub(crate) anchor: Option<Anchor>,
    #[serde(default)]
    pub(crate) related: Vec<Row>,
    #[serde(default)]
    pub(crate) credits: Vec<Row>,
    #[serde(default)]
    pub(crate) dates: Vec<Row>,
    #[serde(default)]
    pub(crate) figures: Vec<Row>,
    #[serde(default)]
    pub(crate) quotes: Vec<Row>,
    #[serde(default)]
    pub(crate) names: Vec<Row>,
}

/// When the page was fetched.
#[derive(Debug, Deserialize)]
pub(crate) struct Anchor {
    /// `YYYY-MM-DD`.
    pub(crate) fetched: String,
}

/// A place in the page and what is said of it.
#[derive(Debug, Deserialize)]
pub(crate) struct Row {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) text: String,
    /// Neither counts nor harms.
    #[serde(default)]
    pub(crate) optional: bool,
    /// The fields of its kind: `value`, `bound`, `speaker`, …
    #[serde(flatten)]
    pub(crate) fields: Map<String, Value>,
}

impl Row {
    pub(crate) fn place(&self) -> Range<usize> {
        self.start..self.end
    }
}
