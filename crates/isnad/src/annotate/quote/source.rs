//! Arabic statements whose source is named by a preposition or handed on: `بحسب …`, `نقلت … عن …`.

use std::ops::Range;

use super::{Reader, TERM, Voice, speaker};
use crate::text::lang::classes::Classes;

/// Words between a source and the comma after it (`بحسب استطلاع شمل ألف ساكن،`).
const DESCRIBED: usize = 10;

impl Reader<'_, '_> {
    /// `بحسب …`, `وفقاً لـ…`, `بحسب ما أعلن …`.
    pub(super) fn according(&mut self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let (from, told) = self.source_start(at, sentence);
        let (voice, end) = speaker::arabic(words, &self.pairs, from, sentence.end)?;
        if !told && !speaker::is_source(words, from, end) {
            return None;
        }
        let phrase = at..at + words.items[at].class_len;
        if let Some(pair) = self.pair_before(at).filter(|pair| pair.len(words) > TERM) {
            return self
                .direct(pair, Some(voice), phrase, "quotation-according", 0.85)
                .map(|_| end);
        }
        if at == sentence.start {
            let comma = (end..sentence.end.min(end + DESCRIBED))
                .find(|at| words.marked(*at, &['،', ',']))
                .filter(|comma| (end..*comma).all(|at| !self.is_verb(at)))?;
            // `بحسب …، فإن …`
            let start = comma + 1 + usize::from(words.fold(comma + 1) == "فان");
            return self.reported(start, sentence.end, Some(voice), phrase, "according", 0.75);
        }
        let here = self.here;
        let start = self.after_last_quote(self.opening(sentence), at);
        let outlet = words.is(from, Classes::AGENCY_HEAD | Classes::OUTLET_HEAD);
        let found = self.told(start..at, Some(voice), phrase, "according", 0.7);
        // What an outlet is cited for is over; it does not go on to speak.
        if outlet {
            self.here = here;
        }
        found.map(|_| end)
    }

    /// Where the source begins, and whether a verb says that it spoke (`بحسب ما أعلن …`).
    fn source_start(&self, at: usize, sentence: &Range<usize>) -> (usize, bool) {
        let words = self.words;
        let mut from = at + words.items[at].class_len;
        let mut told = false;
        while from < sentence.end {
            let verb = self.is_verb(from)
                || from > at + 1
                    && matches!(words.fold(from - 1), "ما" | "لما")
                    && words.class(from).is_none();
            let link = matches!(
                words.fold(from),
                "ل" | "ما" | "لما" | "به" | "عنه" | "لدي" | "عليه"
            );
            if !verb && !link {
                break;
            }
            told |= verb;
            from += 1;
        }
        (from, told)
    }

    /// `نقلت صحيفة … عن … قوله إن …`.
    pub(super) fn relayed(&mut self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let near = |from: usize, reach: usize| from..sentence.end.min(from + reach);
        let from = near(at + 1, 12).find(|at| words.fold(*at) == "عن")? + 1;
        let quoted = ["قوله", "قولها", "قولهم", "القول", "تاكيده", "تاكيدها"];
        let said = near(from, 20).find(|at| quoted.contains(&words.fold(*at)));
        let limit = said.unwrap_or(sentence.end);
        let (voice, end) = speaker::arabic(words, &self.pairs, from, limit)?;
        let opens = near(said.unwrap_or(end), 6).find(|at| {
            words.is(*at, Classes::THAT) || words.marked(*at, &[':']) || self.pair_at(*at).is_some()
        })?;
        let voice = Voice {
            feminine: said.map(|said| words.fold(said).ends_with("ها")),
            ..voice
        };
        let verb = at..at + 1;
        let start = opens + usize::from(self.pair_at(opens).is_none());
        match self.pair_at(start).filter(|pair| pair.len(words) > TERM) {
            Some(pair) => self.direct(pair, Some(voice), verb, "relayed", 0.8),
            None if start > opens => {
                self.reported(start, sentence.end, Some(voice), verb, "relayed", 0.8)
            }
            None => None,
        }
    }

    /// Where a sentence begins behind the dateline of a report (`تونس (وات) –`).
    pub(super) fn opening(&self, sentence: &Range<usize>) -> usize {
        let words = self.words;
        if sentence.start > 0 {
            return sentence.start;
        }
        let low = sentence.start + 1;
        let ends = |at: usize| {
            let place = at <= low + 1 || words.marked(at - 1, &[')', '/']);
            words.marked(at, &['-', '–', '—']) && place
                || words.marked(at, &['/']) && words.mark(at - 2) == Some('/')
        };
        (low..sentence.end.min(low + 9))
            .filter(|at| *at >= 2 || !words.marked(*at, &['/']))
            .find(|at| ends(*at) && words.word(at + 1))
            .map_or(sentence.start, |at| at + 1)
    }
}
