//! Which articles are about one event, and what a story shows of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ArticleId, Moment, Origin, Overlap, Reading, Story};

use super::cluster::average_link;
use super::conflict::conflicts;
use super::direction::intersection;
use super::fingerprint::{SHORT, Shingles, shared};
use super::similarity::nearness;

/// The least mean nearness of two groups of articles of one story.
const SAME_EVENT: f32 = 0.17;
/// Nearness below this is noise.
const NOISE: f32 = 0.03;
/// The least containment that makes a pair copies of one text.
const COPY: f32 = 0.3;
/// A shingle in so many articles of one publisher is furniture of that publisher's pages.
const FURNITURE: usize = 4;

/// See [`super::stories`].
pub(super) fn stories(
    readings: &[Reading],
    overlaps: &[Overlap],
    origins: &[(ArticleId, Origin)],
) -> Vec<Story> {
    let mut sorted: Vec<&Reading> = readings.iter().collect();
    sorted.sort_by_key(|reading| reading.article.id);
    sorted.dedup_by_key(|reading| reading.article.id);
    let mut near = nearness(&sorted, NOISE);
    for (pair, containment) in copies(&sorted, overlaps) {
        let entry = near.entry(pair).or_default();
        *entry = entry.max(0.5 + 0.5 * containment);
    }
    let origins: BTreeMap<ArticleId, &Origin> = origins.iter().map(|(id, o)| (*id, o)).collect();
    let mut stories: Vec<Story> = average_link(sorted.len(), &near, SAME_EVENT)
        .into_iter()
        .filter_map(|group| {
            let members = group
                .into_iter()
                .filter_map(|at| sorted.get(at).copied())
                .collect();
            story(members, &origins)
        })
        .collect();
    stories.sort_by_key(|story| story.id);
    stories
}

/// The pairs that are copies of one text, with their containment: what they share must be enough
/// without the furniture of a publisher's pages.
fn copies(sorted: &[&Reading], overlaps: &[Overlap]) -> Vec<((usize, usize), f32)> {
    let place = |id: ArticleId| sorted.binary_search_by_key(&id, |r| r.article.id).ok();
    let pairs: Vec<(usize, usize)> = overlaps
        .iter()
        .filter(|overlap| overlap.containment() >= COPY)
        .filter_map(|overlap| Some((place(overlap.a)?, place(overlap.b)?)))
        .collect();
    let linked: BTreeSet<usize> = pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
    let shingles: BTreeMap<usize, Vec<u64>> = linked
        .iter()
        .map(|&at| (at, Shingles::of(&sorted[at].article).set))
        .collect();
    let furniture = furniture(sorted, &shingles);
    let containment = |a: usize, b: usize| {
        let (a, b) = (shingles.get(&a)?, shingles.get(&b)?);
        let both = intersection(a, b);
        let own = |set: &[u64]| set.len() - shared(set, &furniture);
        let (count, least) = (own(&both), own(a).min(own(b)));
        let containment = count as f32 / least.max(1) as f32;
        let enough = if least < SHORT { 2.0 * COPY } else { COPY };
        (count > 0 && containment >= enough).then_some(containment)
    };
    pairs
        .iter()
        .filter_map(|&(a, b)| Some(((a.min(b), a.max(b)), containment(a, b)?)))
        .collect()
}

/// Shingles that stand in several articles of one publisher; sorted.
fn furniture(sorted: &[&Reading], shingles: &BTreeMap<usize, Vec<u64>>) -> Vec<u64> {
    let mut outlets: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for (&at, set) in shingles {
        if let Some(publisher) = &sorted[at].article.publisher {
            outlets.entry(publisher.identity()).or_default().extend(set);
        }
    }
    let mut found = Vec::new();
    for mut all in outlets.into_values() {
        all.sort_unstable();
        let runs = all
            .chunk_by(|a, b| a == b)
            .filter(|run| run.len() >= FURNITURE);
        found.extend(runs.map(|run| run[0]));
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn story(mut members: Vec<&Reading>, origins: &BTreeMap<ArticleId, &Origin>) -> Option<Story> {
    // Articles without a moment come last: nothing speaks for their being first.
    let key = |reading: &&Reading| {
        let moment = reading.article.moment();
        (
            moment.is_none(),
            moment.map(|moment| moment.order_key()),
            reading.article.id,
        )
    };
    members.sort_by_key(key);
    let articles: Vec<ArticleId> = members.iter().map(|reading| reading.article.id).collect();
    let moments: Vec<Moment> = members.iter().filter_map(|r| r.article.moment()).collect();
    let publishers = members
        .iter()
        .filter_map(|reading| reading.article.publisher.as_ref());
    let outlets: BTreeSet<String> = publishers
        .map(|source| source.identity().to_owned())
        .collect();
    let known = known_origins(&articles, origins);
    Some(Story {
        id: *articles.first()?,
        headline: headline(&members, &known),
        first: moments.first().copied(),
        last: moments.last().copied(),
        outlets: outlets.into_iter().collect(),
        conflicts: conflicts(&members),
        articles,
        origins: known,
    })
}

/// The distinct known origins, by their identity, the surest evidence of each.
fn known_origins(articles: &[ArticleId], origins: &BTreeMap<ArticleId, &Origin>) -> Vec<Origin> {
    let mut known: BTreeMap<String, &Origin> = BTreeMap::new();
    for origin in articles.iter().filter_map(|id| origins.get(id).copied()) {
        if let Some(identity) = origin.identity() {
            let best = known.entry(identity).or_insert(origin);
            let rank = |origin: &Origin| (origin.article.is_some(), origin.evidence.confidence);
            if rank(origin) > rank(best) {
                *best = origin;
            }
        }
    }
    known.into_values().cloned().collect()
}

/// The headline of an origin that is in the story, else of its earliest article that has one, else
/// the earliest article's first words.
fn headline(members: &[&Reading], origins: &[Origin]) -> String {
    let roots: Vec<ArticleId> = origins.iter().filter_map(|origin| origin.article).collect();
    let is_root = |reading: &&&Reading| roots.contains(&reading.article.id);
    let ordered = members.iter().filter(is_root).chain(members);
    let mut titled = ordered.filter_map(|reading| reading.article.headline());
    titled.next().map(str::to_owned).unwrap_or_else(|| {
        let text = members
            .first()
            .map_or("", |reading| reading.article.text.as_str());
        text.lines()
            .next()
            .unwrap_or("")
            .chars()
            .take(120)
            .collect()
    })
}
