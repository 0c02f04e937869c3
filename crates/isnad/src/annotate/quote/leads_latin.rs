//! What an English or French verb leads to, and the sources that a preposition names.

use std::ops::Range;

use super::{
    Reader, TERM, Voice,
    latin::{REACH, SAYS},
    marks::Pair,
    speaker_latin as speaker,
};
use crate::text::lang::classes::Classes;

/// Items of an insertion between a verb and its complementiser.
const INSERTION: usize = 16;

impl Reader<'_, '_> {
    /// What follows the verb: a complementiser, marks, a colon, or for plain `said` the statement itself.
    pub(super) fn latin_leads(
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
                if words.is(verb.end - 1, Classes::BARE) && self.is_clause(after, at) {
                    break;
                }
                let long = pair.len(words) > TERM || words.marked(at - 1, &[':']);
                if long || self.is_led_short(pair, at, after) {
                    return self.direct(pair, voice, verb.clone(), "speaker-verb-quotation", sure);
                }
                return None;
            }
            let unmarked = self.pair_at(at + 1).is_none();
            let colon = words.marked(at, &[':']) && at <= after + 6 && unmarked;
            if words.is(at, Classes::THAT) && !asks || colon {
                return self.after_latin_that(at, sentence, voice, verb, sure);
            }
            if let Some(that) = self.interrupted(at, limit) {
                at = that;
                continue;
            }
            let comma = words.marked(at, &[',']) && at > after && unmarked;
            let stops = comma
                || at > after && self.verb_at(at, sentence).is_some()
                || words.marked(at, &[';', '(']);
            if stops {
                break;
            }
            at += 1;
        }
        if !words.is(verb.start, Classes::BARE) && !words.is(verb.end - 1, Classes::BARE) {
            return None;
        }
        let start =
            speaker::after_fillers(words, after, sentence.end, words.fold(verb.start) == "told");
        let wordy = words.word(start) && !words.is(start, Classes::PREP | Classes::CLAUSE);
        let plain = matches!(words.fold(verb.end - 1), "said" | "says" | "told");
        if !wordy || !plain && !self.is_clause(start, sentence.end) {
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

    /// The complementiser behind an insertion between commas that begins at an item (`affirme, sur son site, que`).
    fn interrupted(&self, at: usize, limit: usize) -> Option<usize> {
        let words = self.words;
        let inserted = |at: &usize| {
            words.word(*at) && !words.is(*at, SAYS | Classes::THAT) || words.marked(*at, &[','])
        };
        let end = (at + 1..limit.min(at + INSERTION)).find(|at| !inserted(at))?;
        let that = words.marked(at, &[',']) && words.is(end, Classes::THAT);
        (that && words.marked(end - 1, &[','])).then_some(end)
    }

    /// Whether the subject and the verb of a clause stand here (`claims sales have passed …`).
    fn is_clause(&self, start: usize, end: usize) -> bool {
        let words = self.words;
        (start + 1..end.min(start + 6))
            .take_while(|at| words.word(*at))
            .any(|at| {
                words.is(at, Classes::AUX)
                    || [
                        "are", "be", "can", "could", "may", "must", "should", "do", "did",
                    ]
                    .contains(&words.fold(at))
            })
    }

    /// Few words in marks right after the verb, or after its preposition: `apologised for "a bad day"`.
    /// With a capital they are a name.
    fn is_led_short(&self, pair: Pair, at: usize, after: usize) -> bool {
        let words = self.words;
        let joins = Classes::PREP | Classes::STOP | Classes::COMPLEMENT;
        let led = at == after || at == after + 1 && words.is(after, joins);
        let name = words.get(pair.start).is_some_and(|item| item.capital);
        led && !name && pair.closed && pair.len(words) > 1
    }

    /// What a complementiser or a colon leads to.
    pub(super) fn after_latin_that(
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

    /// `according to X`, `selon X`.
    pub(super) fn latin_according(&mut self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let from = at + words.items[at].class_len;
        let (voice, end) = self.latin_source(from, sentence)?;
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
        let start = self.after_last_quote(self.opening(sentence), at);
        self.told(start..at, Some(voice), phrase, "according", 0.75)?;
        Some(end)
    }

    /// The source after `according to`: a group, or the one a pronoun means (`selon lui`).
    fn latin_source(&self, from: usize, sentence: &Range<usize>) -> Option<(Voice, usize)> {
        let pronouns = ["lui", "elle", "eux", "elles", "him", "her", "them"];
        if pronouns.contains(&self.words.fold(from)) && !self.words.word(from + 1) {
            return Some((self.carried()?, from + 1));
        }
        if self.words.is(from, Classes::RULE) {
            return None;
        }
        let (mut voice, mut end) = speaker::after(self.words, from, sentence.end, true)?;
        // `a review published by the harbour office`
        let made = ["ed", "e", "ee", "es", "ees"]
            .iter()
            .any(|ending| self.words.fold(end.wrapping_sub(1)).ends_with(ending));
        if made
            && matches!(self.words.fold(end), "by" | "par")
            && let Some((maker, after)) = speaker::after(self.words, end + 1, sentence.end, true)
        {
            voice.name.end = maker.name.end;
            end = after;
        }
        Some((voice, end))
    }
}
