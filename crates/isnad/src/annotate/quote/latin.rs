//! Reported speech with the subject first: `X said …`, `« … », a déclaré X`.

use std::ops::Range;

use super::{Reader, TERM, Voice, marks::Pair, speaker_latin as speaker};
use crate::text::lang::classes::Classes;

/// Words between a verb and its complementiser (`told reporters in Lennar on Monday that`).
pub(super) const REACH: usize = 14;

pub(super) const SAYS: Classes = Classes::SAYS;

impl Reader<'_, '_> {
    pub(super) fn latin(&mut self, sentence: Range<usize>) {
        let mut at = sentence.start;
        while at < sentence.end {
            let incised = self
                .pair_at(at)
                .filter(|_| self.words.lexicons.code == "fr");
            if let Some(next) = incised.and_then(|pair| self.incised(pair, &sentence)) {
                at = next.max(at + 1);
                continue;
            }
            let next = match self.verb_at(at, &sentence) {
                Some(verb) => self.latin_verb(verb, &sentence),
                None if self.words.is(at, Classes::SAYING) => self.latin_saying(at, &sentence),
                None if self.words.is(at, Classes::ACCORDING) => {
                    self.latin_according(at, &sentence)
                }
                None => None,
            };
            at = next.unwrap_or_else(|| self.skip(at)).max(at + 1);
        }
    }

    /// The items of a verb of saying that ends at or begins with this item, its auxiliary included.
    pub(super) fn verb_at(&self, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
        let words = self.words;
        if !words.is(at, SAYS) {
            return None;
        }
        let end = at + words.items[at].class_len;
        let aux = (sentence.start.max(at.saturating_sub(3))..at)
            .rev()
            .take_while(|at| words.word(*at))
            .find(|at| words.is(*at, Classes::AUX));
        if words.is(at, Classes::PARTICIPLE) && aux.is_some() {
            return Some(aux.unwrap_or(at)..end);
        }
        let only_participle = !words.is(at, SAYS.without(Classes::PARTICIPLE));
        // After an article or a preposition the word is a noun (`the claim`, `l'annonce`).
        let noun = at > sentence.start && self.makes_noun(at - 1) || words.marked(end, &['\'']);
        (!only_participle && !noun).then_some(at..end)
    }

    fn makes_noun(&self, at: usize) -> bool {
        self.words
            .is(at, Classes::STOP | Classes::PREP | Classes::POSSESSIVE)
            && !self
                .words
                .is(at, Classes::PRONOUN | Classes::AUX | Classes::TIME)
            && !matches!(
                self.words.fold(at),
                "also" | "who" | "qui" | "not" | "ne" | "and" | "et"
            )
    }

    fn latin_verb(&mut self, verb: Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        let words = self.words;
        if words.is(verb.start, Classes::IMPERSONAL) {
            return self.latin_leads(&verb, verb.end, sentence, None, 0.6);
        }
        let before = speaker::before(words, sentence.start, verb.start, &self.pairs);
        // `Jane Doe, the mayor, said`: whatever follows is no subject.
        let apposed = words.marked(verb.start.wrapping_sub(1), &[',']) && before.is_some();
        let (inverted, after) = if apposed {
            (None, verb.end)
        } else {
            self.inverted(&verb, sentence)
        };
        let subject = before.filter(|_| inverted.is_none());
        let clause = subject.as_ref().map_or(verb.start, |subject| subject.start);
        let voice = match (&inverted, &subject) {
            (Some(found), _) => *found,
            (None, Some(subject)) => subject.voice.or(self.meant(verb.start)),
            (None, None) => None,
        };
        if subject.is_none() && inverted.is_none() && self.after_long_subject(&verb, sentence) {
            return Some(after);
        }
        let sure = if subject
            .as_ref()
            .is_some_and(|subject| subject.voice.is_none())
        {
            0.7
        } else {
            0.9
        };
        if let Some(pair) = self
            .pair_before(clause)
            .filter(|pair| pair.open >= sentence.start && pair.len(words) > 1)
            .filter(|pair| pair.open <= sentence.start + 1 || pair.len(words) > TERM)
        {
            let voice = voice.or_else(|| self.carried().filter(|_| inverted.is_none()));
            self.direct(pair, voice, verb.clone(), "quotation-verb", sure)?;
            self.second_half(after, sentence, voice, &verb);
            return Some(after);
        }
        if voice.is_none() && subject.is_none() && !self.conjoined(verb.start) {
            return None;
        }
        let voice = voice.or(self.carried());
        let named_after = inverted.is_some() && after > verb.end;
        if !named_after && let Some(next) = self.latin_leads(&verb, after, sentence, voice, sure) {
            return Some(next);
        }
        let clause = clause..if named_after { after } else { clause };
        let found = self.closing(clause, after, sentence, voice, &verb);
        // Whoever this verb belongs to is the subject of the verbs joined to it.
        if named_after || subject.is_some_and(|subject| subject.voice.is_some()) {
            self.here = voice.or(self.here);
        }
        found
    }

    /// Who a pronoun before the verb means: `he` and `she` are no bodies.
    fn meant(&self, verb: usize) -> Option<Voice> {
        let person = (verb.saturating_sub(3)..verb)
            .any(|at| matches!(self.words.fold(at), "he" | "she" | "elle"));
        self.carried().filter(|voice| voice.human || !person)
    }

    /// `"…," tourist Joe Hyland, 18, from Lennar, told …`.
    fn after_long_subject(&mut self, verb: &Range<usize>, sentence: &Range<usize>) -> bool {
        let low = sentence.start.max(verb.start.saturating_sub(18));
        let comma = verb.start > sentence.start && self.words.marked(verb.start - 1, &[',']);
        let opened = super::marks::opening(&self.pairs, sentence.start..verb.start);
        let pair = opened
            .iter()
            .copied()
            .find(|pair| pair.closed && (low..verb.start).contains(&pair.after));
        let Some(pair) = pair.filter(|pair| comma && pair.len(self.words) > TERM) else {
            return false;
        };
        match speaker::between(self.words, pair.after, verb.start) {
            Some(voice) => self
                .direct(pair, Some(voice), verb.clone(), "quotation-verb", 0.85)
                .is_some(),
            None => false,
        }
    }

    /// `and added that`: a verb without a subject of its own after `and`.
    fn conjoined(&self, verb: usize) -> bool {
        verb > 0 && matches!(self.words.fold(verb - 1), "and" | "et") && self.carried().is_some()
    }

    /// The subject after the verb (`said Jane Doe`, `a-t-il dit`): only after words in marks or a comma.
    /// `Some(None)` when it is a pronoun nobody can be found for.
    fn inverted(
        &self,
        verb: &Range<usize>,
        sentence: &Range<usize>,
    ) -> (Option<Option<Voice>>, usize) {
        let words = self.words;
        let marked = verb.start > sentence.start && words.mark(verb.start - 1).is_some();
        // Whoever follows `told` heard it.
        if !marked || matches!(words.fold(verb.start), "told" | "tells") {
            return (None, verb.end);
        }
        let pronoun = (verb.start + 1..verb.end + 2).find(|at| {
            words.is(*at, Classes::PRONOUN) && words.fold(*at) != "t" && words.fold(*at) != "who"
        });
        if let Some(pronoun) = pronoun.filter(|_| verb.start > 0) {
            return (Some(self.meant(pronoun + 1)), verb.end.max(pronoun + 1));
        }
        // `The museum, which …, expects the drawing`: a subject stands before already.
        let early = (sentence.start..verb.start.min(sentence.start + 6).saturating_sub(1))
            .any(|at| words.marked(at, &[',']));
        match speaker::after(words, verb.end, sentence.end, !early) {
            Some((voice, end)) => (Some(Some(voice)), end),
            None => (None, verb.end),
        }
    }

    /// `"…," she said, "…."`: the quotation goes on after the verb.
    fn second_half(
        &mut self,
        after: usize,
        sentence: &Range<usize>,
        voice: Option<Voice>,
        verb: &Range<usize>,
    ) {
        let next = (after..sentence.end.min(after + REACH))
            .take_while(|at| !self.words.is(*at, SAYS | Classes::THAT))
            .find_map(|at| self.pair_at(at));
        if let Some(pair) = next.filter(|pair| pair.closed && pair.len(self.words) > TERM) {
            self.direct(pair, voice, verb.clone(), "quotation-goes-on", 0.8);
        }
    }

    /// `…, X said on Monday.`: the statement stands before.
    fn closing(
        &mut self,
        subject: Range<usize>,
        after: usize,
        sentence: &Range<usize>,
        voice: Option<Voice>,
        verb: &Range<usize>,
    ) -> Option<usize> {
        let words = self.words;
        let clause = subject.start;
        let comma = clause > sentence.start && words.marked(clause - 1, &[',']);
        let rest = speaker::after_fillers(words, after, sentence.end, true);
        let goes_on =
            words.marked(rest, &[',']) && words.is(rest + 1, Classes::SAYING | Classes::CLAUSE);
        let plain = subject.end > subject.start
            && (rest..sentence.end)
                .all(|at| !words.is(at, Classes::THAT) && self.pair_at(at).is_none());
        let ends = plain || rest >= sentence.end || goes_on || words.marked(rest, &['.', '!', '?']);
        if !comma
            || !ends
            || words.is(verb.end - 1, Classes::ASK) && !words.is(verb.end - 1, Classes::SAY)
        {
            return None;
        }
        let start = self.after_last_quote(self.opening(sentence), clause - 1);
        if self.pair_at(start).is_some() {
            return None;
        }
        self.told(
            start..clause - 1,
            voice,
            verb.clone(),
            "statement-speaker-verb",
            0.8,
        )?;
        Some(after)
    }

    /// `adding that …`, `« … », ajoutant que …`.
    fn latin_saying(&mut self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let voice = self.here?;
        let after = at + words.items[at].class_len;
        let verb = at..after;
        for at in after..sentence.end.min(after + 4) {
            if let Some(pair) = self.pair_at(at) {
                return self.direct(pair, Some(voice), verb, "participle-quotation", 0.8);
            }
            if words.is(at, Classes::THAT) {
                return self.after_latin_that(at, sentence, Some(voice), &verb, 0.8);
            }
        }
        None
    }

    /// A quotation with its verb inside the marks, as French has it: `« Oui, dit-elle, je viens. »`. Two
    /// quotes; returns where to go on.
    fn incised(&mut self, pair: Pair, sentence: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let inside = pair.start..pair.close;
        let verb = inside
            .clone()
            .skip(1)
            .filter(|at| words.marked(at - 1, &[',']))
            .find_map(|at| self.verb_at(at, &inside))?;
        let (voice, after) = self.inverted(&verb, &inside);
        let voice = voice?;
        let comma = (after..pair.close.min(after + REACH)).find(|at| words.marked(*at, &[',']))?;
        let half = |start: usize, close: usize| Pair {
            start,
            close,
            ..pair
        };
        let first = half(pair.start, verb.start - 1);
        let second = half(comma + 1, pair.close);
        self.direct(first, voice, verb.clone(), "quotation-verb-inside", 0.8)?;
        self.direct(second, voice, verb, "quotation-goes-on", 0.75);
        Some(pair.after.min(sentence.end))
    }
}
