//! The subject of an Arabic verb: after it, before it, or in the sentence before.

use std::ops::Range;

use super::{Reader, Voice, speaker};
use crate::{
    annotate::words::Words,
    text::{fold::fold, lang::classes::Classes},
};

/// Words that may stand around a verb whose subject is named before.
const CONNECTIVES: Classes = Classes::CONNECTIVES;

/// What who wants no name is said to keep to himself (`فضّل عدم ذكر اسمه`).
const WITHHELD: [&str; 6] = ["اسمه", "اسمها", "اسمهم", "هويته", "هويتها", "هويتهم"];

/// A description with a withheld name has at most so many items.
const WITHHELD_REACH: usize = 12;

/// Whether a verb in folded letters is feminine; `None` for plurals, which go with both.
pub(super) fn feminine(verb: &str) -> Option<bool> {
    let masculine_with_t = ["تابع", "توقع", "تساءل", "تعهد", "تحدث"];
    let stem = verb.strip_prefix(['و', 'ف']).unwrap_or(verb);
    if stem.ends_with("وا") || stem.ends_with("ون") {
        return None;
    }
    let plain = masculine_with_t.iter().any(|known| fold(known) == stem);
    Some(stem.ends_with('ت') || stem.starts_with('ت') && !plain)
}

/// Whether nobody is the subject of a verb: `قيل`, or a damma after its first letter (`ذُكر`).
pub(super) fn is_passive(words: &Words<'_>, at: usize) -> bool {
    let Some(item) = words.get(at) else {
        return false;
    };
    let conjoined = words.fold(at).starts_with(['و', 'ف']) && item.prefix > 0;
    let mut letters = item
        .span
        .of(words.text)
        .chars()
        .skip(usize::from(conjoined));
    let first = letters.next();
    let damma = letters.next() == Some('\u{64f}');
    // In `يُعلن` it says nothing; `يُتوقع` is passive, `يُتابع` is not.
    let imperfect = first == Some('ي');
    let derived = letters.next() == Some('ت') && !letters.take(2).any(|c| c == 'ا');
    words.is(at, Classes::IMPERSONAL) || damma && (!imperfect || derived)
}

/// `بيّن`, which without its shadda is a preposition.
pub(super) fn is_made_clear(words: &Words<'_>, at: usize) -> bool {
    matches!(words.fold(at), "بين" | "وبين" | "فبين")
        && words.items[at].span.of(words.text).contains('\u{651}')
}

/// `يُتوقع أن`: what the writer says himself.
pub(super) fn is_narrated(words: &Words<'_>, at: usize) -> bool {
    let verb = words.fold(at);
    is_passive(words, at)
        && !words.is(at, Classes::IMPERSONAL)
        && verb.strip_prefix('و').unwrap_or(verb).starts_with('ي')
}

impl Reader<'_, '_> {
    /// The subject right after a verb that ends before `after`, and the item after it.
    pub(super) fn named_after(
        &self,
        verb: usize,
        after: usize,
        limit: usize,
    ) -> Option<(Voice, usize)> {
        let words = self.words;
        if let Some(found) = self.withheld(after, limit) {
            return Some(found);
        }
        let (mut voice, mut end) = speaker::arabic(words, &self.pairs, after, limit)?;
        let judges = words.is(verb, Classes::ASK);
        // Whoever is advised or accused stands in the accusative, whoever hears has a preposition.
        let accusative = judges
            && end == after + 1
            && words.fold(after).ends_with("ين")
            && !words.is(after, Classes::TITLE);
        let hears = words.fold(after).starts_with('ل')
            && words.get(after).is_some_and(|item| item.prefix > 0);
        if accusative || hears {
            return None;
        }
        if words.is(verb, Classes::TRANSITIVE) && self.is_led(end) {
            let name = speaker::without_object(words, voice.name, after..end);
            if let Some((name, object)) = name {
                (voice.name, end) = (name, object);
            }
        }
        voice.feminine = feminine(words.fold(verb));
        Some((voice, end))
    }

    /// Whether what is said begins here: `بأنها …`, `بـ"…"`.
    fn is_led(&self, at: usize) -> bool {
        let by = self.words.fold(at).starts_with('ب');
        by || self.words.is(at, Classes::THAT) || self.pair_at(at).is_some()
    }

    /// `صاحب متجر فضّل عدم ذكر اسمه`: the whole description, or what stands before its comma.
    fn withheld(&self, after: usize, limit: usize) -> Option<(Voice, usize)> {
        let words = self.words;
        let limit = limit.min(after + WITHHELD_REACH);
        let stops = |at: usize| {
            words.is(at, Classes::THAT) || words.marked(at, &[':']) || self.pair_at(at).is_some()
        };
        let end = (after..limit).find(|at| stops(*at)).unwrap_or(limit);
        let last = (after + 1..end).find(|at| WITHHELD.contains(&words.fold(*at)))?;
        let comma = (after..last).find(|at| words.mark(*at).is_some());
        let name = after..comma.unwrap_or(last + 1);
        let voice = Voice::of(words.bare_place(name));
        Some((voice, last + 1))
    }

    /// A verb whose subject does not follow: it stands before (`ترامب يقول إن`) or in the sentence before.
    pub(super) fn unnamed(&self, at: usize, sentence: &Range<usize>) -> (Option<Voice>, f32) {
        if is_passive(self.words, at) {
            return (None, 0.4);
        }
        let before = self
            .stated_subject(at, sentence)
            .or_else(|| self.described(at, sentence))
            .or_else(|| self.referred(at, sentence));
        if let Some(voice) = before {
            return (Some(voice), 0.75);
        }
        let carried = self.continued(at, sentence);
        (carried, if carried.is_some() { 0.65 } else { 0.4 })
    }

    fn stated_subject(&self, at: usize, sentence: &Range<usize>) -> Option<Voice> {
        let mark = (sentence.start..at)
            .rev()
            .find(|at| self.words.mark(*at).is_some());
        let clause = mark.map_or(sentence.start, |mark| mark + 1);
        [clause, sentence.start]
            .into_iter()
            .find_map(|start| self.subject_before(start, at))
    }

    /// An indefinite noun that the verb describes: `قرار ينص على`.
    fn described(&self, at: usize, sentence: &Range<usize>) -> Option<Voice> {
        let noun = at.checked_sub(1).filter(|noun| *noun >= sentence.start)?;
        let words = self.words;
        let indefinite = !words.fold(noun).starts_with("ال") && words.items[at].prefix == 0;
        let name = noun..at;
        (indefinite && words.is(noun, Classes::SOURCE) && words.word(noun))
            .then(|| Voice::of(words.bare_place(name)))
    }

    /// `ورد فيه`: the document named before.
    fn referred(&self, at: usize, sentence: &Range<usize>) -> Option<Voice> {
        let words = self.words;
        if !matches!(words.fold(at + 1), "فيه" | "فيها") {
            return None;
        }
        let document = (sentence.start..at)
            .rev()
            .find(|at| words.is(*at, Classes::VENUE | Classes::DOCUMENT))?;
        Some(Voice::of(words.bare_place(document..document + 1)))
    }

    /// The speaker before goes on only when nobody else can be the subject: the verb opens its
    /// sentence or clause, no noun follows it, and it has the same gender.
    pub(super) fn continued(&self, at: usize, sentence: &Range<usize>) -> Option<Voice> {
        let words = self.words;
        let gender = feminine(words.fold(at));
        let same = |voice: &Voice| match (voice.feminine, gender) {
            (Some(before), Some(now)) => before == now,
            _ => true,
        };
        if self.is_relative(at) || !self.is_bare(at) {
            return None;
        }
        let opens = self.opens(at, sentence);
        let coordinate = words.items[at].prefix > 0
            || at > 0
                && (words.mark(at - 1).is_some()
                    || words.is(at - 1, Classes::PRONOUN | Classes::CLAUSE));
        let person = self.only_person(sentence.start, at).filter(same);
        match self.here {
            Some(voice) => Some(voice).filter(|_| opens || coordinate),
            None if coordinate && person.is_some() => person,
            None => self.last.map(|(voice, _)| voice).filter(|_| opens),
        }
        .filter(same)
    }

    /// Only words that join sentences, or an adverbial and its comma, stand before the verb.
    fn opens(&self, at: usize, sentence: &Range<usize>) -> bool {
        let words = self.words;
        let mut item = match self.pair_at(sentence.start) {
            Some(pair) if pair.closed => pair.after + usize::from(!words.word(pair.after)),
            _ => sentence.start,
        };
        let joined = item;
        while item < at && words.is(item, CONNECTIVES) {
            item += words.items[item].class_len;
        }
        let joined = item >= at && at <= joined + 5;
        let adverbial = words.is(
            sentence.start,
            Classes::PREP | Classes::TIME | Classes::VENUE,
        ) && words.marked(at.wrapping_sub(1), &['،', ','])
            && at <= sentence.start + 10
            && self.here.is_none();
        joined || adverbial
    }

    fn is_relative(&self, at: usize) -> bool {
        let relative = ["الذي", "التي", "الذين", "من", "ما", "كما"];
        at > 0 && relative.contains(&self.words.fold(at - 1))
    }

    /// Whether no noun follows that could be the subject.
    fn is_bare(&self, at: usize) -> bool {
        let words = self.words;
        let next = at + words.items[at].class_len;
        let addressed = words.fold(next).starts_with('ل') && !words.is(next, Classes::NAME_WORDS);
        // `أردفت مبتسمة:`, `ختم بالقول:`
        let manner = words.marked(next + 1, &[':']);
        let given =
            CONNECTIVES | Classes::THAT | Classes::SAYING | Classes::VENUE | Classes::PRONOUN;
        let object =
            words.is(at, Classes::TRANSITIVE | Classes::ASK) && words.fold(next).ends_with("ين");
        !words.word(next) || addressed || manner || object || words.is(next, given)
    }

    /// The noun group that begins at `start` and ends right before the verb, or before a comma there.
    fn subject_before(&self, start: usize, verb: usize) -> Option<Voice> {
        let words = self.words;
        let mut start = start;
        while start < verb && words.is(start, Classes::AUX | Classes::INTRODUCES) {
            start += words.items[start].class_len;
        }
        if start >= verb {
            return None;
        }
        // After `أن` the subject is in the accusative (`غير أن عمالاً أكدوا`).
        let accusative = words.items[start].span.of(words.text).contains('\u{64b}');
        if start + 1 == verb && accusative && words.fold(start.wrapping_sub(1)).ends_with("ان") {
            return Some(Voice::of(words.bare_place(start..verb)));
        }
        let evident = words.is(
            start,
            Classes::NAME_WORDS | Classes::TITLE | Classes::SOURCE | Classes::ORG | Classes::HONOUR,
        ) || words.items[start].known.is_some()
            || words.fold(start).starts_with("ال")
            || words.is(start.wrapping_sub(1), Classes::INTRODUCES | Classes::THAT);
        let (mut voice, end) =
            speaker::arabic(words, &self.pairs, start, verb).filter(|_| evident)?;
        let adverbs = (end..verb)
            .all(|at| words.is(at, Classes::TIME | Classes::STOP) || words.marked(at, &['،', ',']));
        voice.feminine = feminine(words.fold(verb));
        (adverbs && verb - end <= 3).then_some(voice)
    }
}
