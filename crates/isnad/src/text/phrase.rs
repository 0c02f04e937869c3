//! Phrases of a lexicon, found by their first word.

use std::{collections::HashMap, hash::BuildHasherDefault};

use super::{fold::fold, hash::Fnv};

/// A table from phrases of one or more folded words to what they mean.
///
/// Looking up costs one hash of the word in hand; only words that begin a longer phrase cost more.
///
/// ```
/// use isnad::text::phrase::Phrases;
/// let mut phrases = Phrases::default();
/// phrases.insert("New Lennar", 1);
/// phrases.insert("new", 2);
/// let words = ["new", "lennar", "harbour"];
/// assert_eq!(phrases.longest(words[0], |ahead| words.get(ahead).copied()), Some((2, &1)));
/// ```
#[derive(Debug)]
pub struct Phrases<T> {
    by_first: HashMap<String, Vec<Entry<T>>, BuildHasherDefault<Fnv>>,
    most_words: usize,
}

/// The words of a phrase after its first, and its value.
type Entry<T> = (Vec<String>, T);

impl<T> Default for Phrases<T> {
    fn default() -> Phrases<T> {
        Phrases {
            by_first: HashMap::default(),
            most_words: 0,
        }
    }
}

impl<T> Phrases<T> {
    /// Adds a phrase; its words are folded and separated as [`tokens`](super::token::tokens) does.
    /// Of two equal phrases the first stays in front.
    pub fn insert(&mut self, phrase: &str, value: T) {
        let folded = fold(phrase);
        let mut words = super::token::tokens(&folded).map(|token| token.text.to_owned());
        let Some(first) = words.next() else { return };
        let rest: Vec<String> = words.collect();
        self.most_words = self.most_words.max(rest.len() + 1);
        let entries = self.by_first.entry(first).or_default();
        let place = entries.partition_point(|(other, _)| other.len() >= rest.len());
        entries.insert(place, (rest, value));
    }

    /// Whether any phrase begins with a folded word.
    pub fn begins(&self, first: &str) -> bool {
        self.by_first.contains_key(first)
    }

    /// How many words the longest phrase has.
    pub fn most_words(&self) -> usize {
        self.most_words
    }

    /// The longest phrase that begins with the folded word `first` and goes on with the words that
    /// `ahead(1)`, `ahead(2)`, … give: how many words it has, and its value.
    pub fn longest<'w>(
        &self,
        first: &str,
        ahead: impl Fn(usize) -> Option<&'w str>,
    ) -> Option<(usize, &T)> {
        let entries = self.by_first.get(first)?;
        entries.iter().find_map(|(rest, value)| {
            let fits = rest
                .iter()
                .enumerate()
                .all(|(at, word)| ahead(at + 1) == Some(word.as_str()));
            fits.then_some((rest.len() + 1, value))
        })
    }

    /// The value of a phrase that is exactly this one word.
    pub fn word(&self, word: &str) -> Option<&T> {
        let (rest, value) = self.by_first.get(word)?.last()?;
        rest.is_empty().then_some(value)
    }

    /// The value of a phrase, folded here.
    pub fn whole(&self, phrase: &str) -> Option<&T> {
        let folded = fold(phrase);
        let words: Vec<&str> = super::token::tokens(&folded)
            .map(|token| token.text)
            .collect();
        let (count, value) = self.longest(words.first()?, |ahead| words.get(ahead).copied())?;
        (count == words.len()).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::Phrases;

    #[test]
    fn the_longest_phrase_wins_in_any_order_of_insertion() {
        let mut phrases = Phrases::default();
        for (value, phrase) in ["ألف", "ألف باء", "ألف باء تاء", "ألف جيم"]
            .iter()
            .enumerate()
        {
            phrases.insert(phrase, value);
        }
        let cases = [
            ("ألف باء", Some(1)),
            ("الف باء تاء", Some(2)),
            ("ألف جيم", Some(3)),
            ("الف", Some(0)),
            ("باء", None),
            ("ألف دال", None),
        ];
        for (phrase, expected) in cases {
            assert_eq!(phrases.whole(phrase).copied(), expected, "{phrase}");
        }
        assert_eq!(phrases.word("الف"), Some(&0));
    }
}
