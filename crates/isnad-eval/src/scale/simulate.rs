//! Millions of articles made of some thousands of real ones.
//!
//! Articles are numbered. The first `n` are the real ones, in the order of their times; the next `n`
//! are the same with other words, and so on: a *generation* each. In a generation every word is
//! replaced by one of like frequency, the same for all its articles, so two of them share exactly the
//! runs of words that the real ones share, and articles of different generations share nothing but
//! boilerplate: runs of five words that stand in [`BOILERPLATE`] real articles or more are kept as they
//! are. So the share of copies, the sizes of their families, lengths and frequencies of words are those
//! of the real set, and boilerplate grows with the number of articles.
//!
//! Any article can be made again from its number, so none of them has to be held.
//!
//! What it does not model: that stock phrases of middling frequency come again years later, copies
//! across the borders of generations, new words, outlets that come and go, and families that grow with
//! the number of outlets. Marks and the spelling of single words are not kept: neither is compared.

use std::collections::{HashMap, HashSet};

use isnad::{
    model::{Article, ArticleId, BlockKind, Direction},
    text::token::tokens,
};

/// A run of five words in so many articles is boilerplate.
const BOILERPLATE: u32 = 30;
const RUN: usize = 5;
/// Words by frequency are replaced within bands of so many: as many as there are bytes.
const BAND: u32 = 256;
/// In place of a word: a paragraph ends.
const BREAK: u32 = u32::MAX;
/// Set in a word that is kept: it is part of boilerplate.
const KEPT: u32 = 1 << 31;
/// Numbers become ids by multiplying with an odd number, and numbers again by its inverse.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// Real articles as numbers of words.
pub(crate) struct Source {
    vocabulary: Vocabulary,
    articles: Vec<Vec<u32>>,
    seed: u64,
}

/// Words by their numbers, the most frequent first.
struct Vocabulary {
    /// All of them, one after the other, a space behind each.
    text: String,
    /// Where each starts, and where the last one ends.
    starts: Vec<u32>,
}

impl Vocabulary {
    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// A word and the space behind it.
    fn word(&self, number: u32) -> &str {
        let number = number as usize;
        &self.text[self.starts[number] as usize..self.starts[number + 1] as usize]
    }
}

impl Source {
    /// Learns the words of real articles and what of them is boilerplate.
    pub(crate) fn new<'t>(texts: impl Iterator<Item = &'t str>, seed: u64) -> Source {
        let mut words = Words::default();
        let mut articles: Vec<Vec<u32>> = texts.map(|text| words.read(text)).collect();
        let vocabulary = words.by_frequency(&mut articles);
        mark_boilerplate(&mut articles);
        Source {
            vocabulary,
            articles,
            seed,
        }
    }

    /// How many real articles there are.
    pub(crate) fn len(&self) -> u64 {
        self.articles.len() as u64
    }

    /// How much of the shorter of two real articles stands in the other, boilerplate not counted: runs
    /// of words that both have and that hold a word which is not kept, as a share of all runs.
    pub(crate) fn shares_beyond_boilerplate(&self, one: u32, two: u32) -> f32 {
        let [one, two] = [one, two].map(|nth| &self.articles[nth as usize]);
        let all = |article: &[u32]| runs(article).map(|(_, run)| run).collect::<HashSet<u64>>();
        let (in_one, in_two) = (all(one), all(two));
        let own: HashSet<u64> = runs(one)
            .filter(|(places, _)| places.iter().any(|&place| one[place] & KEPT == 0))
            .map(|(_, run)| run)
            .collect();
        let shared = own.intersection(&in_two).count();
        shared as f32 / in_one.len().min(in_two.len()).max(1) as f32
    }

    /// The article of a number.
    pub(crate) fn article(&self, number: u64) -> Article {
        let generation = number / self.len();
        let words = &self.articles[(number % self.len()) as usize];
        let mut article = Article {
            id: id(number),
            ..Article::default()
        };
        for paragraph in words.split(|&word| word == BREAK) {
            let mut text = String::with_capacity(paragraph.len() * 12);
            for &word in paragraph {
                text.push_str(self.vocabulary.word(self.replaced(word, generation)));
            }
            article.push(
                BlockKind::Paragraph,
                text.trim_end(),
                "scale",
                Direction::Rtl,
            );
        }
        article
    }

    /// The word that stands for another in a generation, of its band. No other does.
    fn replaced(&self, word: u32, generation: u64) -> u32 {
        let (band, place) = (word / BAND, word % BAND);
        let is_whole = ((band + 1) * BAND) as usize <= self.vocabulary.len();
        if word & KEPT != 0 || generation == 0 || !is_whole {
            return word & !KEPT;
        }
        let key = mixed(self.seed ^ mixed(generation << 32 | u64::from(band)));
        band * BAND + u32::from(shuffled(place as u8, key))
    }
}

/// Another byte for each byte, by a key: every step can be undone, so no two become one.
fn shuffled(byte: u8, key: u64) -> u8 {
    key.to_le_bytes()
        .as_chunks::<2>()
        .0
        .iter()
        .fold(byte, |byte, [times, plus]| {
            let byte = byte.wrapping_mul(times | 1).wrapping_add(*plus);
            byte ^ (byte >> 4)
        })
}

/// The id of a simulated article.
pub(crate) fn id(number: u64) -> ArticleId {
    ArticleId(number.wrapping_mul(SPREAD))
}

/// The number of a simulated article.
pub(crate) fn number(id: ArticleId) -> u64 {
    // Newton's method: each step doubles how many low bits of the inverse are right.
    let inverse = (0..6).fold(SPREAD, |x: u64, _| {
        x.wrapping_mul(2_u64.wrapping_sub(SPREAD.wrapping_mul(x)))
    });
    id.0.wrapping_mul(inverse)
}

/// Spreads the bits of a number (the last step of splitmix64).
pub(crate) fn mixed(mut x: u64) -> u64 {
    x = x.wrapping_add(SPREAD);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Words in the order in which they were first read.
#[derive(Default)]
struct Words {
    numbers: HashMap<String, u32>,
    /// As first written, and how often they came.
    seen: Vec<(String, u32)>,
}

impl Words {
    fn read(&mut self, text: &str) -> Vec<u32> {
        let mut words = Vec::new();
        for paragraph in text.lines() {
            for token in tokens(paragraph) {
                let next = self.seen.len() as u32;
                let number = *self.numbers.entry(token.folded()).or_insert(next);
                if number == next {
                    self.seen.push((token.text.to_owned(), 0));
                }
                self.seen[number as usize].1 += 1;
                words.push(number);
            }
            if words.last().is_some_and(|&last| last != BREAK) {
                words.push(BREAK);
            }
        }
        words.pop_if(|last| *last == BREAK);
        words
    }

    /// Numbers the words anew, and says what they are.
    fn by_frequency(&self, articles: &mut [Vec<u32>]) -> Vocabulary {
        let mut order: Vec<u32> = (0..self.seen.len() as u32).collect();
        order.sort_by_key(|&word| std::cmp::Reverse(self.seen[word as usize].1));
        let mut renumbered = vec![0; order.len()];
        for (rank, &word) in order.iter().enumerate() {
            renumbered[word as usize] = rank as u32;
        }
        for word in articles.iter_mut().flatten().filter(|word| **word != BREAK) {
            *word = renumbered[*word as usize];
        }
        let mut text = String::new();
        let mut starts = vec![0];
        for word in order {
            text.push_str(&self.seen[word as usize].0);
            text.push(' ');
            starts.push(text.len() as u32);
        }
        Vocabulary { text, starts }
    }
}

/// The runs of words that stand in very many articles.
fn boilerplate(articles: &[Vec<u32>]) -> HashSet<u64> {
    // With the article that was counted last, so that none counts twice.
    let mut holders: HashMap<u64, (u32, u32)> = HashMap::new();
    for (nth, article) in (0..).zip(articles) {
        for (_, run) in runs(article) {
            let (count, last) = holders.entry(run).or_insert((0, u32::MAX));
            if *last != nth {
                (*count, *last) = (*count + 1, nth);
            }
        }
    }
    let mut found = HashSet::new();
    found.extend(
        holders
            .iter()
            .filter(|held| held.1.0 >= BOILERPLATE)
            .map(|held| *held.0),
    );
    found
}

fn mark_boilerplate(articles: &mut [Vec<u32>]) {
    let boilerplate = boilerplate(articles);
    for article in articles {
        let kept: Vec<usize> = runs(article)
            .filter(|(_, run)| boilerplate.contains(run))
            .flat_map(|(places, _)| places)
            .collect();
        for place in kept {
            article[place] |= KEPT;
        }
    }
}

/// Every run of five words across paragraphs: where its words stand, and a hash of them.
fn runs(article: &[u32]) -> impl Iterator<Item = ([usize; RUN], u64)> {
    let mut places = [0; RUN];
    let words = article
        .iter()
        .enumerate()
        .filter(|(_, word)| **word != BREAK);
    let runs = words.enumerate().map(move |(nth, (place, _))| {
        places.rotate_left(1);
        places[RUN - 1] = place;
        let hash = places.iter().fold(0, |hash, &place| {
            mixed(hash ^ u64::from(article[place] & !KEPT))
        });
        (nth, places, hash)
    });
    runs.filter(|(nth, ..)| nth + 1 >= RUN)
        .map(|(_, places, hash)| (places, hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source() -> Source {
        let text = |nth: u32| -> String {
            let own: String = (0..40)
                .map(|word| format!("w{} ", word + nth / 2 * 40))
                .collect();
            format!("{own}\n\nall rights reserved by nobody here")
        };
        let texts: Vec<String> = (0..40).map(text).collect();
        Source::new(texts.iter().map(String::as_str), 1)
    }

    fn words(source: &Source, number: u64) -> Vec<String> {
        let article = source.article(number);
        article.text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn the_first_generation_is_real_and_later_ones_keep_what_articles_share() {
        let source = source();
        assert_eq!(words(&source, 3)[..2], ["w40", "w41"]);
        assert_eq!(words(&source, 0), words(&source, 1));
        let later = words(&source, 40);
        assert_eq!(later, words(&source, 41));
        assert_ne!(later, words(&source, 80));
        let kept = words(&source, 0)
            .iter()
            .zip(&later)
            .filter(|(x, y)| x == y)
            .count();
        assert!((6..12).contains(&kept), "{kept}");
        assert!(
            source
                .article(40)
                .text
                .ends_with("\nall rights reserved by nobody here")
        );
    }

    #[test]
    fn no_two_words_become_one() {
        let source = source();
        let band = 0..BAND;
        let mut replaced: Vec<u32> = band.map(|word| source.replaced(word, 7)).collect();
        replaced.sort_unstable();
        assert!(replaced.iter().copied().eq(0..BAND));
    }

    #[test]
    fn ids_are_numbers_again() {
        for of in [0, 1, 17, 1_000_000, u64::MAX] {
            assert_eq!(number(id(of)), of);
        }
    }
}
