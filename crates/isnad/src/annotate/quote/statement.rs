//! Where a reported statement ends.

use std::ops::Range;

use super::{Reader, Said, TERM, Voice, marks::Pair};
use crate::{annotate::words::Words, text::lang::classes::Classes};

const COMMAS: &[char] = &['،', ','];
/// A name stands at most so many words behind `بينهم`.
const NAMED: usize = 4;
const TRAILING: &[char] = &[
    '.', ',', '،', ':', '؛', ';', '-', '–', '—', '…', '(', '[', '"', '«', '“',
];

/// Items without the punctuation at both ends that belongs to the sentence.
pub(super) fn trimmed(words: &Words<'_>, run: Range<usize>) -> Range<usize> {
    let mut run = run;
    while run.start < run.end && words.marked(run.start, &['،', ',', ':', '.', '-', '–', '—', '…'])
    {
        run.start += 1;
    }
    while run.start < run.end && words.marked(run.end - 1, TRAILING) {
        run.end -= 1;
    }
    run
}

impl Reader<'_, '_> {
    /// The statement that begins at an item: up to the end of the sentence, or to where the report
    /// itself goes on: the next verb of saying, an enumeration, a clause with a subject of its own.
    pub(super) fn statement(&self, start: usize, sentence_end: usize) -> Range<usize> {
        let words = self.words;
        let mut at = start;
        while at < sentence_end {
            let comma = at > start && words.marked(at - 1, COMMAS);
            let quotation = words.marked(at, &[':'])
                && self
                    .pair_at(at + 1)
                    .is_some_and(|pair| pair.len(words) > TERM);
            if at > start && (quotation || self.report_goes_on(at, comma)) {
                break;
            }
            at = self.skip(at);
        }
        trimmed(words, start..at.min(sentence_end))
    }

    fn report_goes_on(&self, at: usize, comma: bool) -> bool {
        let words = self.words;
        let Some(item) = words.get(at) else {
            return false;
        };
        let belongs = item.class.any(Classes::SUBORDINATE)
            || matches!(words.fold(at), "and" | "et") && words.is(at + 1, Classes::THAT);
        if comma && item.class.any(Classes::AMONG) && self.names_somebody(at) {
            return true;
        }
        if comma
            && !belongs
            && item
                .class
                .any(Classes::CLAUSE | Classes::ACCORDING | Classes::SAYING)
        {
            return true;
        }
        if words.arabic() {
            let conjoined = item.prefix > 0 && words.fold(at).starts_with('و');
            return item.class.any(Classes::SAYING)
                || conjoined && item.class.any(Classes::SAY)
                || conjoined && comma && item.class.any(Classes::SAY_THAT | Classes::ASK)
                || item.class.any(Classes::ACCORDING)
                    && words.fold(at).chars().count() > 3
                    && item.prefix == 0;
        }
        let joined = matches!(words.fold(at), "and" | "et") && comma;
        joined && words.is(at + 1, Classes::SAY | Classes::SAY_THAT | Classes::PRONOUN)
            || item.class.any(Classes::ACCORDING)
    }

    /// Whether an enumeration names people (`بينهم المعارضة ماريا …`), whom the report tells of; how many there are
    /// (`بينهم أربعة في حال الخطر`) is still part of what was said.
    fn names_somebody(&self, at: usize) -> bool {
        (at + 1..at + 1 + NAMED).any(|at| self.words.is(at, Classes::GIVEN))
    }

    /// Where the narrative goes on after the last quote of this sentence before `at`.
    pub(super) fn after_last_quote(&self, start: usize, at: usize) -> usize {
        let taken = |item: usize| {
            let span = self.words.items[item].span;
            !self.taken.is_free(span)
        };
        (start..at)
            .rev()
            .find(|item| taken(*item))
            .map_or(start, |item| item + 1)
    }

    pub(super) fn direct(
        &mut self,
        pair: Pair,
        voice: Option<Voice>,
        verb: Range<usize>,
        rule: &'static str,
        confidence: f32,
    ) -> Option<usize> {
        let said = Said {
            span: self.inside(pair),
            voice,
            verb: Some(self.words.bare_place(verb)),
            direct: true,
            rule,
            confidence: if pair.closed {
                confidence
            } else {
                confidence - 0.2
            },
        };
        self.say(said).then_some(pair.after)
    }

    /// A statement from an item on. One that is mostly words in marks is direct.
    pub(super) fn reported(
        &mut self,
        start: usize,
        end: usize,
        voice: Option<Voice>,
        verb: Range<usize>,
        rule: &'static str,
        confidence: f32,
    ) -> Option<usize> {
        let run = self.statement(start, end);
        self.say_run(run, voice, verb, rule, confidence)
    }

    /// A statement whose end is known: it stands before who said it.
    pub(super) fn told(
        &mut self,
        run: Range<usize>,
        voice: Option<Voice>,
        verb: Range<usize>,
        rule: &'static str,
        confidence: f32,
    ) -> Option<usize> {
        self.say_run(trimmed(self.words, run), voice, verb, rule, confidence)
    }

    fn say_run(
        &mut self,
        run: Range<usize>,
        voice: Option<Voice>,
        verb: Range<usize>,
        rule: &'static str,
        confidence: f32,
    ) -> Option<usize> {
        let count = |run: Range<usize>| run.filter(|at| self.words.word(*at)).count();
        let total = count(run.clone());
        let mut opened = super::marks::opening(&self.pairs, run.clone()).iter();
        let inner = opened.find(|pair| {
            pair.closed && pair.after <= run.end && pair.len(self.words) * 10 >= total * 6
        });
        let inner = inner.copied();
        if total < 2 {
            return None;
        }
        if let Some(pair) = inner.filter(|pair| pair.len(self.words) > TERM) {
            return self.direct(pair, voice, verb, rule, confidence);
        }
        let said = Said {
            span: self.words.place(run.clone()),
            voice,
            verb: Some(self.words.bare_place(verb)),
            direct: false,
            rule,
            confidence,
        };
        self.say(said).then_some(run.end)
    }
}
