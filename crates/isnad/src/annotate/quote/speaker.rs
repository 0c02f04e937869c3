//! Who speaks: the noun group after an Arabic verb, as a name and an office apart from it.

use std::ops::Range;

use super::{Voice, marks::Pair};
use crate::{annotate::words::Words, model::Span, text::lang::classes::Classes};

/// Words that end every noun group.
pub(super) const ENDS: Classes = Classes::SPEAKER_ENDS;

/// The speaker that begins at an item, and the item after the noun group.
pub(super) fn arabic(
    words: &Words<'_>,
    pairs: &[Pair],
    from: usize,
    limit: usize,
) -> Option<(Voice, usize)> {
    let group = Group {
        words,
        pairs,
        limit,
    };
    let (name, role, end) = group.parse(from)?;
    let (name, role, end) = match role {
        None => group.with_apposition(name, end),
        found => (name, found, end),
    };
    let voice = Voice {
        name: words.bare_place(name),
        role: role.map(|role| words.place(role)),
        feminine: None,
        human: true,
    };
    Some((voice, end))
}

/// The item after the words of the office that begins at an item.
pub(in crate::annotate) fn office_end(words: &Words<'_>, from: usize) -> usize {
    let group = Group {
        words,
        pairs: &[],
        limit: words.items.len(),
    };
    group.after_office(from)
}

/// Whether a noun group can be a source of information at all: somebody, a body or a document, not a
/// plan or a rule (`بحسب القانون`).
pub(super) fn is_source(words: &Words<'_>, from: usize, end: usize) -> bool {
    let names = Classes::SOURCE
        | Classes::TITLE
        | Classes::ORG
        | Classes::GIVEN
        | Classes::FAMILY
        | Classes::AGENCY_HEAD
        | Classes::OUTLET_HEAD;
    words.is(from, names)
        || words.get(from).is_some_and(|item| item.known.is_some())
        || super::super::credit::is_agency(words, from)
        || (from..end).any(|at| words.is(at, Classes::GIVEN | Classes::FAMILY))
}

/// A name without the object of its verb that was read as its last word (`وصف … الخطوة بأنها`).
pub(super) fn without_object(
    words: &Words<'_>,
    name: Span,
    group: Range<usize>,
) -> Option<(Span, usize)> {
    let last = group.end.checked_sub(1)?;
    let first = group
        .clone()
        .find(|at| words.items[*at].span.end > name.start)?;
    let object = words.items[last].span.end == name.end && words.fold(last).starts_with("ال");
    (object && first < last).then(|| (words.bare_place(first..last), last))
}

/// The noun group being read.
pub(super) struct Group<'w, 't> {
    pub(super) words: &'w Words<'t>,
    pub(super) pairs: &'w [Pair],
    pub(super) limit: usize,
}

pub(super) type Parsed = (Range<usize>, Option<Range<usize>>, usize);

impl Group<'_, '_> {
    pub(super) fn parse(&self, from: usize) -> Option<Parsed> {
        let words = self.words;
        if let Some(pair) = self.name_in_marks(from) {
            return Some((pair.inside(), None, pair.after));
        }
        let heads = words.is(from, Classes::SOURCE) && words.word(from) && from < self.limit;
        if !heads && !self.goes_on(from)
            || self.is_prefixed(from)
                && !words.is(from, Classes::TITLE | Classes::SOURCE | Classes::ORG)
        {
            return None;
        }
        let class = words.class(from);
        if class.any(Classes::TITLE | Classes::HONOUR | Classes::ATTACHED) {
            return Some(self.titled(from));
        }
        if class.any(Classes::SOURCE | Classes::ORG | Classes::AGENCY_HEAD | Classes::OUTLET_HEAD) {
            return Some(self.body(from));
        }
        if let Some((_, count)) = words.items[from].known {
            return Some((from..from + count, None, from + count));
        }
        self.named(from)
    }

    /// A short name in marks: `"بول برفوغو"`.
    pub(super) fn name_in_marks(&self, at: usize) -> Option<Pair> {
        let pair = super::marks::opening_at(self.pairs, at).filter(|pair| pair.closed)?;
        let words = pair.len(self.words);
        (words <= super::TERM && pair.after <= self.limit).then_some(pair)
    }

    pub(super) fn goes_on(&self, at: usize) -> bool {
        at < self.limit
            && self.words.word(at)
            && (!self.words.is(at, ENDS) || self.is_inner_name(at) || self.is_commander(at))
            && !self
                .words
                .fold(at)
                .starts_with(|c: char| c.is_ascii_digit())
            && !self.is_object(at)
            && !self.is_addressed(at)
    }

    /// A name that is also a preposition (`علي`), behind another name or an office.
    fn is_inner_name(&self, at: usize) -> bool {
        let before = Classes::GIVEN | Classes::TITLE | Classes::HONOUR;
        at > 0 && self.words.is(at, Classes::GIVEN) && self.words.is(at - 1, before)
    }

    /// `آمر`, which folds to `أمر`.
    fn is_commander(&self, at: usize) -> bool {
        let long = self.words.items[at].span.of(self.words.text).contains('آ');
        long && self.words.is(at, Classes::TITLE)
    }

    /// Whom it was said to: `لوكالة …`, `لصحيفة …`, `لـ«…»`.
    pub(super) fn is_addressed(&self, at: usize) -> bool {
        let folded = self.words.fold(at);
        let to = folded.starts_with('ل') && self.words.items[at].prefix > 0;
        folded.chars().count() == 1
            || to
                && self
                    .words
                    .is(at, Classes::AGENCY_HEAD | Classes::OUTLET_HEAD)
    }

    /// An indefinite accusative (`ضباطاً`) is never a subject.
    fn is_object(&self, at: usize) -> bool {
        self.words.items[at]
            .span
            .of(self.words.text)
            .contains('\u{64b}')
    }

    /// Whether a preposition is written onto the word (`لرويترز`, `بالرئاسة`).
    pub(super) fn is_prefixed(&self, at: usize) -> bool {
        let item = &self.words.items[at];
        let folded = self.words.fold(at);
        item.prefix > 0 && !folded.starts_with('و') && !folded.starts_with('ف')
            || folded.starts_with("لل")
            || folded.starts_with("بال")
            // A hamza after the letter shows that the word begins there (`بإبعاد`).
            || ["بإ", "بأ", "لإ", "لأ"].iter().any(|front| item.span.of(self.words.text).starts_with(front))
    }

    pub(super) fn is_definite(&self, at: usize) -> bool {
        let folded = self.words.fold(at);
        folded.starts_with("ال") || folded.starts_with("وال") || folded.starts_with("لل")
    }

    /// An office, and the name after it if there is one: `الرئيس الأمريكي دونالد ترامب`.
    fn titled(&self, from: usize) -> Parsed {
        let words = self.words;
        let start = self.after_office(from);
        let start = self.later_name(start);
        let mut end = start;
        while self.goes_on(end) && end < start + 5 && self.in_name(end, end > start) {
            end += 1;
        }
        if start == end {
            let (_, end) = self.extended(from, start);
            return match self.closing_name(start..end) {
                Some(name) => (name..end, Some(from..name), end),
                None => (from..end, None, end),
            };
        }
        let honoured =
            (from..start).all(|at| words.is(at, Classes::HONOUR) || words.mark(at) == Some('.'));
        let role = (!honoured).then_some(from..start);
        let (late, end) = self.late_role(end);
        (
            start..end.min(late.as_ref().map_or(end, |late| late.start)),
            role.or(late),
            end,
        )
    }

    fn in_name(&self, at: usize, inside: bool) -> bool {
        let words = self.words;
        let never = Classes::ATTACHED | Classes::SAYING | Classes::SAY | Classes::NOUN;
        let office = words.is(at, Classes::TITLE) && !words.is(at, Classes::GIVEN);
        !words.is(at, never)
            && !(inside && (office || words.is(at, Classes::ORG)))
            && !self.is_prefixed(at)
            && !(inside && words.fold(at).ends_with("ات") && !self.is_definite(at))
            && !(inside
                && words.fold(at).starts_with('ب')
                && words.items[at].span.of(words.text).ends_with('ه'))
    }

    /// A name, and the office after it: `ليئور حياة المتحدث باسم …`.
    fn named(&self, from: usize) -> Option<Parsed> {
        let words = self.words;
        // A feminine noun nobody knows as a name is a thing (`ضرورة`).
        if words.fold(from).ends_with('ه')
            && !self.is_definite(from)
            && !words.is(from, Classes::NAME_WORDS)
            && !self.is_pair_of_names(from)
        {
            return None;
        }
        let mut end = from;
        while self.goes_on(end) && end < from + 6 && self.in_name(end, end > from) {
            end += self.words.items[end].known.map_or(1, |(_, count)| count);
        }
        if end == from || words.fold(end - 1).ends_with("ها") {
            return None;
        }
        let (role, after) = self.late_role(end);
        Some((from..end, role, after))
    }

    /// An office or description that follows the name without a comma.
    fn late_role(&self, at: usize) -> (Option<Range<usize>>, usize) {
        let begins = self.words.is(at, Classes::TITLE | Classes::ATTACHED) && self.goes_on(at);
        if !begins {
            return (None, at);
        }
        let end = self.after_office(at);
        let (_, end) = self.extended(at, end);
        (Some(at..end), end)
    }

    /// A body, a group, a document: `منظمة "…" …`, `مسؤول في …`, `قرار …`.
    fn body(&self, from: usize) -> Parsed {
        let (role, end) = self.extended(from, from + 1);
        let name_end = role.as_ref().map_or(end, |role| role.start);
        (from..name_end, role, end)
    }
}
