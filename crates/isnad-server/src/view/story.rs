//! One story: its articles, how they derive from each other, and the figures that disagree.

use std::collections::BTreeMap;

use isnad::{
    model::{ArticleId, ChangeKind, Derivation, Origin, Reading, Shares, Story},
    trace,
};
use isnad_store::Revision;

use crate::{strings::Words, text::Text};

use super::{
    Card, When,
    changes::{self, ChangeView},
    compare_href,
    conflict::{ConflictView, conflicts},
    front::{counts, face, headline},
    percent,
    picture::{Picture, picture},
    shares::SharesView,
    timeline::{Entry, timeline},
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
    /// The states of those articles that have more than one, the latest first.
    pub(crate) revisions: Vec<(ArticleId, Vec<Revision>)>,
}

impl StoryParts {
    /// One of its articles.
    pub(crate) fn reading(&self, id: ArticleId) -> Option<&Reading> {
        self.readings
            .iter()
            .find(|reading| reading.article.id == id)
    }

    /// What one of its articles took from another.
    pub(crate) fn derivation(&self, id: ArticleId) -> Option<&Derivation> {
        self.derivations
            .iter()
            .find(|derivation| derivation.copy == id)
    }
}

/// The story page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StoryView {
    pub(crate) headline: Text,
    pub(crate) counts: String,
    /// How much of all its texts comes from where.
    pub(crate) shares: SharesView,
    pub(crate) first: Option<When>,
    pub(crate) last: Option<When>,
    /// The earliest article held, named only when its time is known.
    pub(crate) carrier: Option<Card>,
    pub(crate) articles: Vec<StoryArticle>,
    /// How many articles of the story are not shown.
    pub(crate) unshown: usize,
    pub(crate) tree: Tree,
    pub(crate) picture: Picture,
    pub(crate) timeline: Vec<Entry>,
    pub(crate) conflicts: Vec<ConflictView>,
}

/// An article of the story and what of it is taken from another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StoryArticle {
    pub(crate) card: Card,
    pub(crate) shared: Option<String>,
    /// How much of it is its own beside what it took.
    pub(crate) own: Option<String>,
    pub(crate) changes: usize,
    /// Numbers, names and other facts that it changed.
    pub(crate) facts: Vec<ChangeView>,
    /// It and the article it took from, beside each other.
    pub(crate) compare: Option<String>,
}

/// At most this many changed facts of an article are shown in the story.
const FACTS: usize = 4;

/// Makes the page.
pub(crate) fn story(words: &Words, parts: &StoryParts) -> StoryView {
    let StoryParts {
        story, readings, ..
    } = parts;
    let tree = tree(words, parts);
    let shares = shares(parts);
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
        shares: SharesView::of(&Shares::together(shares.values()), None),
        articles: readings
            .iter()
            .map(|reading| entry(words, parts, reading, shares.get(&reading.article.id)))
            .collect(),
        unshown: story.articles.len().saturating_sub(readings.len()),
        picture: picture(words, &tree),
        tree,
        timeline: timeline(words, parts),
        conflicts: conflicts(words, &story.conflicts, readings),
    }
}

fn shares(parts: &StoryParts) -> BTreeMap<ArticleId, Shares> {
    let readings: Vec<&Reading> = parts.readings.iter().collect();
    let shares = trace::shares(&readings, &parts.derivations, &parts.origins);
    shares.into_iter().collect()
}

fn entry(
    words: &Words,
    parts: &StoryParts,
    reading: &Reading,
    shares: Option<&Shares>,
) -> StoryArticle {
    let id = reading.article.id;
    let taken = parts
        .derivation(id)
        .filter(|derivation| derivation.parent.is_some());
    let parent = taken.and_then(|derivation| parts.reading(derivation.parent?));
    let changes = taken.map_or(&[][..], |derivation| &derivation.changes);
    let facts = changes
        .iter()
        .filter(|change| change.kind < ChangeKind::Headline);
    let parent_article = parent.map(|parent| &parent.article);
    StoryArticle {
        card: Card::of(words, reading),
        shared: taken.map(|derivation| percent(derivation.copy_in_parent)),
        own: taken
            .and(shares)
            .filter(|shares| shares.own > 0)
            .map(|shares| percent(shares.of(shares.own))),
        changes: changes.len(),
        facts: facts
            .take(FACTS)
            .map(|change| changes::view(change, &reading.article, parent_article))
            .collect(),
        compare: parent.map(|parent| compare_href(parent.article.id, id)),
    }
}
