//! Which articles are about one event, as they arrive.
//!
//! Articles are points, near pairs of them edges. Stories are the average-link groups of each connected
//! part of the graph of pairs that are [near enough](Weights::same_event) by themselves: no group can reach further, since
//! two groups whose mean nearness is enough have a pair that is. So an article that arrives changes
//! nothing outside the part that it falls into, and there everything is asked again: stories merge and
//! split as if all had been known from the start.
//!
//! What a term weighs depends on other articles: on the earliest of those that are held, half of them or
//! more up to some hundreds, which are the *basis*. So an article that arrives in the order of time changes no weight of
//! another, but for the few by which the basis doubles; and the stories are those of the set of articles, in
//! whatever order they came, once [`Stories::settle`] has seen to one that came late and belongs to the basis.

mod basis;
mod cluster;
mod copies;
mod index;
mod portrait;
mod skeleton;
mod sketch;
#[cfg(test)]
mod tests;
mod told;
mod weights;

use std::{
    borrow::Borrow,
    collections::{BTreeMap, BTreeSet},
};

use crate::model::{ArticleId, Overlap, Reading};

use basis::{Basis, Time};
use cluster::average_link;
use copies::COPY;
use index::Index;
use portrait::{Census, Portrait, counts};
use sketch::Sketch;

pub(super) use told::{stories, story};
pub use weights::Weights;

/// Nearness below this is noise.
const NOISE: f32 = 0.03;

/// An article that is held.
#[derive(Clone, Debug)]
struct Held {
    sketch: Sketch,
    portrait: Portrait,
    /// The articles near it.
    near: BTreeMap<ArticleId, f32>,
    /// Its story: the least id in it.
    story: ArticleId,
}

/// The stories of the articles held so far.
///
/// ```
/// use isnad::{model::Reading, trace::Stories};
///
/// let mut stories = Stories::default();
/// stories.insert(&Reading::default(), &[]);
/// assert_eq!(stories.groups().len(), 1);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Stories {
    weights: Weights,
    held: BTreeMap<ArticleId, Held>,
    groups: BTreeMap<ArticleId, Vec<ArticleId>>,
    index: Index,
    census: Census,
    /// Shingles that are furniture of their publishers' pages; sorted.
    furniture: Vec<u64>,
    /// The pairs that share text, by both of their ends.
    sharing: BTreeMap<ArticleId, BTreeSet<ArticleId>>,
    /// The articles in the order of time.
    order: BTreeSet<Time>,
    basis: Basis,
    /// Those whose story may be another than when it was asked last.
    changed: BTreeSet<ArticleId>,
}

impl Stories {
    /// No articles yet, and other weights than those by default.
    pub fn weighing(weights: Weights) -> Stories {
        Stories {
            weights,
            ..Stories::default()
        }
    }

    /// The stories of these articles, all weighed together. `overlaps` are the pairs that share text.
    pub fn of<R: Borrow<Reading>>(
        weights: Weights,
        readings: impl IntoIterator<Item = R>,
        overlaps: &[Overlap],
    ) -> Stories {
        let mut stories = Stories::weighing(weights);
        readings
            .into_iter()
            .for_each(|reading| stories.hold(reading.borrow()));
        stories.share(overlaps);
        stories.settle();
        stories
    }

    /// Holds an article, in place of an earlier state of it, and looks again at the stories around it.
    /// `overlaps` are the pairs it shares text in; their other ends may arrive later.
    pub fn insert(&mut self, reading: &Reading, overlaps: &[Overlap]) {
        let id = reading.article.id;
        self.remove(id);
        self.hold(reading);
        self.share(overlaps);
        if Basis::size_among(self.held.len()) > self.basis.size {
            self.settle();
        } else {
            self.paint(id);
            self.link(id);
            self.group(&self.part(id));
        }
    }

    /// Lets an article go.
    pub fn remove(&mut self, id: ArticleId) {
        let Some(gone) = self.held.remove(&id) else {
            return;
        };
        let time = gone.sketch.time();
        self.order.remove(&time);
        self.basis.is_stale |= self.basis.has(time);
        self.index
            .remove(id, gone.sketch.published, &gone.portrait.telling);
        for other in gone.near.keys() {
            if let Some(other) = self.held.get_mut(other) {
                other.near.remove(&id);
            }
        }
        for other in self.sharing.remove(&id).into_iter().flatten() {
            if let Some(others) = self.sharing.get_mut(&other) {
                others.remove(&id);
            }
        }
        self.dissolve(gone.story);
        // What hung together by it may do so no longer; every part left has a neighbour of it.
        let parts: BTreeSet<_> = gone.near.keys().map(|other| self.part(*other)).collect();
        parts.iter().for_each(|part| self.group(part));
    }

    /// Weighs all that is held anew, when other articles belong to the basis than when it was weighed.
    pub fn settle(&mut self) {
        let size = Basis::size_among(self.held.len());
        if !self.basis.is_stale && size == self.basis.size {
            return;
        }
        self.weigh(size);
        let ids: Vec<ArticleId> = self.held.keys().copied().collect();
        for held in self.held.values_mut() {
            held.near.clear();
            held.story = held.sketch.id;
        }
        for id in &ids {
            self.paint(*id);
            self.link(*id);
        }
        self.groups.clear();
        let mut left: BTreeSet<ArticleId> = ids.into_iter().collect();
        while let Some(id) = left.first() {
            let part = self.part(*id);
            self.group(&part);
            part.iter().for_each(|id| {
                left.remove(id);
            });
        }
    }

    /// Counts the terms and the furniture of a basis of some size.
    fn weigh(&mut self, size: usize) {
        (self.index, self.census) = Default::default();
        let basis: Vec<Time> = self.order.iter().take(size).copied().collect();
        self.basis = Basis {
            size,
            last: basis.last().copied(),
            is_stale: false,
        };
        let sketches = basis.iter().filter_map(|(.., id)| self.held.get(id));
        self.furniture = copies::furniture(sketches.map(|held| &held.sketch));
        basis.iter().for_each(|(.., id)| self.count(*id));
    }

    /// The stories that may be others than when this was asked last, each as the ids of its articles in
    /// ascending order.
    pub fn take_changed(&mut self) -> Vec<Vec<ArticleId>> {
        let changed = std::mem::take(&mut self.changed);
        let held = changed.iter().filter_map(|id| self.held.get(id));
        let stories: BTreeSet<ArticleId> = held.map(|held| held.story).collect();
        let groups = stories.iter().filter_map(|story| self.groups.get(story));
        groups.cloned().collect()
    }

    /// The articles of the story that an article is in, in ascending order.
    pub fn around(&self, id: ArticleId) -> Option<&[ArticleId]> {
        let story = self.held.get(&id)?.story;
        self.groups.get(&story).map(Vec::as_slice)
    }

    /// How many articles are held.
    pub fn len(&self) -> usize {
        self.held.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// The ids of each story's articles, in ascending order.
    pub fn groups(&self) -> Vec<Vec<ArticleId>> {
        self.groups.values().cloned().collect()
    }

    /// Keeps the sketch of an article.
    fn hold(&mut self, reading: &Reading) {
        let sketch = Sketch::of(reading);
        let id = sketch.id;
        let time = sketch.time();
        self.order.insert(time);
        self.basis.is_stale |= self.basis.has(time);
        let held = Held {
            sketch,
            portrait: Portrait::default(),
            near: BTreeMap::new(),
            story: id,
        };
        self.held.insert(id, held);
    }

    /// Keeps which articles share text.
    fn share(&mut self, overlaps: &[Overlap]) {
        for overlap in overlaps
            .iter()
            .filter(|overlap| overlap.containment() >= COPY)
        {
            self.sharing.entry(overlap.a).or_default().insert(overlap.b);
            self.sharing.entry(overlap.b).or_default().insert(overlap.a);
        }
    }

    /// Counts the terms of an article of the basis. Of copies in it only the one with the least id is counted:
    /// else what a report says would be the less telling the more copy it.
    fn count(&mut self, id: ArticleId) {
        let Some(held) = self.held.get(&id) else {
            return;
        };
        let copies = self.sharing.get(&id).into_iter().flatten();
        let mut earlier = copies
            .filter(|other| **other < id)
            .filter_map(|other| self.held.get(other));
        if !earlier.any(|other| self.basis.has(other.sketch.time())) {
            self.census.add(&counts(&held.sketch, &self.furniture));
        }
    }

    /// Weighs an article's terms by the census, and makes it one that can be found.
    fn paint(&mut self, id: ArticleId) {
        let Some(held) = self.held.get_mut(&id) else {
            return;
        };
        held.portrait = Portrait::of(&counts(&held.sketch, &self.furniture), &self.census);
        self.index
            .insert(id, held.sketch.published, &held.portrait.telling);
    }

    /// Finds the articles near one.
    fn link(&mut self, id: ArticleId) {
        let Some(held) = self.held.get(&id) else {
            return;
        };
        let copies = self.sharing.get(&id).into_iter().flatten().copied();
        let mut others = self
            .index
            .sharing(held.sketch.published, &held.portrait.telling);
        others.extend(copies);
        others.remove(&id);
        let near: Vec<(ArticleId, f32)> = others
            .into_iter()
            .filter_map(|other| Some((other, self.nearness(held, self.held.get(&other)?))))
            .filter(|(_, near)| *near >= NOISE)
            .collect();
        for (other, near) in near {
            for (one, two) in [(id, other), (other, id)] {
                if let Some(held) = self.held.get_mut(&one) {
                    held.near.insert(two, near);
                }
            }
        }
    }

    /// By their words, or as copies of one text.
    fn nearness(&self, a: &Held, b: &Held) -> f32 {
        let one_language = a.sketch.language == b.sketch.language;
        let within = one_language.then_some(&self.weights);
        let words = a.portrait.nearness(&b.portrait, within);
        let linked = self.sharing.get(&a.sketch.id);
        let copies = linked
            .filter(|others| others.contains(&b.sketch.id))
            .and_then(|_| copies::nearness(&a.sketch, &b.sketch, &self.furniture));
        copies.map_or(words, |copies| copies.max(words))
    }

    /// The articles that hang together with one by pairs of one event, in ascending order.
    fn part(&self, id: ArticleId) -> Vec<ArticleId> {
        let mut found = BTreeSet::from([id]);
        let mut open = vec![id];
        while let Some(held) = open.pop().and_then(|id| self.held.get(&id)) {
            let near = held
                .near
                .iter()
                .filter(|(_, near)| **near >= self.weights.same_event);
            open.extend(
                near.map(|(other, _)| *other)
                    .filter(|other| found.insert(*other)),
            );
        }
        found.into_iter().collect()
    }

    /// Takes a story apart; until they are grouped anew its articles stand alone.
    fn dissolve(&mut self, story: ArticleId) {
        for id in self.groups.remove(&story).unwrap_or_default() {
            self.changed.insert(id);
            if let Some(held) = self.held.get_mut(&id) {
                held.story = id;
            }
        }
    }

    /// Makes the stories of one part anew.
    fn group(&mut self, part: &[ArticleId]) {
        for id in part {
            if let Some(story) = self.held.get(id).map(|held| held.story) {
                self.dissolve(story);
            }
        }
        let place = |id: &ArticleId| part.binary_search(id).ok();
        let mut near = BTreeMap::new();
        for (at, held) in part.iter().filter_map(|id| self.held.get(id)).enumerate() {
            let later = held
                .near
                .iter()
                .filter_map(|(id, near)| Some((place(id)?, *near)));
            near.extend(
                later
                    .filter(|(other, _)| *other > at)
                    .map(|(other, near)| ((at, other), near)),
            );
        }
        for group in average_link(part.len(), &near, self.weights.same_event) {
            let ids: Vec<ArticleId> = group.into_iter().map(|at| part[at]).collect();
            for id in &ids {
                if let Some(held) = self.held.get_mut(id) {
                    held.story = ids[0];
                }
            }
            self.changed.extend(&ids);
            self.groups.insert(ids[0], ids);
        }
    }
}
