use serde::{Deserialize, Serialize};

use super::{Article, Credit, Evidence, Figure, Mention, Quote, TimeExpression, Window};

/// An article and what `annotate` read in it. Every list is in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The article.
    pub article: Article,
    /// Where the text names its sources.
    pub credits: Vec<Credit>,
    /// Where the outlet calls the report its own alone (`خاص`, "exclusive"): a claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exclusive: Option<Evidence>,
    /// Words and statements with their speakers.
    pub quotes: Vec<Quote>,
    /// Numbers with their units.
    pub figures: Vec<Figure>,
    /// Dates and times.
    pub times: Vec<TimeExpression>,
    /// When an article without a date was written, as far as its words tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inferred: Option<Window>,
    /// Names.
    pub mentions: Vec<Mention>,
}
