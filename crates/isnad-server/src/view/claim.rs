//! A report that its outlet calls exclusive, beside what is held. The words stay neutral: Isnad holds
//! what it was given, and more may have been printed elsewhere.

use isnad::{
    model::{Derivation, Overlap, Reading},
    trace::{self, Exclusive},
};

use crate::text::{Text, brief};

use super::{SourceView, Why, compare_href};

/// Longest words of a claim that are shown.
const LONGEST: usize = 60;

/// The claim and what is held beside it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ClaimView {
    /// The words that make it.
    pub(crate) words: Option<Text>,
    /// Where they stand on the page.
    pub(crate) place: String,
    /// String key of what is held.
    pub(crate) held: &'static str,
    /// The article its text stands in, beside this one.
    pub(crate) other: Option<(Option<SourceView>, String)>,
    pub(crate) why: Why,
}

/// `derivations` are those of the article and of its copies; `parent` is whom it took from.
pub(crate) fn claim(
    reading: &Reading,
    overlaps: &[Overlap],
    derivations: &[Derivation],
    parent: Option<&Reading>,
) -> Option<ClaimView> {
    let (evidence, shown) = trace::exclusive(reading, overlaps, derivations)?;
    let article = &reading.article;
    let words = evidence.span.map(|span| span.of(&article.text));
    let blocks = &article.blocks;
    let block = evidence
        .span
        .and_then(|span| blocks.iter().position(|block| block.span.contains(span)));
    let other = match shown {
        Exclusive::After(id) => Some((
            parent
                .and_then(|parent| parent.article.publisher.as_ref())
                .map(SourceView::of),
            compare_href(id, article.id),
        )),
        _ => None,
    };
    Some(ClaimView {
        words: words
            .filter(|words| !words.is_empty())
            .map(|words| Text::of(article, &brief(words, LONGEST))),
        place: super::body::anchor(article, block),
        held: match shown {
            Exclusive::Alone => "claim.alone",
            Exclusive::First => "claim.first",
            Exclusive::After(_) => "claim.after",
            Exclusive::Open => "claim.open",
        },
        other,
        why: Why::of(evidence, article),
    })
}
