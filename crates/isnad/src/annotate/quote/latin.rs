//! Reported speech with the subject first: `X said …`, `« … », a déclaré X`.

use std::ops::Range;

use super::{Reader, TERM, Voice, marks::Pair, speaker_latin as speaker};
use crate::text::lang::classes::Classes;

/// Words between a verb and its complementiser (`told reporters in Lennar on Monday that`).
const REACH: usize = 14;

const SAYS: Classes = Classes::SAYS;

impl Reader<'_, '_> {
    pub(super) fn latin(&mut self, sentence: Range<usize>) {
        let mut at = sentence.start;
        while at < sentence.end {
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
    fn verb_at(&self, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
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
        let (inverted, after) = self.inverted(&verb, sentence);
        let subject = if inverted.is_some() {
            None
        } else {
            speaker::before(words, sentence.start, verb.start, &self.pairs)
        };
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
        self.closing(clause, after, sentence, voice, &verb)
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
        let pair = self.pairs.iter().copied().find(|pair| {
            pair.closed && pair.open >= sentence.start && (low..verb.start).contains(&pair.after)
        });
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
        match speaker::after(words, verb.end, sentence.end) {
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
        let next = (after..sentence.end.min(after + 6)).find_map(|at| self.pair_at(at));
        if let Some(pair) = next.filter(|pair| pair.closed && pair.len(self.words) > TERM) {
            self.direct(pair, voice, verb.clone(), "quotation-goes-on", 0.8);
        }
    }

    /// What follows the verb: a complementiser, marks, a colon, or for plain `said` the statement itself.
    fn latin_leads(
        &mut self,
        verb: &Range<usize>,
        after: usize,
        sentence: &Range<usize>,
        voice: Option<Voice>,
        sure: f32,
    ) -> Option<usize> {
        let words = self.words;
        let asks = !words.is(verb.end - 1, SAYS.without(Classes::ASK))
            && words.is(verb.end - 1, Classes::ASK);
        let limit = sentence.end.min(after + REACH);
        let mut at = after;
        while at < limit {
            if let Some(pair) = self.pair_at(at) {
                if pair.len(words) > TERM || words.marked(at - 1, &[':']) {
                    return self.direct(pair, voice, verb.clone(), "speaker-verb-quotation", sure);
                }
                return None;
            }
            if words.is(at, Classes::THAT) && !asks {
                return self.after_latin_that(at, sentence, voice, verb, sure);
            }
            if words.marked(at, &[':']) && at <= after + 6 {
                return self.reported(
                    at + 1,
                    sentence.end,
                    voice,
                    verb.clone(),
                    "speaker-verb-that",
                    sure,
                );
            }
            let comma = words.marked(at, &[',']) && at > after && self.pair_at(at + 1).is_none();
            let stops = comma
                || at > after && self.verb_at(at, sentence).is_some()
                || words.marked(at, &[';', '(']);
            if stops {
                break;
            }
            at += 1;
        }
        let bare =
            matches!(words.fold(verb.end - 1), "said" | "says") || words.fold(verb.start) == "told";
        if !bare || words.arabic() {
            return None;
        }
        let start =
            speaker::after_fillers(words, after, sentence.end, words.fold(verb.start) == "told");
        let wordy = words.word(start) && !words.is(start, Classes::PREP | Classes::CLAUSE);
        if !wordy {
            return None;
        }
        self.reported(
            start,
            sentence.end,
            voice,
            verb.clone(),
            "speaker-said",
            sure - 0.1,
        )
    }

    fn after_latin_that(
        &mut self,
        at: usize,
        sentence: &Range<usize>,
        voice: Option<Voice>,
        verb: &Range<usize>,
        sure: f32,
    ) -> Option<usize> {
        let pair: Option<Pair> = self.pair_at(at + 1);
        match pair.filter(|pair| pair.len(self.words) > TERM) {
            Some(pair) => self.direct(pair, voice, verb.clone(), "speaker-verb-quotation", sure),
            None => self.reported(
                at + 1,
                sentence.end,
                voice,
                verb.clone(),
                "speaker-verb-that",
                sure,
            ),
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
        let ends = rest >= sentence.end || goes_on || words.marked(rest, &['.', '!', '?']);
        if !comma
            || !ends
            || words.is(verb.end - 1, Classes::ASK) && !words.is(verb.end - 1, Classes::SAY)
        {
            return None;
        }
        let start = self.after_last_quote(sentence.start, clause - 1);
        if self.pair_at(start).is_some() {
            return None;
        }
        self.reported(
            start,
            clause - 1,
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

    /// `according to X`, `selon X`.
    fn latin_according(&mut self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let from = at + words.items[at].class_len;
        let (voice, end) = speaker::after(words, from, sentence.end)?;
        let phrase = at..from;
        if let Some(pair) = self.pair_before(at).filter(|pair| pair.len(words) > TERM) {
            self.direct(pair, Some(voice), phrase, "quotation-according", 0.85)?;
            return Some(end);
        }
        if at == sentence.start {
            if !words.marked(end, &[',']) {
                return None;
            }
            return match self.pair_at(end + 1) {
                Some(pair) => self.direct(pair, Some(voice), phrase, "quotation-according", 0.85),
                None => self.reported(end + 1, sentence.end, Some(voice), phrase, "according", 0.8),
            };
        }
        let start = self.after_last_quote(sentence.start, at);
        self.reported(start, at, Some(voice), phrase, "according", 0.75)?;
        Some(end)
    }
}
