//! Reported speech: words and statements with their speakers.
//!
//! Arabic puts the verb before its subject and English and French after it, so each order has its
//! own reader; what they share is here: marks, sentences, the speaker carried over from the sentence
//! before (`وأضاف`, `he added`), and where a statement ends.
//!
//! Limits: statements without a verb or phrase of saying are not found, nor are those whose verb is
//! not in the lexicon; a quotation that no one is named for is kept without a speaker.

mod apposition;
mod apposition_latin;
mod arabic;
mod channel;
mod latin;
mod leads_latin;
pub(super) mod marks;
mod office;
mod source;
pub(super) mod speaker;
mod speaker_latin;
#[cfg(test)]
mod speakers_tests;
mod statement;
mod subject;
#[cfg(test)]
mod tests;
mod topic;
mod voice_latin;

use std::ops::Range;

pub(super) use channel::channels;

use self::marks::Pair;
use super::{taken::Taken, words::Words};
use crate::{
    model::{BlockKind, Evidence, Quote, Span},
    text::lang::classes::Classes,
};

/// A speaker is carried over at most so many sentences.
const CARRY: usize = 3;

/// Fewer words in marks are a name or a term set apart, unless a verb of saying leads to them.
pub(super) const TERM: usize = 3;

/// Words in marks that nobody is named for are kept from this length on.
const UNATTRIBUTED: usize = 8;

/// A speaker: the name and, apart from it, the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Voice {
    pub(super) name: Span,
    pub(super) role: Option<Span>,
    /// The gender of the verb that brought the speaker in, where verbs show it.
    pub(super) feminine: Option<bool>,
    /// Whether `he` and `she` can mean the speaker: no body, no document.
    pub(super) human: bool,
}

impl Voice {
    /// Somebody of whom nothing but the words is known.
    fn of(name: Span) -> Voice {
        Voice {
            name,
            role: None,
            feminine: None,
            human: true,
        }
    }
}

/// The reader of one block.
struct Reader<'w, 't> {
    words: &'w Words<'t>,
    pairs: Vec<Pair>,
    /// Who spoke last, and how many sentences ago.
    last: Option<(Voice, usize)>,
    /// Who spoke in the sentence at hand.
    here: Option<Voice>,
    /// The persons named in the sentence at hand, each with the item after it.
    persons: Vec<(usize, Voice)>,
    found: Vec<Quote>,
    /// The places of what was found.
    taken: Taken,
}

/// A quote as a reader finds it.
#[derive(Clone, Copy)]
struct Said {
    span: Span,
    voice: Option<Voice>,
    verb: Option<Span>,
    direct: bool,
    rule: &'static str,
    confidence: f32,
}

/// The quotes of an article, in the order of the text.
pub(super) fn quotes(blocks: &[Words<'_>]) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let mut last = None;
    for words in blocks
        .iter()
        .filter(|words| words.kind.is_body() || words.kind == BlockKind::Headline)
    {
        let mut reader = Reader {
            words,
            pairs: marks::pairs(words),
            last,
            here: None,
            persons: Vec::new(),
            found: Vec::new(),
            taken: Taken::default(),
        };
        reader.read();
        if words.kind != BlockKind::Headline {
            last = reader.last;
        }
        quotes.append(&mut reader.found);
    }
    quotes.sort_by_key(|quote| quote.span);
    quotes
}

impl Reader<'_, '_> {
    fn read(&mut self) {
        for sentence in marks::sentences(self.words, &self.pairs) {
            self.here = None;
            self.persons = self.persons(&sentence);
            let topic = self.only_person(sentence.start, sentence.end);
            if self.words.arabic() {
                self.arabic(sentence.clone());
            } else {
                self.latin(sentence.clone());
            }
            self.left_over(sentence);
            self.last = match (self.here.or(topic), self.last) {
                (Some(voice), _) => Some((voice, 0)),
                (None, Some((voice, ago))) if ago < CARRY => Some((voice, ago + 1)),
                _ => None,
            };
        }
    }

    /// Who is still speaking.
    fn carried(&self) -> Option<Voice> {
        self.here.or(self.last.map(|(voice, _)| voice))
    }

    /// The pair that opens at an item.
    fn pair_at(&self, at: usize) -> Option<Pair> {
        marks::opening_at(&self.pairs, at)
    }

    /// The pair that ends right before an item, a comma between them left out.
    fn pair_before(&self, at: usize) -> Option<Pair> {
        let comma = at > 0 && self.words.marked(at - 1, &[',', '،', '-', '–', '—']);
        let end = if comma { at - 1 } else { at };
        marks::ending_at(&self.pairs, end).filter(|pair| pair.closed)
    }

    /// Where to go on when an item opens a closed pair.
    fn skip(&self, at: usize) -> usize {
        match self.pair_at(at) {
            Some(pair) if pair.closed => pair.after,
            _ => at + 1,
        }
    }

    /// Adds a quote unless its place is taken.
    fn say(&mut self, said: Said) -> bool {
        if said.span.is_empty() || !self.taken.take(said.span) {
            return false;
        }
        if said.voice.is_some() {
            self.here = said.voice;
        }
        self.found.push(Quote {
            span: said.span,
            speaker: said.voice.map(|voice| voice.name),
            speaker_name: None,
            role: said.voice.and_then(|voice| voice.role),
            channel: None,
            verb: said.verb,
            direct: said.direct,
            evidence: Evidence {
                rule: said.rule.into(),
                span: said.verb,
                confidence: said.confidence,
            },
        });
        true
    }

    /// The words in a pair, without the marks at their ends that belong to the sentence around.
    fn inside(&self, pair: Pair) -> Span {
        self.words
            .place(statement::trimmed(self.words, pair.inside()))
    }

    /// Words in marks that nobody was found for. One that opens a sentence right after a quotation
    /// goes on with its speaker.
    fn left_over(&mut self, sentence: Range<usize>) {
        for pair in marks::opening(&self.pairs, sentence.clone()).to_vec() {
            let whole = pair.open == sentence.start && pair.after + 1 >= sentence.end;
            let voice = if self.is_led_by_statement(pair) {
                self.here
            } else {
                self.carried()
                    .filter(|_| whole && self.last.is_some_and(|(_, ago)| ago == 0))
            };
            let known = voice.is_some();
            let least = match (known, whole) {
                (true, true) => 2,
                (true, false) | (false, true) => TERM + 1,
                (false, false) => UNATTRIBUTED,
            };
            if pair.len(self.words) < least || !pair.closed && !known {
                continue;
            }
            self.say(Said {
                span: self.inside(pair),
                voice,
                verb: None,
                direct: true,
                rule: if known {
                    "quotation-goes-on"
                } else {
                    "quotation"
                },
                confidence: if known { 0.6 } else { 0.4 },
            });
        }
    }

    /// Whether a colon, or the clause that a statement goes on with, leads to words in marks.
    fn is_led_by_statement(&self, pair: Pair) -> bool {
        let words = self.words;
        let Some(before) = pair.open.checked_sub(1) else {
            return false;
        };
        let clause =
            words.fold(before) == "ان" && words.is(before.wrapping_sub(1), Classes::CLAUSE);
        words.marked(before, &[':']) || clause && pair.len(words) > TERM
    }

    /// Whether a verb of saying can stand here: not as part of a name, a title or another phrase.
    fn is_verb(&self, at: usize) -> bool {
        self.words.is(at, Classes::SAYS)
            || self.words.arabic() && subject::is_made_clear(self.words, at)
    }
}
