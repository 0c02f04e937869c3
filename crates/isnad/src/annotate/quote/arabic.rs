//! Reported speech with the verb first: `قال … إن …`.

use std::ops::Range;

use super::{Reader, Said, TERM, Voice, speaker};
use crate::text::{fold::fold, lang::classes::Classes};

/// The complementiser or the marks stand at most so many items after the verb.
const REACH: usize = 40;

/// Words that may stand around a verb whose subject is named before.
const CONNECTIVES: Classes = Classes::CONNECTIVES;

/// Whether a verb in folded letters is feminine; `None` for plurals, which go with both.
fn feminine(verb: &str) -> Option<bool> {
    let masculine_with_t = ["تابع", "توقع", "تساءل", "تعهد", "تحدث"];
    let stem = verb.strip_prefix(['و', 'ف']).unwrap_or(verb);
    if stem.ends_with("وا") || stem.ends_with("ون") {
        return None;
    }
    let plain = masculine_with_t.iter().any(|known| fold(known) == stem);
    Some(stem.ends_with('ت') || stem.starts_with('ت') && !plain)
}

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
        let mut named = speaker::arabic(self.words, &self.pairs, after, limit);
        if let Some((voice, _)) = &mut named {
            voice.feminine = feminine(self.words.fold(at));
        }
        let from = named.map_or(after, |(_, end)| end);
        let leads = self.leads(at, from, limit);
        let before = self
            .pair_before(at)
            .filter(|pair| pair.len(self.words) > TERM);
        if let (Leads::Nowhere, Some(pair), Some((voice, end))) = (&leads, before, named) {
            self.direct(pair, Some(voice), at..after, "quotation-verb-speaker", 0.85);
            return Some(end);
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

    /// A verb whose subject does not follow: it stands before (`ترامب يقول إن`) or in the sentence before.
    fn unnamed(&self, at: usize, sentence: &Range<usize>) -> (Option<Voice>, f32) {
        let words = self.words;
        let clause = (sentence.start..at)
            .rev()
            .find(|at| words.mark(*at).is_some());
        let clause = clause.map_or(sentence.start, |mark| mark + 1);
        for start in [clause, sentence.start] {
            if let Some(voice) = self.subject_before(start, at) {
                return (Some(voice), 0.75);
            }
        }
        let relative = at > 0
            && matches!(
                words.fold(at - 1),
                "الذي" | "التي" | "الذين" | "من" | "ما" | "كما"
            );
        // The speaker before goes on only when nobody else can be the subject: the verb opens its
        // sentence, no noun follows it, and it has the same gender.
        let opens =
            (sentence.start..at).all(|at| words.is(at, CONNECTIVES)) && at <= sentence.start + 4;
        let next = at + words.items[at].class_len;
        let addressed = words.fold(next).starts_with('ل') && !words.is(next, Classes::NAME_WORDS);
        let bare = !words.word(next)
            || addressed
            || words.is(
                next,
                CONNECTIVES | Classes::THAT | Classes::SAYING | Classes::VENUE,
            );
        let gender = feminine(words.fold(at));
        let same = |voice: &Voice| match (voice.feminine, gender) {
            (Some(before), Some(now)) => before == now,
            _ => true,
        };
        let item = &words.items[at];
        let coordinate = item.prefix > 0 || at > 0 && words.mark(at - 1).is_some();
        let goes_on = !relative && bare && (opens || coordinate && self.here.is_some());
        let carried = self.carried().filter(|voice| goes_on && same(voice));
        (carried, if carried.is_some() { 0.65 } else { 0.4 })
    }

    /// The noun group that begins at `start` and ends right before the verb, or before a comma there.
    fn subject_before(&self, start: usize, verb: usize) -> Option<Voice> {
        let words = self.words;
        let mut start = start;
        while start < verb && words.is(start, Classes::AUX | Classes::INTRODUCES) {
            start += 1;
        }
        if start >= verb {
            return None;
        }
        let evident = words.is(
            start,
            Classes::NAME_WORDS | Classes::TITLE | Classes::SOURCE | Classes::ORG | Classes::HONOUR,
        ) || words.items[start].known.is_some()
            || words.fold(start).starts_with("ال");
        let (mut voice, end) =
            speaker::arabic(words, &self.pairs, start, verb).filter(|_| evident)?;
        let adverbs = (end..verb)
            .all(|at| words.is(at, Classes::TIME | Classes::STOP) || words.marked(at, &['،', ',']));
        voice.feminine = feminine(words.fold(verb));
        (adverbs && verb - end <= 3).then_some(voice)
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
                let long = pair.len(words) > TERM;
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

    /// `بحسب …`, `وفقاً لـ…`, `بحسب ما أعلن …`.
    fn according(&mut self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let words = self.words;
        let mut from = at + words.items[at].class_len;
        while matches!(words.fold(from), "ل" | "ما" | "لما")
            || from < sentence.end && self.is_verb(from)
            || from > at + 1
                && matches!(words.fold(from - 1), "ما" | "لما")
                && words.class(from).is_none()
            || matches!(words.fold(from), "به" | "عنه")
        {
            from += 1;
        }
        let (voice, end) = speaker::arabic(words, &self.pairs, from, sentence.end)?;
        if !speaker::is_source(words, from, end) {
            return None;
        }
        let phrase = at..at + words.items[at].class_len;
        if let Some(pair) = self.pair_before(at).filter(|pair| pair.len(words) > TERM) {
            return self
                .direct(pair, Some(voice), phrase, "quotation-according", 0.85)
                .map(|_| end);
        }
        let opens = at == sentence.start;
        if opens && words.marked(end, &['،', ',']) {
            return self.reported(
                end + 1,
                sentence.end,
                Some(voice),
                phrase,
                "according",
                0.75,
            );
        }
        if opens {
            return None;
        }
        let start = self.after_last_quote(sentence.start, at);
        self.reported(start, at, Some(voice), phrase, "according", 0.7)
            .map(|_| end)
    }

    /// Where the narrative goes on after the last quote of this sentence before `at`.
    pub(super) fn after_last_quote(&self, start: usize, at: usize) -> usize {
        let taken = |item: usize| {
            let span = self.words.items[item].span;
            self.found.iter().any(|quote| quote.span.overlaps(span))
        };
        (start..at)
            .rev()
            .find(|item| taken(*item))
            .map_or(start, |item| item + 1)
    }

    pub(super) fn direct(
        &mut self,
        pair: super::Pair,
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
        let count = |run: Range<usize>| run.filter(|at| self.words.word(*at)).count();
        let total = count(run.clone());
        let inner = self.pairs.iter().copied().find(|pair| {
            pair.closed
                && run.start <= pair.open
                && pair.after <= run.end
                && pair.len(self.words) * 10 >= total * 6
        });
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
