//! What a page asks of the store, in one place: a function a page, no decisions.

use isnad::{
    model::{Alternative, ArticleId, Derivation, Origin, Overlap, Practice, Reading, Story},
    trace::{self, Past as _, Traced},
};
use isnad_store::{Error, Revision, SourceRow, Store};

use crate::lineage::Lineage;
use crate::view::{article::ArticleParts, compare::CompareParts, story::StoryParts};

/// How many stories a list holds.
pub(crate) const STORIES: usize = 20;
/// How many articles of one story are read for the list, and for its own page.
const FACES: usize = 12;
const MEMBERS: usize = 200;
/// How many copies of an article, and articles of a source, are shown.
const COPIES: usize = 100;
const ARTICLES: usize = 60;
/// What is read beside an article: how many in all, how many of its own story, and among how many stories it is looked for.
const READ_ALSO: usize = 5;
const OF_STORY: usize = 2;
const NEIGHBOURS: usize = 40;
/// From how many of its latest articles a source is put in numbers.
const COUNTED: usize = 500;
/// How far back a copy's way is followed, and how many other articles with its text are read.
const ANCESTORS: usize = 8;
const OTHERS: usize = 4;
/// How many of the articles that share text with it are asked where theirs is from.
const ASKED: usize = 24;

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
    let mut revisions: Vec<(ArticleId, Vec<Revision>)> = Vec::new();
    for id in readings.iter().map(|reading| reading.article.id) {
        derivations.extend(store.derivation(id)?);
        origins.extend(store.origin(id)?.map(|origin| (id, origin)));
        let states = Some(store.revisions(id)?).filter(|states| states.len() > 1);
        revisions.extend(states.map(|states| (id, states)));
    }
    Ok(Some(StoryParts {
        story,
        readings,
        derivations,
        origins,
        revisions,
    }))
}

/// An article with all that hangs on it.
pub(crate) fn article(store: &Store, id: ArticleId) -> Result<Option<ArticleParts>, Error> {
    let Some(reading) = store.reading(id)? else {
        return Ok(None);
    };
    let derivation = store.derivation(id)?;
    let ancestors = ancestors(store, derivation.as_ref())?;
    let (overlaps, quoting) = apart(store, &reading, store.overlaps(id)?)?;
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
    let (origin, story) = (store.origin(id)?, store.story_of(id)?);
    let lineage = Lineage::of(store, &reading)?;
    Ok(Some(ArticleParts {
        read_also: read_also(store, &reading, origin.as_ref(), story.as_ref())?,
        shares: lineage.shares(),
        further: lineage.further(derivation.as_ref()),
        alternatives: alternatives(store, derivation.as_ref())?,
        reading,
        origin,
        others: others(store, id, &overlaps, &ancestors)?,
        derivation,
        ancestors,
        overlaps,
        quoting,
        copies,
        story,
        revisions,
        place,
    }))
}

/// The overlaps of an article that are more than a quotation, and the articles that quote the same words alone. Of
/// many overlaps the first are looked at.
fn apart(
    store: &Store,
    reading: &Reading,
    overlaps: Vec<Overlap>,
) -> Result<(Vec<Overlap>, Vec<Reading>), Error> {
    let own = reading.article.id;
    let (mut shared, mut quoting) = (Vec::new(), Vec::new());
    for (at, pair) in overlaps.into_iter().enumerate() {
        let other = match at < ASKED && !reading.quotes.is_empty() {
            true => store.reading(pair.other(own))?,
            false => None,
        };
        match other.filter(|other| trace::quote_the_same(reading, other)) {
            Some(other) => quoting.push(other),
            None => shared.push(pair),
        }
    }
    Ok((shared, quoting))
}

/// The articles that a text goes back to, the nearest first.
fn ancestors(store: &Store, derivation: Option<&Derivation>) -> Result<Vec<Reading>, Error> {
    let mut found: Vec<Reading> = Vec::new();
    let mut next = derivation.and_then(|derivation| derivation.parent);
    while let Some(id) = next.filter(|_| found.len() < ANCESTORS) {
        // Links that run in a circle end where they began.
        let known = found.iter().any(|reading| reading.article.id == id);
        let Some(reading) = store.reading(id)?.filter(|_| !known) else {
            break;
        };
        found.push(reading);
        next = store
            .derivation(id)?
            .and_then(|derivation| derivation.parent);
    }
    Ok(found)
}

/// Articles that share text with this one, took theirs from no one held, and are no ancestors of it.
fn others(
    store: &Store,
    id: ArticleId,
    overlaps: &[Overlap],
    ancestors: &[Reading],
) -> Result<Vec<Reading>, Error> {
    let mut found = Vec::new();
    for pair in overlaps.iter().take(ASKED) {
        if found.len() == OTHERS {
            break;
        }
        let other = pair.other(id);
        let known = ancestors.iter().any(|reading| reading.article.id == other);
        let derivation = store.derivation(other)?;
        let root = derivation.is_none_or(|derivation| derivation.parent.is_none());
        if root && !known {
            found.extend(store.reading(other)?);
        }
    }
    Ok(found)
}

/// Two articles, when both are held, with the derivation of the one from the other.
pub(crate) fn compare(
    store: &Store,
    (a, b): (ArticleId, ArticleId),
) -> Result<Option<CompareParts>, Error> {
    let (Some(first), Some(second)) = (store.reading(a)?, store.reading(b)?) else {
        return Ok(None);
    };
    let taken = |copy, parent| -> Result<Option<Derivation>, Error> {
        let derivation = store.derivation(copy)?;
        Ok(derivation.filter(|derivation| derivation.parent == Some(parent)))
    };
    Ok(Some(CompareParts {
        derivation: taken(b, a)?.or(taken(a, b)?),
        comparison: trace::compare(&first, &second),
        a: first,
        b: second,
    }))
}

/// What to read beside an article: reports of its story with other origins, then what other stories tell of the same
/// names. With each the names, which are none for its own story.
fn read_also(
    store: &Store,
    reading: &Reading,
    origin: Option<&Origin>,
    story: Option<&Story>,
) -> Result<Vec<(Reading, Vec<String>)>, Error> {
    let mut found = Vec::new();
    let mut seen: Vec<String> = origin.and_then(Origin::identity).into_iter().collect();
    let members = story.map_or(&[][..], |story| &story.articles);
    for id in members.iter().take(MEMBERS) {
        if found.len() == OF_STORY {
            break;
        }
        let other = store.origin(*id)?.and_then(|origin| origin.identity());
        if let Some(other) = other.filter(|other| !seen.contains(other)) {
            found.extend(store.reading(*id)?.map(|reading| (reading, Vec::new())));
            seen.push(other);
        }
    }
    let latest = store.stories(NEIGHBOURS, 0)?;
    let others = latest
        .iter()
        .filter(|other| story.is_none_or(|story| story.id != other.id));
    let ids: Vec<ArticleId> = others.map(|story| story.id).collect();
    let readings = readings(store, &ids, NEIGHBOURS)?;
    let near = trace::related(reading, &readings.iter().collect::<Vec<_>>(), READ_ALSO);
    for one in near.into_iter().take(READ_ALSO.saturating_sub(found.len())) {
        let held = readings.iter().find(|reading| reading.article.id == one.id);
        found.extend(held.map(|reading| (reading.clone(), one.because)));
    }
    Ok(found)
}

/// A source with the articles it published and those that credit it.
pub(crate) struct SourceParts {
    pub(crate) row: SourceRow,
    pub(crate) published: Vec<Reading>,
    pub(crate) crediting: Vec<Reading>,
    /// What its latest articles are made of.
    pub(crate) practice: Practice,
}

/// A source by its identity.
pub(crate) fn source(store: &Store, identity: &str) -> Result<Option<SourceParts>, Error> {
    let Some(row) = store.source(identity)? else {
        return Ok(None);
    };
    let published = store.published_by(identity, COUNTED)?;
    Ok(Some(SourceParts {
        row,
        practice: practice(store, &published)?,
        published: published.into_iter().take(ARTICLES).collect(),
        crediting: store.crediting(identity, ARTICLES)?,
    }))
}

/// The articles that it may have been taken from instead, as far as they are held.
fn alternatives(
    store: &Store,
    derivation: Option<&Derivation>,
) -> Result<Vec<(Alternative, Reading)>, Error> {
    let mut found = Vec::new();
    for one in derivation.into_iter().flat_map(|one| &one.alternatives) {
        if let Some(reading) = store.reading(one.parent)? {
            found.push((one.clone(), reading));
        }
    }
    Ok(found)
}

/// What articles of a source are made of.
fn practice(store: &Store, readings: &[Reading]) -> Result<Practice, Error> {
    let mut traced = Vec::new();
    for reading in readings {
        let id = reading.article.id;
        let derivation = store.derivation(id)?;
        let parent = match derivation.as_ref().and_then(|one| one.parent) {
            Some(parent) => store
                .reading(parent)?
                .and_then(|parent| parent.article.published),
            None => None,
        };
        traced.push((reading, store.origin(id)?, derivation, parent));
    }
    let articles: Vec<Traced<'_>> = traced
        .iter()
        .map(|(reading, origin, derivation, parent)| Traced {
            reading,
            origin: origin.as_ref(),
            derivation: derivation.as_ref(),
            parent_published: *parent,
        })
        .collect();
    Ok(trace::practice(&articles))
}

fn readings(store: &Store, ids: &[ArticleId], limit: usize) -> Result<Vec<Reading>, Error> {
    let held = ids.iter().take(limit).map(|id| store.reading(*id));
    held.filter_map(Result::transpose).collect()
}
