//! Where a reported statement ends.

use std::ops::Range;

use super::Reader;
use crate::{annotate::words::Words, text::lang::classes::Classes};

const COMMAS: &[char] = &['،', ','];
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
            if at > start && self.report_goes_on(at, comma) {
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
        if comma
            && item
                .class
                .any(Classes::AMONG | Classes::CLAUSE | Classes::ACCORDING | Classes::SAYING)
        {
            return true;
        }
        if words.arabic() {
            let conjoined = item.prefix > 0 && words.fold(at).starts_with('و');
            return item.class.any(Classes::SAYING)
                || conjoined && item.class.any(Classes::SAY)
                || conjoined && comma && item.class.any(Classes::SAY_THAT)
                || item.class.any(Classes::ACCORDING)
                    && words.fold(at).chars().count() > 3
                    && item.prefix == 0;
        }
        let joined = matches!(words.fold(at), "and" | "et") && comma;
        joined && words.is(at + 1, Classes::SAY | Classes::SAY_THAT | Classes::PRONOUN)
            || item.class.any(Classes::ACCORDING)
    }
}
