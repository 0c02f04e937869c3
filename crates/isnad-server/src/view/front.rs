//! The front page: the newest stories.

use isnad::model::{Reading, Story};

use crate::{strings::Words, text::Text};

use super::{ChainView, SourceView, When, conflict::conflicts, opening, story_href};

/// How many outlets a row names.
const NAMED: usize = 6;

/// A story in the list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StoryRow {
    pub(crate) href: String,
    pub(crate) headline: Text,
    pub(crate) brief: Option<Text>,
    pub(crate) outlets: Vec<SourceView>,
    /// How many more outlets carry it.
    pub(crate) others: usize,
    /// `7 outlets · 2 independent origins`.
    pub(crate) counts: String,
    pub(crate) first: Option<When>,
    /// Absent when it is the first as well.
    pub(crate) last: Option<When>,
    pub(crate) chain: ChainView,
    pub(crate) conflicts: usize,
}

/// `readings` are those of the story's articles that are held.
pub(crate) fn story_row(words: &Words, story: &Story, readings: &[Reading]) -> StoryRow {
    let face = face(story, readings);
    let outlets = outlets(readings);
    StoryRow {
        href: story_href(story.id),
        headline: headline(words, story, face),
        brief: face.and_then(|reading| opening(&reading.article)),
        others: story.outlets.len().saturating_sub(outlets.len().min(NAMED)),
        outlets: outlets.into_iter().take(NAMED).collect(),
        counts: counts(words, story),
        first: story.first.map(|moment| When::of(words, moment)),
        last: story
            .last
            .filter(|last| Some(*last) != story.first)
            .map(|moment| When::of(words, moment)),
        chain: longest_chain(readings),
        conflicts: disagreements(words, story, readings),
    }
}

/// How many things the story's page shows disagreeing figures about. Of a story with more articles
/// than were read here, all it was told.
fn disagreements(words: &Words, story: &Story, readings: &[Reading]) -> usize {
    if readings.len() < story.articles.len() {
        return story.conflicts.len();
    }
    conflicts(words, &story.conflicts, readings).len()
}

/// `7 outlets · 2 independent origins`.
pub(crate) fn counts(words: &Words, story: &Story) -> String {
    let outlets = words.count("outlets", story.outlets.len());
    let origins = words.count("origins", story.origins.len());
    format!("{outlets} · {origins}")
}

/// The headline with the direction of the article it is taken from.
pub(crate) fn headline(words: &Words, story: &Story, face: Option<&Reading>) -> Text {
    let text = match story.headline.trim() {
        "" => words.get("article.untitled"),
        headline => headline,
    };
    match face {
        Some(reading) => Text::of(&reading.article, text),
        None => Text::of(&isnad::model::Article::default(), text),
    }
}

/// The article whose headline the story shows, else the first.
pub(crate) fn face<'r>(story: &Story, readings: &'r [Reading]) -> Option<&'r Reading> {
    let shown = |reading: &&Reading| reading.article.headline() == Some(story.headline.as_str());
    readings.iter().find(shown).or(readings.first())
}

/// The distinct publishers in the order of the articles.
fn outlets(readings: &[Reading]) -> Vec<SourceView> {
    let mut seen: Vec<SourceView> = Vec::new();
    for publisher in readings.iter().filter_map(|r| r.article.publisher.as_ref()) {
        let view = SourceView::of(publisher);
        if !seen.iter().any(|known| known.href == view.href) {
            seen.push(view);
        }
    }
    seen
}

/// The chain that reaches furthest back; of equals the earliest article's.
fn longest_chain(readings: &[Reading]) -> ChainView {
    let mut longest = ChainView::default();
    for chain in readings.iter().map(ChainView::of) {
        if chain.steps.len() > longest.steps.len() {
            longest = chain;
        }
    }
    longest
}
