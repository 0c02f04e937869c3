//! The text as lexemes: numbers, marks, and words with what the lexicons know of them.
//!
//! Dates, numbers and figures all read the same lexemes, so a text is folded and looked up once.
//! A phrase of the lexicon (`تشرين الثاني`, `il y a`) is one lexeme; Arabic clitics before a known
//! word (`والأسبوع`) are recognised and noted, and an unknown word has no senses.
//!
//! ```
//! use isnad::text::lexeme::{Class, Lexemes, Vocabulary};
//! let lexemes = Lexemes::of("في 26 نوفمبر", Vocabulary::any());
//! assert_eq!(lexemes.value(2, Class::Month), Some(11));
//! ```
//!
//! A number here is a run of digits and no more; what commas and points between runs mean is for
//! [`number`](super::number) and [`date`](super::date) to say.

mod class;
mod scan;
mod vocabulary;

use crate::model::Span;

pub use class::{Class, Classes, Sense};
pub use scan::{Kind, Lexeme, Word};
pub use vocabulary::Vocabulary;

use scan::{Scan, scan};
use vocabulary::{Hit, Part, Phrase};

/// A text's lexemes, in order.
#[derive(Debug)]
pub struct Lexemes<'t> {
    /// The text.
    pub text: &'t str,
    /// The words it was read with.
    pub vocabulary: &'static Vocabulary,
    folded: String,
    items: Vec<Lexeme>,
}

impl<'t> Lexemes<'t> {
    /// Reads a text with the words of a vocabulary.
    pub fn of(text: &'t str, vocabulary: &'static Vocabulary) -> Lexemes<'t> {
        let Scan { folded, mut items } = scan(text);
        let mut kept = 0;
        let mut at = 0;
        while let Some(lexeme) = items.get(at).copied() {
            let (merged, used) = known(text, &folded, &items[at..], lexeme, vocabulary);
            items[kept] = merged;
            kept += 1;
            at += used;
        }
        items.truncate(kept);
        Lexemes {
            text,
            vocabulary,
            folded,
            items,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether the text has none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The lexeme at a place.
    pub fn get(&self, at: usize) -> Option<&Lexeme> {
        self.items.get(at)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Lexeme> {
        self.items.iter()
    }

    /// The value of a run of digits, and how many digits it has.
    pub fn number(&self, at: usize) -> Option<(u64, u8)> {
        match self.get(at)?.kind {
            Kind::Number { value, digits } => Some((value, digits)),
            _ => None,
        }
    }

    /// Whether a mark stands at a place.
    pub fn mark(&self, at: usize) -> Option<char> {
        match self.get(at)?.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// The word at a place.
    pub fn word(&self, at: usize) -> Option<&Word> {
        match &self.get(at)?.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The folded letters of the word at a place, clitics included.
    pub fn folded(&self, at: usize) -> Option<&str> {
        self.word(at).and_then(|word| self.folded.get(word.range()))
    }

    /// What the lexicon has for the word at a place.
    pub fn senses(&self, at: usize) -> &'static [Sense] {
        self.word(at).map_or(&[], |word| word.senses)
    }

    /// The sense of a class, when the word at a place has it.
    pub fn sense(&self, at: usize, class: Class) -> Option<Sense> {
        let word = self.word(at)?;
        if !word.classes.has(class) {
            return None;
        }
        word.senses
            .iter()
            .copied()
            .find(|sense| sense.class == class)
    }

    /// The value of a class, when the word at a place has it.
    pub fn value(&self, at: usize, class: Class) -> Option<i64> {
        self.sense(at, class).map(|sense| sense.value)
    }

    /// The value as the lexicon writes it.
    pub fn key(&self, at: usize, class: Class) -> Option<&'static str> {
        self.sense(at, class).map(|sense| sense.key)
    }

    /// Whether the word at a place has a sense of the class.
    pub fn is(&self, at: usize, class: Class) -> bool {
        self.word(at).is_some_and(|word| word.classes.has(class))
    }

    /// Whether white space stands before the lexeme at a place.
    pub fn spaced(&self, at: usize) -> bool {
        self.get(at).is_none_or(|lexeme| lexeme.spaced)
    }

    /// From one lexeme up to another, the last not included.
    pub fn span(&self, from: usize, to: usize) -> Span {
        let start = self.get(from).map_or(0, |lexeme| lexeme.span.start);
        let end = to
            .checked_sub(1)
            .and_then(|last| self.get(last))
            .map_or(start, |lexeme| lexeme.span.end);
        Span {
            start,
            end: end.max(start),
        }
    }
}

/// The first of some lexemes with its senses, and how many lexemes the phrase it begins has.
fn known(
    text: &str,
    folded: &str,
    items: &[Lexeme],
    mut lexeme: Lexeme,
    vocabulary: &'static Vocabulary,
) -> (Lexeme, usize) {
    let Kind::Word(word) = &mut lexeme.kind else {
        return (lexeme, 1);
    };
    let Some(hit) = vocabulary.find(&folded[word.range()]) else {
        return (lexeme, 1);
    };
    let phrase = hit
        .entry
        .phrases
        .iter()
        .find(|phrase| follows(phrase, folded, &items[1..]));
    word.senses = phrase.map_or(&hit.entry.senses[..], |phrase| &phrase.senses[..]);
    word.classes = Classes::of_senses(word.senses);
    word.joined = hit.joined;
    word.prefixed = hit.prefixed;
    word.definite = hit.definite;
    let used = 1 + phrase.map_or(0, |phrase| phrase.rest.len());
    let start = lexeme.span.start as usize + clitic_bytes(lexeme.span.of(text), hit);
    let end = items
        .get(used - 1)
        .map_or(lexeme.span, |last| last.span)
        .end;
    lexeme.span = Span::new(start.min(end as usize), end as usize);
    (lexeme, used)
}

fn follows(phrase: &Phrase, folded: &str, items: &[Lexeme]) -> bool {
    items.len() >= phrase.rest.len()
        && phrase
            .rest
            .iter()
            .zip(items)
            .all(|(part, item)| match (part, &item.kind) {
                (Part::Word(expected), Kind::Word(word)) => folded[word.range()] == **expected,
                (Part::Mark(expected), Kind::Mark(mark)) => mark == expected,
                _ => false,
            })
}

/// How many bytes of the written word the clitics take: they are counted in folded letters, and the
/// written word may have marks on them.
fn clitic_bytes(written: &str, hit: Hit) -> usize {
    let letters = hit.clitics / 'و'.len_utf8();
    written
        .char_indices()
        .filter(|(_, c)| super::fold::fold_char(*c).is_some())
        .nth(letters)
        .map_or(0, |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::{Class, Lexemes, Vocabulary};

    #[test]
    fn phrases_clitics_and_digits() {
        let cases: [(&str, usize, Class, Option<i64>, &str); 8] = [
            ("14 تشرين الثاني", 1, Class::Month, Some(11), "تشرين الثاني"),
            ("١٤ تشرين", 1, Class::Month, None, "تشرين"),
            ("والجمعة", 0, Class::Weekday, Some(5), "الجمعة"),
            ("للجمعة", 0, Class::Weekday, Some(5), "جمعة"),
            ("وَأمسِ", 0, Class::Deictic, Some(-1), "أمسِ"),
            ("28th", 1, Class::Suffix, Some(0), "th"),
            ("aujourd’hui", 0, Class::Deictic, Some(0), "aujourd’hui"),
            ("a.m.", 0, Class::HalfDay, Some(0), "a.m"),
        ];
        for (text, at, class, value, words) in cases {
            let lexemes = Lexemes::of(text, Vocabulary::any());
            assert_eq!(lexemes.value(at, class), value, "{text}");
            assert_eq!(lexemes.span(at, at + 1).of(text), words, "{text}");
        }
    }
}
