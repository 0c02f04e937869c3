//! Reported speech with the verb first: `قال … إن …`.

use std::ops::Range;

use super::{
    Reader, TERM,
    subject::{is_narrated, is_passive},
};
use crate::text::lang::classes::Classes;

/// The complementiser or the marks stand at most so many items after the verb.
const REACH: usize = 40;

/// What a verb of saying leads to.
enum Leads {
    /// A statement that begins at this item.
    To(usize),
    /// Words in marks.
    Pair(super::Pair),
    Nowhere,
}

impl Reader<'_, '_> {
    pub(super) fn arabic(&mut self, sentence: Range<usize>) {
        let mut at = sentence.start;
        while at < sentence.end {
            let next = if self.is_verb(at) {
                self.verb(at, &sentence)
            } else if self.words.is(at, Classes::RELAYS) {
                self.relayed(at, &sentence)
            } else if self.words.is(at, Classes::SAYING) {
                self.saying(at, &sentence)
            } else if self.words.is(at, Classes::ACCORDING) {
                self.according(at, &sentence)
            } else {
                None
            };
            at = next.unwrap_or_else(|| self.skip(at)).max(at + 1);
        }
    }

    /// `قال … إن …`. Returns where to go on.
    fn verb(&mut self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        if at > sentence.start
            && matches!(
                self.words.fold(at - 1),
                "لا" | "لم" | "لن" | "ولا" | "ولم" | "ولن"
            )
        {
            return None;
        }
        let after = at + self.words.items[at].class_len;
        let limit = sentence.end.min(after + REACH);
        if is_narrated(self.words, at) {
            return None;
        }
        let passive = is_passive(self.words, at);
        let named = self.named_after(at, after, limit).filter(|_| !passive);
        let from = named.map_or(after, |(_, end)| end);
        let leads = self.leads(at, from, limit);
        let before = self
            .pair_before(at)
            .filter(|pair| pair.len(self.words) > TERM);
        if let (Leads::Nowhere, Some(pair), Some((voice, end))) = (&leads, before, named) {
            self.direct(pair, Some(voice), at..after, "quotation-verb-speaker", 0.85);
            return Some(end);
        }
        if let (Leads::Nowhere, Some(pair), None) = (&leads, before, named) {
            let voice = self.continued(at, sentence);
            self.direct(pair, voice, at..after, "quotation-verb", 0.7)?;
            return Some(after);
        }
        let (voice, confidence) = match named {
            Some((voice, _)) => (Some(voice), 0.9),
            None => self.unnamed(at, sentence),
        };
        match leads {
            Leads::Pair(pair) => {
                self.direct(pair, voice, at..after, "verb-speaker-quotation", confidence)
            }
            Leads::To(start) => self.reported(
                start,
                sentence.end,
                voice,
                at..after,
                "verb-speaker-that",
                confidence,
            ),
            Leads::Nowhere => {
                // Whoever this verb belongs to is the subject of the participles after it.
                self.here = voice.or(self.here);
                None
            }
        }
    }

    /// Finds what the verb at `verb` leads to, from `from` on.
    fn leads(&self, verb: usize, from: usize, limit: usize) -> Leads {
        let words = self.words;
        let asks =
            words.is(verb, Classes::ASK) && !words.is(verb, Classes::SAY | Classes::SAY_THAT);
        let mut at = from;
        while at < limit {
            if let Some(pair) = self.pair_at(at) {
                let led = at == from || words.marked(at - 1, &[':']) || self.leads_in(at - 1);
                // `وصف الخطوة بأنها "رسالة حذر"`: few words, but whoever judges said them.
                let judged =
                    words.is(verb, Classes::TRANSITIVE) && at > from.max(1) && pair.len(words) > 1;
                let long = pair.len(words) > TERM || led && judged;
                if long && (pair.closed || led)
                    || led && !asks && pair.closed && words.marked(at - 1, &[':'])
                {
                    return Leads::Pair(pair);
                }
                at = self.skip(at);
                continue;
            }
            if words.marked(at, &[':']) && !asks {
                return self.pair_at(at + 1).map_or(Leads::To(at + 1), Leads::Pair);
            }
            if !asks
                && words.is(at, Classes::THAT)
                && !words.is(at.wrapping_sub(1), Classes::NOT_THAT)
            {
                return self.after_that(at);
            }
            let stops = self.is_verb(at) && at > from
                || words.is(at, Classes::SAYING)
                || words.marked(at, &['؛']);
            if stops
                || words.marked(at.wrapping_sub(1), &['،', ',']) && words.is(at, Classes::CLAUSE)
            {
                return Leads::Nowhere;
            }
            at += 1;
        }
        Leads::Nowhere
    }

    /// What a complementiser leads to: the marks right after it, else the statement.
    fn after_that(&self, at: usize) -> Leads {
        let colon = usize::from(self.words.marked(at + 1, &[':']));
        match self.pair_at(at + 1 + colon) {
            Some(pair) if pair.len(self.words) > TERM => Leads::Pair(pair),
            _ => Leads::To(at + 1 + colon),
        }
    }

    /// Whether a word leads into a quotation: a complementiser or a short preposition (`إلى "…"`, `بـ"…"`).
    fn leads_in(&self, at: usize) -> bool {
        self.words.is(at, Classes::THAT | Classes::PREP) || matches!(self.words.fold(at), "ب" | "ل")
    }

    /// `مؤكداً أن …`: the speaker at hand goes on.
    fn saying(&mut self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let after = at + self.words.items[at].class_len;
        let voice = self.here;
        let confidence = if voice.is_some() { 0.85 } else { 0.4 };
        match self.leads(at, after, sentence.end.min(after + 6)) {
            Leads::Pair(pair) => {
                self.direct(pair, voice, at..after, "participle-quotation", confidence)
            }
            Leads::To(start) => self.reported(
                start,
                sentence.end,
                voice,
                at..after,
                "participle-that",
                confidence,
            ),
            Leads::Nowhere => None,
        }
    }
}
