//! How much of a text, or of the texts of a story, comes from where.

use isnad::model::{Article, Shares};

use crate::text::Text;

use super::{SourceView, article_href, percent};

/// Own passages that are shown.
const PASSAGES: usize = 12;

/// What rounds to nothing is not shown.
const LEAST: f32 = 0.005;

/// The parts of a text by where they come from.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SharesView {
    pub(crate) parts: Vec<PartView>,
    /// The passages that the article has beside what it took.
    pub(crate) added: Vec<Text>,
    /// How many of them are not shown.
    pub(crate) unshown: usize,
}

/// One part.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PartView {
    pub(crate) share: String,
    /// Who, where it is known.
    pub(crate) source: Option<SourceView>,
    /// String key of what it is.
    pub(crate) kind: &'static str,
    /// The article at the root.
    pub(crate) href: Option<String>,
}

impl SharesView {
    /// Of one article, whose own passages stand in `article`; of a story, which has none.
    pub(crate) fn of(shares: &Shares, article: Option<&Article>) -> SharesView {
        let mut parts: Vec<PartView> = shares
            .origins
            .iter()
            .filter(|part| part.share >= LEAST)
            .map(|part| PartView {
                share: percent(part.share),
                source: part.origin.source.as_ref().map(SourceView::of),
                kind: "shares.from",
                href: part.origin.article.map(article_href),
            })
            .collect();
        let others = [
            (shares.own, "shares.own"),
            (shares.unknown, "shares.unknown"),
        ];
        for (words, kind) in others
            .into_iter()
            .filter(|(words, _)| shares.of(*words) >= LEAST)
        {
            parts.push(PartView {
                share: percent(shares.of(words)),
                source: None,
                kind,
                href: None,
            });
        }
        let passages = article.into_iter().flat_map(|article| {
            let spans = shares.added.iter();
            spans.map(|span| Text::of(article, span.of(&article.text)))
        });
        SharesView {
            parts,
            added: passages.take(PASSAGES).collect(),
            unshown: shares.added.len().saturating_sub(PASSAGES),
        }
    }

    /// Whether there is more to say than "all of it from here".
    pub(crate) fn is_telling(&self) -> bool {
        self.parts.len() > 1
    }
}
