//! How near the words of two articles are: TF-IDF cosine over light stems and named entities.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Article, BlockKind, Moment, Reading};
use crate::text::{token::tokens, variant::name_key};

use super::fingerprint::{SHINGLE, sequence};
use super::stem::stem;
use super::words::body_words;

/// Terms of an article that are compared, those that tell most.
const TERMS: usize = 160;
/// What a name adds to the weight its words have already: events are told apart by who and where,
/// but more than this made related events one story.
const ENTITY: f32 = 0.5;
/// What a word of the headline weighs beside one of the body.
const HEADLINE: f32 = 2.0;
/// Words of up to so many letters are mostly grammar in Arabic, English and French.
const SHORT_WORD: usize = 3;
/// What such a word weighs beside another.
const GRAMMAR: f32 = 0.2;
/// As if so many other articles had been read: in a small set every word would be rare or common by
/// chance.
const BACKGROUND: f32 = 50.0;
/// Articles further apart than this are not about one event by their words alone.
const GATE_SECONDS: i64 = 3 * 24 * 3600;

/// An article's terms with weights, sorted by term; the squares of the weights sum to 1.
type Vector = Vec<(u64, f32)>;

/// The articles' nearness to one another, by their places in `readings`; pairs under `least` are left
/// out. Text in different languages has no nearness, and words in `furniture` (sorted shingles) count
/// for nothing.
pub(super) fn nearness(
    readings: &[&Reading],
    furniture: &[u64],
    least: f32,
) -> BTreeMap<(usize, usize), f32> {
    let vectors = vectors(readings, furniture);
    let mut postings: BTreeMap<u64, Vec<(usize, f32)>> = BTreeMap::new();
    let mut near = BTreeMap::new();
    for (at, vector) in vectors.iter().enumerate() {
        let mut sums = vec![0.0_f32; at];
        for (term, weight) in vector {
            let list = postings.entry(*term).or_default();
            for (other, theirs) in &*list {
                sums[*other] += weight * theirs;
            }
            list.push((at, *weight));
        }
        for (other, cosine) in sums.into_iter().enumerate() {
            if cosine >= least && comparable(readings[other], readings[at]) {
                near.insert((other, at), cosine);
            }
        }
    }
    near
}

/// One language, and not too far apart in time.
fn comparable(a: &Reading, b: &Reading) -> bool {
    let moments = (a.article.published, b.article.published);
    a.article.language == b.article.language
        && match moments {
            (Some(a), Some(b)) => within_gate(a, b),
            _ => true,
        }
}

fn within_gate(a: Moment, b: Moment) -> bool {
    (a.order_key().as_second() - b.order_key().as_second()).abs() <= GATE_SECONDS
}

fn vectors(readings: &[&Reading], furniture: &[u64]) -> Vec<Vector> {
    let counts: Vec<BTreeMap<u64, f32>> = readings
        .iter()
        .map(|reading| terms(reading, furniture))
        .collect();
    let mut articles: BTreeMap<u64, u32> = BTreeMap::new();
    for term in counts.iter().flat_map(BTreeMap::keys) {
        *articles.entry(*term).or_default() += 1;
    }
    let all = readings.len() as f32 + BACKGROUND;
    let rarity = |term: &u64| {
        let holding = articles.get(term).copied().unwrap_or(0) as f32;
        (all / (holding + 1.0)).ln().max(0.0)
    };
    let vector = |counts: &BTreeMap<u64, f32>| {
        let weigh = |(term, count): (&u64, &f32)| (*term, (1.0 + count).ln() * rarity(term));
        unit(counts.iter().map(weigh).collect())
    };
    counts.iter().map(vector).collect()
}

/// The weightiest terms, scaled to length 1, sorted by term.
fn unit(mut vector: Vector) -> Vector {
    vector.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    vector.truncate(TERMS);
    vector.sort_by_key(|(term, _)| *term);
    let length = vector
        .iter()
        .map(|(_, weight)| weight * weight)
        .sum::<f32>()
        .sqrt();
    vector
        .iter_mut()
        .for_each(|(_, weight)| *weight /= length.max(f32::EPSILON));
    vector
}

/// How often each term stands in the article.
fn terms(reading: &Reading, furniture: &[u64]) -> BTreeMap<u64, f32> {
    let article = &reading.article;
    let hidden = hidden(article, furniture);
    let mut counts = BTreeMap::new();
    for block in &article.blocks {
        let worth = match block.kind {
            BlockKind::Headline => HEADLINE,
            kind if kind.is_body() => 1.0,
            _ => continue,
        };
        for token in tokens(article.words(block)) {
            if !hidden.contains(&(block.span.start + token.span.start)) {
                let folded = token.folded();
                let share = if is_grammar(&folded) { GRAMMAR } else { 1.0 };
                *counts.entry(term(stem(&folded))).or_default() += worth * share;
            }
        }
    }
    for mention in &reading.mentions {
        *counts
            .entry(term(&format!("@{}", name_key(&mention.entity))))
            .or_default() += ENTITY;
    }
    counts
}

/// Where the words of an article start that stand in furniture.
fn hidden(article: &Article, furniture: &[u64]) -> BTreeSet<u32> {
    if furniture.is_empty() {
        return BTreeSet::new();
    }
    let words = body_words(article);
    let runs = words.windows(SHINGLE).zip(sequence(&words));
    runs.filter(|(_, shingle)| furniture.binary_search(shingle).is_ok())
        .flat_map(|(run, _)| run.iter().map(|word| word.span.start))
        .collect()
}

fn is_grammar(folded: &str) -> bool {
    folded.chars().count() <= SHORT_WORD && !folded.starts_with(|c: char| c.is_ascii_digit())
}

fn term(text: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(text.as_bytes())
}
