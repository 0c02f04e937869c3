//! Whom a sentence is about: the persons named in it, for the sentence that goes on about them.

use std::ops::Range;

use super::{
    Reader, Voice,
    apposition_latin::{named_office, personal},
    speaker,
    subject::feminine,
};
use crate::text::lang::classes::Classes;

/// An office or a name between commas has at most so many items.
const OFFICE: usize = 8;

impl Reader<'_, '_> {
    /// The persons a sentence names as its subjects, each with the item after it.
    pub(super) fn persons(&self, sentence: &Range<usize>) -> Vec<(usize, Voice)> {
        let mut found: Vec<(usize, Voice)> = Vec::new();
        let mut at = sentence.start;
        while at < sentence.end {
            let person = if self.words.arabic() {
                self.arabic_person(at, sentence)
            } else {
                self.latin_person(at, sentence)
            };
            if let Some((end, voice)) = person {
                found.push((end, voice));
            }
            at = person
                .map_or_else(|| self.skip(at), |(end, _)| end)
                .max(at + 1);
        }
        found
    }

    /// The one person named in this sentence before an item.
    pub(super) fn only_person(&self, from: usize, at: usize) -> Option<Voice> {
        let mut before = self
            .persons
            .iter()
            .filter(|(end, _)| from <= *end && *end <= at);
        let (_, voice) = before.next()?;
        before.next().is_none().then_some(*voice)
    }

    fn arabic_person(&self, at: usize, sentence: &Range<usize>) -> Option<(usize, Voice)> {
        let words = self.words;
        let known = words.is(at, Classes::GIVEN) && !words.is(at, Classes::DOUBTFUL);
        let named = known || words.is(at, Classes::TITLE | Classes::HONOUR);
        // Behind a noun or a preposition a name is not what the sentence is about.
        let before = at.checked_sub(1).filter(|before| *before >= sentence.start);
        let governed = Classes::PREP
            | Classes::COMPLEMENT
            | Classes::NOUN
            | Classes::TITLE
            | Classes::ORG
            | Classes::SOURCE
            | Classes::VENUE
            | Classes::OUTLET_HEAD
            | Classes::WEAK_BODY;
        let free = before.is_none_or(|before| {
            !words.is(before, governed) && !words.fold(before).starts_with("ال")
        });
        if !named
            || !free
            || !words.word(at)
            || words.items[at].prefix > 0 && !words.fold(at).starts_with('و')
        {
            return None;
        }
        let (mut voice, end) = speaker::arabic(words, &self.pairs, at, sentence.end)?;
        let verb =
            before.filter(|before| words.word(*before) && !words.is(*before, Classes::CONNECTIVES));
        voice.feminine = verb.and_then(|verb| feminine(words.fold(verb)));
        let definite = words.fold(at).starts_with("ال");
        (known || voice.role.is_some() || definite).then_some((end, voice))
    }

    /// A name in capitals that begins with a given name or stands beside its office, or an office with its
    /// article (`the engineer`), where no preposition governs it.
    fn latin_person(&self, at: usize, sentence: &Range<usize>) -> Option<(usize, Voice)> {
        let words = self.words;
        let before = at.checked_sub(1).filter(|before| *before >= sentence.start);
        let first = before.is_none_or(|before| !words.word(before));
        let item = words.get(at)?;
        if item.capital && words.is(at, Classes::GIVEN) {
            let free = before.is_none_or(|before| {
                !words.is(before, Classes::PREP) && !words.items[before].capital
            });
            let end = (at..sentence.end)
                .take_while(|at| words.items[*at].capital || words.is(*at, Classes::LINK))
                .last()?
                + 1;
            let name = personal(words, at..end).filter(|_| free)?;
            return Some((end, Voice::of(words.place(name))));
        }
        if !first {
            return None;
        }
        let end = (at..sentence.end.min(at + OFFICE)).find(|at| !words.word(*at));
        if let Some(comma) = end.filter(|end| words.marked(*end, &[','])) {
            let close = (comma + 1..sentence.end.min(comma + OFFICE)).find(|at| {
                words.marked(*at, &[',', '.']) && !words.items[*at - 1].class.any(Classes::HONOUR)
            })?;
            if let Some(voice) = named_office(words, at..comma, comma + 1..close) {
                return Some((close, voice));
            }
        }
        let article = ["the", "le", "la", "l"].contains(&words.fold(at));
        let office = words.is(at + 1, Classes::TITLE) && !words.items.get(at + 1)?.capital;
        (article && office).then(|| (at + 2, Voice::of(words.place(at + 1..at + 2))))
    }
}
