//! What an article's terms weigh, and how near two articles are by them.
//!
//! Two events of one kind (two earthquakes, two offers to one player) share the words of their kind. What
//! tells them apart are names and numbers, and what the first sentences say. So each kind of evidence is
//! compared by itself: TF-IDF cosines of the opening, the names and the numbers, summed with their
//! [`Weights`]. Across languages only what is written alike counts ([`ACROSS`]).

use std::collections::{BTreeMap, HashMap};

use super::Weights;
use super::sketch::{Kind, Sketch};

/// What each kind weighs between articles of two languages, in the order of [`Kind::ALL`]. Set by hand:
/// there are no data to learn it from.
const ACROSS: [f32; 4] = [0.0, 0.0, 0.4, 0.6];
/// The words that are the opening of an article.
const OPENING: usize = 60;
/// What a short word weighs beside another.
const GRAMMAR: f32 = 0.2;
/// What a recognised name adds to the weight its words have already as words of a name.
const MENTION: f32 = 0.3;
/// Terms of a kind that are compared, those that tell most.
const TERMS: usize = 160;
/// The terms of a kind by which an article is found.
const TELLING: usize = 12;
/// The least rarity of a term by which an article is found: about an eighth of the articles have it.
const RARE: f32 = 2.0;
/// As if so many other articles had been read: in a small set every word would be rare or common by
/// chance.
const BACKGROUND: f32 = 50.0;

/// How many articles have each term.
#[derive(Clone, Debug, Default)]
pub(super) struct Census {
    articles: usize,
    having: HashMap<u64, u32>,
}

impl Census {
    /// Counts an article's terms in.
    pub(super) fn add(&mut self, counts: &Counts) {
        self.articles += 1;
        for term in counts.iter().flat_map(BTreeMap::keys) {
            *self.having.entry(*term).or_default() += 1;
        }
    }

    /// Inverse document frequency.
    fn rarity(&self, term: u64) -> f32 {
        let having = self.having.get(&term).copied().unwrap_or(0) as f32;
        ((self.articles as f32 + BACKGROUND) / (having + 1.0))
            .ln()
            .max(0.0)
    }
}

/// How often each term stands in an article, by kind; what counts less than a word counts a part.
pub(super) type Counts = [BTreeMap<u64, f32>; 4];

/// The terms of an article outside `furniture` (sorted shingles).
pub(super) fn counts(sketch: &Sketch, furniture: &[u64]) -> Counts {
    let mut counts = Counts::default();
    let mut add = |kind: Kind, term: u64, share: f32| {
        *counts[kind as usize].entry(term).or_default() += share;
    };
    for (at, word) in sketch.words(furniture).enumerate() {
        if at < OPENING {
            let share = if word.short { GRAMMAR } else { 1.0 };
            add(Kind::Opening, word.stem, share);
        }
        for (kind, term) in &word.terms {
            add(*kind, *term, 1.0);
        }
    }
    for (kind, term) in &sketch.mentioned {
        let share = if *kind == Kind::Name { MENTION } else { 1.0 };
        add(*kind, *term, share);
    }
    counts
}

/// Terms with weights, sorted by term; the squares of the weights sum to 1.
type Vector = Vec<(u64, f32)>;

/// An article's terms by kind, weighed by a census.
#[derive(Clone, Debug, Default)]
pub(super) struct Portrait {
    vectors: [Vector; 4],
    /// The terms of each kind that tell most, by which the article is found.
    pub(super) telling: Vec<u64>,
}

impl Portrait {
    /// The portrait of an article with these terms.
    pub(super) fn of(counts: &Counts, census: &Census) -> Portrait {
        let weigh =
            |(term, count): (&u64, &f32)| (*term, (1.0 + count).ln() * census.rarity(*term));
        let mut telling = Vec::new();
        let vectors = Kind::ALL.map(|kind| {
            let mut vector: Vector = counts[kind as usize].iter().map(weigh).collect();
            vector.sort_by(heavier);
            vector.truncate(TERMS);
            let rare = vector
                .iter()
                .map(|(term, _)| *term)
                .filter(|term| census.rarity(*term) >= RARE);
            telling.extend(rare.take(TELLING));
            unit(vector)
        });
        Portrait { vectors, telling }
    }

    /// How near two articles are, from 0 to 1; `within` are the weights for articles of one language,
    /// `None` when theirs are two.
    pub(super) fn nearness(&self, other: &Portrait, within: Option<&Weights>) -> f32 {
        let weights = within.map_or(ACROSS, |w| [w.opening, w.names, w.numbers, 0.0]);
        let part = |kind: Kind| {
            let (at, weight) = (kind as usize, weights[kind as usize]);
            if weight > 0.0 {
                weight * cosine(&self.vectors[at], &other.vectors[at])
            } else {
                0.0
            }
        };
        Kind::ALL.into_iter().map(part).sum()
    }
}

/// The terms scaled to length 1, sorted by term.
fn unit(mut vector: Vector) -> Vector {
    vector.sort_by_key(|(term, _)| *term);
    let squares = vector
        .iter()
        .map(|(_, weight)| weight * weight)
        .sum::<f32>();
    let length = squares.sqrt().max(f32::EPSILON);
    vector.iter_mut().for_each(|(_, weight)| *weight /= length);
    vector
}

fn heavier(a: &(u64, f32), b: &(u64, f32)) -> std::cmp::Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}

/// The product of two vectors of length 1.
fn cosine(a: &Vector, b: &Vector) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x.0 == y.0 {
            sum += x.1 * y.1;
        }
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    sum
}
