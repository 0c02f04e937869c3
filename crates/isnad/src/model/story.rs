use serde::{Deserialize, Serialize};

use super::{ArticleId, Moment, Origin, Span};

/// Articles about one event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// The id of its earliest article.
    pub id: ArticleId,
    /// The headline to show, taken from one of its articles.
    pub headline: String,
    /// Its articles, the earliest first.
    pub articles: Vec<ArticleId>,
    /// When the first article was published.
    pub first: Option<Moment>,
    /// When the last article was published.
    pub last: Option<Moment>,
    /// The distinct outlets that carry it, by the publisher's identity, sorted.
    pub outlets: Vec<String>,
    /// The distinct known origins behind its articles.
    pub origins: Vec<Origin>,
    /// Figures about one thing that do not agree.
    pub conflicts: Vec<Conflict>,
}

/// Figures about one thing that do not agree. Isnad never says which is right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// The unit they count, as in [`Figure::unit`](super::Figure::unit).
    pub unit: String,
    /// Where each stands: the article, and the span of the figure in its text.
    pub figures: Vec<(ArticleId, Span)>,
}
