//! Whom a sentence is about: the persons named in it, for the sentence that goes on about them.

use std::ops::Range;

use super::{Reader, Voice, speaker, subject::feminine};
use crate::text::lang::classes::Classes;

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

    fn latin_person(&self, _at: usize, _sentence: &Range<usize>) -> Option<(usize, Voice)> {
        None
    }
}
