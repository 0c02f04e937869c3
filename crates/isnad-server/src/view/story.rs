//! One story: its articles, how they derive from each other, and the figures that disagree.

use isnad::model::{ArticleId, Derivation, Origin, Reading, Story};

use crate::{strings::Words, text::Text};

use super::{
    Card, When,
    conflict::{ConflictView, conflicts},
    front::{counts, face, headline},
    percent,
    tree::{Tree, tree},
};

/// What the store holds of a story.
#[derive(Clone, Debug)]
pub(crate) struct StoryParts {
    pub(crate) story: Story,
    /// The articles, the earliest first.
    pub(crate) readings: Vec<Reading>,
    /// At most one an article.
    pub(crate) derivations: Vec<Derivation>,
    pub(crate) origins: Vec<(ArticleId, Origin)>,
}

/// The story page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StoryView {
    pub(crate) headline: Text,
    pub(crate) counts: String,
    pub(crate) first: Option<When>,
    pub(crate) last: Option<When>,
    /// The earliest article held, named only when its time is known.
    pub(crate) carrier: Option<Card>,
    pub(crate) articles: Vec<StoryArticle>,
    /// How many articles of the story are not shown.
    pub(crate) unshown: usize,
    pub(crate) tree: Tree,
    pub(crate) conflicts: Vec<ConflictView>,
}

/// An article of the story and what of it is taken from another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StoryArticle {
    pub(crate) card: Card,
    pub(crate) shared: Option<String>,
    pub(crate) changes: usize,
}

/// Makes the page.
pub(crate) fn story(words: &Words, parts: &StoryParts) -> StoryView {
    let StoryParts {
        story, readings, ..
    } = parts;
    let dated = |reading: &&Reading| reading.article.published.is_some();
    StoryView {
        headline: headline(words, story, face(story, readings)),
        counts: counts(words, story),
        first: story.first.map(|moment| When::of(words, moment)),
        last: story.last.map(|moment| When::of(words, moment)),
        carrier: readings
            .iter()
            .find(dated)
            .filter(|_| readings.len() > 1)
            .map(|reading| Card::of(words, reading)),
        articles: readings.iter().map(|r| entry(words, parts, r)).collect(),
        unshown: story.articles.len().saturating_sub(readings.len()),
        tree: tree(words, parts),
        conflicts: conflicts(words, &story.conflicts, readings),
    }
}

fn entry(words: &Words, parts: &StoryParts, reading: &Reading) -> StoryArticle {
    let id = reading.article.id;
    let taken = parts.derivations.iter().find(|d| d.copy == id);
    let taken = taken.filter(|derivation| derivation.parent.is_some());
    StoryArticle {
        card: Card::of(words, reading),
        shared: taken.map(|derivation| percent(derivation.copy_in_parent)),
        changes: taken.map_or(0, |derivation| derivation.changes.len()),
    }
}
