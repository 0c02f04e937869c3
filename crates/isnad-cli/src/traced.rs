//! Articles with what was traced among them, ready to be asked: what every form of `isnad trace` prints.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use isnad::{
    model::{
        Article, ArticleId, Conflict, Derivation, Evidence, Figure, Origin, Overlap, Practice,
        Reading, Shares, Source, Span, Story,
    },
    trace::{self, Exclusive},
};

use crate::pipeline;

/// The articles of all inputs. What it holds does not depend on the order in which they came.
#[derive(Default)]
pub(crate) struct Gathering {
    /// What was read at each address, in the order of its fetches.
    held: BTreeMap<ArticleId, Vec<State>>,
}

/// What was read at an address, and in which input: a path, an address, a place in an archive.
struct State {
    reading: Reading,
    input: String,
}

impl State {
    /// What decides between two states of an address: the fetch, then anything that is the same in any
    /// order.
    fn rank(&self) -> impl Ord + use<'_> {
        let article = &self.reading.article;
        let fetched = article.fetched.map(|moment| moment.order_key());
        (fetched, &article.text, &self.input)
    }
}

/// Where the current state of an article was read, and how many different texts were read at its address.
struct Input {
    name: String,
    states: usize,
}

impl Gathering {
    /// Adds an article. Of several states of one address the one that was fetched last stands.
    pub(crate) fn add(&mut self, name: &str, reading: Reading) {
        let input = name.to_owned();
        let states = self.held.entry(reading.article.id).or_default();
        states.push(State { reading, input });
        states.sort_by(|a, b| a.rank().cmp(&b.rank()));
        if let Some(between) = (1..states.len()).find(|at| is_between(states, *at)) {
            states.remove(between);
        }
    }
}

/// Whether the text of a state was fetched before it and after it too: of one text the first and the last fetch are all
/// that is asked for, however often an archive holds it.
fn is_between(states: &[State], at: usize) -> bool {
    let text = &states[at].reading.article.text;
    let same = |other: &State| other.reading.article.text == *text;
    states[..at].iter().any(same) && states[at + 1..].iter().any(same)
}

/// The current state of an address, and the earlier ones: those of another text, each as it was first fetched.
fn states(mut states: Vec<State>) -> Option<(Reading, Input, Vec<Reading>)> {
    let current = states.pop()?;
    let mut earlier: Vec<Reading> = Vec::new();
    for State { reading, .. } in states {
        let text = &reading.article.text;
        let is_new = |other: &Reading| other.article.text != *text;
        if is_new(&current.reading) && earlier.iter().all(is_new) {
            earlier.push(reading);
        }
    }
    let input = Input {
        name: current.input,
        states: earlier.len() + 1,
    };
    Some((current.reading, input, earlier))
}

/// An article and where it was read.
#[derive(Clone, Copy)]
pub(crate) struct Held<'t> {
    pub(crate) reading: &'t Reading,
    pub(crate) article: &'t Article,
    /// The input it was read from: a path, an address, a place in an archive.
    pub(crate) name: &'t str,
    /// How many different texts were read at its address.
    pub(crate) states: usize,
}

/// Articles, who took from whom among them, and the events they tell of.
pub(crate) struct Traced {
    /// Sorted by id, each with the input of the same place.
    readings: Vec<Reading>,
    inputs: Vec<Input>,
    /// Pairs that share more than a quotation.
    overlaps: Vec<Overlap>,
    /// Sorted by the copy.
    derivations: Vec<Derivation>,
    origins: BTreeMap<ArticleId, Origin>,
    /// Pairs that share a quotation alone.
    quotations: Vec<(ArticleId, ArticleId)>,
    shares: BTreeMap<ArticleId, Shares>,
    /// Those of most articles first, then the earliest.
    pub(crate) stories: Vec<Story>,
    /// The place of an article's story among them.
    told_in: BTreeMap<ArticleId, usize>,
}

impl Traced {
    pub(crate) fn new(gathering: Gathering) -> Traced {
        let (mut readings, mut inputs, mut earlier) = (Vec::new(), Vec::new(), Vec::new());
        for (reading, input, before) in gathering.held.into_values().filter_map(states) {
            readings.push(reading);
            inputs.push(input);
            earlier.extend(before);
        }
        let (mut overlaps, mut family, mut stories) = pipeline::trace(&readings, &earlier);
        let quoting: BTreeSet<_> = family.quotations.iter().collect();
        overlaps.retain(|pair| !quoting.contains(&(pair.a, pair.b)));
        family.derivations.sort_by_key(|one| one.copy);
        stories.sort_by_key(|story| {
            let first = story.first.map(|moment| moment.order_key());
            (
                Reverse(story.articles.len()),
                first.is_none(),
                first,
                story.id,
            )
        });
        let places = stories.iter().enumerate();
        let all: Vec<&Reading> = readings.iter().collect();
        Traced {
            shares: trace::shares(&all, &family.derivations, &family.origins)
                .into_iter()
                .collect(),
            quotations: family.quotations,
            told_in: places
                .flat_map(|(at, story)| story.articles.iter().map(move |id| (*id, at)))
                .collect(),
            derivations: family.derivations,
            origins: family.origins.into_iter().collect(),
            readings,
            inputs,
            overlaps,
            stories,
        }
    }

    /// Every article, by its id.
    pub(crate) fn held(&self) -> impl Iterator<Item = Held<'_>> {
        (0..self.readings.len()).filter_map(|at| self.at(at))
    }

    pub(crate) fn get(&self, id: ArticleId) -> Option<Held<'_>> {
        let key = |reading: &Reading| reading.article.id;
        self.at(self.readings.binary_search_by_key(&id, key).ok()?)
    }

    fn at(&self, place: usize) -> Option<Held<'_>> {
        let (reading, input) = (self.readings.get(place)?, self.inputs.get(place)?);
        Some(Held {
            reading,
            article: &reading.article,
            name: &input.name,
            states: input.states,
        })
    }

    /// The articles of a story, the earliest first.
    pub(crate) fn members<'t>(&'t self, story: &'t Story) -> impl Iterator<Item = Held<'t>> {
        story.articles.iter().filter_map(|id| self.get(*id))
    }

    /// The story of an article.
    pub(crate) fn story_of(&self, id: ArticleId) -> Option<&Story> {
        self.stories.get(*self.told_in.get(&id)?)
    }

    /// What an article was taken from.
    pub(crate) fn derivation(&self, copy: ArticleId) -> Option<&Derivation> {
        let place = self.derivations.binary_search_by_key(&copy, |one| one.copy);
        place.ok().and_then(|at| self.derivations.get(at))
    }

    /// What an article was taken from, with the parent, where the parent's page is held.
    pub(crate) fn taken_from(&self, copy: ArticleId) -> Option<(&Derivation, Held<'_>)> {
        let derivation = self.derivation(copy)?;
        Some((derivation, self.get(derivation.parent?)?))
    }

    pub(crate) fn origin(&self, id: ArticleId) -> Option<&Origin> {
        self.origins.get(&id)
    }

    /// How much of an article comes from where.
    pub(crate) fn shares(&self, id: ArticleId) -> Option<&Shares> {
        self.shares.get(&id)
    }

    /// The same of all articles of a story together.
    pub(crate) fn story_shares(&self, story: &Story) -> Shares {
        Shares::together(story.articles.iter().filter_map(|id| self.shares.get(id)))
    }

    /// The articles that share a quotation with this one and nothing else.
    pub(crate) fn quoting_the_same(&self, id: ArticleId) -> Vec<ArticleId> {
        let other = |&(a, b): &(ArticleId, ArticleId)| match id {
            _ if id == a => Some(b),
            _ if id == b => Some(a),
            _ => None,
        };
        self.quotations.iter().filter_map(other).collect()
    }

    /// A claim of exclusivity with what is held beside it.
    pub(crate) fn exclusive<'t>(&self, held: Held<'t>) -> Option<(&'t Evidence, Exclusive)> {
        trace::exclusive(held.reading, &self.overlaps, &self.derivations)
    }

    /// What the articles of each publisher are made of; those of most articles first.
    pub(crate) fn outlets(&self) -> Vec<(&Source, Practice)> {
        let mut outlets: BTreeMap<&str, (&Source, Vec<trace::Traced<'_>>)> = BTreeMap::new();
        for held in self.held() {
            if let Some(source) = &held.article.publisher {
                let (_, articles) = outlets
                    .entry(source.identity())
                    .or_insert_with(|| (source, Vec::new()));
                articles.push(self.of_outlet(held));
            }
        }
        let outlets = outlets.into_values();
        let mut outlets: Vec<_> = outlets
            .map(|(source, articles)| (source, trace::practice(&articles)))
            .collect();
        outlets.sort_by_key(|(_, practice)| Reverse(practice.articles));
        outlets
    }

    fn of_outlet<'t>(&'t self, held: Held<'t>) -> trace::Traced<'t> {
        let id = held.article.id;
        let taken = self.taken_from(id);
        trace::Traced {
            reading: held.reading,
            origin: self.origin(id),
            derivation: self.derivation(id),
            parent_published: taken.and_then(|(_, parent)| parent.article.published),
        }
    }

    /// The figures of a conflict, each with its article.
    pub(crate) fn claims<'t>(&'t self, conflict: &'t Conflict) -> Vec<(Held<'t>, &'t Figure)> {
        let claim = |(id, span): &(ArticleId, Span)| {
            let held = self.get(*id)?;
            let mut figures = held.reading.figures.iter();
            Some((held, figures.find(|figure| figure.span == *span)?))
        };
        conflict.figures.iter().filter_map(claim).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use isnad::model::{BlockKind, Direction, Moment};

    fn state(id: u64, day: i8, words: &str) -> Reading {
        let mut article = Article {
            id: ArticleId(id),
            fetched: Some(Moment::day(jiff::civil::date(2031, 5, day))),
            ..Article::default()
        };
        article.push(BlockKind::Paragraph, words, "test", Direction::Ltr);
        Reading {
            article,
            ..Reading::default()
        }
    }

    #[test]
    fn the_state_fetched_last_stands_in_any_order() {
        let states = [
            (1, "The ferry sails."),
            (3, "The ferry stays."),
            (2, "The ferry waits."),
        ];
        for from in 0..states.len() {
            let mut gathering = Gathering::default();
            for (day, words) in states.iter().cycle().skip(from).take(4) {
                gathering.add("ferry.html", state(7, *day, words));
            }
            let traced = Traced::new(gathering);
            let held = traced.get(ArticleId(7)).expect("the one article");
            assert_eq!(held.article.text, "The ferry stays.");
            assert_eq!((held.states, traced.held().count()), (3, 1));
        }
    }

    #[test]
    fn of_one_text_the_first_and_the_last_fetch_are_kept() {
        let mut gathering = Gathering::default();
        for day in [4, 1, 7, 3, 6, 2] {
            let words = if day == 3 { "It stays." } else { "It sails." };
            gathering.add("ferry.html", state(7, day, words));
        }
        let fetched = |state: &State| state.reading.article.fetched.map(|it| it.date.day());
        let days: Vec<Option<i8>> = gathering.held[&ArticleId(7)].iter().map(fetched).collect();
        assert_eq!(days, [Some(1), Some(3), Some(7)]);
    }
}
