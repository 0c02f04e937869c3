//! What a page asks of the store, in one place: a function a page, no decisions.

use isnad::{
    model::{ArticleId, Derivation, Origin, Reading, Story},
    trace::Past as _,
};
use isnad_store::{Error, SourceRow, Store};

use crate::view::{article::ArticleParts, story::StoryParts};

/// How many stories a list holds.
pub(crate) const STORIES: usize = 20;
/// How many articles of one story are read for the list, and for its own page.
const FACES: usize = 12;
const MEMBERS: usize = 200;
/// How many copies of an article, and articles of a source, are shown.
const COPIES: usize = 100;
const ARTICLES: usize = 60;

/// A story with those of its articles that a list needs.
pub(crate) type StoryReadings = (Story, Vec<Reading>);

/// The stories of a page (from 0) of the list with their articles, and whether older ones follow.
pub(crate) fn front(store: &Store, page: usize) -> Result<(Vec<StoryReadings>, bool), Error> {
    let mut stories = store.stories(STORIES + 1, page.saturating_mul(STORIES))?;
    let more = stories.len() > STORIES;
    stories.truncate(STORIES);
    let with_readings = |story: Story| {
        let readings = readings(store, &story.articles, FACES)?;
        Ok((story, readings))
    };
    let rows: Result<_, Error> = stories.into_iter().map(with_readings).collect();
    Ok((rows?, more))
}

/// The story that holds this article.
pub(crate) fn story(store: &Store, id: ArticleId) -> Result<Option<StoryParts>, Error> {
    let Some(story) = store.story_of(id)? else {
        return Ok(None);
    };
    let readings = readings(store, &story.articles, MEMBERS)?;
    let mut derivations: Vec<Derivation> = Vec::new();
    let mut origins: Vec<(ArticleId, Origin)> = Vec::new();
    for id in readings.iter().map(|reading| reading.article.id) {
        derivations.extend(store.derivation(id)?);
        origins.extend(store.origin(id)?.map(|origin| (id, origin)));
    }
    Ok(Some(StoryParts {
        story,
        readings,
        derivations,
        origins,
    }))
}

/// An article with all that hangs on it.
pub(crate) fn article(store: &Store, id: ArticleId) -> Result<Option<ArticleParts>, Error> {
    let Some(reading) = store.reading(id)? else {
        return Ok(None);
    };
    let derivation = store.derivation(id)?;
    let parent = match derivation.as_ref().and_then(|d| d.parent) {
        Some(parent) => store.reading(parent)?,
        None => None,
    };
    let mut copies = Vec::new();
    for copy in store.copies(id)?.into_iter().take(COPIES) {
        let reading = store.reading(copy.copy)?;
        copies.extend(reading.map(|reading| (copy, reading)));
    }
    let revisions = store.revisions(id)?;
    let place = match revisions.first() {
        Some(latest) => Some(store.place(latest.page)?),
        None => None,
    };
    Ok(Some(ArticleParts {
        reading,
        origin: store.origin(id)?,
        derivation,
        parent,
        copies,
        story: store.story_of(id)?,
        revisions,
        place,
    }))
}

/// A source with the articles it published and those that credit it.
pub(crate) struct SourceParts {
    pub(crate) row: SourceRow,
    pub(crate) published: Vec<Reading>,
    pub(crate) crediting: Vec<Reading>,
}

/// A source by its identity.
pub(crate) fn source(store: &Store, identity: &str) -> Result<Option<SourceParts>, Error> {
    let Some(row) = store.source(identity)? else {
        return Ok(None);
    };
    Ok(Some(SourceParts {
        row,
        published: store.published_by(identity, ARTICLES)?,
        crediting: store.crediting(identity, ARTICLES)?,
    }))
}

fn readings(store: &Store, ids: &[ArticleId], limit: usize) -> Result<Vec<Reading>, Error> {
    let held = ids.iter().take(limit).map(|id| store.reading(*id));
    held.filter_map(Result::transpose).collect()
}
