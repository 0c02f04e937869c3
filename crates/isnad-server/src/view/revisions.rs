//! What changed from one state of an article to the next.

use isnad::{
    model::{Figure, Reading},
    text::lang::correction::is_correction,
};
use isnad_store::Revision;

use crate::{strings::Words, text::Text};

use super::{When, headline, notes::value};

/// One state, against the one before it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RevisionView {
    pub(crate) number: u32,
    pub(crate) fetched: Option<When>,
    /// The oldest state held.
    pub(crate) first: bool,
    /// Whether any word differs from the state before.
    pub(crate) changed: bool,
    /// Whether a note that was not there before says that the report was corrected.
    pub(crate) marked: bool,
    /// The headline before and now, when it changed.
    pub(crate) headline: Option<(Option<Text>, Option<Text>)>,
    /// Figures that were there before and are not now, and the other way round.
    pub(crate) gone: Vec<String>,
    pub(crate) come: Vec<String>,
}

/// `revisions` as the store gives them, the latest first.
pub(crate) fn revisions(words: &Words, revisions: &[Revision]) -> Vec<RevisionView> {
    let view = |(at, revision): (usize, &Revision)| {
        let before = revisions.get(at + 1).map(|older| &older.reading);
        one(words, revision, before)
    };
    revisions.iter().enumerate().map(view).collect()
}

fn one(words: &Words, revision: &Revision, before: Option<&Reading>) -> RevisionView {
    let now = &revision.reading;
    let headlines = before.map(|before| (headline(&before.article), headline(&now.article)));
    RevisionView {
        number: revision.number,
        fetched: revision.fetched.map(|moment| When::of(words, moment)),
        first: before.is_none(),
        changed: before.is_some_and(|before| before.article.text != now.article.text),
        marked: before.is_some_and(|before| marked(before, now)),
        headline: headlines.filter(|(before, now)| before != now),
        gone: before.map_or_else(Vec::new, |before| missing(words, before, now)),
        come: before.map_or_else(Vec::new, |before| missing(words, now, before)),
    }
}

/// Whether `now` has a note of correction that `before` lacks.
fn marked(before: &Reading, now: &Reading) -> bool {
    let mut blocks = now
        .article
        .blocks
        .iter()
        .map(|block| now.article.words(block));
    blocks.any(|words| is_correction(words) && !before.article.text.contains(words))
}

/// The figures of `from` that `other` lacks, each once.
fn missing(words: &Words, from: &Reading, other: &Reading) -> Vec<String> {
    let same = |a: &Figure, b: &Figure| {
        (a.value, a.upper, a.bound, &a.unit) == (b.value, b.upper, b.bound, &b.unit)
    };
    let mut out: Vec<String> = from
        .figures
        .iter()
        .filter(|figure| !other.figures.iter().any(|held| same(figure, held)))
        .map(|figure| shown(words, from, figure))
        .collect();
    out.dedup();
    out
}

/// The figure's own words, else its value.
fn shown(words: &Words, reading: &Reading, figure: &Figure) -> String {
    let exact = figure.span.of(&reading.article.text);
    if exact.is_empty() {
        value(words, figure)
    } else {
        crate::text::neutral(exact)
    }
}
